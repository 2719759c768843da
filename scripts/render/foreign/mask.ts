// Masks the parts of a text that no construct can be in: code, formulas, comments, and verbatim HTML elements. Offsets stay the same.

import type { Nodes, Root } from 'mdast';
import { walk } from '../../markdown/walk.js';
import type { Range } from './mark.js';

const BLANK = new Set<string>(['code', 'inlineCode', 'inlineMath', 'math', 'pandocRaw', 'yaml']);
const VERBATIM = /<(pre|code|script|style|textarea|kbd|samp|tt|xmp|svg|math)\b[^<>]*>/gi;

/** The ranges of a text that are masked, and those that the dialect reads as text. */
export interface Parts {
  readonly blank: readonly Range[];
  readonly words: readonly Range[];
}

export function partsOf(tree: Root): Parts {
  // Text that the dialect has left out already.
  const blank: Range[] = [...((tree.data as { hidden?: readonly Range[] } | undefined)?.hidden ?? [])];
  const words: Range[] = [];
  const visit = (node: Nodes) => {
    const range = rangeOf(node);
    if (range && BLANK.has(node.type)) {
      // Backticks stay: those of reStructuredText's roles are part of a construct.
      const [start, end] = range;
      blank.push(node.type === 'inlineCode' ? [start + 1, end - 1] : range);
    } else if (range && node.type === 'text') words.push(range);
    if ('children' in node && node.children.some((child) => child.type === 'text' && !rangeOf(child)))
      words.push(...gapsIn(node.children, range));
  };
  visit(tree);
  walk<Nodes>(tree, visit);
  return { blank, words: words.sort(([a], [b]) => a - b) };
}

function rangeOf({ position }: Nodes): Range | undefined {
  const [start, end] = [position?.start.offset, position?.end.offset];
  return start === undefined || end === undefined ? undefined : [start, end];
}

/** Returns the ranges between nodes: the text around a bare address that was cut has no position of its own. */
function gapsIn(nodes: readonly Nodes[], [start, end]: Range = [0, 0]): Range[] {
  const gaps: Range[] = [];
  let from = start;
  for (const node of nodes) {
    const range = rangeOf(node);
    if (!range) continue;
    if (range[0] > from) gaps.push([from, range[0]]);
    from = range[1];
  }
  if (end > from) gaps.push([from, end]);
  return gaps;
}

/** Masks a text with spaces; line breaks stay. */
export function maskedText(text: string, blank: readonly Range[]): string {
  return withoutVerbatim(withoutComments(blanked(text, blank)));
}

/** Replaces ranges with spaces. */
export function blanked(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    if (end <= done) continue;
    parts.push(text.slice(done, Math.max(done, start)), text.slice(Math.max(done, start), end).replace(/[^\r\n]/g, ' '));
    done = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done);
}

function withoutComments(text: string): string {
  const ranges: Range[] = [];
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    ranges.push([start, end + 3]);
    start = text.indexOf('<!--', end + 3);
  }
  return blanked(text, ranges);
}

/** Masks the content of `<code>` and the like, whichever nodes it was read into. */
function withoutVerbatim(text: string): string {
  if (!text.includes('</')) return text;
  const ranges: Range[] = [];
  const lower = text.toLowerCase();
  const ends = new Map<string, number>();
  let done = 0;
  for (const match of text.matchAll(VERBATIM)) {
    const name = (match[1] ?? '').toLowerCase();
    const start = match.index + match[0].length;
    if (match.index < done || ends.get(name) === -1) continue;
    const end = lower.indexOf(`</${name}`, start);
    ends.set(name, end);
    if (end < 0) continue;
    ranges.push([start, end]);
    done = end;
  }
  return blanked(text, ranges);
}

/** True if an offset is in one of some sorted ranges. */
export function inRanges(ranges: readonly Range[], offset: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [start, end] = ranges[middle] as Range;
    if (offset < start) high = middle - 1;
    else if (offset >= end) low = middle + 1;
    else return true;
  }
  return false;
}
