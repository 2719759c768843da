// The docs agree with the program.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../scripts/config/settings.js';
import { FEATURES } from '../scripts/features/table.js';
import { withFields } from '../scripts/fields/fields.js';
import { EXTENSIONS, extensionsOf } from '../scripts/markdown/extensions.js';
import { generated } from '../scripts/tools/docs/docs.js';
import { writeDocs } from '../scripts/tools/docs/docsSite.js';
import { schemas } from '../scripts/tools/docs/schemas.js';
import { TOOL_FOLDERS } from '../scripts/tools/toolFolders.js';
import { buildAt, filesBelow, LONG, PROJECT, quickly, run, temporaryFolder, writeSite } from './support.js';

const architecture = readFileSync(join(PROJECT, 'ARCHITECTURE.md'), 'utf8');
const design = filesBelow(join(PROJECT, 'docs/design')).map((name) => readFileSync(join(PROJECT, 'docs/design', name), 'utf8'));
/** Packages of the program, its tools and its tests. */
const packages = ['.', ...Object.keys(TOOL_FOLDERS)].flatMap((folder) => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(PROJECT, folder, 'package.json'), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies });
});

test('has up-to-date generated docs (npm run docs)', () => {
  for (const [path, text] of Object.entries(generated()))
    expect([path, readFileSync(join(PROJECT, path), 'utf8')]).toEqual([path, text]);
});

// Its screenshots take long to encode on a busy machine.
test.runIf(LONG)('builds the documentation without dead links and anchors', { timeout: 240_000 }, async () => {
  const root = temporaryFolder();
  writeDocs(root);
  const settings = join(root, 'content/site.yaml');
  writeFileSync(settings, quickly(readFileSync(settings, 'utf8')));
  const { published, problems } = await buildAt(root, true);
  expect(problems).toEqual([]);
  expect(published).toBe(true);
});

test('every dependency has its reason in docs/design/dependencies.md, and no other has', () => {
  const page = readFileSync(join(PROJECT, 'docs/design/dependencies.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(packages.sort());
});

test('names every extension in docs/markdown.md', () => {
  const page = readFileSync(join(PROJECT, 'docs/markdown.md'), 'utf8');
  const on = extensionsOf('');
  for (const name of EXTENSIONS.filter((each) => !on.has(each))) expect(page).toContain(`\`${name}\``);
});

test('ARCHITECTURE.md is a map of at most 150 lines', () => {
  expect(architecture.split('\n').length).toBeLessThanOrEqual(151);
});

test('the files that ARCHITECTURE.md, CONTRIBUTING.md and docs/design/ name exist', () => {
  const contributing = readFileSync(join(PROJECT, '.github/CONTRIBUTING.md'), 'utf8');
  for (const text of [architecture, contributing, design.join('\n')]) {
    const named = [...text.matchAll(/`((?:scripts|tests|templates|content)\/[a-z][\w/.-]+)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(10);
    for (const path of named) expect([path, existsSync(join(PROJECT, path))]).toEqual([path, true]);
  }
});

test('names every field in the schemas for editors', () => {
  const { properties, required, additionalProperties } = JSON.parse(schemas()['docs/schemas/site.json'] ?? '');
  expect(Object.keys(properties)).toEqual(Object.keys(withFields(CONFIG_FIELDS, FEATURES.settingFields)));
  expect(required).toEqual(['title', 'url']);
  expect(additionalProperties).toBe(false);
  expect(properties.pageSize).toEqual({ description: 'posts per list page', type: 'integer', minimum: 1, default: 11 });
  expect(properties.links.enum).toEqual(['error', 'warn']);
  expect(properties.images.properties.quality.properties.avif).toMatchObject({ maximum: 100 });
});

test.each([
  ['en', 'error', 'warning', 'no page or file at "gone.md"'],
  ['zh', 'error', 'warning', '没有这个页面或文件：“gone.md”'],
])('matches the output of a build with the editor’s problem matchers in %s', async (lang, error, warning, reason) => {
  const { tasks } = JSON.parse(readFileSync(join(PROJECT, '.vscode/tasks.json'), 'utf8'));
  const root = writeSite({ 'content/posts/2020-01-02-a.md': '% A\n\n[x](gone.md)\n\n```nolanguage\nx\n```\n' });
  const lines = run(['build', '--root', root, '--all', '--lang', lang]).stderr.split('\n');
  for (const { problemMatcher } of tasks) {
    const found = lines.flatMap((each) =>
      problemMatcher.flatMap((matcher: { severity?: string; pattern: { [name: string]: string | number } }) => {
        const { regexp, file, line, column, severity, message, code } = matcher.pattern;
        const match = new RegExp(String(regexp)).exec(each);
        const groups = [file, line, column, message, code].map((group) => match?.[Number(group)]);
        return match ? [[matcher.severity ?? match[Number(severity)], ...groups]] : [];
      }),
    );
    expect(found).toEqual([
      [error, 'content/posts/2020-01-02-a.md', '3', '1', reason, 'link/dead'],
      [warning, 'content/posts/2020-01-02-a.md', '5', '1', expect.stringContaining('nolanguage'), 'code/language'],
    ]);
  }
});
