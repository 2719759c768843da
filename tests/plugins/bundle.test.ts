// Bundles of plugins are reused while neither their settings nor their files change.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundlePlugins, haveChanged } from '../../scripts/plugins/bundle.js';
import { isInstalled } from '../../scripts/plugins/entry.js';
import { writeFiles, writeSite } from '../support.js';

const setting = (options?: unknown) => [{ name: './plugins/a.ts', options, place: { line: 1, column: 1 } }];

test('reuses bundles for the same settings and files only', () => {
  const root = writeSite({
    'plugins/a.ts': "import { word } from './b.js';\nexport default () => ({ variables: () => ({ word }) });\n",
    'plugins/b.ts': "export const word = 'one';\n",
  });
  const first = bundlePlugins(root, setting());
  expect(first.problems).toEqual([]);
  expect(bundlePlugins(root, setting(), first)).toBe(first);
  expect(bundlePlugins(root, setting({ x: 1 }), first).bundles[0]?.hash).not.toBe(first.bundles[0]?.hash);
  // A file that the plugin imports.
  writeFileSync(join(root, 'plugins/b.ts'), "export const word = 'another';\n");
  const second = bundlePlugins(root, setting(), first);
  expect(second.bundles[0]?.hash).not.toBe(first.bundles[0]?.hash);
  rmSync(join(root, 'plugins/b.ts'));
  const third = bundlePlugins(root, setting(), second);
  expect(third.problems[0]?.reason).toContain('b.js');
  // A failed bundle is always tried again, because a missing package may be installed at any time.
  writeFileSync(join(root, 'plugins/b.ts'), "export const word = 'one';\n");
  expect(bundlePlugins(root, setting(), third).problems).toEqual([]);
  expect(bundlePlugins(root, [], second).bundles).toEqual([]);
});

const PLUGIN = 'export default () => ({});\n';
const named = (name: string) => [{ name, options: undefined, place: { line: 1, column: 1 } }];

test.each([
  ['plugins/links.ts', { 'plugins/links.ts': PLUGIN }, 'titleblock'],
  ['plugins/remark-own.js', { 'plugins/remark-own.js': PLUGIN }, 'titleblock'],
  ['remark-own.js', { 'remark-own.js': PLUGIN }, 'titleblock'],
  ['remark-own', { 'node_modules/remark-own/index.js': PLUGIN }, 'remark'],
  ['@me/rehype-own', { 'node_modules/@me/rehype-own/index.js': PLUGIN }, 'rehype'],
])('loads %s', (name, files: { readonly [path: string]: string }, kind) => {
  const { bundles, problems } = bundlePlugins(writeSite(files), named(name));
  expect([bundles.map((each) => each.kind), problems]).toEqual([[kind], []]);
});

test.each([
  ['plugins/link.ts', 'no such file in the site’s folder', ['./plugins/links.ts'], undefined],
  ['plugins/other.ts', 'no such file in the site’s folder', [], undefined],
  ['links', 'no package of this name is installed', ['./plugins/links.ts'], undefined],
  ['links.ts', 'no such file in the site’s folder', ['./plugins/links.ts'], undefined],
  ['remark-none', 'no package of this name is installed', [], 'npm install remark-none'],
  ['@me/none/part', 'no package of this name is installed', [], 'npm install @me/none'],
])('says what %s may be', (name, reason, expected, note) => {
  const { problems } = bundlePlugins(writeSite({ 'plugins/links.ts': PLUGIN }), named(name));
  expect(problems).toMatchObject([{ reason: `plugin "${name}": ${reason}`, expected }]);
  expect(problems[0]?.note).toBe(note);
});

test('notices that a package was installed, updated or repaired', () => {
  const root = writeSite({
    'plugins/a.ts': "import sign from 'sign';\nexport default () => ({ variables: () => ({ sign }) });\n",
  });
  for (const [name, folder] of [
    ['remark-own', 'node_modules/remark-own'],
    ['./plugins/a.ts', 'node_modules/sign'],
  ] as const) {
    const missing = bundlePlugins(root, named(name));
    expect([missing.problems.length, haveChanged(missing)]).toEqual([1, false]);
    writeFiles(root, { [`${folder}/package.json`]: '{"main": "main.js"}' });
    expect(haveChanged(missing)).toBe(true);
    // A package manager writes its list after the files of the packages.
    const unfinished = bundlePlugins(root, named(name), missing);
    expect([unfinished.problems.length, haveChanged(unfinished)]).toEqual([1, false]);
    writeFiles(root, { [`${folder}/main.js`]: PLUGIN, 'node_modules/.package-lock.json': `{"name": "${name}"}` });
    expect(haveChanged(unfinished)).toBe(true);
    const installed = bundlePlugins(root, named(name), unfinished);
    expect([installed.problems, haveChanged(installed)]).toEqual([[], false]);
    writeFiles(root, { [`${folder}/main.js`]: `${PLUGIN}\n` });
    expect(haveChanged(installed)).toBe(true);
  }
});

test('asks Node for a package only after its package.json was written', () => {
  const root = writeSite({ 'node_modules/half/index.js': PLUGIN });
  expect(isInstalled(root, 'half')).toBe(false);
  writeFiles(root, { 'node_modules/half/package.json': '{}' });
  expect([isInstalled(root, 'half'), isInstalled(join(root, 'content/posts'), 'half')]).toEqual([true, true]);
});
