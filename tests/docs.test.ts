// What is written about the program says what the program does.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXTENSIONS, extensionsOf } from '../scripts/markdown/extensions.js';
import { withTables } from '../scripts/tools/docs.js';
import { PROJECT } from './support.js';

const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const architecture = readFileSync(join(PROJECT, 'ARCHITECTURE.md'), 'utf8');
const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));

test('the tables in the README are those of the code (npm run docs)', () => {
  expect(readme).toContain('<!-- table settings -->');
  expect(withTables(readme)).toBe(readme);
});

test('every dependency has its reason in ARCHITECTURE.md, and no other has', () => {
  const listed = [...architecture.matchAll(/^\| `([^`]+)` \|/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => (!name.includes('/') && !/\.(?:ts|cjs|md|html|css|json)$/.test(name)) || name.startsWith('@'));
  expect(listed.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});

test('docs/markdown.md names every extension that can be switched on', () => {
  const page = readFileSync(join(PROJECT, 'docs/markdown.md'), 'utf8');
  const on = extensionsOf('');
  for (const name of EXTENSIONS.filter((each) => !on.has(each))) expect(page).toContain(`\`${name}\``);
});

test('the commands that are named exist', () => {
  const named = [...(readme + architecture).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('the files that ARCHITECTURE.md names exist', () => {
  const named = [...architecture.matchAll(/`((?:scripts|tests|templates|content)\/[\w/.-]+)`/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) expect([path, existsSync(join(PROJECT, path))]).toEqual([path, true]);
});
