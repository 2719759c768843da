// Speaks JSON lines for the comparison with Pandoc's answers: {id, markdown, extensions} in, {id, html} or {id, error}
// out, with Pandoc's own defaults and the case's extensions.

import { createInterface } from 'node:readline';
import type { Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { pandocHandlers } from './handlers.js';
import { readPandoc } from './pandoc.js';
import { parseTitleBlock } from './titleBlock.js';
import { wideLineBreaks } from './wideLineBreaks.js';

const toHast = unified().use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '', handlers: pandocHandlers }).freeze();
const writer = unified().use(rehypeStringify, { allowDangerousHtml: true }).freeze();

for await (const line of createInterface({ input: process.stdin })) {
  const { id, markdown, extensions } = JSON.parse(line) as { id: string; markdown: string; extensions: string[] };
  try {
    const body = markdown.slice(parseTitleBlock(markdown)?.end ?? 0);
    const dialect = `markdown${extensions.join('')}`;
    const tree = readPandoc(body, dialect);
    if (extensions.includes('+east_asian_line_breaks')) wideLineBreaks({ shared: extensions.includes('+cjk') })(tree);
    const html = `${writer.stringify(toHast.runSync(tree) as unknown as Root)}\n`;
    console.log(JSON.stringify({ id, html }));
  } catch (error) {
    console.log(JSON.stringify({ id, error: String((error as Error).stack) }));
  }
}
