// Extracts the main text of a page.

import { textOfHtml } from './htmlText.js';

/** Parts that the default templates put next to a text: author and date, table of contents, series, tags. */
const SURROUNDINGS = /<p class="byline">[\s\S]*?<\/p>|<details\b[\s\S]*?<\/details>|<footer>[\s\S]*?<\/footer>/g;

/** Returns the text of a page's first `article`, `main` or `body`, without the parts around it. */
export function pageText(html: string): string {
  const part = ['article', 'main', 'body'].map((name) => new RegExp(`<${name}\\b[\\s\\S]*</${name}>`, 'i').exec(html)?.[0]);
  return textOfHtml((part.find(Boolean) ?? html).replace(SURROUNDINGS, '')).text;
}
