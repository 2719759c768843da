// Helpers for the patterns of constructs.

import type { ForeignText, Range } from '../mark.js';

/** Prefixes of a line that may precede a construct: quotes, and a list marker. */
const LINE = '^[ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+)?';

/** Returns a pattern for constructs at the start of a line. `afterLead` returns the place of a match. */
export function line(pattern: string): RegExp {
  return new RegExp(`(${LINE})${pattern}`, 'gmiu');
}

/** Returns the place of a match of `line`, without the prefixes of its line. */
export function afterLead({ index, 0: whole, 1: lead = '' }: RegExpExecArray): { start: number; end: number } {
  return { start: index + lead.length, end: index + whole.trimEnd().length };
}

/** True if none of some extensions is on. */
export const lacks =
  (...extensions: readonly string[]) =>
  ({ has }: ForeignText): boolean =>
    !extensions.some(has);

/** Returns the delimiters at both ends of a match. */
export function atEnds({ index, 0: whole }: RegExpExecArray, before: number, after = before): Range[] {
  const end = index + whole.length;
  return [
    [index, index + before],
    [end - after, end],
  ];
}
