// Gives the checkboxes of task lists an accessible name: the text of their item.

import type { Element, Nodes, Root } from 'hast';
import { cut } from '../base/text/cut.js';
import { walk } from '../markdown/walk.js';
import { plainText } from './plainText.js';

/** Maximum length of such a name, in UTF-16 units. */
const MAX_NAME_LENGTH = 80;

/** Elements in a list item that have items or cells of their own. */
const NESTED = /^(?:ul|ol|dl|table)$/;

/** Names the checkboxes in a tree. Nested lists and tables don't count as text of the item. */
export function nameCheckboxes(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'element' || node.tagName !== 'li') return;
    const paragraph = node.children.find((child): child is Element => child.type === 'element' && child.tagName === 'p');
    for (const { children } of paragraph ? [node, paragraph] : [node]) {
      const box = children.find((child): child is Element => child.type === 'element' && child.tagName === 'input');
      if (box && box.properties.type === 'checkbox')
        box.properties.ariaLabel = cut(plainText(node.children.filter((child) => !isNested(child))), MAX_NAME_LENGTH);
    }
  });
}

function isNested(node: Element['children'][number]): boolean {
  return node.type === 'element' && NESTED.test(node.tagName);
}
