// Converts markdown for a comparison with Pandoc, as JSON lines: reads {id, markdown, extensions}, writes {id, html} or {id, error}. It uses
// Pandoc's defaults with the extensions of each case.

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
