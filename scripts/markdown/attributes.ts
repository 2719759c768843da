// Parses attributes in braces: `{#id .class key=value key="quoted value" -}`.

import type { Attributes } from './nodes.js';

const ITEM =
  /[ \n]*(?:#([\p{L}\p{N}_:.-]+)|\.([\p{L}][\p{L}\p{N}_:.-]*)|([\p{L}][\p{L}\p{N}_:.-]*)=(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^\s"'{}]*))|(-)(?=[\s}]))/uy;

/**
 * Parses the attributes whose `{` is at an index.
 * @returns the attributes and the index after the closing brace; undefined if there are none
 * @see Pandoc manual, "Extension: link_attributes"
 */
export function readAttributes(text: string, from: number): { attributes: Attributes; end: number } | undefined {
  if (text[from] !== '{') return undefined;
  let id: string | undefined;
  const classes: string[] = [];
  const pairs: [string, string][] = [];
  let at = from + 1;
  for (;;) {
    ITEM.lastIndex = at;
    const match = ITEM.exec(text);
    if (!match) break;
    if (match[1]) id = match[1];
    else if (match[2]) classes.push(match[2]);
    else if (match[7]) classes.push('unnumbered');
    else {
      const key = match[3] ?? '';
      const value = (match[4] ?? match[5] ?? match[6] ?? '').replace(/\\(.)/gs, '$1');
      if (key === 'id') id = value;
      else if (key === 'class') classes.push(...value.split(/\s+/).filter(Boolean));
      // The first of two equal keys wins, as in Pandoc.
      else if (!pairs.some(([existing]) => existing === key)) pairs.push([key, value]);
    }
    at = ITEM.lastIndex;
  }
  const close = /[ \n]*\}/y;
  close.lastIndex = at;
  if (!close.test(text) || /\n\s*\n/.test(text.slice(from, close.lastIndex))) return undefined;
  return { attributes: { ...(id !== undefined && { id }), classes, pairs }, end: close.lastIndex };
}

const OWNER = /(?:\\|\]\([^\s()]*\)|\[[^[\]]+\]|\S`)$/;

/** True if attributes right after a text belong to a link, span or code at its end, or if a backslash escapes the brace. */
export function ownsAttributes(text: string): boolean {
  return OWNER.test(text);
}
