// What is written about the program says what the program does.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../scripts/config/config.js';
import { EXTENSIONS, extensionsOf } from '../scripts/markdown/extensions.js';
import { schemas, withTables } from '../scripts/tools/docs.js';
import { PROJECT, run, writeSite } from './support.js';

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

test('the schemas for editors are those of the code (npm run docs), and name every field', () => {
  for (const [path, text] of Object.entries(schemas())) expect(readFileSync(join(PROJECT, path), 'utf8')).toBe(text);
  const { properties, required, additionalProperties } = JSON.parse(schemas()['docs/schemas/site.json'] ?? '');
  expect(Object.keys(properties)).toEqual(Object.keys(CONFIG_FIELDS));
  expect(required).toEqual(['title', 'url']);
  expect(additionalProperties).toBe(false);
  expect(properties.pageSize).toEqual({ description: 'posts per list page', type: 'integer', minimum: 1, default: 11 });
  expect(properties.links.enum).toEqual(['error', 'warn']);
  expect(properties.images.properties.quality.properties.avif).toMatchObject({ maximum: 100 });
});

test('the editor’s problem matcher reads what a build prints', async () => {
  const { tasks } = JSON.parse(readFileSync(join(PROJECT, '.vscode/tasks.json'), 'utf8'));
  const root = writeSite({ 'content/posts/2020-01-02-a.md': '% A\n\n[x](gone.md)\n\n```nolanguage\nx\n```\n' });
  const lines = run(['build', '--root', root, '--all']).stderr.split('\n');
  for (const { problemMatcher } of tasks) {
    const { regexp, file, line, column, severity, message, code } = problemMatcher.pattern;
    const found = lines.flatMap((each) => {
      const match = new RegExp(regexp).exec(each);
      return match ? [[file, line, column, severity, message, code].map((group) => match[group])] : [];
    });
    expect(found).toEqual([
      ['content/posts/2020-01-02-a.md', '3', '1', 'error', 'no page or file at "gone.md"', 'link/dead'],
      ['content/posts/2020-01-02-a.md', '5', '1', 'warning', expect.stringContaining('nolanguage'), 'code/language'],
    ]);
  }
});
