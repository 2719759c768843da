// Reads and writes content/links.yaml: external addresses that the posts link to, with the day on which each was last reachable.
// `check --external` maintains the file; it is committed with the posts.

import { problem } from '../base/diagnostics.js';
import type { Diagnostic } from '../types.js';
import { isTexts, readUrlLines, writeUrlLines } from './urlLines.js';

export const LINKS_FILE = 'content/links.yaml';

const HEADER = `# External links: when each was last seen, and on which days it has failed since.
# npm run check -- --external maintains this file; commit it with your posts.
`;

/** The history of an address. */
export interface SeenLink {
  /** The last day on which it was reachable; absent if it never was. */
  readonly seen?: string;
  /** Days since then on which it failed, in order. */
  readonly failed?: readonly string[];
  /** The reason for the last failure. */
  readonly why?: string;
}

/** Reads content/links.yaml. @returns its links by address, and a problem for each invalid line */
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
  const note = 'after a merge, keep the lines of both sides; an address whose line was removed is checked again';
  const found = wrong.map((line) =>
    problem(LINKS_FILE, { line, column: 1 }, 'url/list', 'this line is not an address', { note }),
  );
  return { links, problems: found };
}

/** Returns the text of content/links.yaml. */
export function writeSeenLinks(links: ReadonlyMap<string, SeenLink>): string {
  const entries = [...links].map(([url, { seen, failed, why }]) => [url, { seen, failed, why }] as const);
  return writeUrlLines(HEADER, entries);
}
