// Finds the end of comments, tags and TeX environments that span blank lines, which would otherwise end a paragraph.

import type { Document } from '../document.js';
import { htmlTag } from '../html.js';
import { texEnvironment } from '../tex.js';
import { type Line, toRun } from '../text.js';

/** Maximum number of further lines to search. */
const MAX_FURTHER_LINES = 60;

/**
 * Finds the line that closes an open construct.
 * @param at the first line of the text that may leave a construct open
 * @param end the line after that text
 * @returns the index after the closing line; undefined if nothing is open or nothing closes it
 */
export function openUntil(lines: readonly Line[], at: number, end: number, document: Document): number | undefined {
  const { text } = toRun(lines.slice(at, end));
  const tag = document.has('raw_html') ? text.lastIndexOf('<') : -1;
  const opener = Math.max(tag, document.has('raw_tex') ? text.lastIndexOf('\\begin{') : -1);
  if (opener < 0 || !/^(?:<[\p{L}!]|\\b)/u.test(text.slice(opener, opener + 3))) return undefined;
  const whole = toRun(lines.slice(at, end + MAX_FURTHER_LINES)).text;
  const close = whole[opener] === '<' ? htmlTag(whole, opener)?.end : texEnvironment(whole, opener)?.end;
  if (close === undefined || close <= text.length) return undefined;
  return at + whole.slice(0, close).split('\n').length;
}
