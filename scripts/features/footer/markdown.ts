// The markdown of the setting `footer` as HTML.

import type { Definition, Link, Nodes, Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { markdownReader } from '../../markdown/reader.js';
import { walk } from '../../markdown/walk.js';

const processor = unified().use(remarkRehype).use(rehypeStringify).freeze();

/** Returns the addresses of the links in a text, as they are written. */
export function linksOf(text: string, dialect: string): readonly string[] {
  const found: string[] = [];
  eachLink(markdownReader(dialect).document(text), ({ url }) => found.push(url));
  return found;
}

/**
 * Returns a text as HTML.
 * @param addressOf returns the address on the page of a link as it is written
 */
export function htmlOf(text: string, dialect: string, addressOf: (written: string) => string): string {
  const tree = markdownReader(dialect).document(text);
  eachLink(tree, (link) => {
    link.url = addressOf(link.url);
  });
  return processor.stringify(processor.runSync(tree));
}

/** Calls a function with each link, and with each definition of a link. */
function eachLink(tree: Root, visit: (link: Link | Definition) => void): void {
  walk<Nodes>(tree, (node) => {
    if (node.type === 'link' || node.type === 'definition') visit(node);
  });
}
