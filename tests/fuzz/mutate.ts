// Texts and bytes that are nearly right: real files, changed here and there by chance. A seed gives the same change each time.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PIECES } from '../markdown/patterns.js';
import { filesBelow, PROJECT } from '../support.js';

export type Random = (below: number) => number;

/** Numbers from 0 to below a bound (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

/** Real files by a pattern, where there are some. */
function filesIn(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return filesBelow(folder)
    .filter((path) => pattern.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .filter((text) => text.length < 60_000);
}

const ARCHIVE = join(PROJECT, '../shared/corpus/content');

/** Posts: the demo's, those of the conformance cases, and of the real archive, where it is found. */
export const POSTS: readonly string[] = [
  ...filesIn(join(PROJECT, 'content'), /\.md$/),
  ...filesIn(join(PROJECT, 'tests/conformance'), /\.md$/),
  ...filesIn(ARCHIVE, /\.md$/),
];
export const TEMPLATES: readonly string[] = filesIn(join(PROJECT, 'templates'), /\.html$/);
export const SETTINGS: readonly string[] = filesIn(PROJECT, /^content\/site\.yaml$|^tests\/sites\/[^/]+\/content\/site\.yaml$/);

/** Scraps that headers, settings and templates are made of. */
export const SCRAPS: readonly string[] = [
  ...[
    '---\n',
    '...\n',
    '% ',
    '%',
    ': ',
    '- ',
    '? ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '!!',
    '|',
    '>',
    '#',
    "'",
    '"',
    '\t',
    'true',
    'null',
    '~',
  ],
  ...[
    '$',
    '$$',
    '$if(',
    ')$',
    '$else$',
    '$endif$',
    '$for(',
    '$sep$',
    '$endfor$',
    '${',
    '}',
    '$title$',
    '$body$',
    '$it.',
    '/uppercase',
    '()',
    '^$',
  ],
  ...[
    'title: ',
    'date: ',
    'tags: ',
    '2024-02-30',
    '9999-12-31',
    '0000-00-00',
    'url: ',
    'https://',
    '..',
    '/',
    '\\',
    '\0',
    '\u202E',
    '🦊',
    '長',
    '：',
  ],
];

/** A text, changed in one to six places. */
export function mutated(text: string, others: readonly string[], scraps: readonly string[], random: Random): string {
  let result = text;
  for (let change = random(6); change >= 0; change--)
    result = CHANGES[random(CHANGES.length)]?.(result, { others, scraps, random }) ?? result;
  return result;
}

interface Change {
  readonly others: readonly string[];
  readonly scraps: readonly string[];
  readonly random: Random;
}

const spot = (text: string, random: Random) => random(text.length + 1);
/** A part: a few characters, or some lines. */
function part(text: string, random: Random): readonly [start: number, end: number] {
  const start = spot(text, random);
  return [start, Math.min(text.length, start + 1 + random(random(3) === 0 ? 400 : 12))];
}

const CHANGES: readonly ((text: string, change: Change) => string)[] = [
  (text, { random }) => {
    const [start, end] = part(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  (text, { random }) => {
    const [start, end] = part(text, random);
    return text.slice(0, end) + text.slice(start, end).repeat(1 + random(4)) + text.slice(end);
  },
  (text, { random, scraps }) => {
    const at = spot(text, random);
    return text.slice(0, at) + pick(scraps, random).repeat(random(8) === 0 ? 20 : 1) + text.slice(at);
  },
  (text, { random, others }) => {
    const other = pick(others, random);
    const [start, end] = part(other, random);
    const at = spot(text, random);
    return text.slice(0, at) + other.slice(start, end) + text.slice(at);
  },
  (text, { random, others }) => {
    const other = pick(others, random);
    return text.slice(0, spot(text, random)) + other.slice(spot(other, random));
  },
  (text, { random }) => {
    const at = spot(text, random);
    return (
      text.slice(0, at) +
      String.fromCodePoint([random(128), random(0x3000), 0x4e00 + random(0x5000), 0x1f300 + random(300)][random(4)] as number) +
      text.slice(at + 1)
    );
  },
  (text, { random }) => {
    const lines = text.split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
    return lines.join('\n');
  },
  (text, { random }) => {
    const indent = pick(['  ', '    ', '\t', '> ', '- ', ' '], random);
    const [start, end] = part(text, random);
    return text.slice(0, start) + text.slice(start, end).replaceAll('\n', `\n${indent}`) + text.slice(end);
  },
];

/** A post, changed. */
export const mutatedPost = (random: Random) => mutated(pick(POSTS, random), POSTS, PIECES, random);

/** Bytes with some bits flipped, a part left out, or cut. */
export function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const result = Buffer.from(bytes);
  const kind = random(8);
  if (kind === 0) return result.subarray(0, random(result.length));
  if (kind === 1) {
    const at = random(result.length);
    return Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + random(64))]);
  }
  // The beginning says what a file is.
  const within = kind < 5 ? Math.min(result.length, 256) : result.length;
  for (let flip = random(12); flip >= 0; flip--) {
    const at = random(within);
    result[at] = (result[at] as number) ^ (1 << random(8));
  }
  return result;
}
