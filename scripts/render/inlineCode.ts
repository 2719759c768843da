// What an article holds that a strict Content-Security-Policy would not let pass: scripts, frames and styles in raw HTML. A
// writer who put them there wants them; they are named in the policy one by one.

import { cspHash } from '../cache/hash.js';
import { rawTags } from '../text/rawHtml.js';
import type { InlineCode, Piece } from '../types.js';
import { embedOf, originOf } from './embeds.js';

const SUSPECT = /<(?:script|style|iframe|frame|object|embed)\b|\son[a-z]+\s*=/i;

/** What there is of it; undefined if there is nothing, as nearly everywhere. */
export function inlineCode(pieces: readonly Piece[]): InlineCode | undefined {
  if (!pieces.some((piece) => typeof piece === 'string' && SUSPECT.test(piece))) return undefined;
  const html = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  const scripts = new Set<string>();
  const handlers = new Set<string>();
  const styles = new Set<string>();
  const frames = new Set<string>();
  let objects = false;
  for (const { name, attributes, end } of rawTags(html)) {
    const source = sourceOf(attributes.get('src')?.value);
    const content = () => html.slice(end, closing(html, end, name));
    if (name === 'script') {
      if (attributes.has('src')) {
        scripts.add(source);
        const embed = embedOf(originOf(attributes.get('src')?.value ?? '') ?? '');
        for (const origin of embed.scripts ?? []) scripts.add(origin);
        for (const origin of embed.styles ?? []) styles.add(origin);
        for (const origin of embed.frames ?? []) frames.add(origin);
      } else scripts.add(cspHash(content()));
    } else if (name === 'style') styles.add(cspHash(content()));
    else if (name === 'iframe' || name === 'frame') frames.add(source);
    else if (name === 'object' || name === 'embed') objects = true;
    for (const [attribute, { value }] of attributes) if (/^on[a-z]+$/.test(attribute)) handlers.add(cspHash(value));
  }
  const found = { scripts: sorted(scripts), handlers: sorted(handlers), styles: sorted(styles), frames: sorted(frames), objects };
  const isEmpty = !objects && [scripts, handlers, styles, frames].every(({ size }) => size === 0);
  return isEmpty ? undefined : found;
}

/** An origin as a policy names it: an address without a scheme has that of the page. */
function sourceOf(address = ''): string {
  const origin = originOf(address) ?? "'self'";
  return address.trim().startsWith('//') ? origin.replace(/^https?:\/\//, '') : origin;
}

function closing(html: string, from: number, name: string): number {
  const at = html.slice(from).search(new RegExp(`</${name}`, 'i'));
  return at < 0 ? html.length : from + at;
}

function sorted(values: ReadonlySet<string>): string[] {
  return [...values].sort();
}
