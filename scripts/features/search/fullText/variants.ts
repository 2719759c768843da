/// <reference path="./opencc.d.ts" />
// Traditional characters and their simplified forms, from OpenCC's table.

import pairs from 'opencc-js/dict/TSCharacters';
import { lazy } from '../../../base/flow/lazy.js';

/** The simplified form of each traditional character. Lazy, because only indexing needs it. */
export const variants = lazy((): ReadonlyMap<string, string> => tableOf(pairs));

/** Simplified characters that have traditional variants. */
export const simplified = lazy((): ReadonlySet<string> => new Set(variants().values()));

function tableOf(text: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const pair of text.split('|')) {
    const [variant, character] = pair.split(' ') as [string, string];
    if (variant !== character) table.set(variant, character);
  }
  // Resolve chains, so that no simplified form is itself a variant.
  for (const [variant, character] of table) table.set(variant, table.get(character) ?? character);
  return table;
}
