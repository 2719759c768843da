// Keeps the signs of marks apart from the text: on the page they are shown as they are written, in an element that no excerpt, feed
// summary or search reads.
//
// A text with marks is read twice. The first tree tells where the marks are. For the second, each sign is replaced by private-use
// characters of the same length, so that no dialect sees markup in it and every other place stays; they are put back when the tree is
// read. In an address, a sign that stands for something is replaced by what it stands for.

import type { Element, ElementContent, Nodes as HastNodes, Root as HastRoot, Text } from 'hast';
import type { Root } from 'mdast';
import { escapeHtml } from '../../base/text/characters.js';
import type { Node } from '../../markdown/nodes.js';
import { SKIP, walk } from '../../markdown/walk.js';
import type { Mark, Range } from './mark.js';

/** A stretch of signs of a mark. */
interface Sign {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
  /** As it is shown: without the prefixes of quotes and lists in its further lines. */
  readonly shown: string;
}

/** The property of links and pictures in whose address a mark was. */
export const FOREIGN = 'dataForeign';

/** Signs that are looked for in one text at most. */
const MOST = 500;

const FIRST = 0xe000;
const FILL = '\uf8ff';
const LAST = 0xf8fe;
const PRIVATE = /[\ue000-\uf8ff]/;
const STAND_IN = /([\ue000-\uf8fe])\uf8ff*(?:\s+\uf8ff+)*/g;

export class SignsApart {
  private readonly signs: readonly Sign[];
  /** Marks that are in the tree after plugins have changed it. */
  private readonly left = new Set<Mark>();

  constructor(
    private readonly text: string,
    marks: readonly Mark[],
  ) {
    const signs = marks.flatMap((mark) =>
      (mark.signs && !mark.isComment ? mark.signs : [[mark.start, mark.end] as const]).map(
        ([start, end]): Sign => ({
          start,
          end,
          mark,
          shown: mark.isComment ? '' : shownLines(text.slice(start, end)),
        }),
      ),
    );
    this.signs = PRIVATE.test(text) ? [] : apartFromEachOther(signs).slice(0, LAST - FIRST);
  }

  /** Whether a mark is still there; those that stood for something in an address are replaced, not read. */
  isLeft(mark: Mark): boolean {
    return (
      this.left.has(mark) || mark.address !== undefined || this.signs.every((sign) => sign.mark !== mark || sign.shown === '')
    );
  }

  /** The text with stand-ins for signs. */
  standIns(): string {
    const parts: string[] = [];
    let done = 0;
    for (const [at, { start, end, mark }] of this.signs.entries()) {
      const written = this.text.slice(start, end);
      if (isInLink(this.text, start) && mark.address === undefined) continue;
      // Lines of a comment of several blocks are blank.
      const isBlank = mark.isComment && written.includes('\n');
      const standIn = isBlank
        ? written.replace(/[^\r\n]/g, ' ')
        : String.fromCharCode(FIRST + at) + written.slice(1).replace(/(\n[ \t>]*)|[^\r\n]/g, (_all, ending) => ending ?? FILL);
      parts.push(this.text.slice(done, start), standIn);
      done = end;
    }
    return parts.join('') + this.text.slice(done);
  }

  /** Puts the signs back into a tree that was read from `standIns`. */
  putBack(tree: Root): Root {
    const restore = (value: string, isAddress: boolean) =>
      value.replace(STAND_IN, (_all, first: string) => {
        const sign = this.signs[first.charCodeAt(0) - FIRST];
        return (isAddress ? sign?.mark.address : undefined) ?? sign?.shown ?? '';
      });
    const inNode = (node: Node): void => {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== 'string' || key === 'type' || !PRIVATE.test(value)) continue;
        node[key] = node.type === 'html' ? inTags(value, restore) : restore(value, key === 'url');
        if (key === 'url') node.data = { ...node.data, hProperties: { ...node.data?.hProperties, [FOREIGN]: '' } };
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

  /** Puts signs into elements of their own; notes which marks are left. */
  setApart(tree: HastRoot): void {
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

  /** A text divided at its signs; nothing if it has none. */
  private piecesOf(value: string, [from, to]: Range, isRaw: boolean): Piece[] {
    const pieces: Piece[] = [];
    let done = 0;
    const first = this.firstFrom(from);
    for (let at = first; at < this.signs.length && at < first + MOST; at++) {
      const { start, shown, mark } = this.signs[at] as Sign;
      if (start >= to) break;
      const found = shown === '' ? -1 : value.indexOf(shown, done);
      if (found < 0) continue;
      this.left.add(mark);
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

  /** The index of the first sign that ends after an offset. */
  private firstFrom(offset: number): number {
    let [low, high] = [0, this.signs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.signs[middle] as Sign).end > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Signs in the order of the text, without those that reach into one before them. */
function apartFromEachOther(signs: readonly Sign[]): Sign[] {
  let done = 0;
  return signs
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (end <= start || start < done) return false;
      done = end;
      return true;
    });
}

/** Lines without the prefixes of quotes and lists, and without spaces at their ends, as readers of markdown leave them. */
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

/** An address up to some place, with values of templates in it. */
const ADDRESS = '(?:[^\\s()<>{}"\']|\\{\\{[^{}\\n]*\\}\\})*$';
const IN_LINK = new RegExp(`\\]\\(<?${ADDRESS}`);
const IN_ATTRIBUTE = new RegExp(`<[a-z][^<>]*=["']?${ADDRESS}`, 'i');
/** Longest part of an address before a mark that is looked at, in characters. */
const BEFORE = 300;

/** Whether an offset is within the address of a link or a picture in markdown. */
function isInLink(text: string, offset: number): boolean {
  return IN_LINK.test(text.slice(Math.max(0, offset - BEFORE), offset));
}

/** The same, in markdown or HTML. */
export function isInAddress(text: string, offset: number): boolean {
  return isInLink(text, offset) || IN_ATTRIBUTE.test(text.slice(Math.max(0, offset - BEFORE), offset));
}

/** Whether an index of raw HTML is within a tag. */
function isInTag(html: string, index: number): boolean {
  return html.lastIndexOf('<', index - 1) > html.lastIndexOf('>', index - 1);
}

type Restore = (value: string, isAddress: boolean) => string;

/** Raw HTML with its signs: in tags they are in addresses. */
function inTags(html: string, restore: Restore): string {
  return html
    .split(/(<[^<>]*>)/)
    .map((part) => restore(part, part.startsWith('<')))
    .join('');
}

function isEmpty(node: Node): boolean {
  return node.type === 'break' || (node.type === 'text' && (node.value ?? '').trim() === '');
}
