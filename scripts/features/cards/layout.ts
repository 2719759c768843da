// The title on a social card: up to three lines, as large as they fit, broken between words, of about one length.

import { cut } from '../../base/text/cut.js';
import { lineParts } from '../../base/text/wordBreaks.js';

/** Pixels. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;
export const MARGIN = 90;
const ROOM = CARD_WIDTH - 2 * MARGIN;
/** Sizes of type that are tried, and how many lines there may be. */
const SIZES = [72, 60, 48];
const LINES = 3;
/** Characters of a title that are looked at: more than three lines of the narrowest. */
const LONGEST = 400;

export interface TitleLayout {
  readonly lines: readonly string[];
  /** Pixels to the em. */
  readonly size: number;
}

/** Ems that a character takes, about: the font's own measures, rounded up. */
function widthOf(char: string): number {
  if (char === ' ') return 0.25;
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x2e80) return 1;
  if (/[A-Z@%&—…]/.test(char)) return 0.78;
  if (/[mwMW]/.test(char)) return 0.95;
  return /[iljtfr.,:;'|!()[\]]/.test(char) ? 0.38 : 0.62;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

/** Words put into lines one after the other; a word that is longer than a line is broken where it must be. */
function filled(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (part: string) => {
    if (line && textWidth((line + part).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  };
  for (const word of words) {
    if (textWidth(word.trim()) <= room) add(word);
    else for (const char of word) add(char);
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/** No line of one character, but where the title has no more. */
function isGood(lines: readonly string[]): boolean {
  return lines.length === 1 || lines.every((line) => [...line].length > 1);
}

/**
 * The lines of a title.
 * @param lang its language, whose words are kept together
 */
export function layOut(title: string, lang: string): TitleLayout {
  const words = lineParts(cut(title, LONGEST), lang);
  for (const size of SIZES) {
    const most = ROOM / size;
    const lines = filled(words, most);
    if (lines.length > LINES) continue;
    // The narrowest room in which there are no more lines makes them alike.
    let [low, high] = [most / lines.length / 2, most];
    let best = lines;
    for (let n = 0; n < 12; n++) {
      const middle = (low + high) / 2;
      const tried = filled(words, middle);
      if (tried.length > lines.length || Math.max(...tried.map(textWidth)) > most) low = middle;
      else {
        high = middle;
        if (isGood(tried)) best = tried;
      }
    }
    return { lines: best, size };
  }
  const size = SIZES.at(-1) as number;
  const lines = filled(words, ROOM / size - 1).slice(0, LINES);
  return { lines: lines.map((line, at) => (at === LINES - 1 ? `${line}…` : line)), size };
}
