// The nodes of the Pandoc reader: mdast's own, and nodes that carry the name of their HTML element in `data.hName`, which
// mdast-util-to-hast understands.

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

/** Returns the position from the start of the first node to the end of the last. */
export function hull(nodes: readonly Node[]): { readonly position?: Position } {
  const [first, last] = [nodes[0]?.position, nodes.at(-1)?.position];
  return first && last ? { position: { start: first.start, end: last.end } } : {};
}

/** Returns a node for an HTML element that mdast has no node for. Its position covers its children. */
export function element(hName: string, children: Node[], attributes: Attributes = NO_ATTRIBUTES): Node {
  return { type: `pandoc${hName}`, children, ...hull(children), data: { hName, hProperties: properties(attributes) } };
}

/** Presentational and plug-in attributes of HTML 4, which Pandoc no longer counts as HTML's. */
const OBSOLETE = new Set(
  `align alink alpha archive axis background bgcolor border cellpadding cellspacing char charoff classid clear code codebase
  codetype colorspace compact declare face frame frameborder hspace language link longdesc marginheight marginwidth nohref
  noresize noshade nowrap object profile prompt rules scheme scrolling standby summary text valign valuetype version vlink
  vspace`.split(/\s+/),
);

/** Attributes of all HTML elements, and RDFa's. Pandoc keeps each of them on every element. */
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

/** Attributes for event handlers. */
const HANDLERS = new Set(
  Object.values(html.property)
    .map(({ attribute }) => attribute)
    .filter((name) => name.startsWith('on')),
);

function isHtmlAttribute(name: string): boolean {
  return HTML_ATTRIBUTES.has(name) || /^(?:data|aria)-|:/.test(name) || HANDLERS.has(name);
}

/** Converts attributes to hast properties. Keys that HTML doesn't know get the prefix `data-`. */
export function properties({ id, classes, pairs }: Attributes): { [name: string]: unknown } {
  const result: { [name: string]: unknown } = {};
  if (id) result.id = id;
  if (classes.length > 0) result.className = [...classes];
  for (const [key, value] of pairs) result[isHtmlAttribute(key) ? key : `data-${key}`] = value;
  return result;
}

/** Returns the text of nodes without markup, as Pandoc does when it makes an id from it. Notes don't count. */
export function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      // While inlines are read, a reference to a note still counts as its written id.
      if (node.type === 'footnoteReference') return String(node.mark ?? '');
      if (node.type === 'html') return node.value?.startsWith('<br') ? ' ' : '';
      if (node.type === 'pandocRaw') return '';
      if (node.type === 'break') return ' ';
      if (node.type === 'image') return String(node.alt ?? '');
      return node.value ?? textOf(node.children ?? []);
    })
    .join('');
}
