// Marks take the place of slots in HTML until it is split into pieces. A mark contains a secret of this process, so that no text of a site
// can contain one in any encoding: as a character, as `&#xFDD0;`, as a YAML escape, or from a plugin or a drawing.

import { randomBytes } from 'node:crypto';
import type { Piece } from '../types.js';

/** Differs in each process, and never reaches the output: every mark is replaced by its slot. */
const SECRET = randomBytes(12).toString('hex');

const MARK = new RegExp(`slot-${SECRET}-(\\d+)\\.`);

/** Returns the mark of a slot. It needs no escaping in HTML, and no quotes in an attribute. */
export function markOfSlot(number: number): string {
  return `slot-${SECRET}-${number}.`;
}

/** Returns a value for an attribute that only this process can have written. */
export function secretValue(number: number): string {
  return `${SECRET}-${number}`;
}

/** Returns the number in such a value; undefined if a writer wrote it. */
export function numberOfSecret(value: unknown): number | undefined {
  return typeof value === 'string' && value.startsWith(`${SECRET}-`) ? Number(value.slice(SECRET.length + 1)) : undefined;
}

/** Splits HTML at its marks into pieces. */
export function pieces(html: string, slots: readonly Exclude<Piece, string>[]): Piece[] {
  return html
    .split(MARK)
    .map((part, index): Piece | undefined => (index % 2 === 0 ? part : slots[Number(part)]))
    .filter((piece): piece is Piece => piece !== undefined && piece !== '');
}
