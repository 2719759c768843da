// Finds tags in braces: `{% tag %}` of Liquid (Jekyll), Nunjucks (Hexo) and Tera (Zola), Hugo's shortcodes `{{< name >}}`, and variables
// `{{ site.url }}`. A tag with an end tag is reported once; the content between them is text, or code.

import { adviceFor, COMMENT_ADVICE, holdsCode, targetsIn } from './advice.js';
import type { Finder, ForeignText, Mark, Range } from './mark.js';

/** The content of a tag holds no end of one, no other tag, and no blank line. */
const LIQUID = /(?<![{\\])\{%[-+]?[ \t\n]*(\/?[A-Za-z_][\w.-]*)((?:[^%{\n]|%(?!\})|\{(?!%)|\n(?![ \t]*\n))*?)[-+]?%\}/g;
const HUGO =
  /(?<!\\)\{\{([<%])-?[ \t\n]*(?:\/\*[ \t\n]*)?((?:\/[ \t]*)?[A-Za-z][\w./-]*)((?:[^{}\n>%]|\{(?!\{)|\}(?!\})|[>%](?!\}\})|\n(?![ \t]*\n))*?)[>%]\}\}/g;
const VALUE = /(?<![{\\_^$]|(?<!\})\})\{\{(?![<%{])[-~]?[ \t]*(?=[\w$."'#/>&^!(@])((?:[^{}\n]|\{(?!\{)|\}(?!\}))+)\}\}/g;

/** A tag in braces. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  /** In an end tag, the name begins with `/` or `end`. */
  readonly name: string;
  readonly written: string;
  /** The name in reports: `the shortcode {{< name >}}`. */
  readonly title: string;
}

/** Finds tags of Liquid, Nunjucks and Tera. @param text with code masked, where tags are not read in code */
export const liquidIn = (text: string): Tag[] =>
  [...text.matchAll(LIQUID)].map(({ 0: whole, 1: name = '', 2: written = '', index: start }) => ({
    start,
    end: start + whole.length,
    name,
    written,
    title: `the tag {% ${name} %}`,
  }));

/** Finds Hugo's shortcodes. */
export const hugoIn = (text: string): Tag[] =>
  [...text.matchAll(HUGO)].map(({ 0: whole, 1: sign, 2: found = '', 3: written = '', index: start }) => {
    const name = found.replace(/\s/g, '');
    const title = sign === '<' ? `the shortcode {{< ${name} >}}` : `the shortcode {{% ${name} %}}`;
    return { start, end: start + whole.length, name, written, title };
  });

/** Returns the name of the tag that an end tag closes; undefined for any other tag. */
function endedBy(name: string, names: ReadonlySet<string>): string | undefined {
  if (name.startsWith('/')) return name.slice(1);
  const rest = /^end_?(.*)$/i.exec(name)?.[1];
  return rest === undefined || (rest !== '' && !names.has(rest)) ? undefined : rest;
}

/** Returns the marks of tags. A pair is reported at its start tag. */
function* marksOf(tags: readonly Tag[]): Iterable<Mark> {
  const names = new Set(tags.map(({ name }) => name));
  const ends = endsOf(tags, names);
  let codeEnd = 0;
  for (const [at, tag] of tags.entries()) {
    const { start, end, name, written, title } = tag;
    if (start < codeEnd) continue;
    const partner = tags[ends.get(at) ?? -1];
    const isComment = /^comment$/i.test(name) && partner !== undefined;
    const isCode = holdsCode(name) && partner !== undefined;
    if (isComment || isCode) codeEnd = partner.start;
    const targets = isComment ? [] : targetsIn(name, written);
    yield {
      start,
      end: isComment ? partner.end : end,
      name: title,
      instead: isComment ? COMMENT_ADVICE : adviceFor(name, targets),
      ...(isComment && { isComment }),
      ...(isCode && { delimiters: [[start, partner.start]] as Range[] }),
      targets,
      ...(targets[0] && { address: targets[0].written }),
      ...(ends.has(-at - 1) && { isPart: true as const }),
    };
    if (isComment) codeEnd = partner.end;
  }
}

/** Maps the index of each tag to that of its end tag. Tags that are not reported also have an entry, with the key `-index - 1`. */
export function endsOf(tags: readonly Tag[], names: ReadonlySet<string>): Map<number, number> {
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const [at, { name }] of tags.entries()) {
    const ended = endedBy(name, names);
    if (ended === undefined) {
      const list = open.get(name) ?? [];
      list.push(at);
      open.set(name, list);
      if (/^(?:else|elsif|elseif|elif|when)$/i.test(name)) ends.set(-at - 1, at);
      continue;
    }
    const opened = ended === '' ? at - 1 : open.get(ended)?.pop();
    if (opened === undefined || opened < 0) continue;
    ends.set(opened, at);
    ends.set(-at - 1, at);
  }
  return ends;
}

export const liquidTags: Finder = {
  hints: ['{%'],
  find: ({ text }) => marksOf(liquidIn(text)),
};

export const hugoShortcodes: Finder = {
  hints: ['{{<', '{{%'],
  find: ({ text }) => marksOf(hugoIn(text)),
};

/** Variables with the address of the site, which are empty in an address. */
const ROOT = /^[-~]?\s*(?:(?:site|config|\$site|\.Site)\.(?:url|baseurl|base_url|base|root)|base_?url|root|\$withBase)\s*[-~]?$/i;
const PATH =
  /^[-~]?\s*(?:\$withBase\(\s*)?["']([^"']+)["']\s*\)?\s*(?:\|\s*(?:relative_url|absolute_url|relURL|absURL|prepend:.*|url|asset\w*)\s*)*[-~]?$/;

export const templateValues: Finder = {
  hints: ['{{'],
  *find({ text }: ForeignText): Iterable<Mark> {
    for (const match of text.matchAll(VALUE)) {
      const [whole, value = ''] = match;
      const [start, end] = [match.index, match.index + whole.length];
      const isComment = /^(?:[-~]?\s*\/\*|!)/.test(value);
      const path = PATH.exec(value)?.[1];
      const address = ROOT.test(value) ? '' : path;
      const targets = path === undefined ? [] : targetsIn('', `"${path}"`);
      const inAddress = 'leave it out: an address that begins with `/` starts at the root of the site';
      yield {
        start,
        end,
        name: isComment ? 'a template comment' : `the value ${whole.replace(/\s+/g, ' ')} of a template`,
        instead: isComment
          ? COMMENT_ADVICE
          : address === undefined
            ? 'write the value itself, or add a plugin (docs/plugins/)'
            : inAddress,
        ...(isComment && { isComment }),
        ...(address !== undefined && { address }),
        targets,
      };
    }
  },
};
