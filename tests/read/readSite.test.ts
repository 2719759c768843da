// Reading a site: files, texts and their encodings, the order of posts, waiting posts, data, folder metadata.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readData } from '../../scripts/read/data.js';
import { readFolderMeta } from '../../scripts/read/folderMeta.js';
import { inputFile, inputPaths, templatePaths } from '../../scripts/read/inputFiles.js';
import { readSite, type SiteFiles } from '../../scripts/read/read.js';
import { readText } from '../../scripts/read/readText.js';
import { walk } from '../../scripts/read/walk.js';
import { HEADER } from '../readSettings.js';
import { buildSite, PROJECT, temporaryFolder, writeFiles } from '../support.js';

/** Reads a site of texts in memory. */
function site(texts: { readonly [path: string]: string | Uint8Array }, more: Partial<SiteFiles> = {}) {
  const files = { 'content/site.yaml': 'title: T\nurl: https://example.org\n', ...texts };
  return readSite(
    {
      paths: Object.keys(files),
      read: (path) => Buffer.from(files[path as keyof typeof files] as string),
      cached: () => undefined,
      drafts: false,
      today: () => '2026-11-01',
      anyDay: false,
      cachedConfig: undefined,
      ...more,
    },
    { settings: {}, fields: HEADER, generated: (_config, { posts }) => posts.map(({ url }) => `generated for ${url}`) },
  );
}

describe('a site', () => {
  const texts = {
    'content/about.md': '% About\n',
    'content/posts/2020-01-02-b.md': '% B\n',
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2021-01-02-c.md': '% C\n',
    'content/drafts/2020-05-05-d.md': '% D\n',
    'content/posts/_meta.yaml': 'license: L\n',
    'content/posts/file.pdf': '',
    'content/urls.yaml': '"/x.html": {"file": "x.md"}\nwrong\n',
    'content/links.yaml': '',
    'images/a.png': '',
    'templates/page.html': '',
    'templates/_meta.yaml': 'license: none\n',
    'plugins/readme.md': '% Not a page\n',
  };

  test('has posts, newest first, pages and files', () => {
    const { index, sources, problems, texts: read, dueDays } = site(texts);
    expect(index.posts.map(({ path }) => path)).toEqual([
      'posts/2021-01-02-c.md',
      'posts/2020-01-02-b.md',
      'posts/2020-01-02-a.md',
    ]);
    expect(index.pages.map(({ path }) => path)).toEqual(['about.md']);
    expect(index.files).toEqual(['content/posts/file.pdf', 'images/a.png']);
    expect(index.generated).toEqual(index.posts.map(({ url }) => `generated for ${url}`));
    expect(index.published).toEqual([{ url: '/x.html', file: 'x.md', line: 1 }]);
    expect([index.drafts, index.shownDrafts]).toEqual([['/drafts/2020-05-05-d.html'], []]);
    expect(problems.map(({ file, ruleId }) => [file, ruleId])).toEqual([['content/urls.yaml', 'url/list']]);
    expect(sources).toHaveLength(5);
    expect([...read.keys()]).not.toContain('drafts/2020-05-05-d.md');
    expect(read.get('about.md')).toBe('% About\n');
    expect(dueDays).toEqual([]);
    expect(sources.map(({ source }) => source.meta.license)).toEqual([undefined, 'L', 'L', 'L', undefined]);
  });

  test('includes drafts on request', () => {
    const { index } = site(texts, { drafts: true });
    expect(index.posts.map(({ url }) => url)).toContain('/drafts/2020-05-05-d.html');
    expect([index.drafts, index.shownDrafts]).toEqual([[], ['drafts/2020-05-05-d.md']]);
  });

  test.each([
    ['publish', [3, [], 0]],
    ['wait', [2, ['2021-01-02'], 0]],
    ['error', [3, [], 1]],
  ] as const)('future: %s', (future, expected) => {
    const settings = `title: T\nurl: https://example.org\nfuture: ${future}\n`;
    const { index, dueDays, problems } = site(
      { ...texts, 'content/site.yaml': settings, 'content/drafts/2022-01-01-e.md': '% E\n' },
      { today: () => '2020-12-31' },
    );
    const early = problems.filter(({ ruleId }) => ruleId === 'date/future');
    expect([index.posts.length, dueDays, early.length]).toEqual(expected);
    // On its day, the post is published.
    const then = site({ ...texts, 'content/site.yaml': settings }, { today: () => '2021-01-02' });
    expect([then.index.posts.length, then.dueDays, then.problems.length]).toEqual([3, [], 1]);
  });

  test('lists the days of waiting posts in order', () => {
    const settings = 'title: T\nurl: https://example.org\nfuture: wait\n';
    const { dueDays } = site(
      { 'content/site.yaml': settings, 'content/2022-02-02-a.md': '% A', 'content/2022-01-01-b.md': '% B' },
      { today: () => '2020-12-31' },
    );
    expect(dueDays).toEqual(['2022-01-01', '2022-02-02']);
  });

  test('reuses the cached sources if nothing has changed', () => {
    const first = site(texts);
    const requested: string[] = [];
    const cached = (path: string) => first.sources.find(({ source }) => source.path === path);
    const config = { config: first.config, problems: first.configProblems };
    const read = (path: string) => {
      requested.push(path);
      return Buffer.from('license: L\n');
    };
    const again = site(texts, { cached, cachedConfig: config, read });
    expect(requested).toEqual(['content/posts/_meta.yaml', 'content/urls.yaml']);
    expect(again.config).toBe(first.config);
    expect(again.sources).toEqual(first.sources);
    expect(again.texts.size).toBe(0);
    // A change of folder metadata affects its files.
    const other = site({ ...texts, 'content/posts/_meta.yaml': 'license: M\n' }, { cached });
    expect(other.index.posts.map(({ meta }) => meta.license)).toEqual(['M', 'M', 'M']);
  });

  test('has default settings without site.yaml', () => {
    const { config, configProblems } = readSite(
      {
        paths: [],
        read: () => Buffer.alloc(0),
        cached: () => undefined,
        drafts: false,
        today: () => '2026-11-01',
        anyDay: true,
        cachedConfig: undefined,
      },
      { settings: {}, fields: HEADER, generated: () => [] },
    );
    expect([config.title, configProblems.map(({ ruleId }) => ruleId)]).toEqual(['', ['config/missing']]);
  });
});

describe('a text', () => {
  const read = (bytes: Uint8Array) => {
    const { text, problems } = readText('content/a.md', () => bytes);
    return { text, said: problems.map(({ ruleId, reason, place }) => `${place?.line}:${place?.column} ${ruleId} ${reason}`) };
  };
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

  test.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffab', 'utf16le'), 'UTF-16'],
    ['UTF-16 with the other mark', utf16be('\ufeffab'), 'UTF-16'],
    ['UTF-16LE', Buffer.from('abc 汉字', 'utf16le'), 'UTF-16LE'],
    ['UTF-16BE', utf16be('abc 汉字'), 'UTF-16BE'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), 'UTF-32'],
    ['UTF-32 with the other mark', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 65]), 'UTF-32'],
  ])('in %s', (_what, bytes, encoding) => {
    expect(read(bytes)).toEqual({ text: undefined, said: [`1:1 source/encoding this is ${encoding}, not UTF-8`] });
  });

  test('with two zeros is none of these encodings', () => {
    expect(read(Buffer.from('a\0b\0cdefghijklmn')).text).toBe('abcdefghijklmn');
    expect(read(Buffer.from([0xff, 0x41, 0xfe])).said).toEqual(['1:1 source/encoding this is not UTF-8']);
    const { problems } = readText('content/a.md', () => Buffer.from('x\u202ey'));
    expect(problems[0]?.place).toEqual({ line: 1, column: 2, endLine: 1, endColumn: 3 });
  });

  test('of settings is checked like any other', () => {
    const { configProblems } = site({ 'content/site.yaml': 'title: T\u0001\nurl: https://example.org\n' });
    expect(configProblems.map(({ ruleId }) => ruleId)).toEqual(['source/control']);
  });

  test('in another encoding is reported at the first wrong character', () => {
    expect(read(Buffer.concat([Buffer.from('a\nb'), Buffer.from([0xb0, 0xa1])]))).toEqual({
      text: undefined,
      said: ['2:2 source/encoding this is not UTF-8'],
    });
  });

  test('with a few zeros is accepted without them', () => {
    const { text, said } = read(Buffer.from(`${'abcdefgh'.repeat(9)}\0\u0001\nx\u202ey`));
    expect(text).toBe(`${'abcdefgh'.repeat(9)}\nx\u202ey`);
    expect(said).toEqual([
      '2:2 source/bidi U+202E reorders the text after it and is not closed',
      '1:73 source/control the control character U+0000 is not allowed in a page and is removed',
    ]);
  });

  test.each([
    ['EACCES', 'permission is denied'],
    ['ENOENT', 'it no longer exists'],
    ['EIO', 'broken'],
  ])('that can’t be read is reported: %s', (code, reason) => {
    const { text, problems } = readText('content/a.md', () => {
      throw Object.assign(new Error('broken'), { code });
    });
    expect(text).toBeUndefined();
    expect(problems).toMatchObject([{ ruleId: 'source/unreadable', reason: `the file cannot be read: ${reason}` }]);
    const { problems: ofSite, sources } = site(
      { 'content/a.md': '' },
      {
        read: (path) => {
          if (path.endsWith('.md')) throw new Error('broken');
          return Buffer.from('title: T\nurl: https://example.org\n');
        },
      },
    );
    expect([ofSite.length, sources.length]).toEqual([1, 0]);
  });
});

test.each([
  ['content/private/_meta.yaml', 'draft: true  # caf\xe9\n'],
  ['content/urls.yaml', '"/old.html": {"file": "caf\xe9.md"}\n'],
  ['data/books.yaml', 'title: caf\xe9\n'],
])('%s that is not UTF-8 is an error, and never taken for an empty file', async (path, text) => {
  const bytes = Buffer.from(text, 'latin1');
  const { published, problems, root } = await buildSite({
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/private/b.md': '% Private\n',
    [path]: bytes,
  });
  expect(problems.map(({ file, ruleId }) => `${file} ${ruleId}`)).toEqual([`${path} source/encoding`]);
  expect([published, readFileSync(join(root, path)).equals(bytes)]).toEqual([false, true]);
});

describe('data', () => {
  const read = (texts: { readonly [path: string]: string }) => {
    const { values, hashes, problems } = readData({
      paths: Object.keys(texts),
      hash: (path) => `hash of ${path}`,
      read: (path) => readText(path, () => Buffer.from(texts[path] as string)),
    });
    return {
      values,
      hashes,
      said: problems.map(({ file, ruleId, place }) => `${file}:${place?.line}:${place?.column} ${ruleId}`),
    };
  };

  test('is named after its files', () => {
    expect(
      read({
        'data/a.yaml': 'x: 1',
        'data/b.yml': '',
        'data/c.json': '[1]',
        'data/d.txt': '1',
        'data/.yaml': '1',
        'data/e/f.yaml': '1',
        'content/data/g.yaml': '1',
      }),
    ).toEqual({
      values: { a: { x: 1 }, b: '', c: [1] },
      hashes: { a: 'hash of data/a.yaml', b: 'hash of data/b.yml', c: 'hash of data/c.json' },
      said: [],
    });
  });

  test('with a duplicate name or invalid YAML is an error', () => {
    const growing = `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefg'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdef'[at]}`)}]`)
      .join('\n')}`;
    const { values, said } = read({ 'data/a.json': '1', 'data/a.yaml': '2', 'data/b.yaml': 'x\ny: [', 'data/c.yaml': growing });
    expect(values).toEqual({ a: 1, b: '', c: '' });
    expect(said[0]).toBe('data/a.yaml:undefined:undefined data/duplicate');
    expect(said.slice(1, -1).every((each) => each.startsWith('data/b.yaml:'))).toBe(true);
    expect(said.at(-1)).toBe('data/c.yaml:2:8 data/syntax');
  });
});

describe('metadata of folders', () => {
  const read = (texts: { readonly [path: string]: string }) =>
    readFolderMeta(new Map(Object.entries(texts)), { safe: false, fields: HEADER });

  test('merges all folders above, the innermost first', () => {
    const { inheritedBy, problems } = read({
      'content/a/b/_meta.yaml': 'license: B\nmood: b',
      'content/_meta.yaml': 'license: T\nlang: en\nmood: t',
      'content/a/_meta.yaml': 'license: A\nlayout: a',
    });
    expect(problems).toEqual([]);
    expect(inheritedBy('a/b/c/x.md')).toMatchObject({ values: { license: 'B', lang: 'en', layout: 'a' }, meta: { mood: 'b' } });
    expect(inheritedBy('a/x.md')).toMatchObject({ values: { license: 'A', lang: 'en' }, meta: { mood: 't' } });
    expect(inheritedBy('ab/x.md')).toMatchObject({ values: { license: 'T' } });
    expect(inheritedBy('a/x.md')).toBe(inheritedBy('a/y.md'));
    expect(inheritedBy('a/x.md')?.hash).not.toBe(inheritedBy('x.md')?.hash);
  });

  test('is undefined if no folder above has any', () => {
    const { inheritedBy } = read({ 'content/a/_meta.yaml': 'license: A' });
    expect([inheritedBy('x.md'), inheritedBy('b/x.md'), read({}).inheritedBy('a/x.md')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('may not set fields that are specific to one file', () => {
    const fields = [
      'title: t',
      'slug: s',
      'aliases: /a',
      'guid: g',
      'date: 2020-01-02',
      'updated: 2020-01-02',
      'translations: {en: a}',
    ];
    const { inheritedBy, problems } = read({ 'content/_meta.yaml': `license: L\n${fields.join('\n')}\ntoc: perhaps\n` });
    expect(inheritedBy('x.md')?.values).toEqual({ license: 'L' });
    expect(problems.map(({ place, ruleId }) => [place?.line, ruleId])).toEqual(
      [9, 2, 3, 4, 5, 6, 7, 8].map((line) => [line, 'front-matter/wrong']),
    );
    expect(read({ 'content/_meta.yaml': '- a' }).problems).toMatchObject([
      { ruleId: 'front-matter/syntax', place: { line: 1, column: 1 } },
    ]);
  });
});

describe('files', () => {
  test('below a folder are sorted, without junk files', () => {
    const root = temporaryFolder();
    const junk = [
      '.DS_Store',
      '._a',
      '.titleblock-x',
      'thumbs.db',
      'Desktop.ini',
      '.gitignore',
      '.gitkeep',
      'a~',
      '#a#',
      '.a.swp',
    ];
    writeFiles(root, {
      ...Object.fromEntries(junk.map((name) => [name, ''])),
      '.git/config': '',
      '.obsidian/x': '',
      'b.md': '',
      'a/c.md': '',
      'B.md': '',
      '~a': '',
      '.htaccess': '',
      'a-b': '',
    });
    expect(walk(root, [])).toMatchObject({ files: ['B.md', 'a-b', 'a/c.md', 'b.md', '~a'], refused: [['.htaccess', 'hidden']] });
    expect(walk(join(root, 'none'), [])).toMatchObject({ files: [], refused: [] });
    expect(() => walk(join(root, 'b.md'), [])).toThrow('ENOTDIR');
  });

  test('that can’t be part of a site are reported', async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    writeFiles(root, { 'in/a.md': '', 'in/z\uFFFD.md': '', 'in/b\\c.md': '', 'in/c:d.md': '', 'other/e.md': '' });
    writeFiles(outside, { 'x.md': '' });
    execFileSync('mkfifo', [join(root, 'in/pipe')]);
    const server = createServer().listen(join(root, 'in/socket'));
    symlinkSync('.', join(root, 'in/circle'));
    symlinkSync('self', join(root, 'in/self'));
    symlinkSync('nowhere', join(root, 'in/nothing'));
    symlinkSync(join(outside, 'x.md'), join(root, 'in/out.md'));
    symlinkSync(outside, join(root, 'in/outside'));
    symlinkSync('../other', join(root, 'in/linked'));
    symlinkSync('a.md', join(root, 'in/link.md'));
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'in/')), Buffer.from([0xff])]), '');
    const { files, refused } = walk(join(root, 'in'), [join(root, 'in'), join(root, 'other')]);
    server.close();
    expect(files).toEqual(['a.md', 'link.md', 'linked/e.md', 'z\uFFFD.md']);
    expect(new Map(refused)).toEqual(
      new Map([
        ['pipe', 'pipe'],
        ['socket', 'socket'],
        ['circle', 'loop'],
        ['self', 'loop'],
        ['out.md', 'outside'],
        ['outside', 'outside'],
        ['\uFFFD', 'encoding'],
        ['b\\c.md', 'character'],
        ['c:d.md', 'character'],
      ]),
    );
  });

  test('of a build are those of the five folders and the built-in templates', () => {
    const root = temporaryFolder();
    writeFiles(root, {
      'content/a.md': '',
      'images/b.png': '',
      'data/c.yaml': '',
      'plugins/d.js': '',
      'templates/page.html': '',
      'other/x': '',
    });
    writeFiles(root, { 'content/e\\f.md': '', 'images/e\\f.png': '' });
    mkdirSync(join(root, 'content/empty'));
    symlinkSync('/', join(root, 'images/root'));
    execFileSync('mkfifo', [join(root, 'content/pipe')]);
    const { paths, problems } = inputPaths(root);
    const own = paths.filter((path) => !path.startsWith('program/'));
    expect(own).toEqual(['content/a.md', 'images/b.png', 'templates/page.html', 'data/c.yaml', 'plugins/d.js']);
    expect(new Map(problems.map(({ file, ruleId }) => [file, ruleId]))).toEqual(
      new Map([
        ['content/e\\f.md', 'source/name'],
        ['content/pipe', 'source/special'],
        ['images/root', 'source/outside'],
      ]),
    );
    expect(problems.find(({ file }) => file === 'content/pipe')).toMatchObject({
      reason: 'this is a named pipe (FIFO), which is not opened',
      note: 'only files and folders can be part of a site; delete it or move it away',
    });
    expect(paths).toContain('program/templates/page.html');
    expect([inputFile(root, 'content/a.md'), inputFile(root, 'program/templates/page.html')]).toEqual([
      join(root, 'content/a.md'),
      join(PROJECT, 'templates/page.html'),
    ]);
    const templates = templatePaths(paths);
    expect(templates.get('page.html')).toBe('templates/page.html');
    expect(templates.get('post.html')).toBe('program/templates/post.html');
    expect([...templates.keys()]).toEqual([...templates.keys()].sort());
  });
});
