// How far constructs of text reach: one step for each character, and one for the end of the text.

import { isEmoji } from '../inline/emoji.js';
import { isMoney, mathEnd } from '../inline/math.js';

/**
 * Reads the next character, or `undefined` at the end of the text.
 * @returns `end` if the construct ends before it, `no` if it is no such construct
 */
export type Scan = (character: string | undefined) => 'more' | 'end' | 'no';

/** The most characters of the name of an emoji. */
const LONGEST_NAME = 40;

/** `$…$` and `$$…$$`, by the rules of Pandoc's own dialect. */
function dollars(isWanted: (formula: string) => boolean): () => Scan {
  return () => {
    let text = '';
    let isEscaped = false;
    return (character) => {
      const isDisplay = text.startsWith('$$');
      const sign = isDisplay ? '$$' : '$';
      if (!isEscaped && text.length > 2 * sign.length && text.endsWith(sign)) {
        if (mathEnd(text + (character ?? ''), 0) === text.length) return isWanted(text) ? 'end' : 'no';
        if (!isDisplay && !text.includes('\\text{')) return 'no';
      }
      if (text.length === 1 && (character === undefined || /\s/.test(character))) return 'no';
      isEscaped = !isEscaped && text.length > 0 && character === '\\';
      text += character;
      return 'more';
    };
  };
}

/** `\(…\)`, `\[…\]`, with one backslash or two. */
function backslashes(sign: string): () => Scan {
  return () => {
    let text = '';
    let close = '';
    return (character) => {
      if (text.length < sign.length) {
        if (character !== '\\') return 'no';
      } else if (text.length === sign.length) {
        if (character !== '(' && character !== '[') return 'no';
        close = sign + (character === '(' ? ')' : ']');
      } else if (text.length > sign.length + 1 + close.length && text.endsWith(close)) return 'end';
      text += character;
      return 'more';
    };
  };
}

const emoji = (): Scan => {
  let name = '';
  let signs = 0;
  return (character) => {
    if (signs === 2) return isEmoji(name) ? 'end' : 'no';
    if (character === ':') signs++;
    else if (signs === 0 || character === undefined || !/[\w+-]/.test(character) || name.length > LONGEST_NAME) return 'no';
    else name += character;
    return 'more';
  };
};

/** `[[page|text]]`; with `!` before it, a picture. */
function wikilink(start: string): () => Scan {
  return () => {
    let text = '';
    let bars = 0;
    return (character) => {
      if (text.length < start.length) {
        if (character !== start[text.length]) return 'no';
      } else if (text.endsWith(']]')) return 'end';
      else if (text.endsWith(']') ? character !== ']' : character === '[' || character === '\n') return 'no';
      else if (character === ']' && text.length === start.length) return 'no';
      else if (character === '|' && bars++ > 0) return 'no';
      text += character;
      return 'more';
    };
  };
}

/** A sign of some characters, no more and no fewer. */
function sign(characters: string): () => Scan {
  return () => {
    let length = 0;
    return (character) => {
      if (length === characters.length) return character === characters[0] ? 'no' : 'end';
      if (character !== characters[length]) return 'no';
      length++;
      return 'more';
    };
  };
}

const isGithubs = (formula: string) => /^\$`+[^`]+`+\$$/.test(formula);
const isFormula = (formula: string) => formula.startsWith('$$') || !isMoney(formula.slice(1, -1));

export const scans = { dollars, backslashes, emoji, wikilink, sign, isGithubs, isFormula };

/** The TeX of a formula without its signs, and whether it stands on lines of its own. */
export function texOf(formula: string): { tex: string; display: boolean } {
  const [, tex = ''] = PATTERNS.map((pattern) => pattern.exec(formula)).find(Boolean) ?? [];
  return { tex, display: formula.startsWith('$$') || /^\\+\[/.test(formula) };
}

const PATTERNS = [/^\$`+([^`]+)`+\$$/, /^\$\$([\s\S]*)\$\$$/, /^\$([\s\S]*)\$$/, /^\\+[([]([\s\S]*?)\\+[)\]]$/];
