// Speaks JSON lines for the comparison with Pandoc's answers: {id, markdown, extensions} in, {id, html} or {id, error}
// out, with Pandoc's own defaults and the case's extensions.

import { createInterface } from 'node:readline';
import { pandocToHtml } from '../markdown/html5.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, markdown, extensions } = JSON.parse(line) as { id: string; markdown: string; extensions: string[] };
  try {
    console.log(JSON.stringify({ id, html: pandocToHtml(markdown, extensions.join('')) }));
  } catch (error) {
    console.log(JSON.stringify({ id, error: String((error as Error).stack) }));
  }
}
