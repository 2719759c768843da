// Inline markup of other tools: bold and marked text, superscripts and subscripts, emoji, abbreviations, roles.

import { isEmoji } from '../../../markdown/inline/emoji.js';
import type { Construct } from '../mark.js';
import { afterLead, atEnds, lacks, line } from './pattern.js';

/** `**bold **`: editors write such spaces, but a delimiter can't open or close next to a space. */
export const spacedStrong: Construct = {
  hints: ['** ', ' **'],
  pattern: /(?<![*\\\w])\*\*(?!\*)([ \t]*)([^*\s\n](?:[^*\n]*[^*\s\n])?)([ \t]*)\*\*(?![*\w])/gu,
  read: (match) => {
    const [, before = '', words = '', after = ''] = match;
    if (before + after === '' || !/\p{L}/u.test(words) || isClosing(match)) return undefined;
    return {
      name: 'bold text with a space at its end',
      instead: `write the space outside the markers: \`${before && ' '}**${words}**${after && ' '}\``,
      delimiters: atEnds(match, 2),
    };
  },
};

/** Maximum distance of the opening `**`, in UTF-16 units. */
const MAX_STRONG_LENGTH = 1000;

/** True if an odd number of `**` precedes one on its line, so that it closes something. */
function isClosing({ input, index }: RegExpExecArray): boolean {
  const window = input.slice(Math.max(0, index - MAX_STRONG_LENGTH), index);
  const before = window.slice(window.lastIndexOf('\n') + 1);
  return (before.match(/(?<!\\)\*\*/g)?.length ?? 0) % 2 === 1;
}

/** `**word!**word`: in CommonMark, a `**` between punctuation and a letter can only open. */
export const strongBeforeLetter: Construct = {
  hints: ['**'],
  when: ({ isPandoc }) => !isPandoc,
  pattern: /(?<![*\\\w])\*\*(?![*\s])[^*\n]*[\p{P}\p{S}]\*\*(?=[\p{L}\p{N}])/gu,
  read: (match) => {
    const end = match.index + match[0].length;
    if (isClosing(match)) return undefined;
    return {
      start: end - 2,
      end,
      name: 'a `**` between punctuation and a letter',
      instead: 'write a space after it, or `<strong>` and `</strong>` instead of the markers',
    };
  },
};

export const marked: Construct = {
  hints: ['=='],
  pattern: /(?<![=\w\\])==(?![\s=])[^=\n]*[^=\s]==(?![=\w])/gu,
  when: lacks('mark'),
  read: (match, { dialectWith: dialect }) => ({
    name: 'highlighted text',
    instead: `set \`markdown: ${dialect('mark')}\`, or write HTML: \`<mark>…</mark>\``,
    delimiters: atEnds(match, 2),
  }),
};

export const superscript: Construct = {
  hints: ['^'],
  // Not the `^` of a face on either side: ^_^, ^.^.
  pattern: /(?<![\^\\[]|\^[^\s\p{L}\p{N}])\^(?![\s^])([\p{L}\p{N}+−-]{1,12})\^(?!\^|[^\s\p{L}\p{N}]\^)/gu,
  when: lacks('superscript'),
  read: (match, { dialectWith: dialect, text }) => {
    const isAfterWord = /[\p{L}\p{N})\]]/u.test(text[match.index - 1] ?? '');
    // Faces: ^o^, ^v^.
    if (!/[\p{L}\p{N}]/u.test(match[1] ?? '') || ((match[1] ?? '').length === 1 && !(isAfterWord && /\d|n/.test(match[1] ?? ''))))
      return undefined;
    return {
      name: 'superscript',
      instead: `set \`markdown: ${dialect('superscript')}\`, or write HTML: \`<sup>…</sup>\``,
      delimiters: atEnds(match, 1),
    };
  },
};

export const subscript: Construct = {
  hints: ['~'],
  pattern: /(?<=[A-Za-z)\]])~([A-Za-z0-9+,−-]{1,6})~(?![~\d])/gu,
  when: lacks('subscript'),
  read: (match, { dialectWith: dialect }) => {
    const text = match[1] ?? '';
    if (!/\d/.test(text) && text.length > 1) return undefined;
    return {
      name: 'subscript',
      instead: `set \`markdown: ${dialect('subscript')}\`, or write HTML: \`<sub>…</sub>\``,
      delimiters: atEnds(match, 1),
    };
  },
};

export const emoji: Construct = {
  hints: [':'],
  pattern: /(?<![\w:/]):([a-z][\w+-]*|[+-]1|100|1234):(?![\w/])/giu,
  when: lacks('emoji'),
  read: ({ 1: name = '' }, { dialectWith: dialect }) =>
    isEmoji(name)
      ? { name: 'an emoji by its name', instead: `set \`markdown: ${dialect('emoji')}\`, or write the emoji itself` }
      : undefined,
};

export const role: Construct = {
  hints: [':`', '}`'],
  pattern: /(?<![\w:])(?::[a-z][\w-]*:(?=`)|\{[a-z][\w-]*\}(?=`[^`\n]*`))/giu,
  read: () => ({ name: 'a reStructuredText role', instead: 'write markdown: a link, emphasis or code' }),
};

export const abbreviation: Construct = {
  hints: ['*['],
  pattern: line('\\*\\[[^\\]\\n]+\\]:[ \\t]\\S[^\\n]*$'),
  when: lacks('abbreviations'),
  read: (match, { isPandoc, dialectWith: dialect }) => ({
    ...afterLead(match),
    name: 'the definition of an abbreviation',
    instead: isPandoc ? `set \`markdown: ${dialect('abbreviations')}\`, which takes it out` : 'write HTML: `<abbr title="…">`',
  }),
};
