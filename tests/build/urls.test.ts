// content/urls.yaml: published addresses and feed ids never change.

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { build } from '../../scripts/build/build.js';
import type { BuildOptions } from '../../scripts/build/options.js';
import { verify } from '../../scripts/cli/verify.js';
import { readPublishedUrls, writePublishedUrls } from '../../scripts/config/publishedUrls.js';
import { publishUrls } from '../../scripts/new/listUrls.js';
import { fakePackage, QUIET, run, SITE_YAML, writeSite } from '../support.js';

const LIST = 'content/urls.yaml';
const POST = 'content/posts/2020-01-02-a.md';

function site(more: { [path: string]: string } = {}) {
  const root = writeSite({ [POST]: '% 甲\n', 'content/about.md': '% About\n', [LIST]: '', ...more });
  const path = (file: string) => join(root, file);
  return {
    root,
    list: () => parse(readFileSync(path(LIST), 'utf8')) as { [url: string]: { file: string; id?: string } },
    text: () => readFileSync(path(LIST), 'utf8'),
    write: (file: string, text: string) => writeFileSync(path(file), text),
    rename: (from: string, to: string) => renameSync(path(from), path(to)),
    page: (file: string) => readFileSync(path(`dist/${file}`), 'utf8'),
    built: (options: Partial<BuildOptions> = {}) => build({ ...QUIET, root, out: path('dist'), ...options }),
    /** Builds, and records the addresses as a deploy script does. */
    deployed: async (options: Partial<BuildOptions> = {}) => {
      const result = await build({ ...QUIET, root, out: path('dist'), ...options });
      publishUrls(root);
      return result;
    },
    urls: (...args: string[]) => run(['urls', ...args, '--root', root]),
  };
}

test('adds the addresses of the last build at deployment, sorted and without duplicates', async () => {
  const { built, deployed, list, text, write } = site();
  expect((await built()).problems).toEqual([]);
  expect(text()).toBe('');
  await deployed();
  expect(list()).toEqual({
    '/about.html': { file: 'about.md' },
    '/posts/2020-01-02-a.html': { file: 'posts/2020-01-02-a.md', id: 'https://example.org/posts/2020-01-02-a.html' },
  });
  const first = text();
  await deployed();
  const third = await deployed();
  expect([text(), third.times.render]).toEqual([first, undefined]);
  write('content/posts/2020-01-01-早.md', '% 早\n');
  await deployed();
  const lines = text()
    .split('\n')
    .filter((line) => line.startsWith('"'));
  expect(lines).toEqual([...lines].sort());
  expect(lines).toHaveLength(3);
});

test('keeps a list that changes during a build', async () => {
  const { root, built, deployed, list, text, write } = site();
  await deployed();
  rmSync(join(root, 'content/about.md'));
  write('content/posts/2020-01-03-b.md', '% 乙\n');
  const pulled = `${text()}"/old.html": {"file": "old.md"}\n`;
  await built({ acceptUrlChanges: true, onFileChange: () => write(LIST, pulled) });
  expect(text()).toBe(pulled);
  expect((await built({ acceptUrlChanges: true })).problems).toEqual([]);
  expect(list()).toMatchObject({ '/old.html': { dropped: true }, '/about.html': { dropped: true } });
  expect(list()).not.toHaveProperty('/posts/2020-01-03-b.html');
});

test('does not create the file', async () => {
  const { root, built } = site();
  rmSync(join(root, LIST));
  await built();
  expect(existsSync(join(root, LIST))).toBe(false);
  expect(run(['urls', '--begin', '--root', root])).toMatchObject({ status: 0, stdout: 'content/urls.yaml: 2\n' });
  expect(run(['urls', '--begin', '--root', root])).toMatchObject({ status: 1 });
  for (const args of [[], ['--begin', '--from', 'x'], ['--from'], ['--drop'], ['--begin', 'x'], ['--from', '/no/such/file']])
    expect(run(['urls', ...args, '--root', root]).status).toBe(2);
}, 30_000);

test('reports a lost address with its successor, and keeps it and its feed id by an alias', async () => {
  const { root, built, deployed, list, write, rename, page } = site();
  await deployed();
  rename(POST, 'content/posts/2020-01-02-renamed.md');
  const lost = await built();
  expect(lost.published).toBe(false);
  expect(lost.problems).toMatchObject([
    {
      file: LIST,
      place: { line: 4, column: 1 },
      ruleId: 'url/lost',
      reason: '/posts/2020-01-02-a.html no longer exists; it was content/posts/2020-01-02-a.md',
      expected: ['/posts/2020-01-02-renamed.html'],
      note: expect.stringContaining(
        'add three lines after the `%` lines of content/posts/2020-01-02-renamed.md: `---`, `aliases: [/posts/2020-01-02-a.html]`, `---`; or give it up: `npm run urls -- --drop /posts/2020-01-02-a.html`',
      ),
    },
  ]);
  write('content/posts/2020-01-02-renamed.md', '---\ntitle: 甲\naliases: [/posts/2020-01-02-a.html]\n---\n');
  const kept = await built();
  expect(kept.problems).toEqual([]);
  for (const feed of ['feeds.xml', 'atom.xml', 'feed.json']) {
    expect(page(feed)).toMatch(/(?:<guid isPermaLink="false">|<id>|"id": ")https:\/\/example\.org\/posts\/2020-01-02-a\.html/);
    expect(page(feed)).toContain('https://example.org/posts/2020-01-02-renamed.html');
  }
  publishUrls(root);
  expect(list()['/posts/2020-01-02-renamed.html']?.id).toBe('https://example.org/posts/2020-01-02-a.html');
  expect(await verify({ ...QUIET, root, out: join(root, 'dist') }, await built(), build)).toEqual([]);
});

test('requires linked headings to stay, on their page or on the one an alias leads to', async () => {
  const other = 'content/posts/2020-01-03-b.md';
  const { root, built, deployed, list, write, rename } = site({
    [other]: '% 乙\n\n[甲](2020-01-02-a.md#setup)，[自己](#own)\n\n# Own\n',
  });
  write(POST, '% 甲\n\n# Setup\n\n# More\n');
  await deployed();
  expect(list()['/posts/2020-01-02-a.html']).toMatchObject({ headings: ['setup'] });
  expect(list()['/posts/2020-01-03-b.html']).not.toHaveProperty('headings');
  write(POST, '% 甲\n\n# Set-up\n\n# More\n');
  write(other, '% 乙\n');
  const lost = await built();
  expect([lost.published, lost.problems]).toMatchObject([
    false,
    [
      {
        file: LIST,
        place: { line: 4 },
        ruleId: 'url/lost',
        reason: '/posts/2020-01-02-a.html has no heading or id "setup", which other pages have linked to',
        expected: ['#set-up'],
        note: expect.stringContaining('`{#setup}`'),
      },
    ],
  ]);
  expect(run(['check', '--root', root]).stderr).toContain('no heading or id "setup", which');
  write(POST, '% 甲\n\n# Set-up {#setup}\n\n# More\n');
  expect((await built()).problems).toEqual([]);
  rename(POST, 'content/posts/2020-01-02-n.md');
  const renamed = (text: string) =>
    write('content/posts/2020-01-02-n.md', `---\ntitle: 甲\naliases: [/posts/2020-01-02-a.html]\n---\n\n${text}\n`);
  renamed('nothing');
  expect((await built()).problems.map(({ reason }) => reason)).toEqual([
    '/posts/2020-01-02-n.html has no heading or id "setup", which other pages have linked to',
  ]);
  renamed('[]{#setup}a place');
  expect((await built()).problems).toEqual([]);
  renamed('nothing');
  expect((await built({ acceptUrlChanges: true })).problems).toEqual([]);
  expect(list()['/posts/2020-01-02-a.html']).not.toHaveProperty('headings');
});

test('keeps feed ids after a move to another host, unless guid: is set', async () => {
  const { built, deployed, write, page } = site();
  await deployed();
  write('content/site.yaml', SITE_YAML.replace('https://example.org', 'https://new.example'));
  await built();
  expect(page('feeds.xml')).toContain('<guid isPermaLink="false">https://example.org/posts/2020-01-02-a.html</guid>');
  expect(page('feeds.xml')).toContain('<link>https://new.example/posts/2020-01-02-a.html</link>');
  write(POST, '---\ntitle: 甲\nguid: tag:example.org,2020:a\n---\n');
  await built();
  expect(page('feeds.xml')).toContain('<guid isPermaLink="false">tag:example.org,2020:a</guid>');
});

test('gives up all lost addresses with --accept-url-changes, and never lists drafts', async () => {
  const { root, built, deployed, list, write } = site();
  await deployed();
  rmSync(join(root, 'content/about.md'));
  expect((await built()).problems.map(({ ruleId }) => ruleId)).toEqual(['url/lost']);
  expect((await built({ acceptUrlChanges: true })).problems).toEqual([]);
  expect(list()).toMatchObject({
    '/about.html': { dropped: true },
    '/posts/2020-01-02-a.html': { file: 'posts/2020-01-02-a.md' },
  });
  write('content/posts/2020-01-05-d.md', '---\ntitle: D\ndraft: true\n---\n');
  // A preview is not published, wherever it is uploaded.
  await deployed({ drafts: 'preview' });
  await deployed();
  expect(Object.keys(list())).toEqual(['/posts/2020-01-02-a.html']);
  write(POST, '---\ntitle: 甲\ndraft: true\n---\n');
  expect((await built()).problems.map(({ ruleId }) => ruleId)).toEqual(['url/lost']);
});

test('counts generated pages as present', async () => {
  const { root, built, deployed } = site({ 'content/index.md': '% Home\n' });
  await deployed();
  rmSync(join(root, 'content/index.md'));
  expect((await built()).problems).toEqual([]);
});

test('lets a site that was never deployed change freely', async () => {
  const { root, built, rename, text } = site();
  await built();
  rename(POST, 'content/posts/2020-01-02-renamed.md');
  rmSync(join(root, 'content/about.md'));
  expect((await built()).problems).toEqual([]);
  expect(text()).toBe('');
  const begun = join(root, 'begun');
  expect(run(['init', begun, '--yes', '--date', '2026-11-26', '--package', fakePackage()]).status).toBe(0);
  expect(run(['build', '--root', begun]).status).toBe(0);
  rmSync(join(begun, 'content/posts/2026-11-26-hello.md'));
  expect(run(['build', '--root', begun])).toMatchObject({ status: 0, stderr: expect.stringContaining('0 errors') });
}, 60_000);

test('records the last successful build with --publish, and prints the number of new addresses', async () => {
  const { root, built, list, urls, write } = site();
  expect(urls('--publish')).toMatchObject({ status: 1, stderr: expect.stringContaining('run `npm run build` first') });
  await built();
  expect(urls('--publish')).toMatchObject({ status: 0, stdout: 'content/urls.yaml: 2, 2 new\n' });
  expect(urls('--publish')).toMatchObject({ status: 0, stdout: 'content/urls.yaml: 2, 0 new\n' });
  write('content/posts/2020-01-03-b.md', '% 乙\n');
  write('content/wrong.md', '% Wrong\n\n[x](no.md)\n');
  await built();
  expect(urls('--publish').stdout).toBe('content/urls.yaml: 2, 0 new\n');
  rmSync(join(root, 'content/wrong.md'));
  await built();
  expect(urls('--publish').stdout).toBe('content/urls.yaml: 3, 1 new\n');
  expect(list()).toHaveProperty('/posts/2020-01-03-b.html');
  rmSync(join(root, LIST));
  expect(urls('--publish')).toMatchObject({ status: 1, stderr: expect.stringContaining('urls -- --begin') });
}, 60_000);

test('restores lost or damaged addresses of a build', async () => {
  const { root, built, urls } = site();
  await built();
  const file = join(root, '.cache/addresses');
  for (const harm of [
    () => rmSync(file),
    () => writeFileSync(file, readFileSync(file, 'utf8').replace('about', 'abort')),
    () => writeFileSync(file, ''),
  ]) {
    harm();
    expect(urls('--publish')).toMatchObject({ status: 1, stderr: expect.stringContaining('run `npm run build` first') });
    await built();
    expect(urls('--publish').status).toBe(0);
  }
}, 60_000);

test('gives up single addresses and headings with --drop', async () => {
  const other = 'content/posts/2020-01-03-b.md';
  const { root, built, deployed, list, urls, text, write } = site({ [other]: '% 乙\n\n[甲](2020-01-02-a.md#setup)\n' });
  write(POST, '% 甲\n\n# Setup\n');
  await deployed();
  for (const file of ['content/about.md', other]) rmSync(join(root, file));
  write(POST, '% 甲\n');
  const lost = async () => (await built()).problems.map(({ reason }) => reason.replace(/ (?:no longer|has) .*/, ''));
  expect(await lost()).toEqual(['/about.html', '/posts/2020-01-02-a.html', '/posts/2020-01-03-b.html']);
  const before = text();
  for (const [address, reason] of [
    ['/abuot.html', 'has no address /abuot.html; did you mean /about.html?'],
    ['/nothing/like/it/', 'run `npm run urls -- --deployed` first'],
    ['/posts/2020-01-02-a.html#setpu', 'has no heading "setpu" at /posts/2020-01-02-a.html; did you mean #setup?'],
  ] as const) {
    // If one is wrong, none is dropped.
    expect(urls('--drop', '/about.html', address)).toMatchObject({ status: 1, stderr: expect.stringContaining(reason) });
    expect(text()).toBe(before);
  }
  expect(urls('--drop', 'https://example.org/about.html')).toMatchObject({ status: 0 });
  expect(await lost()).toEqual(['/posts/2020-01-02-a.html', '/posts/2020-01-03-b.html']);
  expect(urls('--drop', '/posts/2020-01-02-a.html#setup').status).toBe(0);
  expect(await lost()).toEqual(['/posts/2020-01-03-b.html']);
  expect(list()['/posts/2020-01-02-a.html']).not.toHaveProperty('headings');
}, 60_000);

test('reports a malformed line at its place, and does not publish the file', async () => {
  const { root, built } = site({ [LIST]: '# words\n"/about.html": {"file": "about.md"}\n<<<<<<< ours\n"x": 3\n' });
  const { problems, published } = await built();
  expect(published).toBe(false);
  expect(problems.map(({ ruleId, place }) => [ruleId, place?.line])).toEqual([
    ['url/list', 3],
    ['url/list', 4],
  ]);
  writeFileSync(join(root, LIST), '');
  await built();
  expect(existsSync(join(root, 'dist/urls.yaml'))).toBe(false);
});

test('refuses a new post at a published address', () => {
  const { root, write } = site();
  write(LIST, '"/posts/2026-11-26-dang-ji.html": {"file": "posts/2026-11-26-dang-ji.md"}\n');
  expect(run(['new', '宕机', '--date', '2026-11-26', '--root', root])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('was published before, as content/posts/2026-11-26-dang-ji.md'),
  });
});

test('reads what it wrote, which is valid YAML', () => {
  const urls = [
    { url: '/posts/"quoted" \\ 字.html', file: 'posts/a: b.md', id: 'urn:x#y' },
    { url: '/', file: 'index.md', headings: ['"', '二'] },
  ];
  const text = writePublishedUrls({ urls, dropped: [] });
  expect(readPublishedUrls(text).urls.map(({ line: _line, ...rest }) => rest)).toEqual(
    [...urls].reverse().sort((a, b) => (a.url < b.url ? -1 : 1)),
  );
  expect(Object.keys(parse(text))).toHaveLength(2);
});

test('does not overwrite a list that it cannot read completely', () => {
  const old = '"/old.html": {"file": "old.md", "id": "tag:old"}\n';
  const conflict = `<<<<<<< ours\n${old}=======\n"/lost.html": {"file": "lost.md"\n>>>>>>> theirs\n`;
  const { root } = site({ [LIST]: conflict, 'feeds.xml': '<rss></rss>' });
  const path = join(root, LIST);
  const listed = () => run(['urls', '--from', join(root, 'feeds.xml'), '--root', root]);
  expect(listed()).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /^titleblock: content\/urls\.yaml:1: this line is not an address; .*keep the lines of both sides\n$/,
    ),
  });
  expect(readFileSync(path, 'utf8')).toBe(conflict);
});

test('serves, redirects or lists the addresses of an older site, and keeps its ids', async () => {
  const { root, built, list, write, page } = site({
    [LIST]: '',
    'content/posts/2020-01-03-b.md': '---\ntitle: 乙\naliases: [/?p=3, /2020/b/]\n---\n'.replace('/?p=3, ', ''),
    'feeds.xml':
      '<rss><channel><link>https://example.org/</link><item><title>甲</title><link>http://example.org/posts/2020-01-02-a.html?utm=1&amp;x</link><guid>tag:old&amp;1</guid></item><item><link><![CDATA[https://example.org/2020/b/]]></link><guid isPermaLink="false">old-b</guid></item></channel></rss>',
    'atom.xml':
      '<feed><entry><link rel="self" href="https://example.org/no"/><link rel="alternate" href="https://www.example.org/2019/%E6%97%A7.html"/><id>old-c</id></entry></feed>',
    'sitemap.xml':
      '<urlset><url><loc>https://example.org/gone.html</loc></url><url><loc>https://elsewhere.org/x</loc></url></urlset>',
  });
  write('content/site.yaml', `${SITE_YAML}aliases: [www.example.org]\nsearch: false\ncards: false\n`);
  const files = ['feeds.xml', 'atom.xml', 'sitemap.xml'].map((name) => join(root, name));
  expect(run(['urls', '--from', ...files, '--root', root])).toMatchObject({
    status: 0,
    stdout:
      'content/urls.yaml: 4\nskipped, on other hosts: 1\n/2019/旧.html no longer exists; an older site had it\n/gone.html no longer exists; an older site had it\n',
  });
  expect(list()).toMatchObject({
    '/posts/2020-01-02-a.html': { file: 'posts/2020-01-02-a.md', id: 'tag:old&1' },
    '/2020/b/': { id: 'old-b' },
    '/2019/旧.html': { file: '', id: 'old-c' },
  });
  // The addresses of the current site are not published yet.
  expect(list()).not.toHaveProperty('/posts/2020-01-03-b.html');
  expect((await built()).problems.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
    ['url/lost', '/2019/旧.html no longer exists; an older site had it'],
    ['url/lost', '/gone.html no longer exists; an older site had it'],
  ]);
  write('content/about.md', '---\ntitle: About\naliases: [/2019/旧.html, /gone.html]\n---\n');
  expect((await built()).problems).toEqual([]);
  expect(page('feeds.xml')).toContain('<guid isPermaLink="false">old-b</guid>');
  expect(page('feeds.xml')).toContain('<guid isPermaLink="false">tag:old&#x26;1</guid>');
}, 30_000);
