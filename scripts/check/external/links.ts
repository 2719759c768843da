// Finds the external links of a text, and of data that texts show, with their places.

import type { Nodes } from 'mdast';
import { isNode, isPair, isScalar, visit } from 'yaml';
import { COLLECTION_NAMES } from '../../base/collections.js';
import { placeAt } from '../../base/diagnostics.js';
import { rawTags } from '../../base/text/rawHtml.js';
import { masked } from '../../markdown/index.js';
import { markdownReader } from '../../markdown/reader.js';
import { walk } from '../../markdown/walk.js';
import { parseYaml } from '../../markdown/yaml.js';
import type { Place, Source } from '../../types.js';

export interface ExternalLink {
  /** Without a fragment, which servers don't see, and without user and password, which must not be stored. */
  readonly url: string;
  readonly place: Place;
}

/** Attributes of raw HTML with an address. */
const NAMING = ['href', 'src', 'poster', 'data'];

/**
 * Returns the external addresses that a text links to or shows.
 * @param text the whole file
 * @param isOwn true for an origin of the site itself
 */
export function externalLinks(
  { bodyOffset }: Pick<Source, 'bodyOffset'>,
  text: string,
  dialect: string,
  isOwn: (origin: string) => boolean,
): ExternalLink[] {
  const found: ExternalLink[] = [];
  const add = (written: string, place: Place) => {
    const url = webAddress(written);
    if (url && !isOwn(url.origin)) found.push({ url: url.href, place });
  };
  walk<Nodes>(markdownReader(dialect).document(masked(text, bodyOffset)), (node, _index, parent) => {
    const { position } = node;
    if (!position) return;
    const { start, end } = position;
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      add(node.url, { line: start.line, column: start.column, endLine: end.line, endColumn: end.column });
    if (node.type === 'code' && isCollection(parent as Nodes))
      found.push(...linksInData(text, isOwn, [start.offset ?? 0, end.offset]));
    if (node.type !== 'html') return;
    for (const { attributes } of rawTags(node.value)) {
      for (const { value, from, to } of NAMING.flatMap((name) => attributes.get(name) ?? []))
        add(value, placeAt(text, (start.offset ?? 0) + from, (start.offset ?? 0) + to));
    }
  });
  return found;
}

/** An address in YAML, or in markdown within it. */
const WEB_ADDRESS = /https?:\/\/[^\s"'<>()[\]{}]*[^\s"'<>()[\]{}.,;:!?]/g;

/**
 * Returns the external addresses in a file of data/, or in a part of a text.
 * @param range offsets in the text; the whole text by default
 */
export function linksInData(
  text: string,
  isOwn: (origin: string) => boolean,
  [from, to]: readonly [number, (number | undefined)?] = [0],
): ExternalLink[] {
  return [...text.slice(from, to).matchAll(WEB_ADDRESS)].flatMap(({ 0: written, index }) => {
    const url = webAddress(written);
    const at = from + index;
    return url && !isOwn(url.origin) ? [{ url: url.href, place: placeAt(text, at, at + written.length) }] : [];
  });
}

/** Settings whose addresses all pages link to. */
const LINKING = new Set(['navigation', 'footer', 'social']);

/**
 * Returns the external addresses of navigation, footer and accounts, in all languages of a site.
 * @param yaml the text of site.yaml
 * @param accounts addresses of the accounts, of which site.yaml may have the names alone
 */
export function linksInSettings(
  yaml: string,
  isOwn: (origin: string) => boolean,
  accounts: readonly { readonly site: string; readonly url: string }[],
): ExternalLink[] {
  const found: ExternalLink[] = [];
  const document = parseYaml(yaml);
  if (document.errors.length > 0) return [];
  visit(document, {
    Pair: (_key, { key, value }, path) => {
      const parent = path.findLast(isPair);
      const [from = 0, to = 0] = (isNode(value) && value.range) || [];
      if (LINKING.has(String(key))) found.push(...linksInData(yaml, isOwn, [from, to]));
      if (!parent || String(parent.key) !== 'social' || !isScalar(value)) return;
      const name = String(value.value).trim().replace(/^@/, '');
      const account = accounts.find(({ site, url }) => site === String(key) && url.includes(name));
      const url = account && !webAddress(name) ? webAddress(account.url) : undefined;
      if (url) found.push({ url: url.href, place: placeAt(yaml, from, to) });
    },
  });
  return found;
}

/** True for a fenced div that shows the items of a YAML block in it. */
function isCollection({ data }: Nodes): boolean {
  const { className } = (data?.hProperties ?? {}) as { readonly className?: unknown };
  return Array.isArray(className) && COLLECTION_NAMES.some((name) => className.includes(name));
}

function webAddress(written: string): URL | undefined {
  try {
    const url = new URL(/^\/\//.test(written) ? `https:${written}` : written);
    url.hash = '';
    url.username = '';
    url.password = '';
    return /^https?:$/.test(url.protocol) && url.hostname ? url : undefined;
  } catch {
    return undefined;
  }
}
