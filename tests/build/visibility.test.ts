// Texts that are held back by any tool's marker are in no output file. A marker that a static site cannot honour is an error, and
// the last build stays.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSource } from '../../scripts/read/source.js';
import { preview } from '../../scripts/serve/preview.js';
import { HEADER } from '../readSettings.js';
import { type Built, buildAt, buildSite, rounds, SITE_YAML, writeSite } from '../support.js';

const SECRET = '这一句话谁也不该读到';
const PUBLIC = 'content/posts/2020-01-01-open.md';
const OPEN = { [PUBLIC]: '% 公开\n%\n% 2020-01-01\n\n公开的文字。\n' };

/** Returns all output files as one text. */
function published({ root, files }: Built): string {
  return files.map((file) => `${file}\n${readFileSync(join(root, 'dist', file), 'latin1')}`).join('\n');
}

const SECRET_BYTES = Buffer.from(SECRET).toString('latin1');

function post(fields: string): string {
  return `---\ntitle: 标题\ndate: 2020-01-02\n${fields}\n---\n\n${SECRET}。\n`;
}

/** Fields that make a post a draft. */
const DRAFTS = [
  'draft: true',
  'Draft: true',
  'DRAFT: yes',
  'draft: on',
  'published: false',
  'published: no',
  'Published: "false"',
  'published: 2999-01-01',
  'publish: false',
  'public: false',
  'isPublished: false',
  'is_draft: true',
  'dg-publish: false',
  'status: draft',
  'status: Draft',
  'status: pending',
  'status: "auto draft"',
  'status: 草稿',
  'post_status: trash',
  'visibility: draft',
  'publishDate: 2999-01-01',
  'publishDate: 2999-01-01T08:00:00+08:00',
  'publishDate: 9999-12-31 23:59:59',
  'publish_on: 2999-01-01',
  'expiryDate: 2000-01-01',
  'expiryDate: 2000-01-01 08:00',
  'expires: 2000-01-01',
  'unpublishDate: 2000-01-01',
  'wip: true',
  'unpublished: yes',
  'headless: true',
  'permalink: false',
  'build: {render: never}',
  '_build:\n  render: false',
  'private: true\ndraft: true',
];

/** Fields that stop a build. */
const REFUSED = [
  'password: secret',
  'password: 123456',
  'Password: x',
  'passwd: x',
  'encrypt: true',
  'encrypted: yes',
  'private: true',
  'private: yes',
  'Private: true',
  'hidden: true',
  'hide: true',
  'isHidden: true',
  'status: private',
  'status: 私密',
  'visibility: private',
  'visibility: hidden',
  'visibility: members',
  'access: paid',
  'members_only: true',
  'locked: true',
  // If unclear, a post is not public.
  'status: sent to the printers',
  'visibility: [a, b]',
  'published: sometimes',
  'publishDate: next week',
  'draft: perhaps',
  // A typo is unclear.
  'darft: true',
  'privat: yes',
  'publshed: false',
  'pasword: x',
  'visible: PRIVATE',
];

/** Fields that do not hold a post back. */
const OPENED = [
  'draft: false',
  'draft: no',
  'published: true',
  'published: 2020-01-05',
  'publish: yes',
  'status: published',
  'status: evergreen',
  'visibility: public',
  'password:',
  'password: ""',
  'private: false',
  'hidden: false',
  'hide: [toc, navigation]',
  'share: [wechat, weibo]',
  'publishDate: 2020-01-01',
  'expiryDate: 2999-01-01',
  'expires: false',
  'sitemap: {priority: 0.5}',
  'build: {list: always}',
  'craft: true',
  'publisher: x',
  'darft: false',
  'visible: true',
  'share: wechat',
];

describe('a post with', () => {
  test.each(DRAFTS)('%s is not published', async (fields) => {
    const built = await buildSite({ ...OPEN, 'content/posts/2020-01-02-x.md': post(fields) });
    expect([built.published, built.problems.filter(({ fatal }) => fatal)]).toEqual([true, []]);
    expect(published(built)).not.toContain(SECRET_BYTES);
    expect(built.files.filter((file) => file.includes('2020-01-02'))).toEqual([]);
  });

  test.each(REFUSED)('%s stops the build at that line', async (fields) => {
    const root = writeSite(OPEN);
    await buildAt(root);
    const before = readdirSync(join(root, 'dist'));
    const built = await buildAt(writeSite({ ...OPEN, 'content/posts/2020-01-02-x.md': post(fields) }));
    expect(built.published).toBe(false);
    expect(built.problems.filter(({ fatal }) => fatal).map(({ file, place }) => [file, place?.line])).toEqual([
      ['content/posts/2020-01-02-x.md', 4],
    ]);
    expect(before).toContain('index.html');
  });

  test.each(OPENED)('%s is published', async (fields) => {
    const built = await buildSite({ ...OPEN, 'content/posts/2020-01-02-x.md': post(fields) });
    expect([built.published, built.problems.filter(({ fatal }) => fatal)]).toEqual([true, []]);
    expect(built.files).toContain('posts/2020-01-02-x.html');
    expect(published(built).split(SECRET_BYTES).length).toBeGreaterThan(2);
  });
});

test('publishes unclear cases and posts in a folder of drafts with draft: false', async () => {
  const built = await buildSite({
    'content/posts/2020-01-02-x.md': post('status: sent to the printers\ndraft: false'),
    'content/drafts/2020-01-03-y.md': '---\ntitle: Y\ndraft: false\n---\n\ny\n',
  });
  expect([built.published, built.rules]).toEqual([true, []]);
  expect(built.files).toEqual(expect.arrayContaining(['posts/2020-01-02-x.html', 'drafts/2020-01-03-y.html']));
});

test.each([
  'content/_drafts/x.md',
  'content/Drafts/x.md',
  'content/posts/DRAFT/x.md',
  'content/posts/草稿/x.md',
  'content/wip/x.md',
  'content/private/x.md',
  'content/_private/x.md',
  'content/posts/私密/x.md',
  'content/trash/x.md',
  'content/posts/2020-01-02-x.draft.md',
  'content/posts/2020-01-02-x.sync-conflict-20240101-101010-ABC.md',
  "content/posts/2020-01-02-x (Anna's conflicted copy 2024-01-01).md",
  'content/blog-drafts/x.md',
  'content/文章草稿/随笔/x.md',
  'content/_notes/x.md',
  'content/posts/_x.md',
  'content/_posts/_x.md',
  'content/_data/x.md',
])('does not publish %s', async (path) => {
  const built = await buildSite({ ...OPEN, [path]: post('') });
  expect([built.published, built.problems.filter(({ fatal }) => fatal)]).toEqual([true, []]);
  expect(published(built)).not.toContain(SECRET_BYTES);
});

// The post is public once the time has passed for the whole day in the site's time zone.
test.each([
  ['2026-01-01 20:00', 'Asia/Shanghai', '2026-01-02'],
  ['2026-01-01T20:00:00+08:00', 'Asia/Shanghai', '2026-01-02'],
  ['2026-01-01T20:00:00Z', 'Asia/Shanghai', '2026-01-03'],
  ['2026-01-01T20:00:00-12:00', 'UTC', '2026-01-03'],
  ['2026-01-01T02:00:00+08:00', 'UTC', '2026-01-01'],
  ['2026-01-01', 'Asia/Shanghai', '2026-01-01'],
  ['9999-12-31T23:59:59Z', 'Asia/Shanghai', '9999-12-31'],
  ['9999-12-31 23:59:59', 'UTC', '9999-12-31'],
  ['2026-01-01T20:00:00+99:99', 'UTC', '2026-01-02'],
])('publishes a post with publishDate: %s on a site in %s not before %s', (value, timezone, from) => {
  const text = `---\ntitle: T\npublishDate: ${value}\n---\n`;
  expect(readSource('a.md', text, { fields: HEADER, dialect: 'gfm', timezone }).source.visibility).toEqual({ from });
});

test('does not publish files below names with "_", lets posts use them, and reports them once', async () => {
  const built = await buildSite({
    'content/_config.yml': 'deploy: {token: x}\n',
    'content/_data/authors.csv': 'a@example.org\n',
    'content/_data/more/b.csv': 'b@example.org\n',
    'content/_files/paper.pdf': 'paper',
    'content/_files/other.pdf': 'other',
    'content/_posts/2020-01-03-y.md': '---\ntitle: Y\n---\n\n[paper](../_files/paper.pdf)\n',
    'content/posts/_index.md': '---\ntitle: 栏目\n---\n\n栏目\n',
    'content/posts/_meta.yaml': 'lang: en\n',
    'content/_headers': '/*\n  X-A: b\n',
  });
  expect(built.problems.map(({ file, ruleId, reason }) => `${file} ${ruleId} ${reason}`)).toEqual([
    'content/_config.yml source/underscore this file is not published, because the name begins with "_"',
    'content/_data source/underscore 2 files in it are not published, because the name begins with "_"',
    'content/_files source/underscore 2 files in it are not published, because the name begins with "_"',
    'content/posts/_index.md source/underscore the title and text of this Hugo file are not shown',
  ]);
  expect(built.files.filter((file) => file.startsWith('_') || file.includes('/_'))).toEqual([
    '_files/paper.pdf',
    '_headers',
    '_posts/2020-01-03-y.html',
  ]);
});

describe('an unlisted post', () => {
  const files = {
    'content/site.yaml': `${SITE_YAML}author: A\n`,
    'content/posts/2020-01-01-a.md': '---\ntitle: A\ntags: [t]\nseries: S\n---\n\nSee [x](2020-01-02-x.md).\n',
    'content/posts/2020-01-02-x.md': `---\ntitle: Secretly\nunlisted: true\ntags: [t, only]\nseries: S\n---\n\n${SECRET}。\n`,
    'content/posts/2020-01-03-b.md': '---\ntitle: B\ntags: [t]\n---\n\nb\n',
    'content/about.md': '% About\n\nabout\n',
    'content/hidden.md': `---\ntitle: Hidden page\nunlisted: true\n---\n\n${SECRET}。\n`,
  };

  test('is only at its address, with noindex', async () => {
    const built = await buildSite(files);
    expect([built.published, built.rules]).toEqual([true, []]);
    const own = ['posts/2020-01-02-x.html', 'hidden.html'];
    for (const file of own) {
      const page = readFileSync(join(built.root, 'dist', file), 'utf8');
      expect(page).toContain('<meta name="robots" content="noindex">');
      expect(page).toContain(SECRET);
    }
    expect(readFileSync(join(built.root, 'dist/posts/2020-01-03-b.html'), 'utf8')).not.toContain('noindex');
    for (const file of built.files.filter((each) => !own.includes(each))) {
      const text = readFileSync(join(built.root, 'dist', file), 'utf8');
      expect([file, text.includes(SECRET), text.includes('Secretly'), text.includes('Hidden page')]).toEqual([
        file,
        false,
        false,
        false,
      ]);
    }
    expect(built.files).not.toContain('tags/only.html');
  });

  test('is listed but not in the sitemap with noindex alone', async () => {
    const built = await buildSite({ ...OPEN, 'content/posts/2020-01-02-x.md': post('noindex: true') });
    const text = (file: string) => readFileSync(join(built.root, 'dist', file), 'utf8');
    expect([text('sitemap.xml').includes('2020-01-02-x'), text('posts.html').includes('2020-01-02-x')]).toEqual([false, true]);
    expect(text('posts/2020-01-02-x.html')).toContain('content="noindex"');
  });
});

test('adds scheduled posts and removes expired ones on their days, without other changes', async () => {
  const root = writeSite({
    'content/posts/2020-01-02-x.md': post('publishDate: 2026-03-02\nexpiryDate: 2026-03-05'),
    ...OPEN,
  });
  const isThere = async (day: string) => (await buildAt(root, false, () => day)).files.includes('posts/2020-01-02-x.html');
  const days = ['2026-03-01', '2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05', '2026-03-05'];
  const seen: boolean[] = [];
  for (const day of days) seen.push(await isThere(day));
  expect(seen).toEqual([false, false, true, true, false, false]);
});

test('publishes no sentence of a text with any marker', async () => {
  const marker = fc.constantFrom(
    ...DRAFTS.map((field) => field.split('\n')[0] as string).filter((field) => !/^(?:_build|private)/.test(field)),
  );
  const harmless = fc.constantFrom('mood: glad', 'tags: [a, b]', 'toc: true', 'comments: false', 'status: published');
  const folder = fc.constantFrom('', 'posts/', 'notes/deep/', '_posts/');
  await fc.assert(
    fc.asyncProperty(marker, fc.uniqueArray(harmless, { maxLength: 3 }), folder, async (field, others, below) => {
      const fields = fc.sample(fc.shuffledSubarray([field, ...others], { minLength: others.length + 1 }), 1)[0] as string[];
      const clash = field.startsWith('status') ? fields.filter((each) => each === field || !each.startsWith('status')) : fields;
      const built = await buildSite({ ...OPEN, [`content/${below}2020-01-02-x.md`]: post(clash.join('\n')) });
      expect(built.published).toBe(true);
      expect(published(built)).not.toContain(SECRET_BYTES);
      const server = await preview({ folder: join(built.root, 'dist'), base: '', host: '127.0.0.1', port: 0 });
      try {
        for (const name of ['2020-01-02-x.html', '2020-01-02-x.md', '2020-01-02-x'])
          expect((await fetch(new URL(`/${below}${name}`, server.url))).status).toBe(404);
      } finally {
        await server.close();
      }
    }),
    { numRuns: rounds(10, 60) },
  );
});

test('publishes other files in folders of drafts only if a post links to them', async () => {
  const kept = {
    'content/drafts/a.pdf': SECRET,
    'content/posts/_drafts/b.txt': SECRET,
    'content/private/c.csv': SECRET,
    'content/posts/d.org': `#+DRAFT: true\n${SECRET}`,
    'content/posts/e.mdx': `---\ndraft: true\n---\n${SECRET}`,
    'content/posts/f.rst': SECRET,
    'content/g.canvas': SECRET,
    'content/h.org': SECRET,
  };
  const built = await buildSite({ ...OPEN, ...kept });
  expect(built.published).toBe(true);
  expect(published(built)).not.toContain(SECRET_BYTES);
  expect(built.problems.map(({ file, ruleId, reason }) => `${file} ${ruleId} ${reason.replace(/:.*/, '')}`)).toEqual([
    'content/g.canvas source/format a file ends with .canvas',
    'content/h.org source/format 2 files end with .org',
    'content/posts/e.mdx source/format a file ends with .mdx',
    'content/posts/f.rst source/format a file ends with .rst',
  ]);
  const linked = await buildSite({
    'content/drafts/a.pdf': 'a',
    'content/notes/d.org': 'd',
    [PUBLIC]: '% 公开\n%\n% 2020-01-01\n\n[a](/drafts/a.pdf) [d](/notes/d.org)\n',
  });
  expect(linked.files).toEqual(expect.arrayContaining(['drafts/a.pdf', 'notes/d.org']));
});
