// Compares the words of an old text with those of its new page. Markup does not count; pictures, code blocks and formulas are counted.

import type { Nodes, Root } from 'mdast';
import { type DefaultTreeAdapterTypes as Html, parse, parseFragment } from 'parse5';
import { markdownReader } from '../../markdown/reader.js';
import { SKIP, walk } from '../../markdown/walk.js';
import type { Content, TextMarks } from '../oldBlog.js';

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])*/gu;

export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
}

/** Elements whose content readers do not see. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'math', 'annotation']);

/**
 * A formula that an import closes up: other tools read it although its dollar signs have spaces inside. Code and other formulas come
 * first, so that the words between two formulas are not taken for one.
 */
const SPACED_FORMULA =
  /`[^`\n]+`|(?<!\\)\$\$[\s\S]*?\$\$|(?<![\\$\w])\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<![\s\\])\$(?!\d)|(?<![\\$\w])\$[ \t]+([^\s$](?:[^$\n]{0,300}[^\s$])?)[ \t]*\$(?![\w$])/g;

/** Characters that no page may have, and that divide no word. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** A link or picture with spaces in its address, which an import puts into angle brackets. */
const SPACED_ADDRESS = /(!?\[[^[\]\n]*\])\([ \t]*([^\s()<>"]+(?:[ \t]+[^\s()<>"]+)+)[ \t]*\)/g;

/** The label of an equation, which is no text here. */
const LABEL = /\{#eq:[\w:.-]+\}/g;

/**
 * Reads the content of a text in markdown.
 * @param marks the marks of its tool: what of them readers see
 */
export function contentOfMarkdown(body: string, dialect: string, marks: TextMarks): Content {
  const { text, pictures, code } = marks(body);
  const found = { parts: [] as string[], pictures, code, formulas: 0 };
  const read = text
    .replace(CONTROLS, '')
    .replace(SPACED_FORMULA, (all, tex: string | undefined) => (tex === undefined ? all : `$${tex}$`))
    .replace(SPACED_ADDRESS, '$1(<$2>)')
    .replace(LABEL, '');
  readMarkdown(markdownReader(dialect).document(read), found);
  return { words: wordsOf(found.parts.join('')), pictures: found.pictures, code: found.code, formulas: found.formulas };
}

interface Found {
  readonly parts: string[];
  pictures: number;
  code: number;
  formulas: number;
}

function readMarkdown(tree: Root, found: Found): void {
  // Raw elements and the text between their tags, which may be in several nodes.
  let html = '';
  const add = (text: string): void => {
    if (html === '') found.parts.push(text);
    else html += text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  };
  const notes = new Set<number>();
  walk<Nodes>(tree, (node) => {
    const type: string = node.type;
    // Cells beyond those of the first row are not shown.
    if (node.type === 'table') for (const row of node.children) row.children.splice(node.children[0]?.children.length ?? 0);
    // A note may be in the tree once for each reference.
    if (type === 'footnoteDefinition') {
      const at = node.position?.start.offset ?? -1;
      if (at >= 0 && notes.has(at)) return SKIP;
      notes.add(at);
    }
    if (node.type === 'html') html += node.value;
    else if (node.type === 'text') add(node.value);
    else if (node.type === 'inlineCode') add(node.value);
    else if (node.type === 'code') add(` ${node.value} `);
    else if (BLOCKS.has(type) || PANDOC_BLOCK.test(type)) add(' ');
    if (type === 'code') found.code++;
    else if (type === 'image' || type === 'imageReference') found.pictures++;
    else if (type === 'math' || type === 'inlineMath') found.formulas++;
  });
  if (html !== '') readHtml(parseFragment(html), found);
}

/** Nodes of Pandoc's dialect, apart from spans. */
const PANDOC_BLOCK = /^pandoc(?!span|sub|sup|raw|mark|smallcaps|underline)/i;

/** Nodes that divide words. */
const BLOCKS = new Set(
  'plain paragraph heading listItem blockquote tableCell break definition footnoteDefinition thematicBreak table list'.split(' '),
);

const BLOCK =
  /^(?:p|div|li|h[1-6]|tr|td|th|br|pre|blockquote|section|article|summary|details|figcaption|figure|dt|dd|hr|ul|ol|table|address|center|header|footer|main|aside|nav|fieldset|caption|iframe|video|audio)$/;

function readHtml(node: Html.Node, found: Found): void {
  if (node.nodeName === '#text') {
    found.parts.push((node as Html.TextNode).value);
    return;
  }
  const { nodeName: name } = node;
  if (/^(?:img|video|audio|embed)$/.test(name)) found.pictures++;
  if (name === 'math') found.formulas++;
  if (name === 'pre') found.code++;
  if (UNSEEN.has(name) || isNoteMark(node)) return;
  if (BLOCK.test(name)) found.parts.push(' ');
  if ('childNodes' in node) for (const child of node.childNodes) readHtml(child, found);
  if (BLOCK.test(name)) found.parts.push(' ');
}

/** Reads the content of HTML: a whole page, whose text is in `div.text`, `article` or `main`; or a part of one. */
export function contentOfHtml(html: string, isPage: boolean): Content {
  const tree = isPage ? parse(html) : parseFragment(html);
  const found: Found = { parts: [], pictures: 0, code: 0, formulas: 0 };
  readHtml(isPage ? (textOfPage(tree) ?? tree) : tree, found);
  return { words: wordsOf(found.parts.join('')), pictures: found.pictures, code: found.code, formulas: found.formulas };
}

/** True for the number of a note, and the way back from it. */
function isNoteMark(node: Html.Node): boolean {
  const isMark = ({ name, value }: { readonly name: string; readonly value: string }): boolean =>
    /^data-footnote-(?:back)?ref$/.test(name) || (name === 'role' && /^doc-(?:noteref|backlink)$/.test(value));
  return 'attrs' in node && node.attrs.some(isMark);
}

function textOfPage(tree: Html.Node): Html.Element | undefined {
  const isText = (node: Html.Element) =>
    node.attrs.some(({ name, value }) => name === 'class' && value.split(' ').includes('text'));
  return (
    find(tree, (node) => node.nodeName === 'div' && isText(node)) ??
    ['article', 'main', 'body'].map((name) => find(tree, (node) => node.nodeName === name)).find(Boolean)
  );
}

function find(node: Html.Node, accepts: (node: Html.Element) => boolean): Html.Element | undefined {
  if ('attrs' in node && accepts(node)) return node;
  for (const child of 'childNodes' in node ? node.childNodes : []) {
    const found = find(child, accepts);
    if (found) return found;
  }
  return undefined;
}

/** Words that a new page lacks, with the words before and after them. */
export interface Lost {
  readonly word: string;
  readonly around: string;
}

/**
 * Returns the words that occur more often in an old text than on its new page.
 * @param most how many to return
 */
export function lostWords(
  old: readonly string[],
  now: readonly string[],
  most: number,
): { readonly count: number; readonly first: readonly Lost[] } {
  const left = new Map<string, number>();
  for (const word of old) left.set(word, (left.get(word) ?? 0) + 1);
  for (const word of now) left.set(word, (left.get(word) ?? 0) - 1);
  const count = [...left.values()].reduce((sum, each) => sum + Math.max(0, each), 0);
  if (count === 0) return { count, first: [] };
  const pairs = new Set(now.map((word, at) => `${now[at - 1] ?? ''} ${word}`));
  const first: Lost[] = [];
  // A word whose neighbour is gone as well is likelier the lost one than another of the same letters.
  for (const isSure of [true, false])
    for (const [at, word] of old.entries()) {
      if (first.length === most || (left.get(word) ?? 0) <= 0) continue;
      if (isSure && pairs.has(`${old[at - 1] ?? ''} ${word}`)) continue;
      left.set(word, (left.get(word) ?? 0) - 1);
      first.push({ word, around: shown(old.slice(Math.max(0, at - 5), at + 6)) });
    }
  return { count, first };
}

/** Joins words: with spaces, except between Chinese characters. */
function shown(words: readonly string[]): string {
  return words
    .join(' ')
    .replace(
      /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]) (?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu,
      '',
    );
}
