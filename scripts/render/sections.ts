// Shifts and numbers headings, like Pandoc's options.

import type { Element, Nodes, Root } from 'hast';
import { walk } from '../markdown/walk.js';

const HEADING = /^h[1-6]$/;

/**
 * Shifts all headings by a number of levels. A heading below level 6 becomes a paragraph of the class `heading`, one above level 1 a
 * paragraph.
 * @see Pandoc manual, `--shift-heading-level-by`
 */
export function shiftHeadings(tree: Root, by: number): void {
  for (const node of headingsIn(tree)) {
    const level = Number(node.tagName[1]) + by;
    node.tagName = level >= 1 && level <= 6 ? `h${level}` : 'p';
    if (level > 6) node.properties.className = ['heading', ...classesOf(node)];
  }
}

/**
 * Numbers headings, except those of the class `unnumbered`.
 * @see Pandoc manual, `--number-sections`
 */
export function numberSections(tree: Root): void {
  let numbers: number[] = [];
  for (const node of headingsIn(tree)) {
    if (classesOf(node).includes('unnumbered')) continue;
    const level = Number(node.tagName[1]);
    const last = numbers[level - 1] ?? 0;
    numbers = [...Array.from({ length: level - 1 }, (_, at) => numbers[at] ?? 0), last + 1];
    const number = numbers.join('.');
    node.properties.dataNumber = number;
    const span: Element = {
      type: 'element',
      tagName: 'span',
      properties: { className: ['header-section-number'] },
      children: [{ type: 'text', value: number }],
    };
    node.children.unshift(span, { type: 'text', value: ' ' });
  }
}

function headingsIn(tree: Root): Element[] {
  const found: Element[] = [];
  walk<Nodes>(tree, (node) => {
    if (node.type === 'element' && HEADING.test(node.tagName)) found.push(node);
  });
  return found;
}

function classesOf({ properties: { className } }: Element): string[] {
  return Array.isArray(className) ? className.map(String) : className ? [String(className)] : [];
}
