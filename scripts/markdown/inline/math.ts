// Formulas: tex_math_dollars, tex_math_single_backslash, tex_math_double_backslash.

import type { InlineConstruct, Reader } from './construct.js';

const DISPLAY = /\$\$([\s\S]+?)\$\$/y;
const INLINE = /\$(?![\s$])((?:\\[\s\S]|[^\\$])*?)\$(?!\d)/y;
const TEXT = /\\text\{/;

export const math: InlineConstruct = {
  extensions: ['tex_math_dollars'],
  starts: '$',
  read: (reader) => {
    const { text, at } = reader;
    const display = text[at + 1] === '$';
    if (text.indexOf(display ? '$$' : '$', at + 1 + Number(display)) < 0) return false;
    const pattern = display ? DISPLAY : INLINE;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const tex = match?.[1];
    if (!match || tex === undefined) return false;
    if (!display && TEXT.test(tex)) return withText(reader);
    if (!display && /\s$/.test(tex)) return false;
    return formula(reader, match[0].length, tex, display);
  },
};

/** In `\text{…}` a dollar sign is text. */
function withText(reader: Reader): boolean {
  const { text, at } = reader;
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '$') {
      if (/\s/.test(text[index - 1] ?? '') || /\d/.test(text[index + 1] ?? '')) return false;
      return formula(reader, index + 1 - at, text.slice(at + 1, index), false);
    }
    if (text[index] !== '\\') continue;
    if (!text.startsWith('\\text{', index)) index++;
    else {
      let depth = 1;
      for (index += 6; index < text.length && depth > 0; index++) depth += text[index] === '{' ? 1 : text[index] === '}' ? -1 : 0;
      index--;
    }
  }
  return false;
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
  // `$n$'s` is no quotation.
  if (reader.text[reader.at] === "'" && reader.has('smart')) reader.emit('’', 1);
  return true;
}
