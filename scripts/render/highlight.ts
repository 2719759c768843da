// Highlights code at build time: highlight.js adds classes, which the stylesheet colours for light and dark. The browser has nothing to
// do, and no attribute conflicts with a strict Content-Security-Policy.

import type { Element, ElementContent, Nodes, Properties, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { nearest } from '../base/diagnostics.js';
import { load } from '../base/program.js';
import { walk } from '../markdown/walk.js';

/** Reports an unknown language, with similar names. */
type ReportUnknown = (language: string, expected: readonly string[], position: Element['position']) => void;

/** Names of languages that writers and Pandoc use, with the names in highlight.js. */
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

/** Frequent languages without aliases, for "did you mean". */
const FREQUENT_LANGUAGES = 'css elixir java json less lua makefile php r scala scheme scss sql swift vim'.split(' ');

/** Names for code that is not in any language. */
const PLAIN = new Set(['text', 'txt', 'plain', 'plaintext', 'none', 'default', 'output', 'ascii', 'log']);

let engine: HLJSApi | undefined;
const languages = new Map<string, boolean>();

/** Loads a language when it is first used: all of them would be a megabyte. Returns false if it doesn't exist. */
function loadLanguage(name: string): boolean {
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

/** Highlights the code blocks in a tree. */
export function highlight(tree: Root, unknown: ReportUnknown): void {
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || node.tagName !== 'pre') return;
    const [code] = node.children;
    if (code?.type !== 'element' || code.tagName !== 'code' || node.children.length !== 1) return;
    const block = blockOf(node, code, unknown);
    if (block) (parent.children as ElementContent[])[index] = block;
  });
}

function blockOf(pre: Element, code: Element, unknown: ReportUnknown): ElementContent | undefined {
  const properties = { ...pre.properties, ...code.properties };
  const classes = Array.isArray(properties.className) ? properties.className.map(String) : [];
  const written = classes.find((name) => name.startsWith('language-'))?.slice('language-'.length);
  const language = written === undefined ? undefined : (ALIASES[written.toLowerCase()] ?? written.toLowerCase());
  const isNumbered = classes.some((name) => /^number-?lines$/i.test(name));
  const marked = linesIn(attributeOf(properties, 'hl') ?? attributeOf(properties, 'highlight') ?? '');
  const file = attributeOf(properties, 'filename') ?? attributeOf(properties, 'file');
  const text = hastToString(code).replace(/\n$/, '');
  let html = escaped(text);
  if (language !== undefined && !PLAIN.has(language)) {
    if (loadLanguage(language)) html = (engine as HLJSApi).highlight(text, { language, ignoreIllegals: true }).value;
    else
      unknown(
        written as string,
        nearest(language, new Set([...FREQUENT_LANGUAGES, ...Object.entries(ALIASES).flat()])),
        pre.position ?? code.position,
      );
  }
  if (html === escaped(text) && !isNumbered && marked.size === 0 && file === undefined) return undefined;
  if (isNumbered || marked.size > 0)
    html = inLines(html, isNumbered ? Number(attributeOf(properties, 'startFrom') ?? 1) : undefined, marked);
  const attributes = Object.entries(properties)
    .filter(([name]) => name === 'id' || (name === 'className' && classes.length > 0))
    .map(([name]) => (name === 'id' ? ` id="${escaped(String(properties.id))}"` : ` class="${escaped(classes.join(' '))}"`))
    .join('');
  const block = `<pre tabindex="0"><code${attributes}>${html}\n</code></pre>`;
  const value = file === undefined ? block : `<figure class="code"><figcaption>${escaped(file)}</figcaption>${block}</figure>`;
  return { type: 'raw', value } as unknown as ElementContent;
}

/** Returns an attribute, which Pandoc's reader gives with or without `data-`. */
function attributeOf(properties: Properties, name: string): string | undefined {
  const keys = [name, `data-${name}`, `data${name[0]?.toUpperCase()}${name.slice(1)}`].map((key) => key.toLowerCase());
  const key = Object.keys(properties).find((each) => keys.includes(each.toLowerCase()));
  return key === undefined ? undefined : String(properties[key]);
}

/** Parses a list of line numbers: `3,5-8`. */
function linesIn(list: string): Set<number> {
  const lines = new Set<number>();
  for (const [, from, to] of list.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)) {
    const last = Math.min(Number(to ?? from), Number(from) + 10_000);
    for (let line = Number(from); line <= last; line++) lines.add(line);
  }
  return lines;
}

/** Wraps each line in an element. Spans open at its end are closed there, and opened again in the next line. */
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

/** Escapes text exactly as highlight.js does. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
