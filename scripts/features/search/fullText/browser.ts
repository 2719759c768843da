// The search in a browser: what the page to search loads when a reader begins.

import { type PageText, TextCollector } from '../../../base/text/readableText.js';
import { openSearch, type Search } from './find.js';

/** Where the text of a post is in a page; the first that there is. */
const TEXTS = ['article .text', 'article', 'main', 'body'];

const STYLE = /<style\b[\s\S]*?<\/style>/gi;

/** Loads the index that this script is next to; the site's root is the folder above. */
export function open(): Promise<Search> {
  return openSearch({
    file: async (name, version) => {
      const address = new URL(name, import.meta.url);
      if (version) address.search = version;
      return (await load(address, version ? 'default' : 'no-cache')).text();
    },
    page: async (path) => {
      const page = await load(new URL(`../${path}`, import.meta.url), 'default');
      // The policy of this page would be told of the styles of that one.
      const html = (await page.text()).replace(STYLE, '');
      return textOf(new DOMParser().parseFromString(html, 'text/html'));
    },
  });
}

async function load(address: URL, cache: RequestCache): Promise<Response> {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response;
}

function textOf(document: Document): PageText {
  const collector = new TextCollector();
  const collect = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) collector.add((node as Text).data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = node as Element;
    const name = element.localName;
    collector.open(name, (attribute) => element.getAttribute(attribute));
    for (const child of element.childNodes) collect(child);
    collector.close(name);
  };
  for (const selector of TEXTS) {
    const root = document.querySelector(selector);
    if (!root) continue;
    collect(root);
    break;
  }
  return collector.end();
}
