// Prints the table in docs/pictures.md: pictures of the real archive by kind, with bytes before and after: `npm run bench --
// kinds`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Picture } from '../scripts/types.js';
import { BUILD, pictureSite, picturesOf, somePictures } from './pictures.js';
import { run } from './process.js';

const { root } = pictureSite(somePictures());
await run(BUILD, root);

/** Returns the kind of a picture, judged by its variants. */
function kindOf({ path, sources, fallback }: Picture): string {
  if (fallback.format === 'svg') return 'drawings (SVG)';
  if (sources.length === 0) return 'small, or moving';
  return fallback.format === 'png' ? 'drawings and screenshots' : isJpeg(path) ? 'photographs' : 'photographs kept as PNG';
}

function isJpeg(path: string): boolean {
  return readFileSync(join(root, path))
    .subarray(0, 2)
    .equals(Buffer.from([0xff, 0xd8]));
}

interface Row {
  pictures: number;
  before: number;
  [column: string]: number;
}

/**
 * Returns the bytes that a 1280 px wide screen with two pixels per CSS pixel loads of a picture in a format; else those of the
 * fallback.
 */
function bytesIn({ sources, fallback }: Picture, format: string): number {
  const variants = sources.find(({ mime }) => mime === `image/${format}`)?.variants ?? [];
  return (variants.find(({ width }) => width >= 1368) ?? variants.at(-1) ?? best(sources, format) ?? fallback).bytes;
}

/** Returns the variant that a browser with AVIF loads if AVIF is not offered. */
function best(sources: Picture['sources'], format: string) {
  return format === 'avif' ? sources[0]?.variants.at(-1) : undefined;
}

const rows = new Map<string, Row>();
for (const picture of picturesOf(root)) {
  for (const name of [kindOf(picture), 'all']) {
    const row = rows.get(name) ?? { pictures: 0, before: 0, avif: 0, webp: 0, fallback: 0 };
    rows.set(name, {
      pictures: row.pictures + 1,
      before: row.before + picture.bytes,
      avif: (row.avif ?? 0) + bytesIn(picture, 'avif'),
      webp: (row.webp ?? 0) + bytesIn(picture, 'webp'),
      fallback: (row.fallback ?? 0) + picture.fallback.bytes,
    });
  }
}
const kilobytes = (bytes = 0) => Math.round(bytes / 1000).toLocaleString('en');
const line = (name: string, { pictures, before, avif, webp, fallback }: Row) =>
  `| ${name} | ${pictures} | ${kilobytes(before)} | ${kilobytes(avif)} | ${kilobytes(webp)} | ${kilobytes(fallback)} |`;
const all = rows.get('all');
rows.delete('all');
console.log('| kind | pictures | as they are, kB | AVIF | WebP | fallback |\n| --- | ---: | ---: | ---: | ---: | ---: |');
for (const [name, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(line(name, row));
if (all) console.log(line('all', all));
