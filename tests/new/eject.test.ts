// `theme eject`: copies files of the theme, and `check` tells when their defaults have changed.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../scripts/check/check.js';
import { ejectFile, themeFiles } from '../../scripts/new/eject.js';
import { buildAt, PROJECT, run, writeSite } from '../support.js';

const site = () => writeSite({ 'content/posts/2020-01-01-a.md': '% A\n\nText.\n' });

const outdated = async (root: string) =>
  (await check({ root, drafts: false })).filter(({ ruleId }) => ruleId === 'template/outdated').map(({ file }) => file);

test('a copied template makes the same pages, until it is changed', async () => {
  const root = site();
  const before = await buildAt(root);
  const names = ['post', 'entry', 'templates/partials/head.html', 'scripts/site.js', 'style.css', 'journal'];
  expect(names.map((name) => ejectFile(root, name))).toEqual([
    'templates/post.html',
    'templates/partials/entry.html',
    'templates/partials/head.html',
    'templates/scripts/site.js',
    'templates/style.css',
    'templates/themes/journal.css',
  ]);
  const after = await buildAt(root);
  expect(after.report).toBe('');
  // The script has a comment more, so its address is another.
  const body = (page: string) => page.replace(/assets\/site-\w+\.js/g, '');
  expect(body(after.page('posts/2020-01-01-a.html'))).toBe(body(before.page('posts/2020-01-01-a.html')));
  expect(await outdated(root)).toEqual([]);
});

test('a copy of an older default is reported, and one without a first line of ours is not', async () => {
  const root = site();
  const file = join(root, ejectFile(root, 'list'));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/version \w+\./, 'version 0a1b2c3d.'));
  writeFileSync(join(root, 'templates/page.html'), '$body$');
  expect(await outdated(root)).toEqual(['templates/list.html']);
  const states = Object.fromEntries(themeFiles(root).map(({ name, state }) => [name, state]));
  expect(states).toMatchObject({ 'list.html': 'outdated', 'page.html': 'own', 'post.html': 'default' });
  expect(themeFiles(PROJECT).every(({ state }) => state === 'default')).toBe(true);
});

test('never replaces a file, and says what is wrong with a name', () => {
  const root = site();
  const theme = (...operands: readonly string[]) => run(['theme', '--root', root, '--lang', 'en', ...operands]);
  expect(theme('eject', 'post', 'list')).toMatchObject({ status: 0, stdout: 'templates/post.html\ntemplates/list.html\n' });
  expect(theme('eject', 'post')).toMatchObject({
    status: 1,
    stderr: 'titleblock: templates/post.html already exists and was left alone\n',
  });
  expect(theme('eject', 'pots')).toMatchObject({
    status: 1,
    stderr: 'titleblock: the theme has no file "pots"; did you mean post?\n',
  });
  expect(theme('eject', '../x').stderr).toContain('the theme has no file "../x"');
  expect(theme('eject').status).toBe(2);
  expect(theme('show').status).toBe(2);
  const list = theme().stdout;
  expect(list).toMatch(/^press +warm paper/);
  expect(list).toMatch(/^ {2}post\.html +a copy in templates\/$/m);
});
