// Boxes of task lists, named by their items for who cannot see that they stand together.

import type { Element, Nodes, Root } from 'hast';
import { cut } from '../base/text/cut.js';
import { walk } from '../markdown/walk.js';
import { plainText } from './plainText.js';

/** The most letters of a name that is read aloud. */
const LONGEST_NAME = 80;

/** Parts of a list's item that are items or cells themselves. */
const NESTED = /^(?:ul|ol|dl|table)$/;

/** Names the boxes in a tree; what is nested in an item is no part of its name. */
export function nameCheckboxes(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'element' || node.tagName !== 'li') return;
    const paragraph = node.children.find((child): child is Element => child.type === 'element' && child.tagName === 'p');
    for (const { children } of paragraph ? [node, paragraph] : [node]) {
      const box = children.find((child): child is Element => child.type === 'element' && child.tagName === 'input');
      if (box && box.properties.type === 'checkbox')
        box.properties.ariaLabel = cut(plainText(node.children.filter((child) => !isNested(child))), LONGEST_NAME);
    }
  });
}

function isNested(node: Element['children'][number]): boolean {
  return node.type === 'element' && NESTED.test(node.tagName);
}
