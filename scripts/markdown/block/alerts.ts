// alerts (off in Pandoc): a block quote that begins with `[!NOTE]` is a call-out.

import type { BlockConstruct } from '../document.js';
import { element, type Node } from '../nodes.js';
import { isBlank, type Line, toRun } from '../text.js';
import { quoteLines } from './blockquotes.js';

const KIND = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *$/;

export const alerts: BlockConstruct = {
  extensions: ['alerts'],
  starts: '>',
  read: (lines, at, document, around) => {
    const quote = quoteLines(lines, at, document, around);
    const kind = quote && KIND.exec((quote.content[0] as Line).text)?.[1];
    if (!quote || !kind) return undefined;
    const name = kind.toLowerCase();
    const title = `${kind.charAt(0)}${name.slice(1)}`;
    const first = document.inline('paragraph', toRun([{ text: title, offset: (quote.content[0] as Line).offset }]));
    const rest = quote.content.slice(1);
    const start = rest.findIndex((line) => !isBlank(line));
    const body: Node[] =
      start < 0 ? [] : document.read(rest.slice(start), { ...around, end: 'paragraph', depth: around.depth + 1 });
    const heading = element('div', [first], { classes: ['title'], pairs: [] });
    const node = element('div', [heading, ...body], { classes: [name], pairs: [] });
    return { nodes: [{ ...node, position: quote.position }], next: quote.next };
  },
};
