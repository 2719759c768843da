// The addresses published by the last build, kept in `.cache/addresses` with a checksum. A build is not a deployment: `urls
// --publish` adds them to content/urls.yaml when the site is deployed.

import { readFileSync, rmSync } from 'node:fs';
import { hashOf } from '../base/hash.js';
import { replaceFile } from '../base/replaceFile.js';
import { type ListedUrl, readPublishedUrls, urlLines } from '../config/publishedUrls.js';
import { addressesFile } from '../engine/lastBuild.js';

/** Returns the text of `.cache/addresses`. */
export function addressesText(urls: readonly ListedUrl[]): string {
  const lines = urlLines(urls);
  return `# ${hashOf(lines)}\n${lines}`;
}

/** Writes `.cache/addresses` if its text has changed. */
export function saveAddresses(root: string, text: string): void {
  const file = addressesFile(root);
  if (textOf(file) !== text) replaceFile(file, text);
}

/**
 * Reads `.cache/addresses`. Removes a damaged one, so that the next build writes it again.
 * @returns undefined if there is none
 */
export function readAddresses(root: string): readonly ListedUrl[] | undefined {
  const file = addressesFile(root);
  const text = textOf(file);
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const lines = text.slice(end + 1);
  if (text.slice(0, Math.max(0, end)) === `# ${hashOf(lines)}`) return readPublishedUrls(lines).urls;
  rmSync(file, { force: true });
  return undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
