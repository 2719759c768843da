// Parts that the patterns of constructs share.

import type { ForeignText, Range } from '../mark.js';

/** What may stand before a construct on its line: quotes, and the sign of a list item. */
const LINE = '^[ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+)?';

/** A pattern of constructs that begin their line; `afterLead` gives their places. */
export function line(pattern: string): RegExp {
  return new RegExp(`(${LINE})${pattern}`, 'gmiu');
}

/** The place of a match of `line`, without what is before it on its line. */
export function afterLead({ index, 0: whole, 1: lead = '' }: RegExpExecArray): { start: number; end: number } {
  return { start: index + lead.length, end: index + whole.trimEnd().length };
}

/** Whether a dialect has none of some extensions. */
export const lacks =
  (...extensions: readonly string[]) =>
  ({ has }: ForeignText): boolean =>
    !extensions.some(has);

/** Signs at both ends of a match. */
export function atEnds({ index, 0: whole }: RegExpExecArray, before: number, after = before): Range[] {
  const end = index + whole.length;
  return [
    [index, index + before],
    [end - after, end],
  ];
}
