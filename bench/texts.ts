// The texts for benchmarks: the posts of the real archive if it is next to the checkout, else those of the demo site.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

export interface Texts {
  readonly from: string;
  /** Bodies of posts, without title blocks. */
  readonly texts: readonly string[];
  /** Titles from title blocks, else file names. */
  readonly titles: readonly string[];
  /** File names. */
  readonly names: readonly string[];
}

export function posts(): Texts {
  for (const from of ['../shared/corpus/content/posts', 'content/posts']) {
    try {
      const folder = join(PROJECT, from);
      const files = readdirSync(folder).filter((name) => /\.(?:md|markdown)$/.test(name));
      const sources = files.map((name) => readFileSync(join(folder, name), 'utf8'));
      const texts = sources.map((source) => source.replace(/^(?:%.*\r?\n)+/, ''));
      const titles = sources.map((source, at) => /^% *(.*)/.exec(source)?.[1] ?? (files[at] as string));
      if (texts.length > 0) return { from, texts, titles, names: files };
    } catch {
      // The folder does not exist: try the next one.
    }
  }
  return { from: 'nothing', texts: [], titles: [], names: [] };
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** Returns the milliseconds that a function takes. */
export function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
