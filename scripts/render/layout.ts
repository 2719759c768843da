// Adds classes for what a stylesheet can't select: pictures within a sentence, columns of Han next to others, and titles of callouts
// that only name their kind, which the stylesheet translates.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import { isWide } from '../markdown/eastAsianWidth.js';
import { walk } from '../markdown/walk.js';

/** A picture with words next to it on its line. A picture alone is a block. */
const INLINE_CLASS = 'inline';
/** A column of Han. Han breaks anywhere, so next to long words it would be one character wide: `han-3` keeps room for three. */
const HAN_CLASS = 'han-';
/** A callout's title that only repeats its class. */
const KIND_CLASS = 'kind';
/** Maximum number of characters to keep room for. */
const MAX_RESERVED = 5;

/**
 * Adds classes to pictures in sentences, to columns of Han, and to titles of callouts.
 * @param text the file that the tree was read from
 */
export function setLayout(tree: Root, text: string): void {
  walk<Nodes>(tree, (node) => {
    // Pandoc's reader leaves roots in list items.
    if ((node.type as string) === 'root') markPictures((node as { children: ElementContent[] }).children, text);
    if (node.type !== 'element') return;
    if (node.tagName === 'div') markKind(node);
    if (node.tagName === 'table') markColumns(node);
    else if (node.tagName !== 'figure' && node.tagName !== 'pre') markPictures(node.children, text);
  });
}

/** Marks the title of a callout that equals its class, as that of `> [!NOTE]`. */
function markKind({ properties: { className }, children }: Element): void {
  const title = children.find((child) => child.type === 'element');
  if (!Array.isArray(className) || !title || !isTitle(title)) return;
  if (className.some((name) => name === hastToString(title).trim().toLowerCase())) addClass(title, KIND_CLASS);
}

const isTitle = ({ properties: { className } }: Element): boolean => Array.isArray(className) && className.includes('title');

function markPictures(children: readonly ElementContent[], text: string): void {
  for (const [at, child] of children.entries()) {
    const image = imageIn(child);
    const { start, end } = child.position ?? {};
    if (!image || start?.offset === undefined || end?.offset === undefined) continue;
    const isAfterWords = /[^\s>][ \t]*$/.test(text.slice(Math.max(0, start.offset - MAX_SPACES), start.offset));
    const isBeforeWords = /^[ \t]*\S/.test(text.slice(end.offset, end.offset + MAX_SPACES));
    const before = children.slice(0, at).findLast((each) => !isBlank(each));
    const after = children.slice(at + 1).find((each) => !isBlank(each));
    if ((isAfterWords && isWords(before)) || (isBeforeWords && isWords(after))) addClass(image, INLINE_CLASS);
  }
}

/** Number of characters examined on each side of a picture. */
const MAX_SPACES = 20;

const isBlank = (node: ElementContent): boolean => node.type === 'text' && node.value.trim() === '';

/** True if a neighbour of a picture is part of a sentence: not a line break, a picture or raw HTML. */
function isWords(node: ElementContent | undefined): boolean {
  if (node?.type === 'text') return true;
  return node?.type === 'element' && /^(?:a|em|strong|code|del|mark|sub|sup|span|q)$/.test(node.tagName) && !imageIn(node);
}

/** Returns the node if it is a picture, or the picture of a link around it. */
function imageIn(node: ElementContent): Element | undefined {
  if (node.type !== 'element') return undefined;
  if (node.tagName === 'img') return node;
  const [only, ...others] = node.children;
  return node.tagName === 'a' && only && others.length === 0 ? imageIn(only) : undefined;
}

function markColumns(table: Element): void {
  const rows: Element[] = [];
  let isPlain = true;
  walk<Nodes>(table, (node) => {
    if (node.type !== 'element') return;
    if (node.tagName === 'tr') rows.push(node);
    if (node.properties.colSpan || node.properties.rowSpan) isPlain = false;
  });
  const [first, ...others] = rows.map(cellsOf);
  if (!first || !isPlain) return;
  for (const [column, cell] of first.entries()) {
    const most = others.reduce((han, cells) => Math.max(han, hanIn(cells[column])), hanIn(cell));
    if (most > 1) addClass(cell, `${HAN_CLASS}${most}`);
  }
}

const cellsOf = (row: Element): Element[] =>
  row.children.filter((each): each is Element => each.type === 'element' && /^t[dh]$/.test(each.tagName));

function hanIn(cell: Element | undefined): number {
  let count = 0;
  for (const char of cell ? hastToString(cell) : '') if (isWide(char) && ++count >= MAX_RESERVED) break;
  return count;
}

function addClass({ properties }: Element, name: string): void {
  const { className } = properties;
  properties.className = [...(Array.isArray(className) ? className : className ? [String(className)] : []), name];
}
