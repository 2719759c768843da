// Lays out the title of a social card: up to three lines of about the same width, broken between words, in the largest size that
// fits.

import { cut } from '../../base/text/cut.js';
import { lineParts } from '../../base/text/wordBreaks.js';

/** Size and margin of a card in pixels. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;
export const MARGIN = 90;
const TEXT_WIDTH = CARD_WIDTH - 2 * MARGIN;
/** Font sizes to try, in pixels, and the maximum number of lines. */
const SIZES = [72, 60, 48];
const MAX_LINES = 3;
/** Longer titles are cut before layout. Three lines of the narrowest characters are shorter. */
const MAX_TITLE = 400;

export interface TitleLayout {
  readonly lines: readonly string[];
  /** Font size in pixels. */
  readonly size: number;
}

/** Returns the approximate width of a character in ems: the font's metrics, rounded up. */
function widthOf(char: string): number {
  if (char === ' ') return 0.25;
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x2e80) return 1;
  if (/[A-Z@%&—…]/.test(char)) return 0.78;
  if (/[mwMW]/.test(char)) return 0.95;
  return /[iljtfr.,:;'|!()[\]]/.test(char) ? 0.38 : 0.62;
}

/** Returns the approximate width of a text in ems. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

/** Fills lines with words. A word that is wider than a line is broken between characters. @param room width of a line in ems */
function fillLines(words: readonly string[], room: number): string[] {
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

/** True if no line is a single character, unless that is the whole title. */
function hasNoLoneCharacter(lines: readonly string[]): boolean {
  return lines.length === 1 || lines.every((line) => [...line].length > 1);
}

/**
 * Breaks a title into lines.
 * @param lang language of the title, which decides where words end
 */
export function layOut(title: string, lang: string): TitleLayout {
  const words = lineParts(cut(title, MAX_TITLE), lang);
  for (const size of SIZES) {
    const most = TEXT_WIDTH / size;
    const lines = fillLines(words, most);
    if (lines.length > MAX_LINES) continue;
    // A binary search for the narrowest width that needs no further line makes the lines about equally wide.
    let [low, high] = [most / lines.length / 2, most];
    let best = lines;
    for (let n = 0; n < 12; n++) {
      const middle = (low + high) / 2;
      const tried = fillLines(words, middle);
      if (tried.length > lines.length || Math.max(...tried.map(textWidth)) > most) low = middle;
      else {
        high = middle;
        if (hasNoLoneCharacter(tried)) best = tried;
      }
    }
    return { lines: best, size };
  }
  const size = SIZES.at(-1) as number;
  const lines = fillLines(words, TEXT_WIDTH / size - 1).slice(0, MAX_LINES);
  return { lines: lines.map((line, at) => (at === MAX_LINES - 1 ? `${line}…` : line)), size };
}
