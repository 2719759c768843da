// What begins in some lines and ends further on, with whatever is in between: comments, tags, environments of TeX.

import type { Document } from '../document.js';
import { htmlTag } from '../html.js';
import { texEnvironment } from '../tex.js';
import { type Line, toRun } from '../text.js';

/** The most lines that it may go on. */
const LONGEST = 60;

/**
 * Where that ends which some lines leave open.
 * @param end the line after them
 * @returns the line after it; undefined if they leave nothing open
 */
export function openUntil(lines: readonly Line[], at: number, end: number, document: Document): number | undefined {
  const { text } = toRun(lines.slice(at, end));
  const tag = document.has('raw_html') ? text.lastIndexOf('<') : -1;
  const opener = Math.max(tag, document.has('raw_tex') ? text.lastIndexOf('\\begin{') : -1);
  if (opener < 0 || !/^(?:<[\p{L}!]|\\b)/u.test(text.slice(opener, opener + 3))) return undefined;
  const whole = toRun(lines.slice(at, end + LONGEST)).text;
  const close = whole[opener] === '<' ? htmlTag(whole, opener)?.end : texEnvironment(whole, opener)?.end;
  if (close === undefined || close <= text.length) return undefined;
  return at + whole.slice(0, close).split('\n').length;
}
