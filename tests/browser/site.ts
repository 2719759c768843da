// Serves a built site like a static host, with its headers.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/build/build.js';
import { filesBelow, PROJECT, QUIET, temporaryFolder } from '../support.js';

const TYPES: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.avif': 'image/avif',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.xml': 'application/xml',
  '.txt': 'text/plain',
};
const TEXTS = /\.(?:html|css|js|json|svg|xml|txt|webmanifest)$/;

export interface ServedSite {
  /** `http://localhost:…`, without a slash. */
  readonly address: string;
  /** Addresses of pages without redirects, and only one of each kind of list. */
  readonly pages: readonly string[];
  readonly close: () => void;
}

/** Returns a copy of the demo site with another theme, and covers in its lists. */
export function demoWith(theme: string): string {
  const root = temporaryFolder();
  for (const folder of ['content', 'data', 'images']) cpSync(join(PROJECT, folder), join(root, folder), { recursive: true });
  setTheme(root, theme);
  return root;
}

/** Gives a site another theme, and covers in its lists. */
export function setTheme(root: string, theme: string): void {
  const settings = join(root, 'content/site.yaml');
  const others = readFileSync(settings, 'utf8').replace(/^(?:theme|list):.*\n(?:[ \t].*\n)*/gm, '');
  writeFileSync(settings, `${others}\ntheme: {name: ${theme}}\nlist: {cover: true}\n`);
}

/** Builds a site and serves it. */
export async function serveBuilt(root = PROJECT): Promise<ServedSite> {
  const out = temporaryFolder();
  const { published, problems } = await build({ ...QUIET, root, out, strict: root === PROJECT, noCache: true });
  if (!published) throw new Error(JSON.stringify(problems));
  const files = filesBelow(out);
  const rules = headerRules(readFileSync(join(out, '_headers'), 'utf8'));
  const server = createServer((request, response) => {
    const url = (request.url ?? '/').split('?')[0] ?? '/';
    const path = decodeURIComponent(url).replace(/\/$/, '/index.html');
    for (const { pattern, headers } of rules)
      if (pattern.test(url)) for (const [name, value] of headers) response.setHeader(name, value);
    const exists = files.includes(path.slice(1));
    const file = exists ? path : '/404.html';
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    const bytes = readFileSync(join(out, file));
    if (TEXTS.test(file)) response.setHeader('content-encoding', 'gzip');
    response.writeHead(exists ? 200 : 404).end(TEXTS.test(file) ? gzipSync(bytes) : bytes);
  }).listen(0);
  return {
    address: `http://localhost:${(server.address() as { port: number }).port}`,
    pages: oneOfEach(files.filter((file) => file.endsWith('.html') && !isRedirect(join(out, file)))).map(
      (file) => `/${encodeURI(file)}`,
    ),
    close: () => server.close(),
  };
}

/** True for a page that only redirects to another one. */
function isRedirect(file: string): boolean {
  return readFileSync(file, 'utf8').includes('http-equiv="refresh"');
}

/** Keeps the first page of each folder whose pages differ only in their list. */
function oneOfEach(files: readonly string[]): string[] {
  const seen = new Set<string>();
  return files.filter((file) => {
    const folder = /^(tags|archive)\//.exec(file)?.[1];
    if (folder === undefined) return true;
    if (seen.has(folder)) return false;
    seen.add(folder);
    return true;
  });
}

/** Parses the rules of `_headers`: a pattern of addresses, then its headers, indented. */
function headerRules(text: string) {
  return text.split(/\n\n/).map((rule) => {
    const [address = '', ...lines] = rule.trim().split('\n');
    const pattern = new RegExp(`^${address.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    return { pattern, headers: lines.map((line) => line.trim().split(/: (.*)/s) as [string, string]) };
  });
}
