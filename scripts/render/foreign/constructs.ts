// Constructs of other tools that a pattern finds: for each its name, how it is found, and what works instead.

import { KIND } from '../../markdown/block/alerts.js';
import { isEmoji } from '../../markdown/inline/emoji.js';
import { adviceFor, targetsIn } from './advice.js';
import type { Construct, ForeignText, Range } from './mark.js';

/** What may stand before a construct on its line: quotes, and the sign of a list item. */
const LINE = '^[ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+)?';

function line(pattern: string): RegExp {
  return new RegExp(`(${LINE})${pattern}`, 'gmiu');
}

/** The place of a match without what is before it on its line. */
function afterLead({ index, 0: whole, 1: lead = '' }: RegExpExecArray): { start: number; end: number } {
  return { start: index + lead.length, end: index + whole.trimEnd().length };
}

const lacks =
  (...extensions: readonly string[]) =>
  ({ has }: ForeignText): boolean =>
    !extensions.some(has);

/** Signs at both ends of a match. */
function atEnds({ index, 0: whole }: RegExpExecArray, before: number, after = before): Range[] {
  const end = index + whole.length;
  return [
    [index, index + before],
    [end - after, end],
  ];
}

const wikilink: Construct = {
  hints: ['[['],
  pattern: /(?<![\]\\\w[])(!?)\[\[(?!\s|_?TOC_?\]|\^)([^[\]\n|]*)(?:\|([^[\]\n]*))?\]\](?![\](])/giu,
  when: lacks('wikilinks_title_after_pipe', 'wikilinks_title_before_pipe'),
  read: (match, { with: dialect }) => {
    const { index, 0: whole, 1: image = '', 2: name = '', 3: title } = match;
    if (!/\p{L}/u.test(name)) return undefined;
    const end = index + whole.length;
    const from = index + image.length + 2;
    const words = title === undefined ? ([from, end - 2] as const) : ([from + name.length + 1, end - 2] as const);
    const isPicture = targetsIn('', `"${name}"`)[0];
    const target = { kind: isPicture?.kind ?? 'page', written: name.replace(/\\$/, '').trim() } as const;
    return {
      name: image ? 'an embedded file' : 'a wikilink',
      instead: `set \`markdown: ${dialect('wikilinks_title_after_pipe')}\`, or write ${image ? '`![title](picture.png)`' : '`[title](page.md)`'}`,
      signs: image
        ? [[index, end]]
        : [
            [index, words[0]],
            [words[1], end],
          ],
      targets: [target],
    };
  },
};

/** What is an address rather than a remark. */
const LIKE_ADDRESS =
  /^\s*(?:https?:\/\/\S+|\.{0,2}\/\S+|#\S+|[^\s，。、；]+\.[a-z][a-z0-9]{1,4}(?:[?#]\S*)?)(?:\s+["“'][^"”']*["”'])?\s*$/i;

const wideBrackets: Construct = {
  // Nearly every Chinese text has such brackets; few have them next to square ones.
  hints: [/\]（|［|\]\([^()\n]{0,200}）/],
  pattern:
    /(!?)(?:\[([^[\]［］\n]*)[\]］]|［([^[\]［］\n]*)[\]］])(?:（([^（）()\n]+)[）)]|\(([^（）()\n]+)）|(?<=］)\(([^（）()\n]+)\))/gu,
  read: (match) => {
    const [whole, image, words = match[3] ?? '', , fourth, fifth, sixth] = match;
    const address = fourth ?? fifth ?? sixth ?? '';
    if (!LIKE_ADDRESS.test(address)) return undefined;
    const [end, from] = [match.index + whole.length, match.index + (image ?? '').length + 1];
    const written = address.trim().replace(/\s.*$/s, '');
    const isOwn = !/^(?:https?:|#)/i.test(written);
    return {
      name: image ? 'a picture in full-width brackets' : 'a link in full-width brackets',
      instead: `write \`${image}[${words}](${address.trim()})\``,
      rule: 'markdown/wide-brackets',
      signs: image
        ? [[match.index, end]]
        : [
            [match.index, from],
            [from + words.length, end],
          ],
      targets: isOwn ? [{ kind: image ? 'picture' : 'page', written }] : [],
    };
  },
};

/** A title, or a size as some editors write it, after an address. */
const AFTER_ADDRESS = /[ \t]+(?:"[^"\n]*"|'[^'\n]*'|=\d*x\d*(?:[ \t]+"[^"\n]*")?)[ \t]*$/;

const spacedAddress: Construct = {
  hints: [/\]\([^()\n]{0,1000}[ \t]/],
  pattern: /(!?)\[([^[\]\n]*)\]\((?=[^()<>\n]*\S[ \t]+\S)([^()<>\n]+)\)/gu,
  when: ({ isPandoc }) => !isPandoc,
  read: (match, { written: text }) => {
    const [whole, image = '', words = '', inside = ''] = match;
    // Other marks, which are blank, have spaces of their own.
    if (!text.startsWith(whole, match.index)) return undefined;
    const after = AFTER_ADDRESS.exec(inside)?.[0] ?? '';
    const address = inside.slice(0, inside.length - after.length).trim();
    if (!/^(?:https?:\/\/|\.{0,2}[\\/]|#|[a-z]:\\)|\.[a-z][a-z\d]{1,4}(?:[?#].*)?$/i.test(address)) return undefined;
    const [end, from] = [match.index + whole.length, match.index + image.length + 1];
    const title = after.includes('=') ? '' : after.trimEnd();
    const size = /=(\d*)x(\d*)/.exec(after);
    const given = [size?.[1] && `width="${size[1]}"`, size?.[2] && `height="${size[2]}"`].filter(Boolean).join(' ');
    const written = /\s/.test(address) ? `<${address}>` : address;
    const isOwn = !/^(?:https?:|#)/i.test(address);
    return {
      name: image ? 'a picture with a space in its address' : 'a link with a space in its address',
      instead: given
        ? `write \`${image}[${words}](${written}${title})\`, or HTML with the size: \`<img src="${address}" alt="${words}" ${given}>\``
        : `write \`${image}[${words}](${written}${title})\``,
      rule: 'markdown/address-space',
      signs: image
        ? [[match.index, end]]
        : [
            [match.index, from],
            [from + words.length, end],
          ],
      targets: isOwn ? [{ kind: image ? 'picture' : 'page', written: address }] : [],
    };
  },
};

/** A formula that Yuque exports as a picture, with its TeX in the address. */
const yuqueFormula: Construct = {
  hints: ['/__latex/'],
  pattern: /!\[[^[\]\n]*\]\(https?:\/\/[^\s()]*\/__latex\/[^\s()#]*#([^\s()]*)\)/gu,
  isAnywhere: true,
  read: ({ 1: fragment = '' }, { has, with: dialect }) => {
    const tex = new URLSearchParams(fragment).get('code')?.replace(/\s+/g, ' ').trim();
    if (!tex) return undefined;
    const on = has('tex_math_dollars') ? '' : `, and set \`markdown: ${dialect('tex_math_dollars')}\``;
    return {
      name: 'a formula of Yuque',
      fate: 'is shown as a picture from its server',
      instead: `write \`$${tex}$\`${on}`,
      signs: [],
    };
  },
};

/** Fields of a database of Notion that a text of another kind would not begin with. */
const NOTION_FIELD =
  /^(?:created(?: time| by)?|last edited(?: time| by)?|tags?|status|date|due(?: date)?|type|category|author|owner|assign(?:ee)?|priority|url|标签|状态|日期|类型|分类|作者|创建时间|创建者|优先级|负责人)$/i;

/** What Notion exports of a page's row in its database: lines below the title. */
const notionFields: Construct = {
  hints: [': '],
  pattern: /^\uFEFF?\s*(?:#[ \t][^\n]*\n[ \t]*\n)?((?:[^\s:#>|`*-][^\n:]{0,40}:[ \t]+\S[^\n]*(?:\n|$))+)(?=[ \t]*(?:\n|$))/gu,
  read: ({ index, 0: whole, 1: written = '' }) => {
    const fields = written.trimEnd().split('\n');
    const names = fields.map((field) => field.slice(0, field.indexOf(':')).trim());
    if (fields.length < 2 && !whole.includes('# ')) return undefined;
    const known = names.findIndex((name) => NOTION_FIELD.test(name));
    if (known < 0) return undefined;
    const start = index + whole.length - written.length;
    const [name, value] = [names[known], fields[known]?.replace(/^[^:]*:\s*/, '')];
    return {
      start,
      end: start + written.trimEnd().length,
      name: 'a list of Notion’s properties',
      instead: /^(?:tags?|标签)$/i.test(name ?? '')
        ? `write them as front matter, such as \`tags: [${value}]\``
        : 'write those that you need as front matter: `date: 2022-03-01`, `tags: [a, b]`',
      signs: [],
    };
  },
};

/** `**bold **`: editors write such spaces, and no sign may stand between a space and the words that it begins or ends. */
const spacedStrong: Construct = {
  hints: ['** ', ' **'],
  pattern: /(?<![*\\\w])\*\*(?!\*)([ \t]*)([^*\s\n](?:[^*\n]*[^*\s\n])?)([ \t]*)\*\*(?![*\w])/gu,
  read: (match) => {
    const [, before = '', words = '', after = ''] = match;
    if (before + after === '' || !/\p{L}/u.test(words) || isClosing(match)) return undefined;
    return {
      name: 'bold text with a space at its end',
      instead: `write the space outside of the signs: \`${before && ' '}**${words}**${after && ' '}\``,
      signs: atEnds(match, 2),
    };
  },
};

/** How far before a sign its partner may be, in UTF-16 units. */
const LONGEST_STRONG = 1000;

/** Whether an odd number of `**` is before one on its line: it ends what they begin. */
function isClosing({ input, index }: RegExpExecArray): boolean {
  const window = input.slice(Math.max(0, index - LONGEST_STRONG), index);
  const before = window.slice(window.lastIndexOf('\n') + 1);
  return (before.match(/(?<!\\)\*\*/g)?.length ?? 0) % 2 === 1;
}

/** `**word!**word`: for CommonMark a `**` between a sign and a letter can only begin something. */
const strongBeforeLetter: Construct = {
  hints: ['**'],
  when: ({ isPandoc }) => !isPandoc,
  pattern: /(?<![*\\\w])\*\*(?![*\s])[^*\n]*[\p{P}\p{S}]\*\*(?=[\p{L}\p{N}])/gu,
  read: (match) => {
    const end = match.index + match[0].length;
    if (isClosing(match)) return undefined;
    return {
      start: end - 2,
      end,
      name: 'a `**` between a sign and a letter',
      instead: 'write a space after it, or `<strong>` and `</strong>` for the signs',
    };
  },
};

const contents: Construct = {
  hints: ['toc', 'TOC'],
  pattern: line(
    '(?:@?\\[(?:toc|_toc_)\\](?:\\([^)\\n]*\\))?|\\[\\[_?toc_?\\]\\]|\\$\\{toc\\}|\\{\\{[<%]?[ \\t]*toc[ \\t]*[>%]?\\}\\})[ \\t]*$',
  ),
  read: (match) => ({ ...afterLead(match), name: 'a table of contents', instead: 'set `toc: true` in front matter' }),
};

const ATTRIBUTE = '(?:[.#][\\p{L}_][\\w\\p{L}-]*|[A-Za-z][\\w-]*=(?:"[^"\\n]*"|\'[^\'\\n]*\'|[^\\s{}"\']+))';

const kramdown: Construct = {
  hints: ['{:'],
  pattern: new RegExp(
    `\\{:(?:[ \\t]*(?:toc|no_toc|footnotes)|:?[ \\t]*${ATTRIBUTE}|:/?[a-z]+|/[a-z]*)(?:[ \\t]+(?:${ATTRIBUTE}|[a-z_]+))*[ \\t]*/?\\}`,
    'giu',
  ),
  read: ({ 0: whole }, { isPandoc }) =>
    /^\{:\s*toc/i.test(whole)
      ? { name: 'kramdown’s table of contents', instead: 'set `toc: true` in front matter' }
      : {
          name: 'an attribute list of kramdown',
          instead: isPandoc
            ? 'write it without the colon, right after a link, a picture, code or a heading: `{.class}`'
            : 'write HTML, or set `markdown: markdown`, whose attributes have no colon: `{.class}`',
        },
};

const attributes: Construct = {
  hints: ['{'],
  pattern: new RegExp(`\\{[ \\t]*${ATTRIBUTE}(?:[ \\t]+${ATTRIBUTE})*[ \\t]*\\}`, 'gu'),
  when: ({ isPandoc }) => !isPandoc,
  read: ({ index }, { text }) =>
    /[)\]`]/.test(text[index - 1] ?? '') || text.startsWith('#', text.lastIndexOf('\n', index) + 1)
      ? { name: 'a list of attributes', instead: 'set `markdown: markdown`, which reads it, or write HTML' }
      : undefined,
};

/** Kinds of call-outs and boxes. */
const ADMONITIONS =
  /^(?:note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq|warning|caution|attention|failure|fail|missing|danger|error|bug|example|snippet|quote|cite|admonition|seealso)\b/i;

const CALLOUTS = /^(?:note|tip|important|warning|caution)$/i;

/** What to write for a call-out of a kind. */
function calloutAdvice(kind: string, { with: dialect, has }: ForeignText): string {
  const like = CALLOUTS.test(kind) ? kind.toUpperCase() : 'NOTE';
  const quote = `\`> [!${like}]\` on a line of its own`;
  if (!ADMONITIONS.test(kind)) return adviceFor(kind, []);
  return has('alerts')
    ? `write a quote with ${quote}`
    : `write a quote with ${quote}, and set \`markdown: ${dialect('alerts')}\``;
}

const container: Construct = {
  hints: [':::'],
  pattern: line(':{3,}[ \\t]*(?=[^\\s:])([^\\n]*)$'),
  read: (match, text) => {
    const written = (match[2] ?? '').trim();
    const [kind = ''] = /^\{?[.\w-]+/.exec(written) ?? [];
    const instead = text.isPandoc
      ? 'write `::: name` with one word, a blank line before it, and the title as a paragraph in it'
      : calloutAdvice(kind, text);
    return { ...afterLead(match), name: `a container :::${kind}`, instead };
  },
};

const containerEnd: Construct = {
  hints: [':::'],
  pattern: line(':{3,}[ \\t]*$'),
  read: (match) => ({ ...afterLead(match), name: 'the end of a container', instead: '', isPart: true }),
};

const directive: Construct = {
  hints: ['::'],
  pattern: line('::[a-z][\\w-]*[[{][^\\n]*$'),
  read: (match) => ({
    ...afterLead(match),
    name: 'a directive',
    instead: 'write markdown or HTML, or add a plugin (docs/plugins/)',
  }),
};

const admonition: Construct = {
  hints: ['!!!', '???'],
  pattern: line('(?:!!!|\\?\\?\\?)\\+?[ \\t]+(?=\\S)([^\\n]*)$'),
  read: (match, text) => {
    const [, , written = ''] = match;
    const [, kind = '', title] = /^([a-z][\w-]*(?: [a-z][\w-]*)*)?[ \t]*("[^"]*")?$/i.exec(written.trim()) ?? [];
    if (!ADMONITIONS.test(kind) && title === undefined) return undefined;
    return { ...afterLead(match), name: `an admonition ${kind}`.trimEnd(), instead: calloutAdvice(kind, text) };
  },
};

const tab: Construct = {
  hints: ['==='],
  pattern: line('={3}[!+]?[ \\t]+"[^"\\n]*"[ \\t]*$'),
  read: (match) => ({ ...afterLead(match), name: 'a tab of MkDocs', instead: 'write headings, or HTML' }),
};

const snippet: Construct = {
  hints: ['--8<--', '<<<', '.. ', '#+', '::', '!> ', '?> '],
  pattern: line(
    '(?:-{1,2}8<-{1,2}[ \\t]+\\S.*|<<<[ \\t]+[@./~]\\S.*|\\.\\.[ \\t]+[a-z][\\w-]*::(?:[ \\t].*)?|#\\+[a-z_]+:?(?:[ \\t].*)?|(?:image|include|video|toc)::[^\\s[]*\\[[^\\]\\n]*\\]|[!?]>[ \\t]+\\S.*)$',
  ),
  read: (match) => {
    const written = match[0].slice((match[1] ?? '').length);
    const names: readonly (readonly [RegExp, string, string])[] = [
      [/^-/, 'a snippet of another file', 'write its text here, or add a plugin (docs/plugins/)'],
      [/^<<</, 'a snippet of another file', 'write its text in a fenced code block, or add a plugin (docs/plugins/)'],
      [/^\.\./, 'a directive of reStructuredText', 'convert the text: `pandoc -f rst -t markdown`'],
      [/^#\+/, 'a line of Org', 'convert the text: `pandoc -f org -t markdown`'],
      [/^[!?]>/, 'a call-out of Docsify', 'write a quote: `> text`'],
    ];
    const [, name, instead] = names.find(([pattern]) => pattern.test(written)) ?? [
      /^/,
      'a macro of AsciiDoc',
      'write a picture `![](a.png)`, or convert the text',
    ];
    const signs = /^[!?]>/.test(written) ? { signs: [[afterLead(match).start, afterLead(match).start + 2]] as Range[] } : {};
    const [, path = ''] = /::[ \t]*([^\s[]+)/.exec(written) ?? [];
    return { ...afterLead(match), name, instead, ...signs, targets: path ? targetsIn('', `"${path}"`) : [] };
  },
};

const role: Construct = {
  hints: [':`', '}`'],
  pattern: /(?<![\w:])(?::[a-z][\w-]*:(?=`)|\{[a-z][\w-]*\}(?=`[^`\n]*`))/giu,
  read: () => ({ name: 'a role of reStructuredText', instead: 'write markdown: a link, emphasis or code' }),
};

const orgLink: Construct = {
  hints: [']['],
  pattern: /(?<![\w\\])\[\[([^[\]\n]+)\]\[([^[\]\n]+)\]\]/gu,
  read: ({ index, 0: whole, 1: address = '', 2: title = '' }) => ({
    name: 'a link of Org',
    instead: `write \`[${title}](${address.replace(/^file:/, '')})\``,
    signs: [
      [index, index + address.length + 4],
      [index + whole.length - 2, index + whole.length],
    ],
    targets: targetsIn('', `"${address.replace(/^file:/, '')}"`),
  }),
};

const callout: Construct = {
  hints: ['[!'],
  pattern: /^([ \t>]*>[ \t]*)\[!([\p{L}][^\]\n]*)\]([-+]?)[ \t]*([^\n]*)$/gmu,
  read: (match, text) => {
    const [, lead = '', kind = '', fold = '', title = ''] = match;
    const start = match.index + lead.length;
    const signs: Range[] = [[start, start + kind.length + 3 + fold.length]];
    const end = match.index + match[0].trimEnd().length;
    const isOurs = KIND.test(`[!${kind.toUpperCase()}]`) && !fold && title.trim() === '';
    const { has, with: dialect } = text;
    // Read as an alert; Pandoc’s reader wants capitals.
    if (isOurs && has('alerts') && (!text.isPandoc || kind === kind.toUpperCase())) return undefined;
    const instead =
      isOurs && !has('alerts')
        ? `set \`markdown: ${dialect('alerts')}\``
        : `${calloutAdvice(kind, text)}; the kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION, without a title`;
    return { start, end, name: `a callout [!${kind}]${fold}`, instead, signs };
  },
};

const marked: Construct = {
  hints: ['=='],
  pattern: /(?<![=\w\\])==(?![\s=])[^=\n]*[^=\s]==(?![=\w])/gu,
  when: lacks('mark'),
  read: (match, { with: dialect }) => ({
    name: 'marked text',
    instead: `set \`markdown: ${dialect('mark')}\`, or write HTML: \`<mark>…</mark>\``,
    signs: atEnds(match, 2),
  }),
};

const superscript: Construct = {
  hints: ['^'],
  // A face on either side is none of its signs: ^_^, ^.^.
  pattern: /(?<![\^\\[]|\^[^\s\p{L}\p{N}])\^(?![\s^])([\p{L}\p{N}+−-]{1,12})\^(?!\^|[^\s\p{L}\p{N}]\^)/gu,
  when: lacks('superscript'),
  read: (match, { with: dialect, text }) => {
    const isAfterWord = /[\p{L}\p{N})\]]/u.test(text[match.index - 1] ?? '');
    // Faces: ^o^, ^v^.
    if (!/[\p{L}\p{N}]/u.test(match[1] ?? '') || ((match[1] ?? '').length === 1 && !(isAfterWord && /\d|n/.test(match[1] ?? ''))))
      return undefined;
    return {
      name: 'raised text',
      instead: `set \`markdown: ${dialect('superscript')}\`, or write HTML: \`<sup>…</sup>\``,
      signs: atEnds(match, 1),
    };
  },
};

const subscript: Construct = {
  hints: ['~'],
  pattern: /(?<=[A-Za-z)\]])~([A-Za-z0-9+,−-]{1,6})~(?![~\d])/gu,
  when: lacks('subscript'),
  read: (match, { with: dialect }) => {
    const text = match[1] ?? '';
    if (!/\d/.test(text) && text.length > 1) return undefined;
    return {
      name: 'lowered text',
      instead: `set \`markdown: ${dialect('subscript')}\`, or write HTML: \`<sub>…</sub>\``,
      signs: atEnds(match, 1),
    };
  },
};

const emoji: Construct = {
  hints: [':'],
  pattern: /(?<![\w:/]):([a-z][\w+-]*|[+-]1|100|1234):(?![\w/])/giu,
  when: lacks('emoji'),
  read: ({ 1: name = '' }, { with: dialect }) =>
    isEmoji(name)
      ? { name: 'an emoji by its name', instead: `set \`markdown: ${dialect('emoji')}\`, or write the emoji itself` }
      : undefined,
};

/** Signs before words that are no tags: the C preprocessor's, and colours. */
const NO_TAG = /^(?:include|define|if|ifdef|ifndef|endif|else|elif|pragma|undef|error|import|region|endregion|[0-9a-f]{3,8})$/i;

const tag: Construct = {
  hints: ['#'],
  pattern: /#(?<=(?:^[ \t>]*|[\s\u3000])#)(\p{L}[\p{L}\p{N}_/-]*)(?=[\s，。！？；、）)]|$)/gmu,
  read: ({ index, 1: name = '' }, { written, isPandoc }) => {
    if (NO_TAG.test(name)) return undefined;
    const start = written.lastIndexOf('\n', index - 1) + 1;
    const isFirst = /^[ \t>]*$/.test(written.slice(start, index));
    // The reader of Pandoc's markdown reports a heading without a space itself.
    if (isFirst && isPandoc) return undefined;
    const heading = isFirst ? `; a heading has a space after its sign: \`# ${name}\`` : '';
    return { name: 'a tag in the text', instead: `write it in front matter: \`tags: [${name}]\`${heading}` };
  },
};

const blockId: Construct = {
  hints: [' ^'],
  pattern: /\^(?<=\S[ \t]+\^)[A-Za-z0-9][A-Za-z0-9-]{2,}[ \t]*$/gm,
  read: ({ index, 0: whole }) => ({
    end: index + whole.trimEnd().length,
    name: 'the id of a block',
    instead: 'link to a heading, whose id is made of its text',
  }),
};

const abbreviation: Construct = {
  hints: ['*['],
  pattern: line('\\*\\[[^\\]\\n]+\\]:[ \\t]\\S[^\\n]*$'),
  when: lacks('abbreviations'),
  read: (match, { isPandoc, with: dialect }) => ({
    ...afterLead(match),
    name: 'the definition of an abbreviation',
    instead: isPandoc ? `set \`markdown: ${dialect('abbreviations')}\`, which takes it out` : 'write HTML: `<abbr title="…">`',
  }),
};

const pelican: Construct = {
  hints: ['{filename}', '{static}', '{attach}', '|filename|'],
  pattern: /(?:\{(?:filename|static|attach)\}|\|filename\|)(?<=(?:\]\(<?|=["'])[{|]\w+[}|])/g,
  isAnywhere: true,
  read: () => ({ name: 'an address of Pelican', instead: 'leave it out: write the path of the file', address: '' }),
};

const erb: Construct = {
  hints: ['<%'],
  pattern: /<%[=#-]?(?=[\s\w])((?:[^<%\n]|<(?!%)|%(?!>))*)%>/g,
  isAnywhere: true,
  read: () => ({ name: 'a template tag <% %>', instead: 'write its value, or add a plugin (docs/plugins/)' }),
};

const mdx: Construct = {
  hints: ['import ', 'export '],
  pattern:
    /^(?:import[ \t]+[\w{*][^\n]*[ \t]from[ \t]+["'][^"'\n]+["'];?|import[ \t]+["'][^"'\n]+["'];?|export[ \t]+(?:const|let|default|function)[ \t][^\n]*)[ \t]*$/gm,
  read: ({ index, 0: whole }) => ({
    end: index + whole.trimEnd().length,
    name: 'a line of MDX',
    instead: 'write markdown or HTML, or add a plugin (docs/plugins/)',
  }),
};

const markdownInHtml: Construct = {
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
      fate: 'does nothing here, and the markdown in this element is shown as text',
      instead: 'leave a blank line after the tag, and one before the end tag',
      signs: [],
    };
  },
};

const vueScript: Construct = {
  hints: ['<script'],
  pattern: /<script([ \t][^<>\n]*)>/giu,
  isAnywhere: true,
  read: ({ 1: attributes = '' }) =>
    /[ \t](?:setup(?=[ \t]|$)|lang=)/i.test(attributes)
      ? {
          name: 'a script of Vue',
          fate: 'is not compiled here',
          instead: 'delete it, or write a script that browsers understand',
          signs: [],
        }
      : undefined,
};

/** In the order in which they are tried: what one has taken is no other's. */
export const PATTERNS: readonly Construct[] = [
  notionFields,
  yuqueFormula,
  wideBrackets,
  spacedAddress,
  spacedStrong,
  strongBeforeLetter,
  contents,
  callout,
  orgLink,
  wikilink,
  kramdown,
  attributes,
  container,
  containerEnd,
  directive,
  admonition,
  tab,
  snippet,
  role,
  pelican,
  erb,
  mdx,
  abbreviation,
  marked,
  superscript,
  subscript,
  emoji,
  tag,
  blockId,
  markdownInHtml,
  vueScript,
];
