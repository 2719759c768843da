// east_asian_line_breaks: a line break between two wide characters is no space.

import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { charWidth, endsWide, isWide } from './eastAsianWidth.js';
import type { Node } from './nodes.js';

/** Whether a line break between two texts, neither of them empty, leaves nothing. */
export type Joins = (left: string, right: string) => boolean;

/** Pandoc's rule: both neighbours fill two columns. */
export const bothWide: Joins = (left, right) => charWidth(lastChar(left)) === 2 && charWidth(firstChar(right)) === 2;

/** Ours: both are written without spaces, counting quotes, dashes and dots beside one that is; Hangul keeps its spaces. */
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
 * Drops line breaks between wide characters, inside emphasis and links too.
 * @param nodes the inline nodes of one block; their texts are changed
 * @see Pandoc manual, "Extension: east_asian_line_breaks"
 */
export function joinLines(nodes: readonly Node[], joins: Joins): void {
  const leaves = [...leavesOf(nodes)];
  for (const [index, { node, text }] of leaves.entries()) {
    if (node.type !== 'text' || !text.includes('\n')) continue;
    const parts: string[] = [];
    let left = index === 0 ? '' : (leaves[index - 1]?.text ?? '');
    for (const [row, line] of text.split('\n').entries()) {
      const right = line || (leaves[index + 1]?.text ?? '');
      if (row > 0 && !(left && right && joins(left, right))) parts.push('\n');
      parts.push(line);
      left = line || left;
    }
    node.value = parts.join('');
  }
}

interface Leaf {
  readonly node: Node;
  readonly text: string;
}

function* leavesOf(nodes: readonly Node[]): Generator<Leaf> {
  for (const node of nodes) {
    if (node.type === 'image') yield { node, text: String(node.alt ?? '') };
    else if (node.children) yield* leavesOf(node.children);
    else yield { node, text: node.value ?? '' };
  }
}

/** The same for a tree that another reader made. */
export function wideLineBreaks() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if ((node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') && 'children' in node)
        joinLines(node.children as Node[], bothUnspaced);
    });
  };
}
