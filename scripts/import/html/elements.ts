// What converters ask about HTML elements.

import type { DefaultTreeAdapterTypes as Html } from 'parse5';
import type { Node } from '../../markdown/nodes.js';

export type { Html };

/** Converts HTML for a place; the converters of elements call it for what they contain. */
export interface Converter {
  readonly blocks: (nodes: readonly Html.ChildNode[]) => Node[];
  readonly inlines: (nodes: readonly Html.ChildNode[]) => Node[];
  /** Returns the number of the note that a reference leads to. */
  readonly noteOf: (reference: Html.Element) => string | undefined;
  /** Returns the address of a picture in the new site. */
  readonly picture: (address: string) => string;
  /** Returns the address of a page or file in the new site. */
  readonly link: (address: string) => string;
  /** True for an id that a link of the text leads to. */
  readonly isTarget: (id: string) => boolean;
}

export const isElement = (node: Html.Node | undefined): node is Html.Element => node !== undefined && 'tagName' in node;

export const isText = (node: Html.Node | undefined): node is Html.TextNode => node?.nodeName === '#text';

export function attribute(element: Html.Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

export function classesOf(element: Html.Element): string[] {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);
}

export function hasClass(element: Html.Element, pattern: RegExp): boolean {
  return classesOf(element).some((name) => pattern.test(name));
}

/** Returns the declarations of a `style` attribute, by property. */
export function styleOf(element: Html.Element): { readonly [property: string]: string } {
  const declarations = (attribute(element, 'style') ?? '').split(';').map((each) => /^\s*([\w-]+)\s*:\s*(.+?)\s*$/s.exec(each));
  return Object.fromEntries(declarations.flatMap((match) => (match ? [[match[1]?.toLowerCase() ?? '', match[2] ?? '']] : [])));
}

/** Returns the text in a node; line breaks are `\n`. */
export function textIn(node: Html.Node): string {
  if (isText(node)) return node.value;
  if (node.nodeName === 'br') return '\n';
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
}

/** Returns all elements below a node that a test accepts, in order. */
export function elementsIn(node: Html.Node, accepts: (element: Html.Element) => boolean): Html.Element[] {
  const found: Html.Element[] = [];
  for (const child of 'childNodes' in node ? node.childNodes : []) {
    if (!isElement(child)) continue;
    if (accepts(child)) found.push(child);
    found.push(...elementsIn(child, accepts));
  }
  return found;
}

export const named =
  (...names: readonly string[]) =>
  (element: Html.Element): boolean =>
    names.includes(element.tagName);

/** Elements that stand in blocks of their own. */
const BLOCKS = new Set(
  `address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
   header hgroup hr iframe li main nav ol p pre section table tbody td tfoot th thead tr ul video audio canvas object embed noscript
   summary script style svg`.split(/\s+/),
);

/** True for a block, or an inline element that contains one. */
export function isBlock(node: Html.Node): boolean {
  if (!isElement(node)) return false;
  if (node.tagName === 'svg' || node.tagName === 'math') return false;
  return BLOCKS.has(node.tagName) || node.childNodes.some(isBlock);
}

/** True for a node without words, pictures or anything else to see. */
export function isBlank(node: Html.Node): boolean {
  if (isText(node)) return node.value.trim() === '';
  if (!isElement(node)) return true;
  return (
    !/^(?:img|video|audio|iframe|hr|svg|math|embed|object|input|canvas)$/.test(node.tagName) && node.childNodes.every(isBlank)
  );
}

/** Returns the alignment of a block, if it is not that of text. */
export function alignmentOf(element: Html.Element): 'center' | 'right' | undefined {
  const named = classesOf(element)
    .map((name) => /^(?:has-text-align-|text-|align-?|ql-align-)(center|right)$/.exec(name)?.[1])
    .find(Boolean);
  const value = styleOf(element)['text-align'] ?? attribute(element, 'align') ?? named;
  const side = element.tagName === 'center' ? 'center' : value?.toLowerCase();
  return side === 'center' || side === 'right' ? side : undefined;
}
