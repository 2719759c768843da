// The demo site in a browser's eyes: pages are well-formed, and every address and anchor exists.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { build } from '../scripts/build/build.js';
import { filesBelow, LONG, PROJECT, QUIET, temporaryFolder } from './support.js';

const SITE = 'https://titleblock.example';
/** Pixels of the longer side of a small picture. */
const SMALL = 400;
let out = '';
let files: Set<string>;
const pages = new Map<string, { errors: string[]; ids: string[]; addresses: { from: string; to: string }[] }>();

beforeAll(async () => {
  out = temporaryFolder();
  const root = LONG ? PROJECT : await withSmallPictures();
  const { problems } = await build({ ...QUIET, root, out, strict: true, noCache: true });
  expect(problems).toEqual([]);
  files = new Set(filesBelow(out));
  for (const file of files) if (file.endsWith('.html')) pages.set(file, read(readFileSync(join(out, file), 'utf8')));
}, 120_000);

/** Returns a copy of the demo site whose pictures are small, since encoding large ones takes 10 s of processor time. */
async function withSmallPictures(): Promise<string> {
  const root = temporaryFolder();
  for (const folder of ['content', 'data', 'images']) cpSync(join(PROJECT, folder), join(root, folder), { recursive: true });
  for (const file of filesBelow(join(root, 'images'))) {
    if (!/\.(?:png|jpe?g|webp)$/.test(file)) continue;
    const path = join(root, 'images', file);
    writeFileSync(path, await sharp(readFileSync(path)).resize({ width: SMALL, height: SMALL, fit: 'inside' }).toBuffer());
  }
  return root;
}

function read(html: string) {
  const errors: string[] = [];
  const ids: string[] = [];
  const addresses: { from: string; to: string }[] = [];
  const document = parse(html, { onParseError: ({ code, startLine }) => errors.push(`${startLine}: ${code}`) });
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if (defaultTreeAdapter.isElementNode(node)) {
      for (const { name, value } of node.attrs) {
        if (name === 'id') ids.push(value);
        if (name === 'href' || name === 'src') addresses.push({ from: node.tagName, to: value });
        if (name === 'srcset')
          for (const part of value.split(', ')) addresses.push({ from: node.tagName, to: part.split(' ')[0] ?? '' });
      }
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(document);
  return { errors, ids, addresses };
}

test('has well-formed pages with unique ids', () => {
  expect(pages.size).toBeGreaterThan(8);
  for (const [file, { errors, ids }] of pages) {
    expect([file, errors]).toEqual([file, []]);
    expect([file, ids]).toEqual([file, [...new Set(ids)]]);
  }
});

test('has a file for every address and an id for every fragment', () => {
  let checked = 0;
  for (const [file, { addresses }] of pages) {
    const url = new URL(`/${file.replace(/(?:^|\/)index\.html$/, '/')}`.replace('//', '/'), SITE);
    for (const { to } of addresses) {
      const target = new URL(to, url);
      if (target.origin !== SITE) continue;
      const path = decodeURIComponent(target.pathname).slice(1);
      const found = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      expect([file, to, files.has(found)]).toEqual([file, to, true]);
      if (target.hash)
        expect([file, to, pages.get(found)?.ids.includes(decodeURIComponent(target.hash.slice(1)))]).toEqual([file, to, true]);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(100);
});

test('loads nothing from other sites, and keeps pages small', async () => {
  const { gzipSync } = await import('node:zlib');
  let linked = 0;
  const sizeOf = (file: string) => gzipSync(readFileSync(join(out, file))).length;
  for (const [file, { addresses }] of pages) {
    const asked = addresses.filter(({ from, to }) => from !== 'a' && from !== 'link' && /^(?:https?:)?\/\//.test(to));
    expect([file, asked]).toEqual([file, []]);
    const sheets = addresses.filter(({ from, to }) => from === 'link' && to.endsWith('.css')).map(({ to }) => to.slice(1));
    linked += sheets.length;
    expect([file, ...sheets].reduce((sum, each) => sum + sizeOf(each), 0)).toBeLessThan(14_000);
  }
  expect(linked).toBeGreaterThan(8);
});
