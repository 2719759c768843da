// Shows the delimiters of foreign markup as they are written, in an element that excerpts, feed summaries and the search skip.
//
// A text with marks is read twice. The first tree tells where the marks are. For the second, each delimiter is replaced by private-use
// characters of the same length, so that no dialect sees markup in it and all offsets stay the same. They are restored in the new
// tree. In an address, a mark with a known meaning is replaced by that.

import type { Element, ElementContent, Nodes as HastNodes, Root as HastRoot, Text } from 'hast';
import type { Root } from 'mdast';
import { escapeHtml } from '../../base/text/characters.js';
import type { Node } from '../../markdown/nodes.js';
import { SKIP, walk } from '../../markdown/walk.js';
import type { Mark, Range } from './mark.js';

/** A delimiter of a mark. */
interface Delimiter {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
  /** The text to show: without the prefixes of quotes and lists in its later lines. */
  readonly shown: string;
}

/** Property of links and pictures that have a mark in their address. */
export const IN_FOREIGN = 'dataForeign';

/** Maximum number of delimiters to search for in one node. */
const MAX_DELIMITERS_PER_NODE = 500;

const FIRST_STAND_IN = 0xe000;
const FILL = '\uf8ff';
const LAST_STAND_IN = 0xf8fe;
const PRIVATE = /[\ue000-\uf8ff]/;
const STAND_IN = /([\ue000-\uf8fe])\uf8ff*(?:\s+\uf8ff+)*/g;

/** Protects the delimiters of a text's marks from being read as markup. */
export class ProtectedDelimiters {
  private readonly delimiters: readonly Delimiter[];
  /** Marks that are still in the tree after plugins have changed it. */
  private readonly remaining = new Set<Mark>();

  constructor(
    private readonly text: string,
    marks: readonly Mark[],
  ) {
    const delimiters = marks.flatMap((mark) =>
      (mark.delimiters && !mark.isComment ? mark.delimiters : [[mark.start, mark.end] as const]).map(
        ([start, end]): Delimiter => ({
          start,
          end,
          mark,
          shown: mark.isComment ? '' : shownLines(text.slice(start, end)),
        }),
      ),
    );
    this.delimiters = PRIVATE.test(text) ? [] : withoutOverlaps(delimiters).slice(0, LAST_STAND_IN - FIRST_STAND_IN);
  }

  /** True if a mark is still there. A mark in an address counts as there: it was replaced, not read. */
  remains(mark: Mark): boolean {
    return (
      this.remaining.has(mark) ||
      mark.address !== undefined ||
      this.delimiters.every((delimiter) => delimiter.mark !== mark || delimiter.shown === '')
    );
  }

  /** Returns the text with stand-ins for delimiters. */
  textWithStandIns(): string {
    const parts: string[] = [];
    let done = 0;
    for (const [at, { start, end, mark }] of this.delimiters.entries()) {
      const written = this.text.slice(start, end);
      if (isInLink(this.text, start) && mark.address === undefined) continue;
      // A comment over several lines becomes blank lines.
      const isBlank = mark.isComment && written.includes('\n');
      const standIn = isBlank
        ? written.replace(/[^\r\n]/g, ' ')
        : String.fromCharCode(FIRST_STAND_IN + at) +
          written.slice(1).replace(/(\n[ \t>]*)|[^\r\n]/g, (_all, ending) => ending ?? FILL);
      parts.push(this.text.slice(done, start), standIn);
      done = end;
    }
    return parts.join('') + this.text.slice(done);
  }

  /** Restores the delimiters in a tree that was read from `textWithStandIns()`. */
  restore(tree: Root): Root {
    const restore = (value: string, isAddress: boolean) =>
      value.replace(STAND_IN, (_all, first: string) => {
        const delimiter = this.delimiters[first.charCodeAt(0) - FIRST_STAND_IN];
        return (isAddress ? delimiter?.mark.address : undefined) ?? delimiter?.shown ?? '';
      });
    const inNode = (node: Node): void => {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== 'string' || key === 'type' || !PRIVATE.test(value)) continue;
        node[key] = node.type === 'html' ? inTags(value, restore) : restore(value, key === 'url');
        if (key === 'url') node.data = { ...node.data, hProperties: { ...node.data?.hProperties, [IN_FOREIGN]: '' } };
      }
    };
    const root = tree as unknown as Node & { children: Node[] };
    walk<Node>(root, (node, index, parent) => {
      inNode(node);
      const isParagraph = node.type === 'paragraph' || node.type === 'plain';
      if (!isParagraph || !node.children?.some(({ value }) => PRIVATE.test(value ?? ''))) return;
      for (const child of node.children) inNode(child);
      if (node.children.every(isEmpty)) parent.children[index] = { type: 'html', value: '' };
    });
    return tree;
  }

  /** Wraps delimiters in elements of their own, and notes which marks remain. */
  wrap(tree: HastRoot): void {
    let before = 0;
    walk<HastNodes>(tree, (node, index, parent) => {
      before = node.position?.start.offset ?? before;
      if (node.type === 'element' && (node.tagName === 'pre' || node.tagName === 'code')) return SKIP;
      const isRaw = (node.type as string) === 'raw';
      if (node.type !== 'text' && !isRaw) return undefined;
      const { value } = node as { value: string };
      const to = node.position?.end.offset ?? parent.position?.end.offset ?? before;
      const pieces = this.piecesOf(value, [before, to], isRaw);
      if (pieces.length === 0) return undefined;
      if (isRaw) (node as { value: string }).value = pieces.map(htmlOf).join('');
      else (parent.children as ElementContent[]).splice(index, 1, ...pieces);
      return SKIP;
    });
  }

  /** Splits a text at its delimiters. Returns nothing if it has none. */
  private piecesOf(value: string, [from, to]: Range, isRaw: boolean): Piece[] {
    const pieces: Piece[] = [];
    let done = 0;
    const first = this.firstFrom(from);
    for (let at = first; at < this.delimiters.length && at < first + MAX_DELIMITERS_PER_NODE; at++) {
      const { start, shown, mark } = this.delimiters[at] as Delimiter;
      if (start >= to) break;
      const found = shown === '' ? -1 : value.indexOf(shown, done);
      if (found < 0) continue;
      this.remaining.add(mark);
      if (isRaw && isInTag(value, found)) continue;
      if (found > done) pieces.push({ type: 'text', value: value.slice(done, found) });
      pieces.push({
        type: 'element',
        tagName: 'span',
        properties: { dataNosnippet: '' },
        children: [{ type: 'text', value: shown }],
      });
      done = found + shown.length;
    }
    if (pieces.length > 0 && done < value.length) pieces.push({ type: 'text', value: value.slice(done) });
    return pieces;
  }

  /** Returns the index of the first delimiter that ends after an offset. */
  private firstFrom(offset: number): number {
    let [low, high] = [0, this.delimiters.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.delimiters[middle] as Delimiter).end > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Sorts delimiters by offset, and drops those that overlap an earlier one. */
function withoutOverlaps(delimiters: readonly Delimiter[]): Delimiter[] {
  let done = 0;
  return delimiters
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (end <= start || start < done) return false;
      done = end;
      return true;
    });
}

/** Removes the prefixes of quotes and lists and trailing spaces from lines, as the readers of markdown do. */
function shownLines(written: string): string {
  if (!written.includes('\n')) return written;
  const lines = written.replace(/\n[ \t>]+/g, '\n').split('\n');
  return lines.map((line, at) => (at < lines.length - 1 ? line.trimEnd() : line)).join('\n');
}

type Piece = Text | Element;

function htmlOf(piece: Piece): string {
  if (piece.type === 'text') return piece.value;
  return `<span data-nosnippet>${escapeHtml(piece.children.map((child) => (child.type === 'text' ? child.value : '')).join(''))}</span>`;
}

/** The beginning of an address, which may contain template variables. */
const ADDRESS = '(?:[^\\s()<>{}"\']|\\{\\{[^{}\\n]*\\}\\})*$';
const IN_LINK = new RegExp(`\\]\\(<?${ADDRESS}`);
const IN_ATTRIBUTE = new RegExp(`<[a-z][^<>]*=["']?${ADDRESS}`, 'i');
/** Maximum length of the text before a mark that is searched for an address, in UTF-16 units. */
const MAX_ADDRESS_BEFORE = 300;

/** True if an offset is in the address of a markdown link or picture. */
function isInLink(text: string, offset: number): boolean {
  return IN_LINK.test(text.slice(Math.max(0, offset - MAX_ADDRESS_BEFORE), offset));
}

/** True if an offset is in an address in markdown or HTML. */
export function isInAddress(text: string, offset: number): boolean {
  return isInLink(text, offset) || IN_ATTRIBUTE.test(text.slice(Math.max(0, offset - MAX_ADDRESS_BEFORE), offset));
}

/** True if an index of raw HTML is in a tag. */
function isInTag(html: string, index: number): boolean {
  return html.lastIndexOf('<', index - 1) > html.lastIndexOf('>', index - 1);
}

type Restore = (value: string, isAddress: boolean) => string;

/** Restores delimiters in raw HTML. Those in tags are in addresses. */
function inTags(html: string, restore: Restore): string {
  return html
    .split(/(<[^<>]*>)/)
    .map((part) => restore(part, part.startsWith('<')))
    .join('');
}

function isEmpty(node: Node): boolean {
  return node.type === 'break' || (node.type === 'text' && (node.value ?? '').trim() === '');
}
