// Links and pictures in the syntax of other tools.

import { targetsIn } from '../advice.js';
import type { Construct, Range, Target } from '../mark.js';
import { atEnds, lacks } from './pattern.js';

/** Returns the delimiters of a link: all but its words. A picture has no words that are shown. */
function delimitersAround(words: Range, whole: Range, isPicture: boolean): Range[] {
  if (isPicture) return [whole];
  return [
    [whole[0], words[0]],
    [words[1], whole[1]],
  ];
}

/** Returns the target of an address of this site. */
function ownTarget(written: string, isPicture: boolean): Target[] {
  return /^(?:https?:|#)/i.test(written) ? [] : [{ kind: isPicture ? 'picture' : 'page', written }];
}

export const wikilink: Construct = {
  hints: ['[['],
  pattern: /(?<![\]\\\w[])(!?)\[\[(?!\s|_?TOC_?\]|\^)([^[\]\n|]*)(?:\|([^[\]\n]*))?\]\](?![\](])/giu,
  when: lacks('wikilinks_title_after_pipe', 'wikilinks_title_before_pipe'),
  read: (match, { dialectWith: dialect }) => {
    const { index, 0: whole, 1: image = '', 2: name = '', 3: title } = match;
    if (!/\p{L}/u.test(name)) return undefined;
    const end = index + whole.length;
    const from = index + image.length + 2;
    const words: Range = [title === undefined ? from : from + name.length + 1, end - 2];
    const found = targetsIn('', `"${name}"`)[0];
    const target = { kind: found?.kind ?? 'page', written: name.replace(/\\$/, '').trim() } as const;
    return {
      name: image ? 'an embedded file' : 'a wikilink',
      instead: `set \`markdown: ${dialect('wikilinks_title_after_pipe')}\`, or write ${image ? '`![title](picture.png)`' : '`[title](page.md)`'}`,
      delimiters: delimitersAround(words, [index, end], Boolean(image)),
      targets: [target],
    };
  },
};

export const orgLink: Construct = {
  hints: [']['],
  pattern: /(?<![\w\\])\[\[([^[\]\n]+)\]\[([^[\]\n]+)\]\]/gu,
  read: (match) => {
    const [, written = '', title = ''] = match;
    const address = written.replace(/^file:/, '');
    return {
      name: 'an Org link',
      instead: `write \`[${title}](${address})\``,
      delimiters: atEnds(match, written.length + 4, 2),
      targets: targetsIn('', `"${address}"`),
    };
  },
};

/** Text that is an address rather than a remark in parentheses. */
const LIKE_ADDRESS =
  /^\s*(?:https?:\/\/\S+|\.{0,2}\/\S+|#\S+|[^\s，。、；]+\.[a-z][a-z0-9]{1,4}(?:[?#]\S*)?)(?:\s+["“'][^"”']*["”'])?\s*$/i;

export const wideBrackets: Construct = {
  // Nearly every Chinese text has such parentheses, but rarely next to square brackets.
  hints: [/\]（|［|\]\([^()\n]{0,200}）/],
  pattern:
    /(!?)(?:\[([^[\]［］\n]*)[\]］]|［([^[\]［］\n]*)[\]］])(?:（([^（）()\n]+)[）)]|\(([^（）()\n]+)）|(?<=］)\(([^（）()\n]+)\))/gu,
  read: (match) => {
    const [whole, image, words = match[3] ?? '', , fourth, fifth, sixth] = match;
    const address = fourth ?? fifth ?? sixth ?? '';
    if (!LIKE_ADDRESS.test(address)) return undefined;
    const [end, from] = [match.index + whole.length, match.index + (image ?? '').length + 1];
    const written = address.trim().replace(/\s.*$/s, '');
    return {
      name: image ? 'a picture in full-width brackets' : 'a link in full-width brackets',
      instead: `write \`${image}[${words}](${address.trim()})\``,
      rule: 'markdown/wide-brackets',
      delimiters: delimitersAround([from, from + words.length], [match.index, end], Boolean(image)),
      targets: ownTarget(written, Boolean(image)),
    };
  },
};

/** A title after an address, or a size as some editors write it. */
const AFTER_ADDRESS = /[ \t]+(?:"[^"\n]*"|'[^'\n]*'|=\d*x\d*(?:[ \t]+"[^"\n]*")?)[ \t]*$/;

export const spacedAddress: Construct = {
  hints: [/\]\([^()\n]{0,1000}[ \t]/],
  pattern: /(!?)\[([^[\]\n]*)\]\((?=[^()<>\n]*\S[ \t]+\S)([^()<>\n]+)\)/gu,
  when: ({ isPandoc }) => !isPandoc,
  read: (match, { written: text }) => {
    const [whole, image = '', words = '', inside = ''] = match;
    // Spaces that stand for other marks don't count.
    if (!text.startsWith(whole, match.index)) return undefined;
    const after = AFTER_ADDRESS.exec(inside)?.[0] ?? '';
    const address = inside.slice(0, inside.length - after.length).trim();
    if (!/^(?:https?:\/\/|\.{0,2}[\\/]|#|[a-z]:\\)|\.[a-z][a-z\d]{1,4}(?:[?#].*)?$/i.test(address)) return undefined;
    const [end, from] = [match.index + whole.length, match.index + image.length + 1];
    const title = after.includes('=') ? '' : after.trimEnd();
    const size = /=(\d*)x(\d*)/.exec(after);
    const sizeAttributes = [size?.[1] && `width="${size[1]}"`, size?.[2] && `height="${size[2]}"`].filter(Boolean).join(' ');
    const written = /\s/.test(address) ? `<${address}>` : address;
    return {
      name: image ? 'a picture with a space in its address' : 'a link with a space in its address',
      instead: sizeAttributes
        ? `write \`${image}[${words}](${written}${title})\`, or HTML with the size: \`<img src="${address}" alt="${words}" ${sizeAttributes}>\``
        : `write \`${image}[${words}](${written}${title})\``,
      rule: 'markdown/address-space',
      delimiters: delimitersAround([from, from + words.length], [match.index, end], Boolean(image)),
      targets: ownTarget(address, Boolean(image)),
    };
  },
};

/** A formula that Yuque exported as a picture, with its TeX in the address. */
export const yuqueFormula: Construct = {
  hints: ['/__latex/'],
  pattern: /!\[[^[\]\n]*\]\(https?:\/\/[^\s()]*\/__latex\/[^\s()#]*#([^\s()]*)\)/gu,
  isAnywhere: true,
  read: ({ 1: fragment = '' }, { has, dialectWith: dialect }) => {
    const tex = new URLSearchParams(fragment).get('code')?.replace(/\s+/g, ' ').trim();
    if (!tex) return undefined;
    const on = has('tex_math_dollars') ? '' : `, and set \`markdown: ${dialect('tex_math_dollars')}\``;
    return {
      name: 'a Yuque formula',
      outcome: 'is shown as a picture from its server',
      instead: `write \`$${tex}$\`${on}`,
      delimiters: [],
    };
  },
};

export const pelican: Construct = {
  hints: ['{filename}', '{static}', '{attach}', '|filename|'],
  pattern: /(?:\{(?:filename|static|attach)\}|\|filename\|)(?<=(?:\]\(<?|=["'])[{|]\w+[}|])/g,
  isAnywhere: true,
  read: () => ({ name: 'a Pelican address', instead: 'leave it out: write the path of the file', address: '' }),
};

export const blockId: Construct = {
  hints: [' ^'],
  pattern: /\^(?<=\S[ \t]+\^)[A-Za-z0-9][A-Za-z0-9-]{2,}[ \t]*$/gm,
  when: lacks('obsidian'),
  read: ({ index, 0: whole }) => ({
    end: index + whole.trimEnd().length,
    name: 'the id of a block',
    instead: 'link to a heading, whose id is made from its text',
  }),
};
