/// <reference path="./opencc.d.ts" />
// Chinese characters that stand for another one: traditional ones for simplified ones, from OpenCC's table.

import pairs from 'opencc-js/dict/TSCharacters';
import { lazy } from '../../../base/flow/lazy.js';

/** Traditional characters with their simplified ones; read when something is indexed. */
export const variants = lazy((): ReadonlyMap<string, string> => tableOf(pairs));

/** Simplified characters that have others. */
export const simplified = lazy((): ReadonlySet<string> => new Set(variants().values()));

function tableOf(text: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const pair of text.split('|')) {
    const [variant, character] = pair.split(' ') as [string, string];
    if (variant !== character) table.set(variant, character);
  }
  // Nothing that is stood for stands for another one.
  for (const [variant, character] of table) table.set(variant, table.get(character) ?? character);
  return table;
}
