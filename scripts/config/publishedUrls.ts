// content/urls.yaml: every address that was ever published, with the file of its text and the id of its feed entry. YAML of one
// line for each, sorted, so that two branches merge well; read line by line, since it may be long.

import { problem } from '../diagnostics.js';
import type { Diagnostic, PublishedUrl } from '../types.js';

export const URLS_FILE = 'content/urls.yaml';

const HEAD = `# Addresses that were published, with their files and the ids of their entries in feeds. Builds add to it; commit it with
# what you write. An address that is here has to be there: docs/site.md says what to do where one is to go.
`;
const LINE = /^("(?:[^"\\]|\\.)*"): (\{.*\})$/;

/** Reads the file. @returns its addresses, and a problem for each line that is none */
export function readPublishedUrls(text: string): { readonly urls: PublishedUrl[]; readonly problems: Diagnostic[] } {
  const urls: PublishedUrl[] = [];
  const problems: Diagnostic[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim() || line.startsWith('#')) continue;
    const read = readLine(line, at + 1);
    if (read) urls.push(read);
    else {
      const note =
        'a line is `"/posts/a.html": {"file": "posts/a.md", "id": "https://…"}`; after a merge, keep the lines of both sides';
      problems.push(problem(URLS_FILE, { line: at + 1, column: 1 }, 'url/list', 'this line is no address', { note }));
    }
  }
  return { urls, problems };
}

function readLine(line: string, at: number): PublishedUrl | undefined {
  const [, key, value] = LINE.exec(line) ?? [];
  if (key === undefined || value === undefined) return undefined;
  try {
    const url = JSON.parse(key) as string;
    const { file, id, headings } = JSON.parse(value) as { readonly [name: string]: unknown };
    if (!url.startsWith('/') || typeof file !== 'string' || (id !== undefined && typeof id !== 'string')) return undefined;
    if (headings !== undefined && !isTexts(headings)) return undefined;
    return { url, file, ...(id !== undefined && { id }), ...(headings && { headings }), line: at };
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The text of the file, sorted by address. */
export function writePublishedUrls(urls: Iterable<Omit<PublishedUrl, 'line'>>): string {
  const lines = [...urls].map(
    ({ url, file, id, headings }) =>
      `${JSON.stringify(url)}: ${pairs({ file, id, headings: headings?.length ? headings : undefined })}\n`,
  );
  return HEAD + lines.sort().join('');
}

function pairs(values: { readonly [name: string]: string | readonly string[] | undefined }): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return `{${given.map(([name, value]) => `${JSON.stringify(name)}: ${shown(value)}`).join(', ')}}`;
}

function shown(value: string | readonly string[] | undefined): string {
  return Array.isArray(value) ? `[${value.map((each) => JSON.stringify(each)).join(', ')}]` : JSON.stringify(value);
}
