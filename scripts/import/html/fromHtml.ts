// Turns HTML into markdown: HTML → parse5's tree → nodes of the reader of Pandoc's dialect → markdown.

import { parseFragment } from 'parse5';
import type { Node } from '../../markdown/nodes.js';
import type { TextPlace } from '../text/place.js';
import { blockNodes } from './blockElements.js';
import { attribute, type Converter, elementsIn, type Html, named } from './elements.js';
import { inlineNodes } from './inlineElements.js';
import { takeNotes } from './notes.js';
import { printMarkdown } from './print.js';

/** What the addresses of a text become. */
export type HtmlPlace = Pick<TextPlace, 'picture' | 'link'>;

/** Returns HTML as markdown in Pandoc's dialect. */
export function markdownOfHtml(html: string, place: HtmlPlace): string {
  return printMarkdown(treeOfHtml(html, place));
}

/** Returns the tree of HTML. */
export function treeOfHtml(html: string, place: HtmlPlace): Node {
  const root = parseFragment(html);
  const { references, notes } = takeNotes(root);
  const targets = new Set([root, ...notes.values()].flatMap(fragmentsIn));
  const converter: Converter = {
    blocks: (nodes) => blockNodes(nodes, converter),
    inlines: (nodes) => inlineNodes(nodes, converter),
    noteOf: (reference) => references.get(reference),
    picture: place.picture,
    link: place.link,
    isTarget: (id) => targets.has(id),
  };
  const children = converter.blocks(root.childNodes);
  const definitions = [...notes].map(
    ([identifier, text]): Node => ({
      type: 'footnoteDefinition',
      identifier,
      children: converter.blocks(text.childNodes),
    }),
  );
  return { type: 'root', children: [...children, ...definitions] };
}

/** Returns the ids that links of a text lead to. */
function fragmentsIn(root: Html.Node): string[] {
  const hrefs = elementsIn(root, named('a')).map((link) => attribute(link, 'href') ?? '');
  return hrefs.flatMap((href) => {
    const at = href.indexOf('#');
    if (at < 0) return [];
    try {
      return [href.slice(at + 1), decodeURIComponent(href.slice(at + 1))];
    } catch {
      return [href.slice(at + 1)];
    }
  });
}
