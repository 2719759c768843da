// Inline code: `…`, inline_code_attributes, raw_attribute.

import { readAttributes } from '../attributes.js';
import { properties } from '../nodes.js';
import { rowAt, trim } from '../text.js';
import type { InlineConstruct } from './construct.js';

export const codeSpan: InlineConstruct = {
  starts: '`',
  read: (reader) => {
    const { text, at } = reader;
    const span = reader.codeAt(at);
    if (!span) return false;
    const { end, ticks } = span;
    const value = trim(text.slice(at + ticks, end - ticks).replaceAll('\n', ' '));
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
const RAW = /^\{=([\w-]+)\}/;

interface Span {
  readonly end: number;
  /** Number of backticks at each end. */
  readonly ticks: number;
}

/** Returns the code span that opens at the index of a backtick, if it is closed. */
export type CodeSpans = (at: number) => Span | undefined;

/**
 * Finds the code spans of a text: a run of backticks is closed by the next run of the same length. In a run without a partner, a
 * shorter run further on may open a span.
 * @returns a lookup by the index of a backtick
 */
export function codeSpans(text: string): CodeSpans {
  const starts: number[] = [];
  const ends: number[] = [];
  const byLength = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    starts.push(index);
    ends.push(index + run.length);
    const sameLength = byLength.get(run.length);
    if (sameLength) sameLength.push(index);
    else byLength.set(run.length, [index]);
  }
  return (at) => {
    const ticks = (ends[rowAt(starts, at)] ?? at) - at;
    const sameLength = byLength.get(ticks);
    const next = sameLength && firstFrom(sameLength, at + ticks);
    return next === undefined ? undefined : { end: next + ticks, ticks };
  };
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
