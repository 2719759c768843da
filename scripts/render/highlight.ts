// Code in colours: the words of a language get classes when the site is built, which the stylesheet colours by day and by
// night. Nothing is left to do for the browser, and no attribute says what a strict Content-Security-Policy would refuse.

import type { Element, ElementContent, Nodes, Properties, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { nearest } from '../base/diagnostics.js';
import { load } from '../base/program.js';
import { walk } from '../markdown/walk.js';

/** Says that a language is not known, with those that are written alike. */
type Unknown = (language: string, expected: readonly string[], position: Element['position']) => void;

/** Names that writers use, Pandoc's among them, for what highlight.js calls otherwise. */
const ALIASES: { readonly [name: string]: string } = {
  'c#': 'csharp',
  'c++': 'cpp',
  bat: 'dos',
  batch: 'dos',
  cc: 'cpp',
  cl: 'lisp',
  clj: 'clojure',
  cmd: 'dos',
  commonlisp: 'lisp',
  conf: 'nginx',
  console: 'shell',
  cs: 'csharp',
  docker: 'dockerfile',
  elisp: 'lisp',
  erl: 'erlang',
  'f#': 'fsharp',
  golang: 'go',
  gradle: 'groovy',
  h: 'c',
  hpp: 'cpp',
  hs: 'haskell',
  htm: 'xml',
  html: 'xml',
  js: 'javascript',
  jsx: 'javascript',
  kt: 'kotlin',
  make: 'makefile',
  md: 'markdown',
  mjs: 'javascript',
  objc: 'objectivec',
  'objective-c': 'objectivec',
  objectivec: 'objectivec',
  patch: 'diff',
  pl: 'perl',
  proto: 'protobuf',
  ps1: 'powershell',
  py: 'python',
  python3: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  'shell-session': 'shell',
  shellsession: 'shell',
  svg: 'xml',
  tex: 'latex',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  vue: 'xml',
  xhtml: 'xml',
  'visual-basic': 'vbnet',
  yml: 'yaml',
  zsh: 'bash',
};

/** Names of languages that are no others' aliases: for "did you mean". */
const OFTEN = 'css elixir java json less lua makefile php r scala scheme scss sql swift vim'.split(' ');

/** What is written for code that is not a language. */
const PLAIN = new Set(['text', 'txt', 'plain', 'plaintext', 'none', 'default', 'output', 'ascii', 'log']);

let engine: HLJSApi | undefined;
const languages = new Map<string, boolean>();

/** Loads a language when a post uses it: all of them together would be a megabyte. */
function knows(name: string): boolean {
  const known = languages.get(name);
  if (known !== undefined) return known;
  engine ??= load('highlight.js/lib/core') as HLJSApi;
  let found = false;
  if (/^[a-z0-9_-]+$/.test(name)) {
    try {
      engine.registerLanguage(name, load(`highlight.js/lib/languages/${name}`) as LanguageFn);
      found = true;
    } catch {
      // There is no such language.
    }
  }
  languages.set(name, found);
  return found;
}

/** Colours the code blocks of an article. */
export function highlight(tree: Root, unknown: Unknown): void {
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || node.tagName !== 'pre') return;
    const [code] = node.children;
    if (code?.type !== 'element' || code.tagName !== 'code' || node.children.length !== 1) return;
    const block = blockOf(node, code, unknown);
    if (block) (parent.children as ElementContent[])[index] = block;
  });
}

function blockOf(pre: Element, code: Element, unknown: Unknown): ElementContent | undefined {
  const properties = { ...pre.properties, ...code.properties };
  const classes = Array.isArray(properties.className) ? properties.className.map(String) : [];
  const written = classes.find((name) => name.startsWith('language-'))?.slice('language-'.length);
  const language = written === undefined ? undefined : (ALIASES[written.toLowerCase()] ?? written.toLowerCase());
  const isNumbered = classes.some((name) => /^number-?lines$/i.test(name));
  const marked = linesIn(own(properties, 'hl') ?? own(properties, 'highlight') ?? '');
  const file = own(properties, 'filename') ?? own(properties, 'file');
  const text = hastToString(code).replace(/\n$/, '');
  let html = escaped(text);
  if (language !== undefined && !PLAIN.has(language)) {
    if (knows(language)) html = (engine as HLJSApi).highlight(text, { language, ignoreIllegals: true }).value;
    else
      unknown(
        written as string,
        nearest(language, new Set([...OFTEN, ...Object.entries(ALIASES).flat()])),
        pre.position ?? code.position,
      );
  }
  if (html === escaped(text) && !isNumbered && marked.size === 0 && file === undefined) return undefined;
  if (isNumbered || marked.size > 0)
    html = inLines(html, isNumbered ? Number(own(properties, 'startFrom') ?? 1) : undefined, marked);
  const attributes = Object.entries(properties)
    .filter(([name]) => name === 'id' || (name === 'className' && classes.length > 0))
    .map(([name]) => (name === 'id' ? ` id="${escaped(String(properties.id))}"` : ` class="${escaped(classes.join(' '))}"`))
    .join('');
  const block = `<pre tabindex="0"><code${attributes}>${html}\n</code></pre>`;
  const value = file === undefined ? block : `<figure class="code"><figcaption>${escaped(file)}</figcaption>${block}</figure>`;
  return { type: 'raw', value } as unknown as ElementContent;
}

/** An attribute that Pandoc's reader gives as it is, or with `data-` before it. */
function own(properties: Properties, name: string): string | undefined {
  const keys = [name, `data-${name}`, `data${name[0]?.toUpperCase()}${name.slice(1)}`].map((key) => key.toLowerCase());
  const key = Object.keys(properties).find((each) => keys.includes(each.toLowerCase()));
  return key === undefined ? undefined : String(properties[key]);
}

/** Line numbers in `3,5-8`. */
function linesIn(list: string): Set<number> {
  const lines = new Set<number>();
  for (const [, from, to] of list.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)) {
    const last = Math.min(Number(to ?? from), Number(from) + 10_000);
    for (let line = Number(from); line <= last; line++) lines.add(line);
  }
  return lines;
}

/** HTML with each line in an element of its own: what is open at the end of one is closed there, and opened again in the next. */
function inLines(html: string, start: number | undefined, marked: ReadonlySet<number>): string {
  const open: string[] = [];
  return html
    .split('\n')
    .map((line, index) => {
      const before = open.join('');
      for (const [tag, closing] of line.matchAll(/<(\/?)span[^>]*>/g)) {
        if (closing) open.pop();
        else open.push(tag);
      }
      const number = (start ?? 1) + index;
      const attributes = `${marked.has(number) ? ' class="line marked"' : ' class="line"'}${start === undefined ? '' : ` data-line="${number}"`}`;
      return `<span${attributes}>${before}${line}${'</span>'.repeat(open.length)}</span>`;
    })
    .join('\n');
}

const ENTITIES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

/** As highlight.js escapes what it does not colour. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
