// Lists: bullet, ordered (fancy_lists, startnum, example_lists), task_lists; compact or loose as Pandoc decides.

import type { Construct, Document, Surroundings } from '../document.js';
import type { Extensions } from '../extensions.js';
import type { Node } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, offsetIn, outdent } from '../text.js';
import { fencedCode } from './code.js';
import { isDivFence } from './div.js';
import { closesTag } from './html.js';

interface Marker {
  /** Columns up to where the item's text begins. */
  readonly width: number;
  readonly style: 'bullet' | 'decimal' | 'default' | 'example' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman';
  readonly delimiter: '' | '.' | ')' | '()';
  readonly number: number;
  readonly label?: string;
}

const RULE = /^ *([*_-])(?: *\1){2,} *$/;

/** The list marker that a line begins with. */
export function listStart(text: string, extensions: Extensions): Marker | undefined {
  return bulletStart(text) ?? orderedStart(text, extensions);
}

function bulletStart(text: string): Marker | undefined {
  const match = /^( {0,3})[*+-](?: |$)/.exec(text);
  if (!match || RULE.test(text)) return undefined;
  return { width: textColumn(text, (match[1]?.length ?? 0) + 1), style: 'bullet', delimiter: '', number: 1 };
}

const ORDERED = /^( {0,3})(?:(\()?(?:(\d{1,9})|(#)|@([\p{L}\p{N}_-]*)|([ivxlcdm]+|[a-z])|([IVXLCDM]+|[A-Z]))([.)]))(?= |$)/u;

function orderedStart(text: string, extensions: Extensions, like?: Marker): Marker | undefined {
  const match = ORDERED.exec(text);
  if (!match || /^ {0,3}p\. ?\d/.test(text)) return undefined;
  const [whole, , open, digits, hash, label, lower, upper, close] = match;
  if (open && close !== ')') return undefined;
  const delimiter = open ? '()' : (close as '.' | ')');
  const width = textColumn(text, whole.length);
  const marker = (style: Marker['style'], number: number): Marker => ({
    width,
    style,
    delimiter,
    number,
    ...(label && { label }),
  });
  const fancy = extensions.has('fancy_lists');
  if (!fancy && (delimiter !== '.' || !digits)) return undefined;
  if (digits) return marker('decimal', Number(digits));
  if (hash) return marker('default', 1);
  if (label !== undefined) return extensions.has('example_lists') ? marker('example', 1) : undefined;
  const letters = lower ?? upper ?? '';
  const small = letters.toLowerCase();
  const kind = lower ? 'lower' : 'upper';
  const roman = romanNumber(small);
  const wantsRoman = like?.style === `${kind}-roman`;
  const asRoman = roman > 0 && (wantsRoman || (like?.style !== `${kind}-alpha` && (small === 'i' || small.length > 1)));
  if (!asRoman && small.length > 1) return undefined;
  // "B. Russell" is a name: a capital with a period wants two spaces.
  if (upper && delimiter === '.' && small.length === 1 && !/^(?: {2}|$)/.test(text.slice(whole.length))) return undefined;
  return asRoman ? marker(`${kind}-roman`, roman) : marker(`${kind}-alpha`, small.charCodeAt(0) - 96);
}

function romanNumber(text: string): number {
  if (!/^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(text)) return 0;
  const values: { readonly [letter: string]: number } = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
  const digits = [...text].map((letter) => values[letter] ?? 0);
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

/** One space belongs to the marker, and up to three more unless even more follow: then they are code. */
function textColumn(text: string, marker: number): number {
  const spaces = indentOf(text.slice(marker));
  if (marker + spaces >= text.length) return marker + 1;
  return marker + (spaces > 4 ? 1 : spaces);
}

export const bulletList: Construct = (lines, at, document, around) => {
  const first = bulletStart((lines[at] as Line).text);
  if (!first) return undefined;
  return list(lines, at, document, around, (text) => bulletStart(text));
};

export const orderedList: Construct = (lines, at, document, around) => {
  const first = orderedStart((lines[at] as Line).text, document.extensions);
  if (!first) return undefined;
  return list(lines, at, document, around, (text) => {
    const marker = orderedStart(text, document.extensions, first);
    // `#` goes on with whatever list it stands in.
    const like = marker?.style === first.style || marker?.style === 'default';
    return marker && like && marker.delimiter === first.delimiter ? marker : undefined;
  });
};

function list(
  lines: readonly Line[],
  start: number,
  document: Document,
  around: Surroundings,
  markerOf: (text: string) => Marker | undefined,
) {
  const items: { node: Node; blocks: Node[] }[] = [];
  let at = start;
  let first: Marker | undefined;
  let end = at;
  while (at < lines.length) {
    const line = lines[at] as Line;
    const marker = markerOf(line.text);
    if (!marker) break;
    first ??= marker;
    if (marker.style === 'example') {
      document.exampleCount++;
      if (marker.label) document.examples.set(marker.label, document.exampleCount);
      if (items.length === 0) first = { ...marker, number: document.exampleCount };
    }
    const { content, next } = itemLines(lines, at, marker.width, document, around);
    const { checked, body } = task(content, document);
    const blocks = document.read(body, { inList: true, inDiv: around.inDiv, end: 'plain', depth: around.depth + 1 });
    const last = content.findLast((each) => !isBlank(each)) ?? line;
    const position = document.position(line.offset, offsetIn(last, last.text.length));
    items.push({ node: { type: 'listItem', spread: true, checked, children: blocks, position }, blocks });
    end = next;
    at = next;
  }
  if (!first) return undefined;
  compactify(items.map(({ blocks }) => blocks));
  const ordered = first.style !== 'bullet';
  const tasks = items.length > 0 && items.every(({ node }) => typeof node.checked === 'boolean');
  const number = document.has('startnum') || first.style === 'example' ? first.number : 1;
  const position = {
    start: (items[0]?.node.position ?? document.position(0, 0)).start,
    end: (items.at(-1)?.node.position ?? document.position(0, 0)).end,
  };
  const types: { readonly [style: string]: string } = {
    'lower-alpha': 'a',
    'upper-alpha': 'A',
    'lower-roman': 'i',
    'upper-roman': 'I',
    example: '1',
    decimal: '1',
  };
  const hProperties = {
    ...(ordered && types[first.style] && { type: types[first.style] }),
    ...(first.style === 'example' && { className: ['example'] }),
    ...(tasks && !ordered && { className: ['task-list'] }),
  };
  const node: Node = {
    type: 'list',
    ordered,
    spread: true,
    ...(ordered && { start: number }),
    children: items.map((item) => item.node),
    position,
    data: { hProperties },
  };
  return { nodes: [node], next: end };
}

/** The lines of an item: what follows the marker, lazy lines, and after blank lines what is indented to its text. */
function itemLines(
  lines: readonly Line[],
  at: number,
  width: number,
  document: Document,
  around: Surroundings,
): { content: Line[]; next: number } {
  const first = lines[at] as Line;
  const content: Line[] = [cut(first, Math.min(width, first.text.length))];
  let next = at + 1;
  const ends = (line: Line) =>
    (around.inDiv && indentOf(line.text) < width && isDivFence(line.text) === 'close') || closesTag(line.text, around.openTag);
  for (; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (isBlank(line) || ends(line)) break;
    if (listStart(line.text, document.extensions)) break;
    const inner = line.text.slice(Math.min(width, indentOf(line.text))).trimStart();
    if (indentOf(line.text) >= width && listStart(inner, document.extensions)) break;
    if (/^ {0,3}(?:```|~~~)/.test(line.text) && fencedCode(lines, next, document, around)) break;
    content.push(outdent(line, width));
  }
  for (;;) {
    while (next < lines.length && isBlank(lines[next])) content.push(lines[next++] as Line);
    const line = lines[next];
    if (!line || indentOf(line.text) < width || ends(line)) break;
    content.push(outdent(line, width));
    for (next++; next < lines.length; next++) {
      const each = lines[next] as Line;
      if (isBlank(each) || ends(each)) break;
      if (indentOf(each.text) < width && listStart(each.text, document.extensions)) break;
      content.push(outdent(each, width));
    }
  }
  return { content, next };
}

function task(content: readonly Line[], document: Document): { checked?: boolean | null; body: readonly Line[] } {
  const first = content[0];
  const match = document.has('task_lists') && first ? /^\[([ xX])\](?: +|$)/.exec(first.text) : null;
  if (!match || !first) return { checked: null, body: content };
  return { checked: match[1] !== ' ', body: [cut(first, match[0].length), ...content.slice(1)] };
}

/**
 * Pandoc's rule: if the last item ends in its only paragraph and no other item has one, that one becomes plain; else if
 * any item has a paragraph, all plain texts become paragraphs.
 */
export function compactify(items: readonly Node[][]): void {
  const isParagraph = (node: Node) => node.type === 'paragraph' && !node.data?.hProperties;
  const last = items.at(-1) ?? [];
  const others = items.slice(0, -1);
  const ending = last.at(-1);
  const onlyLast =
    ending && isParagraph(ending) && last.filter(isParagraph).length === 1 && !others.some((blocks) => blocks.some(isParagraph));
  if (onlyLast) {
    ending.type = 'plain';
    return;
  }
  if (!items.some((blocks) => blocks.some(isParagraph))) return;
  for (const blocks of items) for (const block of blocks) if (block.type === 'plain') block.type = 'paragraph';
}
