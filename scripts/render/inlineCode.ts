// Collects the active parts of an article's raw HTML: scripts, frames, forms and styles. The writer put them there on purpose, so the
// page's strict Content-Security-Policy allows them one by one.

import { cspHash } from '../base/hash.js';
import { type RawTag, rawTags } from '../base/text/rawHtml.js';
import type { InlineCode, Piece } from '../types.js';
import { type Embed, embedOf, originOf } from './embeds.js';

const SUSPECT = /<(?:script|style|iframe|frame|object|embed|form|link)\b|\s(?:on[a-z]+|formaction)\s*=/i;

/** Sources by the field that they are added to. */
type Sources = { readonly [Name in keyof InlineCode]: Set<string> };

/** Collects the active parts of pieces; undefined if there are none, as in most articles. */
export function inlineCode(pieces: readonly Piece[]): InlineCode | undefined {
  const found: Sources = {
    scripts: new Set(),
    handlers: new Set(),
    styles: new Set(),
    frames: new Set(),
    objects: new Set(),
    forms: new Set(),
    fonts: new Set(),
  };
  // Event handlers of a picture will be on its `<img>`.
  for (const piece of pieces)
    if (typeof piece !== 'string' && piece.type === 'picture')
      for (const [name, value] of Object.entries(piece.attributes)) addHandler(name, value, found);
  if (pieces.some((piece) => typeof piece === 'string' && SUSPECT.test(piece))) {
    const html = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
    for (const tag of rawTags(html)) addTag(tag, () => html.slice(tag.end, closing(html, tag.end, tag.name)), found);
  }
  const all = Object.entries(found).map(([name, sources]) => [name, [...sources].sort()] as const);
  return all.every(([, sources]) => sources.length === 0) ? undefined : (Object.fromEntries(all) as unknown as InlineCode);
}

function addTag({ name, attributes }: RawTag, content: () => string, found: Sources): void {
  const attributeValue = (attribute: string) => attributes.get(attribute)?.value;
  const source = sourceOf(attributeValue('src') ?? attributeValue('data'));
  if (name === 'script' && attributes.has('src')) {
    found.scripts.add(source);
    addEmbed(embedOf(originOf(attributeValue('src') ?? '') ?? ''), found);
  } else if (name === 'script') found.scripts.add(cspHash(content()));
  else if (name === 'style') found.styles.add(cspHash(content()));
  else if (name === 'link' && /\bstylesheet\b/i.test(attributeValue('rel') ?? '')) {
    found.styles.add(sourceOf(attributeValue('href')));
    addEmbed(embedOf(originOf(attributeValue('href') ?? '') ?? ''), found);
  } else if (name === 'iframe' || name === 'frame') found.frames.add(source);
  else if (name === 'object' || name === 'embed') {
    // Browsers show a page, a PDF or a drawing in such an element as a frame.
    found.objects.add(source);
    found.frames.add(source);
  } else if (name === 'form' && attributeValue('action')) found.forms.add(sourceOf(attributeValue('action')));
  if (attributeValue('formaction')) found.forms.add(sourceOf(attributeValue('formaction')));
  for (const [attribute, { value }] of attributes) addHandler(attribute, value, found);
}

function addEmbed({ scripts = [], styles = [], frames = [], fonts = [] }: Embed, found: Sources): void {
  for (const origin of scripts) found.scripts.add(origin);
  for (const origin of styles) found.styles.add(origin);
  for (const origin of frames) found.frames.add(origin);
  for (const origin of fonts) found.fonts.add(origin);
}

function addHandler(name: string, value: string, { handlers }: Sources): void {
  if (/^on[a-z]+$/i.test(name)) handlers.add(cspHash(value));
}

/** Returns the source expression of an address. An address without a scheme has that of the page. */
function sourceOf(address = ''): string {
  const origin = originOf(address) ?? "'self'";
  return address.trim().startsWith('//') ? origin.replace(/^https?:\/\//, '') : origin;
}

function closing(html: string, from: number, name: string): number {
  const at = html.slice(from).search(new RegExp(`</${name}`, 'i'));
  return at < 0 ? html.length : from + at;
}
