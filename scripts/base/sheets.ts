// The stylesheets in `templates/sheets/` that texts need. Only pages that show such a text load them.

import type { Piece } from '../types.js';

/** The elements that each stylesheet is for. */
const ELEMENTS = {
  collections: /<ul class="(?:tiles|river|shelf)">/,
  galleries: /<div class="(?:[^" ]+ )*gallery[ "]/,
};

export type TextSheet = keyof typeof ELEMENTS;

export const TEXT_SHEETS = Object.keys(ELEMENTS) as readonly TextSheet[];

/** Returns the names of the stylesheets that a text needs. */
export function sheetsOf(pieces: readonly Piece[]): readonly TextSheet[] {
  return TEXT_SHEETS.filter((name) => pieces.some((piece) => typeof piece === 'string' && ELEMENTS[name].test(piece)));
}
