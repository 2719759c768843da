// Converts the body of a text: blocks, and what Vue would compile in words and tags.

import { posix } from 'node:path';
import { textOf } from '../../header.js';
import type { OldText, TextMarks } from '../../oldBlog.js';
import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import { convertBlocks, linesOf } from './blocks.js';

const TOC = /^[ \t]*\[\[?toc\]?\][ \t]*$/i;

/** True if a text shows its table of contents. */
export function hasContents(body: string): boolean {
  return linesOf(body).some(({ text, isCode }) => !isCode && TOC.test(text));
}

/** The script and style of a Vue component. */
const COMPONENT = /^<(script|style)\b[^>]*>[\s\S]*?^<\/\1>[ \t]*$/gm;

/** Returns a text without the script and style of a Vue component, with their number. */
export function withoutComponent(body: string): { readonly body: string; readonly removed: number } {
  let removed = 0;
  const lines = linesOf(body);
  let offset = 0;
  const code = lines.map(({ text, isCode }) => {
    const start = offset;
    offset += text.length + 1;
    return isCode ? ([start, offset] as const) : undefined;
  });
  const kept = body.replace(COMPONENT, (all: string, _name: string, at: number) => {
    const tag = all.slice(0, all.indexOf('>'));
    if (code.some((range) => range && at >= range[0] && at < range[1]) || /\bsrc=/.test(tag)) return all;
    removed++;
    return '';
  });
  return { body: kept, removed };
}

export function convertBody({ body, fields }: OldText, place: TextPlace): string {
  const blocks = convertBlocks(withoutComponent(body).body, place);
  return linesOf(blocks)
    .flatMap(({ text, isCode }) =>
      isCode ? [text] : TOC.test(text) ? [] : [outsideCode(text, (part) => words(part, fields, place))],
    )
    .join('\n');
}

/** Converts the parts of a line that are not code. */
function outsideCode(line: string, convert: (part: string) => string): string {
  return line
    .split(/((`+)(?:(?!`)[\s\S]|(?!\2(?!`))`)*?\2(?!`))/)
    .filter((_part, at) => at % 3 !== 2)
    .map((part, at) => (at % 2 === 0 ? convert(part) : part))
    .join('');
}

const ATTRIBUTE = (name: string) => new RegExp(`\\s:?${name}=(?:"([^"]*)"|'([^']*)')`, 'i');

const attribute = (tag: string, name: string): string | undefined => {
  const found = ATTRIBUTE(name).exec(tag);
  return found ? (found[1] ?? found[2]) : undefined;
};

function words(text: string, fields: OldText['fields'], place: TextPlace): string {
  if (!/[<{$@~!]/.test(text)) return text;
  return withEndTags(text)
    .replace(SIZED, (_all, alt: string, src: string, title: string | undefined, width: string, height: string) => {
      const sizes = { width: width || undefined, height: height || undefined };
      return `<img${md.attributes({ src: place.picture(src), alt, title, ...sizes })}>`;
    })
    .replace(/:(src|href)=(["'])\$withBase\(\s*(["'`])(.*?)\3\s*\)\2/g, '$1="$4"')
    .replace(/<Badge\b((?:[^>"']|"[^"]*"|'[^']*')*?)(?:\/>|>\s*<\/Badge>)/gi, (_all, tag: string) =>
      badge(attribute(tag, 'text') ?? ''),
    )
    .replace(/<Badge\b[^>]*>([^<]*)<\/Badge>/gi, (_all, shown: string) => badge(shown))
    .replace(/<(?:router-link|RouterLink|RouteLink|NavLink)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/g, (all, tag: string) => {
      const to = attribute(tag, 'to');
      return to === undefined ? all : `<a${md.attributes({ href: place.link(to.replace(/^['"`]|['"`]$/g, '')) })}>`;
    })
    .replace(/<\/(?:router-link|RouterLink|RouteLink|NavLink)>/g, '</a>')
    .replace(
      /<(?:CodeGroupItem|CodeTab|TabItem)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/g,
      (_all, tag: string) => `**${attribute(tag, 'title') ?? attribute(tag, 'label') ?? ''}**\n`,
    )
    .replace(
      /^[ \t]*<\/?(?:ClientOnly|client-only|CodeGroup|code-group|CodeGroupItem|code-group-item|CodeTab|TabItem|center)\b[^>]*>[ \t]*$/,
      (tag) => (/center/.test(tag) ? tag : ''),
    )
    .replace(/<\/?(?:ClientOnly|client-only|CodeGroup|CodeGroupItem)\b[^>]*>/g, '')
    .replace(
      /\{\{\s*\$?(?:frontmatter|page\.frontmatter|page)\.(\w+)\s*\}\}/g,
      (all, name: string) => textOf(fields[name]) ?? all,
    )
    .replace(/^(#{1,6}[ \t].*?)[ \t]*\{#([\w\u4e00-\u9fff-]+)\}[ \t]*$/, '$1 <a id="$2"></a>')
    .replace(
      /(\]\(|src=["'])(?:~?@|~)(?:\/|(assets|public|images?|alias)\/)/g,
      (_all, lead: string, folder = '') =>
        `${lead}/${folder === 'public' || folder === 'alias' || folder === '' ? '' : `${folder}/`}`,
    );
}

/** `![text](a.png "title" =300x200)`. @see markdown-it-imsize, and "Image size" of vuepress-theme-hope */
const SIZED = /!\[([^[\]\n]*)\]\(([^()\s]+)(?:[ \t]+"([^"\n]*)")?[ \t]+=(?=\d|x\d)(\d*)x(\d*)\)/g;

/** Elements that have no end tag, and those of drawings, which may close themselves. */
const CLOSED =
  /^(?:area|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|path|circle|rect|line|poly(?:gon|line)|use|ellipse|stop|image|animate|Badge)$/i;

/** Writes the end tags of elements that close themselves, as Vue allows: `<iframe src="…" />`. */
const withEndTags = (text: string): string =>
  text.replace(/<([A-Za-z][\w-]*)((?:[ \t][^<>]*?)?)[ \t]*\/>/g, (all, name: string, attributes: string) =>
    CLOSED.test(name) ? all : `<${name}${attributes}></${name}>`,
  );

const badge = (shown: string): string => (shown ? `<small>${md.escapedHtml(shown)}</small>` : '');

/** A list of cards, whose code is not shown. */
const CARDS = /^:{3,}[ \t]*card[\w-]*[^\n]*\n+`{3,}[ \t]*ya?ml[^\n]*\n([\s\S]*?)\n`{3,}[ \t]*\n+:{3,}[ \t]*$/gim;

/** Removes the marks of containers, tabs and components from a text. */
export const pressMarks: TextMarks = (body) => {
  const cards = withoutComponent(body).body.replace(CARDS, (_all, yaml: string) =>
    yaml.replace(
      /^[ \t-]*(?!(?:name|title|desc)[ \t]*:)[\w-]+[ \t]*:.*$|^[ \t-]*(?:name|title|desc)[ \t]*:|^[ \t]*#.*$|[ \t]#.*$/gm,
      '',
    ),
  );
  const text = linesOf(cards).map(({ text: line, isCode }) => {
    if (isCode) return line;
    if (/^[ \t>]*:{3,}|^[ \t]*@tab\b/.test(line) || TOC.test(line) || /^[ \t]*<<<[ \t]/.test(line)) return '';
    return line
      .replace(/\{\{\s*\$?(?:frontmatter|page)\.[\w.]+\s*\}\}/g, ' ')
      .replace(/[ \t]*\{#[\w\u4e00-\u9fff-]+\}[ \t]*$/, '');
  });
  return { text: text.join('\n'), pictures: 0, code: 0 };
};

/** Returns the folder of a path, empty for the root. */
export const folderOf = (path: string): string => (posix.dirname(path) === '.' ? '' : posix.dirname(path));
