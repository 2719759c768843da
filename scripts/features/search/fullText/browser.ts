// The entry point of the search script, which the search page loads when a reader begins to type.

import { type PageText, TextCollector } from '../../../base/text/readableText.js';
import { openSearch, type Search } from './find.js';

/** Where an index and the pages of its site are. */
export interface Places {
  /** Address of the folder of the index, with a `/` at its end. */
  readonly index: string | URL;
  /** Address of the site's root, with a `/` at its end, below which the paths of the posts are. */
  readonly site: string | URL;
  /** Selectors of a post's text in its page; the first one that matches is used. */
  readonly texts?: readonly string[];
}

const TEXTS = ['article .text', 'article', 'main', 'body'];

const STYLE = /<style\b[\s\S]*?<\/style>/gi;

/** Loads the index from the folder of this script. The folder above is the site's root. */
export function open(): Promise<Search> {
  return openIndex({ index: import.meta.url, site: new URL('..', import.meta.url) });
}

/**
 * Opens an index in a browser.
 * @throws Error if it cannot be loaded or has another format
 */
export function openIndex({ index, site, texts = TEXTS }: Places): Promise<Search> {
  return openSearch({
    file: async (name, version) => {
      const address = new URL(name, index);
      if (version) address.search = version;
      return (await load(address, version ? 'default' : 'no-cache')).text();
    },
    page: async (path) => {
      const page = await load(new URL(path, site), 'default');
      // Parsing `<style>` would be reported as a violation of this page's Content-Security-Policy.
      const html = (await page.text()).replace(STYLE, '');
      return textOf(new DOMParser().parseFromString(html, 'text/html'), texts);
    },
  });
}

async function load(address: URL, cache: RequestCache): Promise<Response> {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response;
}

function textOf(document: Document, texts: readonly string[]): PageText {
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
  for (const selector of texts) {
    const root = document.querySelector(selector);
    if (!root) continue;
    collect(root);
    break;
  }
  return collector.end();
}
