// State machines that find the end of inline constructs: one step for each character, and one for the end of the text.

import { isEmoji } from '../inline/emoji.js';
import { isMoney, mathEnd } from '../inline/math.js';

/**
 * Takes the next character, or `undefined` at the end of the text.
 * @returns `end` if the construct ended before this character, `no` if the text is not this construct
 */
export type Scan = (character: string | undefined) => 'more' | 'end' | 'no';

/** Maximum length of an emoji's name. */
const MAX_NAME_LENGTH = 40;

/** Scans `$…$` and `$$…$$` by the rules of Pandoc's dialect. */
function dollars(isWanted: (formula: string) => boolean): () => Scan {
  return () => {
    let text = '';
    let isEscaped = false;
    return (character) => {
      const isDisplay = text.startsWith('$$');
      const marker = isDisplay ? '$$' : '$';
      if (!isEscaped && text.length > 2 * marker.length && text.endsWith(marker)) {
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

/** Scans `\(…\)` and `\[…\]`, with one backslash or two. */
function backslashes(marker: string): () => Scan {
  return () => {
    let text = '';
    let close = '';
    return (character) => {
      if (text.length < marker.length) {
        if (character !== '\\') return 'no';
      } else if (text.length === marker.length) {
        if (character !== '(' && character !== '[') return 'no';
        close = marker + (character === '(' ? ')' : ']');
      } else if (text.length > marker.length + 1 + close.length && text.endsWith(close)) return 'end';
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
    else if (signs === 0 || character === undefined || !/[\w+-]/.test(character) || name.length > MAX_NAME_LENGTH) return 'no';
    else name += character;
    return 'more';
  };
};

/** Scans `[[page|text]]`, or the same after `!`, which is a picture. @param most number of `|` */
function wikilink(start: string, most = 1): () => Scan {
  return () => {
    let text = '';
    let bars = 0;
    return (character) => {
      if (text.length < start.length) {
        if (character !== start[text.length]) return 'no';
      } else if (text.endsWith(']]')) return 'end';
      else if (text.endsWith(']') ? character !== ']' : character === '[' || character === '\n') return 'no';
      else if (character === ']' && text.length === start.length) return 'no';
      else if (character === '|' && bars++ >= most) return 'no';
      text += character;
      return 'more';
    };
  };
}

/** Scans a run of exactly these characters, no longer and no shorter. */
function marker(characters: string): () => Scan {
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

const isGithubMath = (formula: string) => /^\$`+[^`]+`+\$$/.test(formula);
const isFormula = (formula: string) => formula.startsWith('$$') || !isMoney(formula.slice(1, -1));

export const scans = { dollars, backslashes, emoji, wikilink, marker, isGithubMath, isFormula };

/** Returns the TeX of a formula without its delimiters, and whether it is displayed on lines of its own. */
export function texOf(formula: string): { tex: string; display: boolean } {
  const [, tex = ''] = PATTERNS.map((pattern) => pattern.exec(formula)).find(Boolean) ?? [];
  return { tex, display: formula.startsWith('$$') || /^\\+\[/.test(formula) };
}

const PATTERNS = [/^\$`+([^`]+)`+\$$/, /^\$\$([\s\S]*)\$\$$/, /^\$([\s\S]*)\$$/, /^\\+[([]([\s\S]*?)\\+[)\]]$/];
