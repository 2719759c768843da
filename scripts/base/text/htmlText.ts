// Extracts the readable text of HTML.

import { Parser } from 'htmlparser2';
import { type PageText, TextCollector } from './readableText.js';

/** Returns the readable text of HTML with its headings. */
export function textOfHtml(html: string): PageText {
  const collector = new TextCollector();
  const parser = new Parser({
    onopentag: (name, attributes) => collector.open(name, (attribute) => attributes[attribute]),
    ontext: (text) => collector.add(text),
    onclosetag: (name) => collector.close(name),
  });
  parser.end(html);
  return collector.end();
}
