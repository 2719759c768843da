// Attribute lists of other tools: kramdown, Pandoc in other dialects, `markdown="1"`.

import type { Construct } from '../mark.js';

const ATTRIBUTE = '(?:[.#][\\p{L}_][\\w\\p{L}-]*|[A-Za-z][\\w-]*=(?:"[^"\\n]*"|\'[^\'\\n]*\'|[^\\s{}"\']+))';

export const kramdown: Construct = {
  hints: ['{:'],
  pattern: new RegExp(
    `\\{:(?:[ \\t]*(?:toc|no_toc|footnotes)|:?[ \\t]*${ATTRIBUTE}|:/?[a-z]+|/[a-z]*)(?:[ \\t]+(?:${ATTRIBUTE}|[a-z_]+))*[ \\t]*/?\\}`,
    'giu',
  ),
  read: ({ 0: whole }, { isPandoc }) =>
    /^\{:\s*toc/i.test(whole)
      ? { name: 'kramdown’s table of contents', instead: 'set `toc: true` in front matter' }
      : {
          name: 'a kramdown attribute list',
          instead: isPandoc
            ? 'write it without the colon, right after a link, a picture, code or a heading: `{.class}`'
            : 'write HTML, or set `markdown: markdown`, whose attributes have no colon: `{.class}`',
        },
};

export const attributes: Construct = {
  hints: ['{'],
  pattern: new RegExp(`\\{[ \\t]*${ATTRIBUTE}(?:[ \\t]+${ATTRIBUTE})*[ \\t]*\\}`, 'gu'),
  when: ({ isPandoc }) => !isPandoc,
  read: ({ index }, { text }) =>
    /[)\]`]/.test(text[index - 1] ?? '') || text.startsWith('#', text.lastIndexOf('\n', index) + 1)
      ? { name: 'a list of attributes', instead: 'set `markdown: markdown`, which reads it, or write HTML' }
      : undefined,
};

export const markdownInHtml: Construct = {
  hints: ['markdown='],
  pattern: /<[a-z][\w-]*(?=[ \t])([^<>\n]*)>(?![ \t]*\n[ \t]*\n)/giu,
  isAnywhere: true,
  when: ({ isPandoc }) => !isPandoc,
  read: ({ index, 0: whole, 1: attributes = '' }) => {
    const found = /[ \t](markdown=["']?(?:1|block|span|true)["']?)(?=[ \t]|$)/i.exec(attributes);
    if (!found) return undefined;
    const start = index + whole.length - attributes.length + found.index;
    return {
      start,
      end: start + (found[1] as string).length,
      name: 'the attribute markdown="1"',
      outcome: 'does nothing here, and the markdown in this element is shown as text',
      instead: 'leave a blank line after the tag, and one before the end tag',
      delimiters: [],
    };
  },
};
