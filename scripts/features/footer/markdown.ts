// The markdown of the setting `footer` as HTML.

import type { Element, Root } from 'hast';
import type { Link, Root as Markdown, Nodes } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { markdownReader } from '../../markdown/reader.js';

const processor = unified().use(remarkRehype).use(rehypeStringify).freeze();

/** Returns the links of a text, each with the title of its target as far as a text says it. */
export function linksOf(text: string, dialect: string): readonly string[] {
  const found: string[] = [];
  eachNode(markdownReader(dialect).document(text), (node) => {
    if (node.type === 'link') found.push((node as Link).url);
  });
  return found;
}

/**
 * Returns a text as HTML.
 * @param addressOf returns the address of a link on the page
 */
export function htmlOf(text: string, dialect: string, addressOf: (written: string) => string): string {
  const tree = processor.runSync(markdownReader(dialect).document(text)) as Root;
  eachNode(tree, (node) => {
    const { tagName, properties } = node as Element;
    if (tagName === 'a' && typeof properties.href === 'string') properties.href = addressOf(decodeURI(properties.href));
  });
  return processor.stringify(tree);
}

function eachNode(node: Root | Markdown, visit: (node: Nodes | Root['children'][number]) => void): void {
  for (const child of node.children) {
    visit(child);
    if ('children' in child) eachNode(child as never, visit);
  }
}
