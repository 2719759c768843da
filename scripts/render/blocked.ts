// Finds what a page's Content-Security-Policy will block, as far as the text shows it: a script may build addresses while it runs.

import type { RawTag } from '../base/text/rawHtml.js';
import { importsIn } from './addressAttributes.js';
import { isKnownEmbed, originOf } from './embeds.js';

export interface Blocked {
  readonly reason: string;
  readonly note: string;
}

/** Requests of a script that name an address of another host. */
const REQUESTS =
  /\b(?:fetch|sendBeacon|import|importScripts|open|WebSocket|EventSource|Worker|SharedWorker)\s*\(\s*(?:["']\w+["']\s*,\s*)?["'`]((?:https?|wss?):\/\/[^"'`\s/]+|\/\/[^"'`\s/]+)/g;
const WORKER = /\bWorker\s*\(\s*(?:URL\.createObjectURL|["'`](?:blob|data):)/;
const STYLES =
  /\bsetAttribute\s*\(\s*["']style["']|\bcreateElement\s*\(\s*["']style["']|\.cssText\s*=(?!=)|<[a-z][^<>]*\sstyle=/i;

/**
 * Finds what the policy will block in an element.
 * @param tag the element's start tag in raw HTML
 * @param content returns the content of a script or style
 * @param allow origins that the site allows
 */
export function* blockedIn(tag: RawTag, content: () => string, allow: readonly string[]): Iterable<Blocked> {
  const { name, attributes } = tag;
  const attributeValue = (attribute: string) => attributes.get(attribute)?.value;
  const foreign = (address = '') => {
    const origin = originOf(address);
    return origin === undefined || allow.includes(origin) || isKnownEmbed(origin) ? undefined : origin;
  };
  const loads = (what: string, origin: string) => ({
    reason: `${what} comes from ${origin}; the page’s policy blocks what it loads from other origins`,
    note: `if it does not work, add the origins that it needs to \`allow\` in content/site.yaml: ${line(origin)}`,
  });
  if (name === 'script') {
    const origin = foreign(attributeValue('src'));
    if (origin !== undefined) yield loads('this script', origin);
    if (!attributes.has('src')) yield* inScript(content(), allow);
  }
  if (name === 'link' && /\bstylesheet\b/i.test(attributeValue('rel') ?? '')) {
    const origin = foreign(attributeValue('href'));
    if (origin !== undefined) yield loads('this stylesheet', origin);
  }
  if (name === 'style')
    for (const address of importsIn(content())) {
      const origin = foreign(address);
      if (origin !== undefined) yield loads('a stylesheet', origin);
    }
  if (name === 'base' && originOf(attributeValue('href') ?? '') !== undefined)
    yield {
      reason: 'the page’s policy blocks a <base> that points to another site',
      note: 'remove it, and write full addresses',
    };
  for (const attribute of ['href', 'action', 'formaction'])
    if (/^\s*javascript:/i.test(attributeValue(attribute) ?? ''))
      yield { reason: 'the page’s policy blocks addresses that begin with javascript:', note: 'use a button with `onclick="…"`' };
}

function* inScript(code: string, allow: readonly string[]): Iterable<Blocked> {
  const origins = new Set([...code.matchAll(REQUESTS)].map(([, address = '']) => originOf(address)));
  for (const origin of origins) {
    if (origin === undefined || allow.includes(origin)) continue;
    yield {
      reason: `this script requests something from ${origin}, which the page’s policy blocks`,
      note: `allow it in content/site.yaml: ${line(origin)}`,
    };
  }
  if (WORKER.test(code))
    yield {
      reason: 'this script starts a worker from a blob: or data: address, which the page’s policy blocks',
      note: 'put the worker into a file in content/',
    };
  if (STYLES.test(code))
    yield {
      reason: 'this script writes styles, which the page’s policy blocks',
      note: 'set properties one by one (`element.style.color = "red"`), or put a <style> into the text',
    };
}

function line(origin: string): string {
  return `\`allow: [${origin}]\``;
}
