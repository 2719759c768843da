// Finds misspelt classes of the theme: `::: notce` makes no note, and nothing on the page says why.

import type { Element, Nodes, Root } from 'hast';
import { COLLECTION_NAMES } from '../base/collections.js';
import { nearest } from '../base/diagnostics.js';
import { isOneTypoAway } from '../base/text/slips.js';
import { walk } from '../markdown/walk.js';

/** Classes for writers that the theme styles (templates/style.css). */
const CLASSES: readonly string[] = [
  ...COLLECTION_NAMES,
  'note',
  'tip',
  'important',
  'warning',
  'caution',
  'gallery',
  'wide',
  'full',
  'invert',
  'smallcaps',
  'numberLines',
];
/** Words that differ from one of them by a letter, but are probably meant as classes of their own. */
const SIMILAR_WORDS = new Set([
  'notes',
  'tips',
  'tie',
  'top',
  'tap',
  'zip',
  'fill',
  'fully',
  'wider',
  'warnings',
  'side',
  'hide',
  'tide',
  'vote',
  'node',
  'not',
  'nope',
  'friend',
  'book',
  'boots',
  'brooks',
  'cooks',
  'looks',
  'project',
]);

/** Finds misspelt classes. @param report called with each of them, and the classes that were probably meant */
export function findClasses(tree: Root, report: (name: string, expected: readonly string[], node: Element) => void): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'element' || !Array.isArray(node.properties.className) || node.tagName === 'code') return;
    for (const name of node.properties.className.map(String)) {
      if (CLASSES.includes(name) || name.length < 3 || SIMILAR_WORDS.has(name.toLowerCase())) continue;
      const expected = nearest(name, CLASSES, 1).filter(
        (known) => name.toLowerCase() === known.toLowerCase() || isOneTypoAway(name, known),
      );
      if (expected.length > 0) report(name, expected, node);
    }
  });
}
