// Formulas: tex_math_dollars, tex_math_single_backslash, tex_math_double_backslash.

import type { Lint } from '../lint.js';
import type { InlineConstruct, Reader } from './construct.js';

const DISPLAY = /\$\$([\s\S]+?)\$\$/y;
const INLINE = /\$(?![\s$])(?:\\[\s\S]|[^\\$ \n]|[ \n](?![ \n]*\$))*\$(?!\d)/y;
const TEXT = /\\text\{/;

export const math: InlineConstruct = {
  extensions: ['tex_math_dollars'],
  starts: '$',
  read: (reader) => {
    const { text, at } = reader;
    const end = mathEnd(text, at);
    if (end === undefined) return false;
    const display = text[at + 1] === '$';
    const sign = display ? 2 : 1;
    if (!display && isMoney(text.slice(at + 1, end - 1))) {
      const isFormula = !reader.has('cjk');
      const reason = 'these dollar signs are read as text, not as a formula';
      reader.context.warn({ ...dollarSignsLint(), ...(!isFormula && { reason }), position: reader.place(at, end) });
      if (!isFormula) return false;
    }
    if (!display && isVariables(text.slice(at + 1, end - 1), text[end]))
      reader.context.warn({ ...dollarSignsLint(), position: reader.place(at, end) });
    return formula(reader, end - at, text.slice(at + sign, end - sign), display);
  },
};

/** Returns the warning about dollar signs that were probably not meant as a formula. */
export function dollarSignsLint(): Omit<Lint, 'position'> {
  return {
    rule: 'dollar-signs',
    reason: 'the text between these dollar signs is read as a formula',
    remedy: 'write `\\$` for a dollar sign, and `\\text{…}` for text in a formula',
  };
}

/** True for a shell variable and the text up to the next one: `$HOME/bin:$PATH`. */
export function isVariables(tex: string, after = ''): boolean {
  return /^[A-Z][A-Z0-9]+[_/:;.,-]/.test(tex) && /[A-Z_{(]/.test(after);
}

/** True if there is Chinese punctuation, and no command such as `\text`: a sentence between two amounts of money. */
export function isMoney(tex: string): boolean {
  return /[，。；：？！、（）《》“”‘’…—]/.test(tex) && !/\\(?:text|mbox|mathrm|hbox)\b/.test(tex);
}

/** Returns the index after the formula whose dollar sign is at an index. */
export function mathEnd(text: string, at: number): number | undefined {
  const display = text[at + 1] === '$';
  if (text.indexOf(display ? '$$' : '$', at + 1 + Number(display)) < 0) return undefined;
  const pattern = display ? DISPLAY : INLINE;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!display && TEXT.test(text.slice(at, text.indexOf('$', at + 1)))) return endWithText(text, at);
  return match ? pattern.lastIndex : undefined;
}

/** Maximum length of a formula with `\text{…}`, in UTF-16 units. */
const MAX_LENGTH_WITH_TEXT = 800;

/** Returns the index after a formula with `\text{…}`, in which a dollar sign is text. */
function endWithText(text: string, at: number): number | undefined {
  const last = Math.min(text.length, at + MAX_LENGTH_WITH_TEXT);
  if (!text.slice(at, last).includes('}')) return undefined;
  for (let index = at + 1; index < last; index++) {
    if (text[index] === '$') {
      const closes = (!/[ \n]/.test(text[index - 1] ?? '') || text[index - 2] === '\\') && !/\d/.test(text[index + 1] ?? '');
      return closes ? index + 1 : undefined;
    }
    if (text[index] !== '\\') continue;
    if (!text.startsWith('\\text{', index)) index++;
    else {
      let depth = 1;
      for (index += 6; index < last && depth > 0; index++) depth += text[index] === '{' ? 1 : text[index] === '}' ? -1 : 0;
      index--;
    }
  }
  return undefined;
}

/** `\(…\)` and `\[…\]`, with one backslash or two. */
export const backslashMath: InlineConstruct = {
  extensions: ['tex_math_double_backslash', 'tex_math_single_backslash'],
  starts: '\\',
  read: (reader) => {
    const { text, at } = reader;
    for (const [extension, sign] of [
      ['tex_math_double_backslash', '\\\\'],
      ['tex_math_single_backslash', '\\'],
    ] as const) {
      if (!reader.has(extension) || !text.startsWith(sign, at)) continue;
      const open = text[at + sign.length];
      if (open !== '(' && open !== '[') continue;
      const from = at + sign.length + 1;
      const end = text.indexOf(sign + (open === '(' ? ')' : ']'), from);
      if (end > from) return formula(reader, end + sign.length + 1 - at, text.slice(from, end), open === '[');
    }
    return false;
  },
};

function formula(reader: Reader, length: number, tex: string, display: boolean): true {
  const start = reader.at;
  reader.at += length;
  reader.add({ type: 'inlineMath', value: reader.context.applyMacros(tex), display }, start);
  // In `$n$'s`, the quote is an apostrophe.
  if (reader.text[reader.at] === "'" && reader.has('smart')) reader.emit('’', 1);
  return true;
}
