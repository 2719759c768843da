// Attribute lists of goldmark and kramdown, `{#id .class}` and `{: .class}`, which `gfm` does not read. Ids become anchors, attributes of
// links and pictures become those of HTML elements, and a block with classes or styles is put in a div.

import { headingId } from '../../markdown/headingId.js';
import { destination, inLine, attributes as written } from './markup.js';
import { maskedCode } from './tags.js';

const ITEM = `(?:[.#][\\p{L}\\p{N}_:-]+|[A-Za-z][\\w:-]*=(?:"[^"\\n]*"|'[^'\\n]*'|[^\\s{}"']+)|[A-Za-z_][\\w-]*)`;
const NEEDED = `(?:[.#][\\p{L}\\p{N}_:-]+|[A-Za-z][\\w:-]*=(?:"[^"\\n]*"|'[^'\\n]*'|[^\\s{}"']+))`;
/** With a colon, words such as `toc` are attributes too; without one, braces hold at least a class, an id or a value. */
const LIST = `\\{(?::[ \\t]*${ITEM}(?:[ \\t]*${ITEM})*|:|[ \\t]*${NEEDED}(?:[ \\t]+${ITEM})*)[ \\t]*:?\\}`;

/** In a line, only kramdown has attributes, with a colon. */
const INLINE_LIST = `\\{:[ \\t]*${ITEM}(?:[ \\t]*${ITEM})*[ \\t]*\\}`;

const HEADING = new RegExp(`^( {0,3}#{1,6}[ \\t]+)(.*?)[ \\t]*(${LIST})[ \\t]*#*[ \\t]*$`, 'gmu');
const SETEXT = new RegExp(`^(?!#)(\\S.*?)[ \\t]*(${LIST})[ \\t]*(\\n(?:=+|-+)[ \\t]*)$`, 'gmu');
const INLINE = new RegExp(
  `(!?)\\[((?:[^\\[\\]\\n]|\\[[^\\[\\]\\n]*\\])*)\\]\\(([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)*)(?:[ \\t]+["']([^"'\\n]*)["'])?[ \\t]*\\)(${INLINE_LIST})`,
  'gu',
);
const SPAN = new RegExp(`(?<=[*_\`)\\]>~])(${INLINE_LIST})`, 'gu');
const LINE = new RegExp(`^[ \\t]*(?:>[ \\t]*)*${LIST}[ \\t]*$`, 'u');

interface Attributes {
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly values: { readonly [name: string]: string };
}

function read(list: string): Attributes {
  const classes: string[] = [];
  const values: { [name: string]: string } = {};
  let id: string | undefined;
  for (const [item] of list.replace(/^\{:?|:?\}$/g, '').matchAll(new RegExp(ITEM, 'gu'))) {
    const [, name = '', value = ''] = /^([^=]+)=["']?(.*?)["']?$/.exec(item) ?? [];
    if (item.startsWith('.')) classes.push(...item.slice(1).split('.'));
    else if (item.startsWith('#')) id = item.slice(1);
    else if (name === 'class') classes.push(...value.split(/\s+/));
    else if (name === 'id') id = value;
    else if (name !== '') values[name] = value;
  }
  return { id, classes, values };
}

export interface AttributeRules {
  /** True if lists without a colon belong to blocks, too: goldmark with `attribute.block`. */
  readonly hasPlainBlocks: boolean;
}

/** Returns a text without attribute lists. Code stays as it is. */
export function withoutAttributes(text: string, dialect: string, { hasPlainBlocks }: AttributeRules): string {
  if (!/\{[:.#\w]/.test(text)) return text;
  let masked = maskedCode(text, dialect);
  const isText = (at: number) => masked[at] === '{';
  const each = (pattern: RegExp, current: string, by: (...groups: string[]) => string) => {
    masked = maskedCode(current, dialect);
    return current.replace(pattern, (all: string, ...rest: (string | number)[]) => {
      const at = rest.find((value) => typeof value === 'number') as number;
      return isText(at + all.lastIndexOf('{')) ? by(all, ...(rest as string[])) : all;
    });
  };
  let now = each(
    HEADING,
    text,
    (_all, marks, content, list) => `${marks}${anchorOf(list as string, content as string)}${content}`,
  );
  now = each(SETEXT, now, (_all, content, list, line) => `${anchorOf(list as string, content as string)}${content}${line}`);
  now = each(INLINE, now, (_all, sign, content, address, title, list) =>
    element({ sign, content, address, title } as { [name: string]: string }, read(list as string)),
  );
  now = each(SPAN, now, () => '');
  return withoutLines(now, dialect, hasPlainBlocks);
}

/** Returns an anchor for a heading whose own id differs. */
function anchorOf(list: string, content: string): string {
  const { id } = read(list);
  if (id === undefined || id === headingId(content.replace(/[*_`]|\]\([^)]*\)|\[/g, ''), new Set())) return '';
  return `<a${written({ id })}></a>`;
}

/** Writes a link or picture with attributes as HTML. One that only opens another window needs none. */
function element(
  { sign, content = '', address = '', title }: { readonly [name: string]: string },
  { id, classes, values }: Attributes,
): string {
  const { target: _target, rel: _rel, w: width, h: height, ...rest } = values;
  // The short names of a theme for Jekyll.
  const others = { ...(width && { width }), ...(height && { height }), ...rest };
  const own = { id, class: classes.join(' '), ...others };
  const isPlain = id === undefined && classes.length === 0 && Object.keys(others).length === 0;
  const href = address.replace(/^<|>$/g, '');
  if (sign === '!')
    return isPlain
      ? `![${content}](${destination(href)})`
      : inLine(`<img${written({ src: href, alt: content, title, ...own })}>`);
  return isPlain
    ? `[${content}](${destination(href)}${title ? ` "${title}"` : ''})`
    : `<a${written({ href, title, ...own })}>${content}</a>`;
}

/** Classes and words that only concern a table of contents, or the colours of code. */
const WITHOUT_MEANING = /^(?:no_?toc|toc|linenos|language-.*|highlight|lang-.*)$/;

/** Removes lines with attributes, and puts the block that one belongs to in a div. */
function withoutLines(text: string, dialect: string, hasPlainBlocks: boolean): string {
  const lines = text.split('\n');
  const masked = maskedCode(text, dialect).split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const isList = LINE.test(line) && masked[at]?.includes('{') && (hasPlainBlocks || /^[>\s]*\{:/.test(line));
    if (!isList) {
      out.push(line);
      continue;
    }
    const { id, classes, values } = read(line.replace(/^[>\s]*|\s*$/g, ''));
    if (/\{:\s*toc\b/.test(line)) {
      // The item before it stands for the table of contents.
      while (/^\s*(?:[-*+]|\d+\.)\s/.test(out.at(-1) ?? '')) out.pop();
      continue;
    }
    const own = { id, class: classes.filter((name) => !WITHOUT_MEANING.test(name)).join(' '), ...values };
    const shown = written(own);
    const heading = /^( {0,3}#{1,6}[ \t]+)(.*)$/.exec(out.at(-1) ?? '');
    if (heading) {
      const [, marks = '', content = ''] = heading;
      out.splice(-1, 1, `${marks}${anchorOf(line.trim(), content)}${content}`);
      continue;
    }
    if (shown === '') continue;
    const isBefore = (out.at(-1) ?? '').trim() === '';
    if (isBefore) at = wrapNext({ lines, masked, out }, at, shown);
    else wrapLast(out, shown);
  }
  return out.join('\n');
}

/** Puts the last block in a div. */
function wrapLast(out: string[], shown: string): void {
  let start = out.length - 1;
  const fence = /^[ \t]*(`{3,}|~{3,})[ \t]*$/.exec(out[start] ?? '')?.[1];
  if (fence !== undefined) {
    do start--;
    while (start > 0 && !(out[start] as string).trimStart().startsWith(fence));
  } else while (start > 0 && (out[start - 1] as string).trim() !== '' && !/^#{1,6}\s/.test(out[start - 1] as string)) start--;
  const block = out.splice(Math.max(0, start));
  const indent = /^[ \t]*(?=\S)/.exec(block[0] ?? '')?.[0] ?? '';
  if (/^\s*(?:>|#{1,6}\s)/.test(block[0] ?? '') && /^\s*#/.test(block[0] ?? '')) out.push(...block);
  else out.push(`${indent}<div${shown}>`, '', ...block, '', `${indent}</div>`);
}

/** Puts the next block in a div. @returns the index of its last line */
function wrapNext(
  { lines, masked, out }: { readonly lines: readonly string[]; readonly masked: readonly string[]; readonly out: string[] },
  at: number,
  shown: string,
): number {
  let end = at + 1;
  while (end < lines.length && ((lines[end] as string).trim() !== '' || (masked[end] !== lines[end] && end > at + 1))) end++;
  if (end === at + 1) return at;
  out.push(`<div${shown}>`, '', ...lines.slice(at + 1, end), '', '</div>');
  return end - 1;
}

const ANY = new RegExp(
  `(?<=[*_\`)\\]>~\\s]|^)${INLINE_LIST}|(?<=^ {0,3}#{1,6}[ \\t][^\\n]*)${LIST}(?=[ \\t]*#*[ \\t]*$)|^[ \\t>]*${LIST}[ \\t]*$`,
  'gmu',
);

/** Returns a text without attribute lists, for the proof. */
export function blankAttributes(text: string, dialect: string): string {
  if (!/\{[:.#\w]/.test(text)) return text;
  const masked = maskedCode(text, dialect);
  const withoutToc = text.replace(/^[ \t]*(?:[-*+]|\d+\.)[ \t]+\S.*\n(?=[ \t]*\{:\s*toc\b)/gm, (all, at: number) =>
    masked.slice(at, at + all.length) === all ? `${' '.repeat(all.length - 1)}\n` : all,
  );
  return withoutToc.replace(ANY, (all: string, ...rest: (string | number)[]) => {
    const at = rest.find((value) => typeof value === 'number') as number;
    return masked[at + all.indexOf('{')] === '{' ? '' : all;
  });
}
