// `safe: true`, for posts of authors who are not trusted with the site's scripts. Raw HTML is parsed as by a browser, and everything active
// is removed: scripts, event handlers, frames, forms, styles, addresses that run code. The rest can only show something.

import type { Element, Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize';
import { unified } from 'unified';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';
import { walk } from '../markdown/walk.js';
import type { Raw } from './brokenHtml.js';
import { numberOfSecret, secretValue } from './slotMarks.js';

/** Something removed: an element or attribute made from markdown, or a tag in raw HTML. */
export interface Unsafe {
  readonly reason: string;
  readonly node: Element | Raw;
  /** The tag, in raw HTML. */
  readonly tag?: RawTag;
}

const MORE_ELEMENTS =
  `figure figcaption article aside header footer nav main address hgroup mark small u cite abbr dfn time data bdi
  bdo wbr col colgroup caption center font big audio video track area map meter progress search`.split(/\s+/);

/** Schemes of links that show something, or ask before they act. */
const LINKS = ['http', 'https', 'mailto', 'tel', 'sms', 'ftp', 'irc', 'ircs', 'xmpp', 'geo', 'magnet', 'feed'];
const FILES = ['http', 'https'];
/** Styles in Pandoc's own output: the alignment of columns, the width of columns and pictures. */
const STYLE = /^\s*(?:(?:text-align|width|height|max-width|vertical-align):\s*[\w.%-]+\s*(?:(?:;\s*)+|$))+$/;

const ATTRIBUTES = defaultSchema.attributes ?? {};

/** Allowed HTML: GitHub's defaults, and everything that the markdown readers produce. */
const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), ...MORE_ELEMENTS],
  attributes: {
    ...Object.fromEntries(
      Object.entries(ATTRIBUTES).map(([name, list]) => [
        name,
        list.filter((each) => !(Array.isArray(each) && each[0] === 'className')),
      ]),
    ),
    '*': [
      ...(ATTRIBUTES['*'] ?? []).filter((each) => each !== 'name' && each !== 'action' && each !== 'method'),
      ...['className', 'data*', 'aria*', 'role', 'cite', 'type', 'reversed', 'loading', 'decoding', 'rel', 'download', 'face'],
      ['style', STYLE],
    ],
    audio: ['src', 'controls', 'loop', 'muted', 'preload'],
    video: ['src', 'poster', 'controls', 'loop', 'muted', 'preload', 'playsInline'],
    source: ['src', 'srcSet', 'sizes', 'media'],
    img: [...(ATTRIBUTES.img ?? []), 'srcSet', 'sizes'],
    track: ['src', 'kind', 'srcLang', 'default'],
    area: ['href'],
  },
  // Ids are not prefixed: other texts link to headings and notes.
  clobber: [],
  protocols: { cite: FILES, href: LINKS, longDesc: FILES, src: [...FILES, 'data'], poster: FILES },
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'embed', 'textarea', 'select', 'title'],
};

const ALLOWED = new Set(SCHEMA.tagNames);
/** Elements of the document, which a browser ignores in a text. */
const DOCUMENT_ELEMENTS = new Set(['html', 'head', 'body']);

const reader = unified().use(rehypeRaw).freeze();
const cleaner = unified().use(rehypeSanitize, SCHEMA).freeze();

/**
 * Returns a tree without anything active.
 * @param report called for everything removed
 */
export function safeTree(tree: Root, report: (unsafe: Unsafe) => void): Root {
  let hasRaw = false;
  walk<Nodes>(tree, (node) => {
    if ((node.type as string) === 'raw') {
      hasRaw = true;
      const raw = node as unknown as Raw;
      for (const tag of allRawTags(raw.value)) for (const reason of reasonsOfTag(tag)) report({ reason, node: raw, tag });
    }
    if (node.type === 'element') for (const reason of reasonsOf(node.tagName, textsOf(node))) report({ reason, node });
  });
  const kept = keepFormulas(tree);
  const clean = cleaner.runSync(hasRaw ? reader.runSync(tree) : tree) as Root;
  restore(clean, kept);
  return clean;
}

function reasonsOfTag({ name, kind, attributes }: RawTag): string[] {
  if (kind === 'closing') return [];
  return reasonsOf(
    name,
    [...attributes].map(([attribute, { value }]) => [attribute, value] as const),
  );
}

function textsOf({ properties }: Element): (readonly [name: string, value: string])[] {
  return Object.entries(properties).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
}

function reasonsOf(name: string, attributes: readonly (readonly [name: string, value: string])[]): string[] {
  if (!ALLOWED.has(name) && !DOCUMENT_ELEMENTS.has(name)) return [`<${name}>`];
  return attributes.flatMap(([attribute, value]) => {
    if (attribute.startsWith('on')) return [`${attribute}="…"`];
    if (attribute === 'style' && !STYLE.test(value)) return ['style="…"'];
    const schemes = SCHEMA.protocols?.[attribute];
    const scheme = schemes && schemeOf(value);
    return scheme && !schemes.includes(scheme) ? [`an address that begins with ${scheme}:`] : [];
  });
}

/** Returns the scheme of an address as a browser finds it: without the white space and control characters that it ignores. */
function schemeOf(address: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\u0000-\u0020]/g, ''))?.[1]?.toLowerCase();
}

/** Saves the formulas, which are `data` on elements until they become MathML. Parsing raw HTML would lose it. */
function keepFormulas(tree: Root): Element[] {
  const kept: Element[] = [];
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'element' || !node.data || !('formula' in node.data)) return;
    kept.push({ ...node, properties: { ...node.properties } });
    node.properties.dataFormula = secretValue(kept.length - 1);
  });
  return kept;
}

function restore(tree: Root, kept: readonly Element[]): void {
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element') return;
    const number = numberOfSecret(node.properties.dataFormula);
    const formula = number === undefined ? undefined : kept[number];
    if (formula) (parent.children as Nodes[])[index] = structuredClone(formula);
  });
}
