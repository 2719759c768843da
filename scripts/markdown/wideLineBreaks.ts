// east_asian_line_breaks: drops line breaks between wide characters, which would be spaces.

import type { Nodes, Root } from 'mdast';
import { charWidth, endsWide, isWide } from './eastAsianWidth.js';
import type { Node } from './nodes.js';
import { walk } from './walk.js';

/** True if a line break between two non-empty texts is dropped. */
export type Joins = (left: string, right: string) => boolean;

/** Pandoc's rule: both neighbours fill two columns. */
export const bothWide: Joins = (left, right) => charWidth(lastChar(left)) === 2 && charWidth(firstChar(right)) === 2;

/** The rule of `cjk`: both neighbours are written without spaces. Quotes, dashes and dots next to one count too; Hangul keeps its spaces. */
export const bothUnspaced: Joins = (left, right) => {
  const before = endsWide(left);
  const after = isWide(right);
  return (before && (after || /^[“‘…—·]/.test(right))) || (after && /[”’…—·]$/.test(left));
};

function firstChar(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function lastChar(text: string): string {
  return [...text.slice(-2)].at(-1) ?? '';
}

/**
 * Drops line breaks between wide characters, also inside emphasis and links.
 * @param nodes the inline nodes of one block; their text changes
 * @see Pandoc manual, "Extension: east_asian_line_breaks"
 */
export function joinLines(nodes: readonly Node[], joins: Joins): void {
  const leaves: Leaf[] = [];
  addLeaves(nodes, leaves);
  for (let index = 0; index < leaves.length; index++) {
    const { node, text } = leaves[index] as Leaf;
    if (node.type !== 'text' || !text.includes('\n')) continue;
    let joined = '';
    let left = index === 0 ? '' : (leaves[index - 1]?.text ?? '');
    let isFirst = true;
    for (const line of text.split('\n')) {
      const right = line || (leaves[index + 1]?.text ?? '');
      if (!isFirst && !(left && right && joins(left, right))) joined += '\n';
      joined += line;
      left = line || left;
      isFirst = false;
    }
    node.value = joined;
  }
}

interface Leaf {
  readonly node: Node;
  readonly text: string;
}

function addLeaves(nodes: readonly Node[], leaves: Leaf[]): void {
  for (const node of nodes) {
    if (node.type === 'image') leaves.push({ node, text: String(node.alt ?? '') });
    else if (node.children) addLeaves(node.children, leaves);
    else leaves.push({ node, text: node.value ?? '' });
  }
}

/** Returns a transformer that does the same to a tree from another reader. */
export function wideLineBreaks() {
  return (tree: Root): void => {
    walk<Nodes>(tree, (node) => {
      if ((node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') && 'children' in node)
        joinLines(node.children as Node[], bothUnspaced);
    });
  };
}
