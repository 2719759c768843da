// What a page says: the text of its HTML, without what stands around it.

import { textOfHtml } from './htmlText.js';

/** What our templates put next to a text: author and day, contents, series, tags. */
const BESIDES = /<p class="byline">[\s\S]*?<\/p>|<details\b[\s\S]*?<\/details>|<footer>[\s\S]*?<\/footer>/g;

/** The text of a page, without what stands around it where the templates tell. */
export function pageText(html: string): string {
  const part = ['article', 'main', 'body'].map((name) => new RegExp(`<${name}\\b[\\s\\S]*</${name}>`, 'i').exec(html)?.[0]);
  return textOfHtml((part.find(Boolean) ?? html).replace(BESIDES, '')).text;
}
