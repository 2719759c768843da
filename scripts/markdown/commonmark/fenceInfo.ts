// Parses the text after the language of a fenced code block. CommonMark gives it no meaning; Hexo, Hugo, VitePress, Docusaurus and MkDocs
// write titles, marked lines and line numbers there, each in its own syntax. They become the attributes of Pandoc's
// `{.js filename="a.js" hl="1,3"}`.

import type { Node } from '../nodes.js';
import { walk } from '../walk.js';

/** The parsed text after a fence's language, for the report on foreign syntax. */
export interface Fence {
  /** The text as it was written. */
  readonly written: string;
  readonly title?: string;
  /** True for `math`, GitHub's syntax for a formula. */
  readonly isMath: boolean;
  /** True if part of it has no effect. */
  readonly hasIgnored: boolean;
  /** True if it has only attributes that titleblock documents. */
  readonly isDocumented: boolean;
}

interface Info {
  language: string;
  title?: string;
  lines: string[];
  hasNumbers: boolean;
  hasIgnored: boolean;
  isDocumented: boolean;
}

const LANGUAGE = /^[^\s{:,]*/;
const TOKEN =
  /\{([^{}]*)\}|([\w-]+)=(?:"([^"]*)"|'([^']*)'|\[([^\]]*)\]|([^\s,{}]+))|:((?:no-)?line-numbers)(?:=\d+)?|\[([^[\]]*)\]|([^\s,{}]+)/g;
const TITLE = /^(?:title|filename|file|name|caption|label)$/i;
const LINES = /^(?:hl_lines|highlight|hl|mark|emphasize-lines|lines|line)$/i;
const NUMBERS = /^(?:linenos?|linenums|showlinenumbers|show-line-numbers|line-?numbers|number-?lines|lineno)$/i;
const FLAG =
  /^(?:twoslash|live|noinline|nocopy|copy|ignore|no_run|should_panic|editable|wrap|nowrap|no-line-numbers|playground|norun)$/i;
/** Languages that Notion and Typora write as two words. */
const WORDS: { readonly [words: string]: string } = {
  'plain text': 'text',
  'shell script': 'bash',
  'visual basic': 'visual-basic',
};
const LINE_LIST = /^[\d\s,-]+$/;

/** Gives code blocks the attributes that their fences stand for. */
export function readFences(tree: Node): void {
  walk<Node>({ type: 'root', children: [tree] }, (node) => {
    if (node.type !== 'code' || typeof node.lang !== 'string') return;
    const { lang, meta } = node as unknown as { lang: string; meta?: string | null };
    const words = WORDS[`${lang} ${meta}`.toLowerCase()];
    if (words) Object.assign(node, { lang: words, meta: null });
    if (words || (!meta && !/[{:,]/.test(lang) && lang !== 'math')) return;
    const info = readInfo(meta ? `${lang} ${meta}` : lang);
    const written = info.language === 'math' ? 'math' : meta || lang.slice(info.language.length);
    const isMath = info.language === 'math';
    if (isMath) info.language = 'text';
    node.lang = info.language || null;
    const classes = [...(info.language ? [`language-${info.language}`] : []), ...(info.hasNumbers ? ['numberLines'] : [])];
    const hProperties = {
      ...(classes.length > 0 && { className: classes }),
      ...(info.title && { filename: info.title }),
      ...(info.lines.length > 0 && { hl: info.lines.join(',') }),
    };
    const fence: Fence = {
      written,
      hasIgnored: info.hasIgnored,
      isDocumented: info.isDocumented && !isMath,
      isMath,
      ...(info.title && { title: info.title }),
    };
    node.data = { ...node.data, hProperties, fence } as NonNullable<Node['data']>;
  });
}

function readInfo(written: string): Info {
  const info: Info = { language: '', lines: [], hasNumbers: false, hasIgnored: false, isDocumented: true };
  const inBraces = /^\{[ \t]*\.?([\w+#-]+)[ \t,]*([^{}]*)\}$/.exec(written);
  info.language = inBraces?.[1] ?? LANGUAGE.exec(written)?.[0] ?? '';
  if (inBraces) readTokens(inBraces[2] ?? '', info);
  else readTokens(written.slice(info.language.length).replace(/^[:,](?!line-numbers|no-line-numbers)/, ''), info);
  return info;
}

function readTokens(written: string, info: Info): void {
  const words: string[] = [];
  for (const [, braces, key, double, single, brackets, bare, numbers, title, word] of written.matchAll(TOKEN)) {
    const value = double ?? single ?? brackets ?? bare;
    if (braces !== undefined && LINE_LIST.test(braces)) note(info, () => info.lines.push(braces), false);
    else if (braces !== undefined) readTokens(braces, info);
    else if (key !== undefined && value !== undefined) readPair(key, value, info);
    else if (numbers !== undefined || NUMBERS.test(word ?? '') || word === '.numberLines')
      note(info, () => (info.hasNumbers = numbers !== 'no-line-numbers'), word === '.numberLines');
    else if (title !== undefined) note(info, () => (info.title = title), false);
    else if (word !== undefined && !FLAG.test(word) && !/^[.#]/.test(word)) words.push(word);
    else if (!word?.startsWith('.')) note(info, () => (info.hasIgnored = true), false);
  }
  if (words.length === 0) return;
  const title = words.join(' ');
  if (/[\p{L}\p{N}]/u.test(title)) info.title ??= title;
  else info.hasIgnored = true;
  info.isDocumented = false;
}

function readPair(key: string, value: string, info: Info): void {
  if (TITLE.test(key)) note(info, () => (info.title = value), key === 'filename' || key === 'file');
  else if (LINES.test(key))
    note(info, () => info.lines.push(value.replace(/["']/g, '').replace(/\s+/g, ',')), key === 'hl' || key === 'highlight');
  else if (NUMBERS.test(key)) note(info, () => (info.hasNumbers = !/^(?:false|0)$/i.test(value)), false);
  else note(info, () => (info.hasIgnored = true), false);
}

function note(info: Info, change: () => unknown, isDocumented: boolean): void {
  change();
  info.isDocumented &&= isDocumented;
}
