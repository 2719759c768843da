// Parts of each kind of page: which files are made again after an edit, and which parts are reported as changed.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { FEATURES } from '../../scripts/features/table.js';
import { picture, QUIET, SITE_YAML, writeSite } from '../support.js';

const post = (title: string, more = '', text = 'Text.') => `---\ntitle: ${title}\ntags: [t]\n${more}---\n\n## H\n\n${text}\n`;
const B = 'content/posts/2020-02-02-b.md';
const FILES: { readonly [path: string]: string } = {
  'content/site.yaml': `${SITE_YAML}pageSize: 2\nlatest: 1\nfeedSize: 1\nlinks: warn\n`,
  'content/index.md': '% Home\n',
  'content/404.md': '% Gone\n',
  'content/deep/page.md': '% Page\n',
  'content/file.txt': 'file\n',
  'content/posts/2020-01-01-a.md': post('A', 'series: S\n'),
  [B]: post('B', 'series: S\naliases: [/old.html]\n'),
  'content/posts/2020-03-03-c.md': post('C'),
  'content/posts/2021-01-01-d.md': post('D', '', '![p](images/p.png)'),
  // The template shows everything it gets, so that no change is hidden.
  'templates/post.html':
    '$title$ $body$ $newer.title$ $older.title$ $for(related)$$it.title$ $it.excerpt$$endfor$ $series.partof$',
};

/** Returns the reasons of the outputs that are made again after an edit, by path. */
async function changes(edit: (root: string) => void | Promise<void>): Promise<{ [path: string]: string }> {
  const root = writeSite({ ...FILES, 'images/p.png': await picture(40, 30) });
  const options = { ...QUIET, root, out: join(root, 'dist') };
  await build(options);
  await edit(root);
  const { reasons } = await build({ ...options, explain: true });
  return Object.fromEntries([...reasons].filter(([path]) => !path.startsWith('content/')).sort());
}

const write = (path: string, text: string | Uint8Array) => (root: string) => writeFileSync(join(root, path), text);

test('makes a changed text’s page again, and the feeds and lists that show the text', async () => {
  const long = `${'云'.repeat(400)}`;
  const before = FILES[B] as string;
  const root = await changes(write(B, before.replace('Text.', `Text.\n\n${long}`)));
  expect(Object.keys(root)).toContain('posts/2020-02-02-b.html');
  expect(root['posts/2020-02-02-b.html']).toBe('the article changed');
  expect(root['feeds.xml']).toBeUndefined();
  const newest = await changes(write('content/posts/2021-01-01-d.md', post('D', '', '![p](images/p.png)\n\nMore.')));
  expect(newest).toMatchObject({
    'feeds.xml': 'the newest posts changed',
    'tags/t.xml': 'the newest posts with the tag changed',
  });
});

test('makes everything that shows a changed title again', async () => {
  const made = await changes(write(B, post('B2', 'series: S\naliases: [/old.html]\n')));
  expect(made).toMatchObject({
    'posts/2020-02-02-b.html': 'the article, the series changed',
    'posts/2020-03-03-c.html': expect.stringContaining('the post before'),
    'posts/2020-01-01-a.html': expect.stringMatching(/the post after.*the series/),
    'pages/p2.html': 'the posts on it changed',
    'tags/t/p2.html': 'the posts on it changed',
    'archive.html': 'the posts on it changed',
    'archive/2020.html': 'the posts on it changed',
    'old.html': 'the page it leads to changed',
  });
  for (const path of ['index.html', 'posts.html', 'tags.html', '404.html', 'sitemap.xml', 'feeds.xml'])
    expect([path, made[path]]).toEqual([path, undefined]);
});

test('updates page numbers, years, tags and latest posts when a post is removed', async () => {
  const made = await changes((root) => rmSync(join(root, 'content/posts/2021-01-01-d.md')));
  expect(made).toMatchObject({
    'index.html': 'the latest posts changed',
    'posts.html': 'the posts on it changed',
    'archive.html': 'the years, the posts on it changed',
    'tags.html': 'the tags changed',
    'sitemap.xml': 'the addresses and dates of all pages changed',
    'feeds.xml': 'the newest posts changed',
  });
  expect(made['404.html']).toBeUndefined();
});

describe('a change of one file', () => {
  test.each([
    ['content/404.md', '% Gone\n\nMore.\n', { '404.html': 'the article changed' }],
    ['content/index.md', '% Home\n\nMore.\n', { 'index.html': 'the article changed' }],
    ['content/deep/page.md', '% Page\n\nMore.\n', { 'deep/page.html': 'the article changed' }],
    ['content/file.txt', 'other\n', { 'file.txt': 'the file changed' }],
    ['content/robots.txt', 'mine\n', { 'robots.txt': 'it is now a different kind of page' }],
  ])('makes the dependent files again: %s', async (path, text, expected) => {
    expect(await changes(write(path, text))).toEqual(expected);
  });

  test('makes a changed picture’s files again, and the page that shows it', async () => {
    const made = await changes(async (root) => writeFileSync(join(root, 'images/p.png'), await picture(44, 30)));
    expect(made['posts/2021-01-01-d.html']).toContain('the pictures');
    expect(made['posts/2020-02-02-b.html']).toBeUndefined();
  });

  test('makes the pages of a changed template again', async () => {
    const made = await changes(write('templates/post.html', '$title$'));
    expect(Object.entries(made).every(([path, why]) => path.startsWith('posts/') && why === 'the template changed')).toBe(true);
    expect(Object.keys(made)).toHaveLength(4);
  });

  test('makes all pages again after a change of a setting that they show', async () => {
    const made = await changes(
      write(
        'content/site.yaml',
        `${FILES['content/site.yaml']}search: false\ncards: false\nimages: {formats: [webp]}\ndescription: New\n`,
      ),
    );
    expect(made).toMatchObject({ 'posts.html': 'the frame of the site changed', 'feeds.xml': 'the frame of the site changed' });
  });
});

test('gives the parts of each kind and output different meanings', () => {
  const names = [...FEATURES.kinds, ...FEATURES.linked, ...FEATURES.outputs].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    const meanings = FEATURES.partMeanings(name);
    expect([name, new Set(meanings).size]).toEqual([name, meanings.length]);
    expect(meanings.length).toBeGreaterThan(0);
  }
});
