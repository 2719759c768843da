// What the stylesheet cannot see of a text, as classes: pictures within a sentence, columns of Han beside others, and titles of
// call-outs that only say what kind they are, which the stylesheet says in the reader's language.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import { isWide } from '../markdown/eastAsianWidth.js';
import { walk } from '../markdown/walk.js';

/** Pictures that stand alone are blocks; one with words before or after it on its line is not. */
const IN_LINE = 'inline';
/** Han breaks anywhere, so a column of it would be one character wide beside long words: `han-3` keeps room for three. */
const HAN = 'han-';
/** A title of a call-out that says no more than its class. */
const KIND = 'kind';
/** Characters that have room, at most. */
const MOST = 5;

/**
 * Gives pictures in sentences, columns of Han and titles of call-outs their classes.
 * @param text the file of the tree
 */
export function setLayout(tree: Root, text: string): void {
  walk<Nodes>(tree, (node) => {
    // Pandoc’s reader leaves roots in items of lists.
    if ((node.type as string) === 'root') markPictures((node as { children: ElementContent[] }).children, text);
    if (node.type !== 'element') return;
    if (node.tagName === 'div') markKind(node);
    if (node.tagName === 'table') markColumns(node);
    else if (node.tagName !== 'figure' && node.tagName !== 'pre') markPictures(node.children, text);
  });
}

/** `> [!NOTE]` has the title that Pandoc gives it. */
function markKind({ properties: { className }, children }: Element): void {
  const title = children.find((child) => child.type === 'element');
  if (!Array.isArray(className) || !title || !isTitle(title)) return;
  if (className.some((name) => name === hastToString(title).trim().toLowerCase())) addClass(title, KIND);
}

const isTitle = ({ properties: { className } }: Element): boolean => Array.isArray(className) && className.includes('title');

function markPictures(children: readonly ElementContent[], text: string): void {
  for (const [at, child] of children.entries()) {
    const image = imageIn(child);
    const { start, end } = child.position ?? {};
    if (!image || start?.offset === undefined || end?.offset === undefined) continue;
    const isAfterWords = /[^\s>][ \t]*$/.test(text.slice(Math.max(0, start.offset - SPACES), start.offset));
    const isBeforeWords = /^[ \t]*\S/.test(text.slice(end.offset, end.offset + SPACES));
    const before = children.slice(0, at).findLast((each) => !isBlank(each));
    const after = children.slice(at + 1).find((each) => !isBlank(each));
    if ((isAfterWords && isWords(before)) || (isBeforeWords && isWords(after))) addClass(image, IN_LINE);
  }
}

/** Spaces that may stand between a picture and the words on its line. */
const SPACES = 20;

const isBlank = (node: ElementContent): boolean => node.type === 'text' && node.value.trim() === '';

/** Whether a neighbour of a picture is part of a sentence: no line break, no picture, no raw HTML. */
function isWords(node: ElementContent | undefined): boolean {
  if (node?.type === 'text') return true;
  return node?.type === 'element' && /^(?:a|em|strong|code|del|mark|sub|sup|span|q)$/.test(node.tagName) && !imageIn(node);
}

/** A picture, or a link with nothing else in it. */
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
    if (most > 1) addClass(cell, `${HAN}${most}`);
  }
}

const cellsOf = (row: Element): Element[] =>
  row.children.filter((each): each is Element => each.type === 'element' && /^t[dh]$/.test(each.tagName));

function hanIn(cell: Element | undefined): number {
  let count = 0;
  for (const char of cell ? hastToString(cell) : '') if (isWide(char) && ++count >= MOST) break;
  return count;
}

function addClass({ properties }: Element, name: string): void {
  const { className } = properties;
  properties.className = [...(Array.isArray(className) ? className : className ? [String(className)] : []), name];
}
