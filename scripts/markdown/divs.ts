// Divs, fenced and native: what their attributes mean for a page.

import type { Attributes, Node } from './nodes.js';

/** `width=` on a `.column` is style. */
export function divAttributes(attributes: Attributes): Attributes {
  const width = attributes.classes.includes('column') ? attributes.pairs.find(([key]) => key === 'width')?.[1] : undefined;
  if (width === undefined) return attributes;
  return { ...attributes, pairs: [...attributes.pairs.filter(([key]) => key !== 'width'), ['style', `width:${width};`]] };
}

/** The paragraphs of an entry in a bibliography are text without paragraphs. */
export function finishDiv(div: Node): void {
  const classes = div.data?.hProperties?.className;
  if (!Array.isArray(classes) || !classes.includes('csl-entry')) return;
  for (const child of div.children ?? []) if (child.type === 'paragraph') child.type = 'plain';
}
