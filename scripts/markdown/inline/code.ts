// Code in text: `…`, inline_code_attributes, raw_attribute.

import { readAttributes } from '../attributes.js';
import { properties } from '../nodes.js';
import type { InlineConstruct } from './construct.js';

export const codeSpan: InlineConstruct = {
  starts: '`',
  read: (reader) => {
    const { text, at } = reader;
    const end = codeEnds(text)(at);
    if (end === undefined) return false;
    let ticks = 1;
    while (text[at + ticks] === '`') ticks++;
    const value = text
      .slice(at + ticks, end - ticks)
      .replaceAll('\n', ' ')
      .trim();
    reader.at = end;
    const raw = text[end] === '{' && reader.has('raw_attribute') ? RAW.exec(text.slice(end, end + 60)) : null;
    if (raw) {
      reader.at += raw[0].length;
      return reader.add({ type: 'pandocRaw', format: raw[1] ?? '', value }, at);
    }
    const found = text[end] === '{' && reader.has('inline_code_attributes') ? readAttributes(text, end) : undefined;
    if (found) reader.at = found.end;
    return reader.add({ type: 'inlineCode', value, ...(found && { data: { hProperties: properties(found.attributes) } }) }, at);
  },
};

/** The attribute of raw text: `{=html}`. */
export const RAW = /^\{=([\w-]+)\}/;

let lastText = '';
let lastEnds: (at: number) => number | undefined = () => undefined;

/**
 * Where the code spans of a text end: what a run of backticks opens is closed by the next run of the same length. A run
 * without a partner may open further on, with fewer.
 * @returns a function of the index of a backtick; the index behind the span, or undefined
 */
export function codeEnds(text: string): (at: number) => number | undefined {
  if (text === lastText) return lastEnds;
  const runs = [...text.matchAll(/`+/g)].map(({ 0: ticks, index }) => ({ index, length: ticks.length }));
  const byLength = new Map<number, number[]>();
  for (const { index, length } of runs) byLength.set(length, [...(byLength.get(length) ?? []), index]);
  lastText = text;
  lastEnds = (at) => {
    let length = 1;
    while (text[at + length] === '`') length++;
    const starts = byLength.get(length);
    const next = starts && firstFrom(starts, at + length);
    return next === undefined ? undefined : next + length;
  };
  return lastEnds;
}

function firstFrom(sorted: readonly number[], from: number): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
