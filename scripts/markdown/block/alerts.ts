// alerts (off in Pandoc): a block quote that begins with `[!NOTE]` is a callout.

import type { BlockConstruct } from '../document.js';
import { element, type Node } from '../nodes.js';
import { isBlank, type Line, toRun } from '../text.js';
import { quoteLines } from './blockquotes.js';

export const ALERT_MARKER = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *$/;

export const alerts: BlockConstruct = {
  extensions: ['alerts'],
  starts: '>',
  read: (lines, at, document, around) => {
    const quote = quoteLines(lines, at, document, around);
    const kind = quote && ALERT_MARKER.exec((quote.content[0] as Line).text)?.[1];
    if (!quote || !kind) return undefined;
    const title = document.inline('paragraph', toRun([{ text: alertTitle(kind), offset: (quote.content[0] as Line).offset }]));
    const rest = quote.content.slice(1);
    const start = rest.findIndex((line) => !isBlank(line));
    const body: Node[] =
      start < 0 ? [] : document.read(rest.slice(start), { ...around, end: 'paragraph', depth: around.depth + 1 });
    return { nodes: [{ ...alertNode(kind, title, body), position: quote.position }], next: quote.next };
  },
};

/** Returns the title of a callout: `Note` for `NOTE`. */
export function alertTitle(kind: string): string {
  return `${kind.charAt(0)}${kind.slice(1).toLowerCase()}`;
}

/** Returns the div of a callout. */
export function alertNode(kind: string, title: Node, body: readonly Node[]): Node {
  const heading = element('div', [title], { classes: ['title'], pairs: [] });
  return element('div', [heading, ...body], { classes: [kind.toLowerCase()], pairs: [] });
}
