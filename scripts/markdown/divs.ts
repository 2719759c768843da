// Rules for the attributes and content of divs, fenced and native alike.

import type { Attributes, Node } from './nodes.js';

/** Turns `width=` on a `.column` into a style, as Pandoc does. */
export function divAttributes(attributes: Attributes): Attributes {
  const width = attributes.classes.includes('column') ? attributes.pairs.find(([key]) => key === 'width')?.[1] : undefined;
  if (width === undefined) return attributes;
  return { ...attributes, pairs: [...attributes.pairs.filter(([key]) => key !== 'width'), ['style', `width:${width};`]] };
}

/** Makes the paragraphs of a bibliography entry plain text, as Pandoc does. */
export function finishDiv(div: Node): void {
  const classes = div.data?.hProperties?.className;
  if (!Array.isArray(classes) || !classes.includes('csl-entry')) return;
  for (const child of div.children ?? []) if (child.type === 'paragraph') child.type = 'plain';
}
