// New posts: their addresses, their files, and refusals.

import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { beginUrls } from '../../scripts/new/listUrls.js';
import { newPost, postWriter } from '../../scripts/new/newPost.js';
import { slugOf } from '../../scripts/new/slug.js';
import { filesBelow, QUIET, run, SITE_YAML, writeSite } from '../support.js';

describe('a slug', () => {
  test.each([
    ['阿里云全球故障复盘', 'zh-Hans', 'a-li-yun-quan-qiu-gu-zhang-fu-pan'],
    ['银行行长的重量', 'zh-Hans', 'yin-hang-hang-zhang-de-zhong-liang'],
    ['雲端：Kubernetes 2.0', 'zh-Hant', 'yun-duan-kubernetes-2-0'],
    ['用K8s做绿茶', 'zh', 'yong-k8s-zuo-lv-cha'],
    ['Naïve Straßen & Don’t', 'en', 'naive-strassen-dont'],
    ['ＡＢＣ　１２', 'zh-Hans', 'abc-12'],
    ['日本語のタイトル', 'ja', '日本語-の-タイトル'],
    ['한국어 제목', 'ko', '한국어-제목'],
    ['！？', 'zh-Hans', ''],
  ])('%s', (title, language, slug) => {
    expect(slugOf(title, language)).toBe(slug);
  });

  test('is cut at the end of a word', () => {
    const slug = slugOf('从无间道开始的二十年纯文本写作生涯的一份不完整的回顾与总结', 'zh-Hans');
    expect(slug.length).toBeLessThanOrEqual(60);
    expect(slug).toMatch(/^cong-wu-jian-dao-kai-shi-de-er-shi-nian/);
    expect(slugOf('x'.repeat(100), 'en')).toBe('x'.repeat(60));
  });

  test('is a valid part of an address for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('zh-Hans', 'en', 'ja'), (title, language) => {
        expect(slugOf(title, language)).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*)?$/u);
      }),
    );
  });
});

const POST = { title: '宕机', slug: undefined, date: '2026-11-26', draft: false, page: false };
const site = (more: { [path: string]: string } = {}) =>
  writeSite({ 'content/site.yaml': `${SITE_YAML}author: 王小明\n`, ...more });

describe('a file', () => {
  test.each([
    [POST, 'content/posts/2026-11-26-dang-ji.md', '% 宕机\n% 王小明\n% 2026-11-26\n\n'],
    [
      { ...POST, draft: true },
      'content/posts/2026-11-26-dang-ji.md',
      '% 宕机\n% 王小明\n% 2026-11-26\n\n---\ndraft: true\n---\n\n',
    ],
    [{ ...POST, title: ' About \n me ', page: true }, 'content/about-me.md', '% About me\n\n'],
    [
      { ...POST, title: 'C:\\Temp 里的 <script> 与 $a$', slug: 'x' },
      'content/posts/2026-11-26-x.md',
      '% C:\\\\Temp 里的 \\<script> 与 \\$a$\n% 王小明\n% 2026-11-26\n\n',
    ],
    [{ ...POST, slug: 'Down' }, 'content/posts/2026-11-26-Down.md', '% 宕机\n% 王小明\n% 2026-11-26\n\n'],
  ])('%j', async (post, path, text) => {
    const root = site();
    expect(newPost(root, post)).toBe(path);
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    const { problems, summary } = await build({ ...QUIET, root, out: join(root, 'dist') });
    expect(problems).toEqual([]);
    expect([summary.posts, summary.pages, summary.drafts]).toEqual(post.draft ? [0, 0, 1] : post.page ? [0, 1, 0] : [1, 0, 0]);
  });

  test('has no author if the site has none', () => {
    const root = writeSite({ 'content/site.yaml': SITE_YAML });
    expect(readFileSync(join(root, newPost(root, POST)), 'utf8')).toBe('% 宕机\n%\n% 2026-11-26\n\n');
  });

  test.each([
    [{}, { ...POST, title: '！' }, /cannot make an address from "！"; pass --slug/],
    [{}, { ...POST, slug: '../x' }, /invalid --slug "\.\.\/x": use letters, digits and hyphens/],
    [{ 'content/posts/2026-11-26-dang-ji.md': '% A\n' }, POST, /content\/posts\/2026-11-26-dang-ji\.md already exists/],
    [
      { 'content/posts/2026-11-26-Dang-Ji.md': '% A\n' },
      POST,
      /Dang-Ji\.md already has the address \/posts\/2026-11-26-Dang-Ji\.html/,
    ],
    [
      { 'content/posts/2020-01-02-x.md': '---\ntitle: X\naliases: [/posts/2026-11-26-dang-ji.html]\n---\n' },
      POST,
      /is an old address of content\/posts\/2020-01-02-x\.md/,
    ],
    [
      { 'content/a.md': '---\ntitle: A\ndraft: true\nslug: about\n---\n' },
      { ...POST, title: 'About', page: true },
      /content\/a\.md already has/,
    ],
    [{}, { ...POST, title: 'x', slug: 'posts', page: true }, /titleblock generates \/posts\.html/],
  ])('is refused: %j %j', (files, post, message) => {
    const root = site(files as { [path: string]: string });
    const before = filesBelow(root);
    expect(() => newPost(root, post)).toThrow(message);
    expect(filesBelow(root)).toEqual(before);
  });
});

describe('in another language', () => {
  const settings = `${SITE_YAML}author: 王小明\nlanguages: {en: {author: Wang}, ja: {path: jp}}\n`;
  const inLanguage = (language: string, files: { [path: string]: string } = {}, more = {}) => {
    const root = site({ 'content/site.yaml': settings, ...files });
    const path = newPost(root, { ...POST, title: language === 'ja' ? '雲' : '云 Clouds', ...more }, language);
    return [path, readFileSync(join(root, path), 'utf8')];
  };

  test('has its suffix and the author of its language', () => {
    expect(inLanguage('en')).toEqual(['content/posts/2026-11-26-yun-clouds.en.md', '% 云 Clouds\n% Wang\n% 2026-11-26\n\n']);
    expect(inLanguage('EN', {}, { page: true })[0]).toBe('content/yun-clouds.en.md');
    expect(inLanguage('zh-Hans')[0]).toBe('content/posts/2026-11-26-yun-clouds.md');
  });

  test('is in its folder, if other texts are', () => {
    expect(inLanguage('ja', { 'content/jp/about.md': '% About\n' })[0]).toBe('content/jp/posts/2026-11-26-雲.md');
    expect(inLanguage('ja', { 'content/about.ja.md': '% About\n' })[0]).toBe('content/posts/2026-11-26-雲.ja.md');
  });

  test('has the form of other posts in it, and their tags are suggested', () => {
    const files = {
      'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntags: [云]\n---\n\nx\n',
      'content/posts/2020-01-02-a.en.md': '% A\n%\n% 2020-01-02\n\n---\ntags: [clouds]\n---\n\nx\n',
    };
    expect(inLanguage('en', files)[1]).toBe('% 云 Clouds\n% Wang\n% 2026-11-26\n\n');
    const root = site({ 'content/site.yaml': settings, ...files });
    expect([postWriter(root).terms.tags, postWriter(root, 'en').terms.tags]).toEqual([['云'], ['clouds']]);
  });

  test('is refused if the site does not have it', () => {
    expect(() => inLanguage('fr')).toThrow(
      'this site has no language "fr"; its languages are zh-Hans, en, ja: add it to `languages` in content/site.yaml',
    );
  });
});

describe('as a translation', () => {
  const settings = `${SITE_YAML}languages: {en: {author: Wang}, ja: {path: jp}}\n`;
  const translation = (translates: string, language: string, files: { [path: string]: string }) => {
    const root = site({ 'content/site.yaml': settings, ...files });
    const path = newPost(root, { ...POST, title: 'Clouds', translates }, language);
    return [path, readFileSync(join(root, path), 'utf8')];
  };
  const cloud = { 'content/posts/2020-01-02-云.md': '% 云\n%\n% 2020-01-02\n\n一\n' };

  test('has the name and the date of the other file', () => {
    expect(translation('content/posts/2020-01-02-云.md', 'en', cloud)).toEqual([
      'content/posts/2020-01-02-云.en.md',
      '% Clouds\n% Wang\n% 2020-01-02\n\n',
    ]);
    const about = { 'content/about.en.md': '% About\n' };
    expect(translation('content/about.en.md', 'zh-Hans', about)[0]).toBe('content/about.md');
    const folder = { ...cloud, 'content/jp/about.md': '% About\n' };
    expect(translation('content/posts/2020-01-02-云.md', 'ja', folder)[0]).toBe('content/jp/posts/2020-01-02-云.md');
    expect(translation('content/jp/about.md', 'en', folder)[0]).toBe('content/about.en.md');
  });

  test('is refused if it would be none, or exists', () => {
    expect(() => translation('content/posts/2020-01-02-运.md', 'en', cloud)).toThrow(
      'is no post or page of this site; did you mean content/posts/2020-01-02-云.md?',
    );
    expect(() => translation('content/posts/2020-01-02-云.md', 'zh-Hans', cloud)).toThrow('is in zh-Hans already');
    const both = { ...cloud, 'content/posts/2020-01-02-云.en.md': '% Cloud\n' };
    expect(() => translation('content/posts/2020-01-02-云.md', 'en', both)).toThrow('already exists');
  });

  test('is named from where the writer is', () => {
    const root = site({ 'content/site.yaml': settings, ...cloud });
    const args = ['new', 'Clouds', '--translates', 'posts/2020-01-02-云.md', '--language', 'en', '--root', '..'];
    const { status, stdout } = run(args, { cwd: join(root, 'content') });
    expect([status, stdout]).toEqual([0, 'content/posts/2020-01-02-云.en.md\n']);
    expect(run(['new', 'Clouds', '--translates', 'a.md', '--root', root]).stderr).toContain('--translates needs --language');
    const combined = run(['new', 'Clouds', '--translates', 'a.md', '--language', 'en', '--slug', 'x', '--root', root]);
    expect(combined.stderr).toContain('--slug cannot be combined with --translates');
  });
});

test('writes nothing through a symlink', () => {
  const root = site();
  const outside = writeSite({});
  mkdirSync(join(root, 'content'), { recursive: true });
  symlinkSync(join(outside, 'content'), join(root, 'content/posts'));
  const before = filesBelow(outside);
  expect(() => newPost(root, POST)).toThrow(/content\/posts in it is a symlink, and nothing is written through symlinks/);
  writeFileSync(join(outside, 'urls.yaml'), 'mine\n');
  symlinkSync(join(outside, 'urls.yaml'), join(root, 'content/urls.yaml'));
  beginUrls(root);
  expect(readFileSync(join(outside, 'urls.yaml'), 'utf8')).toBe('mine\n');
  expect(lstatSync(join(root, 'content/urls.yaml')).isFile()).toBe(true);
  expect(filesBelow(outside)).toEqual([...before, 'urls.yaml'].sort());
});

test('the command prints the path, opens the editor, and reports errors', () => {
  const root = site();
  const made = run(['new', '宕机', '复盘', '--date', '2026-11-26', '--root', root, '--edit'], { env: { EDITOR: 'echo opened' } });
  expect(made.status).toBe(0);
  expect(made.stdout).toBe(
    `content/posts/2026-11-26-dang-ji-fu-pan.md\nopened ${join(root, 'content/posts/2026-11-26-dang-ji-fu-pan.md')}\n`,
  );
  expect(run(['new', '宕机 复盘', '--date', '2026-11-26', '--root', root])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('already exists; choose another --slug'),
  });
  const today = run(['new', '今天', '--root', root]).stdout.trim();
  expect(today).toMatch(/^content\/posts\/\d{4}-\d{2}-\d{2}-jin-tian\.md$/);
  expect(existsSync(join(root, today))).toBe(true);
  for (const [args, message] of [
    [[], 'expected a title: npm run new -- "The title"'],
    [[' '], 'expected a title'],
    [['x', '--date', '2026-02-30'], 'is not a valid date'],
    [['x', '--date', '2026'], 'is not a valid date'],
    [['x', '--page', '--date', '2026-01-02'], '--date cannot be combined with --page'],
    [['x', '--strict'], 'unknown option --strict for new; it belongs to build'],
  ] as const)
    expect(run(['new', ...args, '--root', root])).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  expect(run(['new', 'x', '--edit', '--root', root], { env: { EDITOR: '', VISUAL: '' } }).stderr).toContain('--edit needs');
}, 60_000);
