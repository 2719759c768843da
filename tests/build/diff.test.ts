// `build --diff`: what has changed for readers.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, writeSite } from '../support.js';

const OLD = 'content/posts/2020-01-02-old.md';
const NEWEST = 'content/posts/2020-01-04-newest.md';

function site() {
  const root = writeSite({
    [OLD]: '% 旧文\n\n阿里云 outage of 2020。\n',
    'content/posts/2020-01-03-b.md': '% 乙\n\n二\n',
    [NEWEST]: '% 丙\n\n三\n',
    'content/about.md': '% About\n\nme\n',
  });
  const diff = (...more: string[]) => {
    const { stderr, status } = run(['build', '--root', root, '--diff', ...more]);
    expect(status).toBe(0);
    return stderr.split('\n').filter((line) => /^ {2}(?:new|changed|gone|feed|\d|[+−])|^nothing/.test(line));
  };
  return { root, diff, write: (path: string, text: string) => writeFileSync(join(root, path), text) };
}

test('shows changed words, added and removed pages, feed entries and sizes', () => {
  const { root, diff, write } = site();
  expect(diff().filter((line) => line.includes('new '))).toHaveLength(4);
  expect(diff()).toEqual(['nothing changed for readers']);
  write(OLD, '% 旧文\n\n腾讯云 outages of 2020。\n');
  const edited = diff();
  expect(edited[0]).toBe('  changed  /posts/2020-01-02-old.html  +3 −3 words');
  expect(edited.filter((line) => /new|gone|feed|changed {2}/.test(line))).toHaveLength(1);
  expect(edited.at(-1)).toMatch(/^ {2}[+−]\d+ kB in written and removed files$/);
  write('content/posts/2020-01-05-d.md', '% 丁\n\n四\n');
  // The previous post now has a link to it, which is not part of its text.
  expect(diff().slice(0, 3)).toEqual([
    '  new      /posts/2020-01-05-d.html',
    expect.stringMatching(/^ {2}\d+ pages? changed without changes to their text$/),
    '  feed     https://example.org/posts/2020-01-05-d.html will appear as new',
  ]);
  renameSync(join(root, 'content/posts/2020-01-03-b.md'), join(root, 'content/posts/2020-01-03-renamed.md'));
  const renamed = diff();
  expect(renamed).toContain('  gone     /posts/2020-01-03-b.html');
  expect(renamed).toContain('  new      /posts/2020-01-03-renamed.html');
  expect(renamed).toContain(
    '  feed     https://example.org/posts/2020-01-03-renamed.html will appear as new, although newer posts were published before: was it renamed?',
  );
  write('content/site.yaml', `${readFileSync(join(root, 'content/site.yaml'), 'utf8')}author: 王\n`);
  expect(diff().filter((line) => !/^ {2}\d+ pages changed without|in written and/.test(line))).toEqual([]);
}, 60_000);

test('writes the addresses of new and changed texts with --changed', () => {
  const { root, write } = site();
  const file = join(root, 'changed.txt');
  run(['build', '--root', root]);
  write(NEWEST, '% 丙\n\n三与四\n');
  write('content/posts/2020-01-05-新.md', '% 新\n');
  rmSync(join(root, OLD));
  run(['build', '--root', root, '--changed', file]);
  expect(readFileSync(file, 'utf8')).toBe(
    `https://example.org/posts/2020-01-04-newest.html\nhttps://example.org/posts/2020-01-05-${encodeURIComponent('新')}.html\n`,
  );
  run(['build', '--root', root, '--changed', file]);
  expect(readFileSync(file, 'utf8')).toBe('');
}, 60_000);
