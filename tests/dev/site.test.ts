// The work that `dev` does for each request and each edit.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programVersion } from '../../scripts/base/program.js';
import type { Summary } from '../../scripts/build/options.js';
import { ServedSite } from '../../scripts/dev/servedSite.js';
import { readLastBuild, recordFile } from '../../scripts/engine/lastBuild.js';
import { buildAt, SITE_YAML, writeSite } from '../support.js';

const name = (n: number) => `posts/2020-01-${String(n).padStart(2, '0')}-p${n}`;

function site(posts = 20) {
  const text = (n: number) => [`content/${name(n)}.md`, `% P${n}\n\nText ${n}. [next](2020-01-02-p2.md)\n`];
  return writeSite({
    'content/about.md': '% About\n',
    ...Object.fromEntries(Array.from({ length: posts }, (_, at) => text(at + 1))),
  });
}

function open(root: string, onChange = () => {}) {
  const last = readLastBuild<Summary>(recordFile(root), programVersion());
  const [pictureFolder, outputFolder] = [join(root, '.cache/dev'), join(root, 'dist')];
  const live = new ServedSite({ root, pictureFolder, outputFolder, drafts: true, onChange, last });
  const text = async (url: string) => Buffer.from((await live.request(url))?.bytes ?? []).toString();
  /** Returns the number of articles rendered during an operation. */
  const rendered = async (work: () => Promise<unknown>) => {
    const before = live.rendered;
    await work();
    return live.rendered - before;
  };
  const write = (path: string, content: string) => {
    writeFileSync(join(root, path), content);
    return live.update([path]);
  };
  return { live, text, rendered, write };
}

test('renders only the articles that a page shows, once', async () => {
  const { live, rendered } = open(site());
  // The navigation shows the page; a post shows its neighbours and three related posts.
  expect(await rendered(() => live.request('/search.html'))).toBe(1);
  expect(await rendered(() => live.request(`/${name(10)}.html`))).toBeLessThanOrEqual(6);
  expect(await rendered(() => live.request(`/${name(10)}.html`))).toBe(0);
  expect(await rendered(() => live.request('/posts.html'))).toBeLessThanOrEqual(11);
  expect(await rendered(() => live.problems())).toBeGreaterThan(0);
  expect(await rendered(() => live.request('/feeds.xml'))).toBe(0);
});

test('renders only the edited article after an edit', async () => {
  const root = site();
  const { live, text, rendered, write } = open(root);
  await live.problems();
  expect(write(`content/${name(5)}.md`, '% P5\n\nOther.\n')).toBe(true);
  expect(await rendered(async () => expect(await text(`/${name(5)}.html`)).toContain('Other.'))).toBe(1);
  // Its title is only in the list and at its neighbours.
  write(`content/${name(5)}.md`, '% Five\n\nOther.\n');
  expect(await rendered(async () => expect(await text(`/${name(6)}.html`)).toContain('Five'))).toBe(1);
  write('templates.txt', 'no input');
  expect(await rendered(() => live.problems())).toBe(0);
  expect(live.update([`content/${name(5)}.md`])).toBe(false);
});

test('renders only the edited article of a language after an edit', async () => {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}languages: {en: }\nsearch: true\n`,
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [`content/${name(n + 1)}${n % 2 ? '.en' : ''}.md`, `% P${n + 1}\n\nText.\n`]),
    ),
  });
  const { live, text, rendered, write } = open(root);
  expect(await rendered(() => live.request(`/en/posts.html`))).toBe(4);
  await live.problems();
  write(`content/${name(4)}.en.md`, '% Four\n\nOther.\n');
  expect(await rendered(async () => expect(await text(`/en/${name(4)}.html`)).toContain('Other.'))).toBe(1);
  expect(await text('/en/posts.html')).toContain('Four');
  expect(await text('/posts.html')).not.toContain('Four');
  expect(await text('/en/search/posts/0.json')).toContain('Four');
});

test('reports a change once, whether a request or the watcher notices it', async () => {
  let told = 0;
  const root = site();
  const { live, text, write } = open(root, () => told++);
  await text(`/${name(5)}.html`);
  writeFileSync(join(root, `content/${name(5)}.md`), '% P5\n\nOther.\n');
  expect(await text(`/${name(5)}.html`)).toContain('Other.');
  expect(told).toBe(1);
  live.update([`content/${name(5)}.md`]);
  expect(told).toBe(1);
  write(`content/${name(6)}.md`, '% P6\n\nOther.\n');
  expect(told).toBe(2);
});

test('registers a header that changed before its text was read', async () => {
  const root = site();
  const { live, text } = open(root);
  const path = `content/${name(5)}.md`;
  writeFileSync(join(root, path), '% Five\n\nOther.\n');
  // Checking the whole site reads the text, and finds that the file has changed.
  await live.problems();
  expect(await text(`/${name(5)}.html`)).toContain('<h1>Five</h1>');
  live.update();
  expect(await text(`/${name(6)}.html`)).toContain('Five');
});

/** The headers of two posts and something else change at the same time. */
test.each<[string, (root: string) => string[]]>([
  ['nothing else', () => []],
  [
    'the list of files',
    (root) => {
      rmSync(join(root, `content/${name(3)}.md`));
      return [`content/${name(3)}.md`];
    },
  ],
  [
    'the settings',
    (root) => {
      writeFileSync(join(root, 'content/site.yaml'), 'title: Other\nurl: https://example.com\nlanguage: en\n');
      return ['content/site.yaml'];
    },
  ],
  [
    'the fields of a folder',
    (root) => {
      writeFileSync(join(root, 'content/posts/_meta.yaml'), 'author: A\n');
      return ['content/posts/_meta.yaml'];
    },
  ],
])('reads all headers that change at the same time as %s', async (_, change) => {
  const root = site(6);
  writeFileSync(join(root, 'content/posts/_meta.yaml'), 'author: B\n');
  const { live, text } = open(root);
  await text('/posts.html');
  const others = change(root);
  for (const n of [4, 5]) writeFileSync(join(root, `content/${name(n)}.md`), `% New ${n}\n\nOther.\n`);
  live.update([...others, `content/${name(4)}.md`, `content/${name(5)}.md`]);
  const list = await text('/posts.html');
  expect(['New 4', 'New 5', 'P4', 'P5'].filter((title) => list.includes(`${title}<`))).toEqual(['New 4', 'New 5']);
  expect(await text(`/${name(5)}.html`)).toContain('<h1>New 5</h1>');
});

test('changes the versions of affected pages only', async () => {
  const { live, write } = open(site());
  await live.problems();
  const urls = [`/${name(5)}.html`, `/${name(6)}.html`, `/${name(15)}.html`, '/posts.html', '/about.html'];
  const versions = () => Promise.all(urls.map((url) => live.versionOf(url)));
  const before = await versions();
  write(`content/${name(5)}.md`, '% P5\n\nText 5. [next](2020-01-02-p2.md)\n\nA second paragraph that no list shows.\n');
  const after = await versions();
  expect(after.map((version, at) => version !== before[at])[0]).toBe(true);
  expect(after.slice(3)).toEqual(before.slice(3));
});

test('renders only articles whose lookups have other answers', async () => {
  const root = site();
  const { live, rendered } = open(root);
  await live.problems();
  rmSync(join(root, `content/${name(2)}.md`));
  live.update();
  // All others link to it.
  expect(await rendered(() => live.problems())).toBe(19);
  writeFileSync(join(root, 'content/posts/2019-01-01-new.md'), '% New\n');
  live.update();
  expect(await rendered(() => live.problems())).toBe(1);
});

test('reuses the record of the last build', async () => {
  const root = site();
  await buildAt(root);
  const { live, rendered, text } = open(root);
  expect(await rendered(() => live.problems())).toBe(0);
  // The record does not contain article bodies.
  expect(await rendered(() => live.request(`/${name(10)}.html`))).toBe(1);
  writeFileSync(join(root, `content/${name(5)}.md`), '% P5\n\nOther.\n');
  const again = open(root);
  expect(await again.rendered(() => again.live.problems())).toBe(1);
  expect(await again.text(`/${name(5)}.html`)).toContain('Other.');
  expect(await text(`/${name(5)}.html`)).toContain('Other.');
});

test('renders the pages that show a file of data/ after a change of it, and no others', async () => {
  const root = writeSite({
    'content/friends.md': '% Friends\n\n::: friends\n:::\n',
    'content/about.md': '% About\n',
    'data/friends.yaml': '- {name: One, url: https://one.example/}\n',
  });
  const { live, text, rendered, write } = open(root);
  await live.problems();
  expect(await text('/friends.html')).toContain('>One</a>');
  write('data/friends.yaml', '- {name: Two, url: https://two.example/}\n');
  expect(await rendered(() => live.problems())).toBe(1);
  expect(await text('/friends.html')).toContain('>Two</a>');
});

test('shows a new note on all pages of notes', async () => {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}notes: notes\nhome: [notes]\n`,
    'content/notes.md': '% Notes\n\n## 2026-01-02\n\nSnow.\n',
  });
  const { text, write } = open(root);
  expect(await text('/')).toContain('Snow.');
  write('content/notes.md', '% Notes\n\n## 2026-01-02\n\nSnow.\n\n## 2025-01-02\n\nRain.\n');
  for (const url of ['/', '/notes.html', '/notes/2025.html', '/notes.xml'])
    expect([url, await text(url)]).toEqual([url, expect.stringContaining('Rain.')]);
});
