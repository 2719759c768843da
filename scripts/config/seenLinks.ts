// content/links.yaml: addresses of other sites that the posts link to, with the day on which each was last there. `check --external`
// keeps it; commit it with what you write.

import { problem } from '../base/diagnostics.js';
import type { Diagnostic } from '../types.js';
import { isTexts, readUrlLines, writeUrlLines } from './urlLines.js';

export const LINKS_FILE = 'content/links.yaml';

const HEAD = `# External links: when each was last seen, and on which days it failed since.
# npm run check -- --external maintains this file; commit it with your posts.
`;

/** What is known of an address. */
export interface SeenLink {
  /** The day on which it was last there; absent if it never was. */
  readonly seen?: string;
  /** Days since then on which it was not, in order. */
  readonly failed?: readonly string[];
  /** Why, on the last of them. */
  readonly why?: string;
}

export function readSeenLinks(text: string): { readonly links: Map<string, SeenLink>; readonly problems: Diagnostic[] } {
  const { lines, wrong } = readUrlLines(text);
  const links = new Map<string, SeenLink>();
  for (const { url, value } of lines) {
    const { seen, failed, why } = value;
    links.set(url, {
      ...(typeof seen === 'string' && { seen }),
      ...(isTexts(failed) && { failed }),
      ...(typeof why === 'string' && { why }),
    });
  }
  const note = 'after a merge, keep the lines of both sides; a removed line is checked again';
  const told = wrong.map((line) => problem(LINKS_FILE, { line, column: 1 }, 'url/list', 'this line is not an address', { note }));
  return { links, problems: told };
}

export function writeSeenLinks(links: ReadonlyMap<string, SeenLink>): string {
  const entries = [...links].map(([url, { seen, failed, why }]) => [url, { seen, failed, why }] as const);
  return writeUrlLines(HEAD, entries);
}
