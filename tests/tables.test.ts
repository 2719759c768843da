// Each concept has one table: names of picture formats and input folders occur there, and hardly anywhere else.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../scripts/base/diagnostics.js';
import { INPUT_FOLDER_NAMES } from '../scripts/base/inputFolders.js';
import { FORMATS, type Format } from '../scripts/base/pictureFormats/table.js';
import { COMMANDS } from '../scripts/cli/cli.js';
import { starterFiles } from '../scripts/new/starter.js';
import { filesBelow, PROJECT } from './support.js';

const SCRIPTS = join(PROJECT, 'scripts');

/** Source files by path, without comment lines. */
const code = new Map(
  filesBelow(SCRIPTS)
    .filter((path) => path.endsWith('.ts') && !path.startsWith('tools/') && !path.startsWith('language/zh/'))
    .map((path) => [path, readFileSync(join(SCRIPTS, path), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')]),
);

/** Returns the files whose code matches a pattern, except those with these prefixes. */
function holding(pattern: RegExp, besides: string): string[] {
  return [...code].flatMap(([path, text]) => (pattern.test(text) && !path.startsWith(besides) ? path : []));
}

test('names input folders only in their table, in readers of single files, and in messages', () => {
  const start = `(?:${INPUT_FOLDER_NAMES.join('|')})/`;
  const rules = Object.keys(RULES).join('|');
  // A literal that begins with a folder, except rule ids.
  const literal = new RegExp(`'(?!(?:${rules})')${start}|\`${start}[^\`'\\s]*\\$\\{`);
  // Folders of other tools may have the same names.
  const own = holding(literal, 'base/inputFolders.ts').filter((path) => !path.startsWith('import/'));
  expect(own.sort()).toEqual([
    // Files of settings and lists.
    'base/collections.ts',
    'config/config.ts',
    'config/publishedUrls.ts',
    'config/seenLinks.ts',
    // Files of a new site.
    'new/starter.ts',
  ]);
});

test('has a file and a row for each picture format', () => {
  const others = ['format', 'table'];
  const files = readdirSync(join(SCRIPTS, 'base/pictureFormats')).map((name) => name.replace(/\.ts$/, ''));
  expect(files.filter((name) => !others.includes(name)).sort()).toEqual(Object.keys(FORMATS).sort());
});

test('names formats that are never written only in their own files', () => {
  const names = (Object.keys(FORMATS) as Format[]).filter((name) => name !== 'svg' && !FORMATS[name].encoder);
  const endings = names.flatMap((name) => [name, ...FORMATS[name].extensions]).filter(({ length }) => length > 2);
  const named = new RegExp(`['"\`.|](?:${endings.join('|')})['"\`|)]|image/(?:${names.join('|')})`);
  // Raw photographs claim to be TIFF. What other tools take for pictures and files is theirs.
  const own = holding(named, 'base/pictureFormats/').filter((path) => !path.startsWith('import/tools/'));
  expect(own).toEqual(['picture/sniff.ts']);
});

const scriptsIn = (text: string) => (JSON.parse(text) as { scripts: { [name: string]: string } }).scripts;
const names = COMMANDS.map(({ name }) => name);

test('has a row, a script of package.json and a line in the docs for each command', () => {
  const scripts = scriptsIn(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  expect(names.filter((name) => scripts[name] !== `node scripts/start/start.cjs ${name}`)).toEqual([]);
  const pages = [
    'README.md',
    ...filesBelow(join(PROJECT, 'docs')).flatMap((path) => (path.endsWith('.md') ? `docs/${path}` : [])),
  ];
  const docs = pages.map((path) => readFileSync(join(PROJECT, path), 'utf8')).join();
  expect(names.filter((name) => !new RegExp(`(?:npm run|npx titleblock) ${name}\\b`).test(docs))).toEqual([]);
});

test('gives a new site a script for each command', () => {
  const answers = {
    title: 'T',
    author: '',
    language: 'en',
    url: 'https://example.org',
    host: 'none',
    chosen: {},
    date: '2020-01-02',
  } as const;
  const scripts = scriptsIn(String(starterFiles({ ...answers, program: { dependency: '^1' } })['package.json']));
  // `init` and `import` create a site, and `worker` works for sites on other machines.
  expect(Object.keys(scripts).sort()).toEqual(names.filter((name) => !['init', 'import', 'worker'].includes(name)).sort());
});

test('has a file and a row for each rule of check, unless it belongs to a feature', () => {
  const files = filesBelow(join(SCRIPTS, 'check/rules')).map((path) => path.replace(/\.ts$/, ''));
  const checks = readFileSync(join(SCRIPTS, 'check/check.ts'), 'utf8');
  const table = /const RULES: [^=]* = \[([^\]]*)\]/.exec(checks)?.[1]?.split(/,\s*/).filter(Boolean);
  expect(table?.sort()).toEqual(files.sort());
});

test('tells contributors the file, line and test for each kind of change', () => {
  const text = readFileSync(join(PROJECT, '.github/CONTRIBUTING.md'), 'utf8');
  const rows = new Map(
    [...text.matchAll(/^\| (an? [^|]+) \|[^|]+\|[^|]+\|([^|]+)\|$/gm)].map(([, what = '', tests = '']) => [what, tests]),
  );
  expect(
    [
      'a front matter field',
      'a kind of page',
      'a format of feeds',
      'a Pandoc extension',
      'a picture format',
      'a command',
      'a plugin hook',
      'a language of pages',
      'a language of messages',
      'a step of rendering, or another order',
      'a rule for `check`',
      'a setting',
      'a tool to move from',
      'an input folder',
    ].filter((what) => !rows.has(what)),
  ).toEqual([]);
  const named = [...rows.values()].flatMap((tests) => [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path));
  expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  expect([...rows].filter(([, tests]) => !tests.includes('.test.ts`'))).toEqual([]);
});
