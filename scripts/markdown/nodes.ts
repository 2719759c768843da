// The nodes that the Pandoc reader makes: mdast's own, and others that carry the HTML element they become in
// `data.hName`, which mdast-util-to-hast understands.

import { htmlElementAttributes } from 'html-element-attributes';
import { html } from 'property-information';

export interface Position {
  readonly start: Point;
  readonly end: Point;
}

export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Node {
  type: string;
  children?: Node[];
  value?: string;
  position?: Position;
  data?: { hName?: string; hProperties?: { [name: string]: unknown } };
  [field: string]: unknown;
}

/** Pandoc's attributes: `{#id .class key=value}`. */
export interface Attributes {
  readonly id?: string;
  readonly classes: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
}

export const NO_ATTRIBUTES: Attributes = { classes: [], pairs: [] };

/** The place from the first of some nodes to the last. */
export function hull(nodes: readonly Node[]): { readonly position?: Position } {
  const [first, last] = [nodes[0]?.position, nodes.at(-1)?.position];
  return first && last ? { position: { start: first.start, end: last.end } } : {};
}

/** An element that mdast has no node for; it reaches over its children. */
export function element(hName: string, children: Node[], attributes: Attributes = NO_ATTRIBUTES): Node {
  return { type: `pandoc${hName}`, children, ...hull(children), data: { hName, hProperties: properties(attributes) } };
}

/** Attributes of HTML 4 for looks and plug-ins, which Pandoc does not count as HTML's any more. */
const OBSOLETE = new Set(
  `align alink alpha archive axis background bgcolor border cellpadding cellspacing char charoff classid clear code codebase
  codetype colorspace compact declare face frame frameborder hspace language link longdesc marginheight marginwidth nohref
  noresize noshade nowrap object profile prompt rules scheme scrolling standby summary text valign valuetype version vlink
  vspace`.split(/\s+/),
);

/** Attributes of any element, RDFa's among them; Pandoc keeps each of them on every element. */
const HTML_ATTRIBUTES = new Set(
  [
    ...Object.values(htmlElementAttributes).flat(),
    'role',
    'prefix',
    'property',
    'about',
    'typeof',
    'vocab',
    'resource',
    'datatype',
    'inlist',
  ].filter((name) => !OBSOLETE.has(name)),
);

/** Handlers of events. */
const HANDLERS = new Set(
  Object.values(html.property)
    .map(({ attribute }) => attribute)
    .filter((name) => name.startsWith('on')),
);

function isOfHtml(name: string): boolean {
  return HTML_ATTRIBUTES.has(name) || /^(?:data|aria)-|:/.test(name) || HANDLERS.has(name);
}

/** Attributes as hast properties; keys that HTML does not know get `data-`. */
export function properties({ id, classes, pairs }: Attributes): { [name: string]: unknown } {
  const result: { [name: string]: unknown } = {};
  if (id) result.id = id;
  if (classes.length > 0) result.className = [...classes];
  for (const [key, value] of pairs) result[isOfHtml(key) ? key : `data-${key}`] = value;
  return result;
}

/** The text of nodes without markup, as Pandoc makes ids of it; notes do not count. */
export function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      // The mark of a note is text as long as its note is not looked for.
      if (node.type === 'footnoteReference') return String(node.mark ?? '');
      if (node.type === 'html') return node.value?.startsWith('<br') ? ' ' : '';
      if (node.type === 'pandocRaw') return '';
      if (node.type === 'break') return ' ';
      if (node.type === 'image') return String(node.alt ?? '');
      return node.value ?? textOf(node.children ?? []);
    })
    .join('');
}
