// Serves a built site like a static host, with its headers.

import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/build/build.js';
import type { BuildOptions } from '../../scripts/build/options.js';
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
  /** Addresses of few pages that together have each element and each class of all pages. */
  readonly samples: readonly string[];
  /** Returns the bytes that each page of a site at the root of its host has gzipped, with its stylesheets. */
  readonly sizes: () => ReadonlyMap<string, number>;
  readonly close: () => void;
}

/**
 * Returns the folder of a copy of the demo site, which all test files of a run share. Builds of it wait for each other, so that only
 * the first encodes pictures.
 */
function demo(): string {
  const copy = temporaryFolder();
  const root = join(copy, '../demo');
  if (existsSync(root)) return root;
  copyDemo(copy);
  try {
    renameSync(copy, root);
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(root)) throw error;
  }
  return root;
}

/** Builds the demo site without warnings, and serves it. */
export function serveDemo(): Promise<ServedSite> {
  return buildAndServe(demo(), { strict: true });
}

/** Returns a copy of the demo site with another theme, and covers in its lists. */
export function demoWith(theme: string): string {
  const root = temporaryFolder();
  copyDemo(root);
  setTheme(root, theme);
  return root;
}

function copyDemo(to: string): void {
  for (const folder of ['content', 'data', 'images']) cpSync(join(PROJECT, folder), join(to, folder), { recursive: true });
}

/** Gives a site another theme, and covers in its lists. */
export function setTheme(root: string, theme: string): void {
  const settings = join(root, 'content/site.yaml');
  const others = readFileSync(settings, 'utf8').replace(/^(?:theme|list):.*\n(?:[ \t].*\n)*/gm, '');
  writeFileSync(settings, `${others}\ntheme: {name: ${theme}}\nlist: {cover: true}\n`);
}

/** Builds a site from scratch and serves it. */
export function serveBuilt(root: string): Promise<ServedSite> {
  return buildAndServe(root, { noCache: true });
}

/** Builds a site with what earlier builds have kept, and serves it. */
export function serveAgain(root: string): Promise<ServedSite> {
  return buildAndServe(root, {});
}

async function buildAndServe(root: string, options: Partial<BuildOptions>): Promise<ServedSite> {
  const out = temporaryFolder();
  const { published, problems } = await build({ ...QUIET, root, out, ...options });
  if (!published) throw new Error(JSON.stringify(problems));
  return serve(out);
}

/** Serves a folder. */
function serve(out: string): ServedSite {
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
  const pages = files.filter((file) => file.endsWith('.html') && !isRedirect(join(out, file)));
  const addressOf = (file: string) => `/${encodeURI(file)}`;
  return {
    address: `http://localhost:${(server.address() as { port: number }).port}`,
    pages: oneOfEach(pages).map(addressOf),
    samples: samples(new Map(pages.map((file) => [file, kindsIn(readFileSync(join(out, file), 'utf8'))]))).map(addressOf),
    sizes: () => new Map(pages.map((file) => [file, sizeWithStyles(out, file)])),
    close: () => server.close(),
  };
}

function sizeWithStyles(out: string, page: string): number {
  const html = readFileSync(join(out, page), 'utf8');
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(([, path = '']) => path);
  return [page, ...sheets].reduce((sum, path) => sum + gzipSync(readFileSync(join(out, path))).length, 0);
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

/** Returns the elements of a page, each with each of its classes. */
function kindsIn(html: string): Set<string> {
  const tags = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '').matchAll(/<([a-z]\w*)(?:\s[^>]*?\bclass="([^"]*)")?/g);
  return new Set([...tags].flatMap(([, name, classes = '']) => classes.split(' ').map((each) => `${name}.${each}`)));
}

/** Chooses pages until they have every kind: always the page that adds most. */
function samples(pages: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Set([...pages.values()].flatMap((kinds) => [...kinds]));
  const added = (kinds: ReadonlySet<string>) => [...kinds].filter((kind) => left.has(kind)).length;
  const chosen: string[] = [];
  while (left.size > 0) {
    const [file, kinds] = [...pages].reduce((best, each) => (added(each[1]) > added(best[1]) ? each : best));
    chosen.push(file);
    for (const kind of kinds) left.delete(kind);
  }
  return chosen;
}

/** Parses the rules of `_headers`: a pattern of addresses, then its headers, indented. */
function headerRules(text: string) {
  return text.split(/\n\n/).map((rule) => {
    const [address = '', ...lines] = rule.trim().split('\n');
    const pattern = new RegExp(`^${address.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    return { pattern, headers: lines.map((line) => line.trim().split(/: (.*)/s) as [string, string]) };
  });
}
