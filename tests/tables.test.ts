// Each concept has one table: names of picture formats and of input folders are written there, and hardly anywhere else.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../scripts/base/diagnostics.js';
import { INPUT_FOLDER_NAMES } from '../scripts/base/inputFolders.js';
import { FORMATS, type Format } from '../scripts/base/pictureFormats/table.js';
import { filesBelow, PROJECT } from './support.js';

const SCRIPTS = join(PROJECT, 'scripts');

/** Code of the program by its paths, without comments that have a line of their own. */
const code = new Map(
  filesBelow(SCRIPTS)
    .filter((path) => path.endsWith('.ts') && !path.startsWith('tools/'))
    .map((path) => [path, readFileSync(join(SCRIPTS, path), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')]),
);

/** Files whose code matches a pattern, besides those that begin so. */
function holding(pattern: RegExp, besides: string): string[] {
  return [...code].flatMap(([path, text]) => (pattern.test(text) && !path.startsWith(besides) ? path : []));
}

test('input folders are named in their table, by the readers of some files, and in texts for people', () => {
  const start = `(?:${INPUT_FOLDER_NAMES.join('|')})/`;
  const rules = Object.keys(RULES).join('|');
  // A literal that begins with a folder, besides names of rules.
  const literal = new RegExp(`'(?!(?:${rules})')${start}|\`${start}[^\`'\\s]*\\$\\{`);
  expect(holding(literal, 'base/inputFolders.ts').sort()).toEqual([
    // The files that settings and lists are read from.
    'config/config.ts',
    'config/publishedUrls.ts',
    'config/seenLinks.ts',
    // The files of a new site.
    'new/starter.ts',
  ]);
});

test('a picture format is one file and a row', () => {
  const others = ['format', 'table'];
  const files = readdirSync(join(SCRIPTS, 'base/pictureFormats')).map((name) => name.replace(/\.ts$/, ''));
  expect(files.filter((name) => !others.includes(name)).sort()).toEqual(Object.keys(FORMATS).sort());
});

test('formats that nothing is made in are named in their files alone', () => {
  const names = (Object.keys(FORMATS) as Format[]).filter((name) => name !== 'svg' && !FORMATS[name].encoder);
  const endings = names.flatMap((name) => [name, ...FORMATS[name].endings]);
  const named = new RegExp(`['"\`.|](?:${endings.join('|')})['"\`|)]|image/(?:${names.join('|')})`);
  // Raw photographs are called TIFF, and are none.
  expect(holding(named, 'base/pictureFormats/')).toEqual(['picture/sniff.ts']);
});
