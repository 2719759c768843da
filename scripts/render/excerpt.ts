// The beginning of a text, for lists and search engines.

import { cut } from '../base/text/cut.js';

/** Longest excerpt, in columns: two lines of a list. */
const EXCERPT = 150;

/** The beginning of a text, ended at a sentence where one ends in time. */
export function excerpt(text: string): string {
  let columns = 0;
  let end = 0;
  let sentence = 0;
  for (const char of text) {
    columns += char.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (columns > EXCERPT) {
      return sentence > end / 2 ? text.slice(0, sentence) : `${cut(text, end).replace(/[\s，、；：,;:]+$/u, '')}…`;
    }
    end += char.length;
    if ('。！？!?'.includes(char) || (char === '.' && text[end] === ' ')) sentence = end;
  }
  return text;
}
