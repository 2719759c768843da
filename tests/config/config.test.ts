// site.yaml: the value of each setting, set or by default.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialectsOf } from '../../scripts/config/config.js';
import { schemas } from '../../scripts/tools/docs/schemas.js';
import { allSettings, readSettings } from '../readSettings.js';
import { PROJECT } from '../support.js';

const NEEDED = 'title: T\nurl: https://example.org\n';

/** Reads a setting from a line of site.yaml, next to the site's address and title. */
function setting(line: string) {
  const { config, problems } = readSettings(`${NEEDED}${line}\n`);
  return { config: allSettings(config), said: problems.map(({ reason, place }) => `${place?.line}:${place?.column} ${reason}`) };
}

test('the default settings', () => {
  const { config, problems } = readSettings(NEEDED);
  expect(problems).toEqual([]);
  expect(allSettings(config)).toEqual({
    title: 'T',
    url: { origin: 'https://example.org', base: '' },
    description: '',
    author: '',
    aliases: [],
    language: 'zh-Hans',
    languages: [],
    prefix: '',
    siteLanguage: 'zh-Hans',
    timezone: 'Asia/Shanghai',
    pageSize: 11,
    latest: 5,
    home: ['introduction', 'latest'],
    list: { excerpt: true, tags: true },
    post: { toc: true, meta: true, license: true, neighbours: true, related: true },
    theme: { name: 'press' },
    words: {},
    social: [],
    prefetch: true,
    contentSignals: {},
    feedSize: 20,
    markdown: 'markdown+east_asian_line_breaks+autolink_bare_uris+cjk',
    dialects: [],
    license: '',
    comments: {},
    cards: true,
    hub: '',
    ignoreFields: [],
    redirects: [],
    taxonomies: [],
    announce: { indexnow: '', baidu: '' },
    analytics: {},
    search: true,
    allow: [],
    safe: false,
    allowPrivate: false,
    plugins: [],
    images: {
      widths: [456, 684, 1026, 1368, 2052],
      formats: ['avif', 'webp'],
      quality: { avif: 50, webp: 80, jpeg: 80 },
      maxMegapixels: 268,
      remote: 'keep',
      maxRemoteMegabytes: 20,
    },
    answered: [],
    future: 'publish',
    links: 'error',
    pictures: 'error',
  });
});

describe('a valid setting', () => {
  test.each([
    ['title: 2023', 'title', '2023'],
    ['title: 0x1F', 'title', '0x1F'],
    ['title: "a\\u0001b"', 'title', 'ab'],
    ['url: https://example.org/b%20log//', 'url', { origin: 'https://example.org', base: '/b log' }],
    ['url: "  http://example.org:8080  "', 'url', { origin: 'http://example.org:8080', base: '' }],
    ['aliases: www.example.org', 'aliases', [{ origin: 'https://www.example.org', base: '' }]],
    ['aliases: [http://a.example/b/]', 'aliases', [{ origin: 'http://a.example', base: '/b' }]],
    ['language: ZH-hans', 'language', 'zh-Hans'],
    ['timezone: asia/shanghai', 'timezone', 'Asia/Shanghai'],
    ['pageSize: 1', 'pageSize', 1],
    ['latest: 0', 'latest', 0],
    ['feedSize: 1', 'feedSize', 1],
    ['markdown: gfm', 'markdown', 'gfm'],
    ['markdown: markdown+emoji-smart', 'markdown', 'markdown+emoji-smart'],
    ['search: false', 'search', false],
    ['safe: true', 'safe', true],
    ['hub: https://hub.example/', 'hub', 'https://hub.example/'],
    ['allow: https://a.example/x', 'allow', ['https://a.example']],
    ['announce: {baidu: http://b.example/}', 'announce', { indexnow: '', baidu: 'http://b.example/' }],
    ['future: wait', 'future', 'wait'],
    ['links: warn', 'links', 'warn'],
    ['links: error', 'links', 'error'],
    ['pictures: warn', 'pictures', 'warn'],
    ['pictures: error', 'pictures', 'error'],
    ['future: publish', 'future', 'publish'],
    ['future: error', 'future', 'error'],
    ['logo: a.png', 'logo', { path: 'a.png', place: at(3, 7, 3, 12) }],
    ['description:', 'description', ''],
    ['author: &a A\ndescription: *a', 'description', 'A'],
    ['navigation: {title: A, url: /a}', 'navigation', [{ title: 'A', url: '/a', place: at(3, 29, 3, 31) }]],
    [
      'plugins: [./a.ts, b: {c: 1}, d: ]',
      'plugins',
      [
        { name: './a.ts', options: undefined, place: at(3, 11, 3, 17) },
        { name: 'b', options: { c: 1 }, place: at(3, 19, 3, 20) },
        { name: 'd', options: null, place: at(3, 30, 3, 31) },
      ],
    ],
    ['images: {widths: [900, 16, 900]}', 'images.widths', [16, 900]],
    ['images: {formats: [webp, avif], remote: localise}', 'images.formats', ['webp', 'avif']],
    ['images: {formats: webp, remote: keep}', 'images.remote', 'keep'],
    ['images: {quality: {avif: 1, jpeg: 100}}', 'images.quality', { avif: 1, webp: 80, jpeg: 100 }],
    ['images: {maxMegapixels: 1, quality:}', 'images.quality', { avif: 50, webp: 80, jpeg: 80 }],
  ])('%s', (line, name, value) => {
    const yaml = line.startsWith('title')
      ? line.concat('\nurl: https://example.org')
      : `${NEEDED.replace(/url.*\n/, line.startsWith('url') ? '' : '$&')}${line}`;
    const { config, problems } = readSettings(`${yaml}\n`);
    expect(problems).toEqual([]);
    const found = name
      .split('.')
      .reduce<unknown>((values, each) => (values as { [name: string]: unknown })[each], allSettings(config));
    expect(found).toEqual(value);
  });
});

function at(line: number, column: number, endLine: number, endColumn: number) {
  return { line, column, endLine, endColumn };
}

describe('an invalid setting is reported at its place, and has its default', () => {
  test.each([
    ['pageSize: 0', '3:11 pageSize: expected a whole number of at least 1', 'pageSize', 11],
    ['pageSize: 1.5', '3:11 pageSize: expected a whole number of at least 1', 'pageSize', 11],
    ['latest: -1', '3:9 latest: expected a whole number of at least 0', 'latest', 5],
    ['search: yes please', '3:9 search: expected true or false, got "yes please"', 'search', true],
    ['search: [true]', '3:9 search: expected true or false, got a list', 'search', true],
    ['author: {a: b}', '3:9 author: expected text, got a mapping', 'author', ''],
    ['author: true', '3:9 author: expected text, got true', 'author', ''],
    ['future: soon', '3:9 future: expected publish or wait or error', 'future', 'publish'],
    ['hub: ftp://x.example/', '3:6 hub: expected an address that begins with https:// or http://', 'hub', ''],
    [
      'timezone: Mars',
      '3:11 timezone: unknown time zone "Mars"; write UTC, Asia/Shanghai or Europe/Berlin',
      'timezone',
      'Asia/Shanghai',
    ],
    [
      'allow: [https://a.example, b]',
      '3:28 allow: expected an origin such as https://example.org',
      'allow',
      ['https://a.example'],
    ],
    [
      'aliases: ["http://", a.example]',
      '3:11 aliases: expected a host name such as www.example.org',
      'aliases',
      [{ origin: 'https://a.example', base: '' }],
    ],
    ['dialects: gfm', '3:11 dialects: expected a mapping such as {posts/imported: gfm}', 'dialects', []],
    [
      'images: large',
      '3:9 images: expected a mapping of widths, formats, quality, maxMegapixels, remote, maxRemoteMegabytes',
      'images.maxMegapixels',
      268,
    ],
    ['images: {widths: [15, 16]}', '3:19 images: widths: expected a whole number of at least 16', 'images.widths', [16]],
    [
      'images: {quality: {avif: 101}}',
      '3:26 images: quality: avif: expected a whole number from 1 to 100',
      'images.quality.avif',
      50,
    ],
    [
      'images: {quality: {avif: 0}}',
      '3:26 images: quality: avif: expected a whole number from 1 to 100',
      'images.quality.avif',
      50,
    ],
    [
      'plugins: a',
      '3:10 plugins: expected a list of names: [./plugins/links.ts, remark-gemoji, {rehype-x: {option: 1}}]',
      'plugins',
      [],
    ],
    [
      'plugins: [{a: 1, b: 2}]',
      '3:11 plugins: expected a list of names: [./plugins/links.ts, remark-gemoji, {rehype-x: {option: 1}}]',
      'plugins',
      [],
    ],
    [
      'plugins: [1]',
      '3:11 plugins: expected a list of names: [./plugins/links.ts, remark-gemoji, {rehype-x: {option: 1}}]',
      'plugins',
      [],
    ],
    ['navigation: [a]', '3:14 navigation: missing title; an entry is {title: About, url: /about.html}', 'navigation', []],
    [
      'navigation: [{title: 1, url: /a}]',
      '3:22 navigation: missing title; an entry is {title: About, url: /about.html}',
      'navigation',
      [],
    ],
    [
      'navigation: [{title: A, url: [b]}]',
      '3:30 navigation: missing url; an entry is {title: About, url: /about.html}',
      'navigation',
      [],
    ],
    ['author: &a A\nallow: [*a]', '4:9 allow: expected text, got a reference (`*a`)', 'allow', []],
    ['logo: [a]', '3:7 logo: expected text, got a list', 'logo', undefined],
  ])('%s', (line, reason, name, value) => {
    const { config, said } = setting(line);
    expect(said).toEqual([reason]);
    const found = name.split('.').reduce<unknown>((values, each) => (values as { [name: string]: unknown })[each], config);
    expect(found).toEqual(value);
  });

  test.each([
    ['autor: A', '3:1', 'author'],
    ['quality: 5', '3:1', undefined],
  ])('%s is not a setting', (line, where, near) => {
    const { problems } = readSettings(`${NEEDED}${line}\n`);
    const [problem, ...more] = problems;
    expect(more).toEqual([]);
    expect(problem?.ruleId).toBe('config/unknown');
    expect(`${problem?.place?.line}:${problem?.place?.column}`).toBe(where);
    expect(problem?.note).toMatch(/^known fields: title, url, description, /);
    expect(problem?.expected?.[0]).toBe(near);
  });

  test('refuses a field with the name of a property of all objects', () => {
    const { said, config } = setting('__proto__: {title: X}\nconstructor: 1');
    expect(said).toEqual(['3:1 __proto__: a field cannot have this name', '4:1 unknown field "constructor"']);
    expect(config.title).toBe('T');
  });

  test('reports growing references once', () => {
    const bomb = `a: &a [1]\n${Array.from({ length: 9 }, (_, n) => `${'bcdefghij'[n]}: &${'bcdefghij'[n]} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[n]}`)}]`).join('\n')}`;
    expect(setting(bomb).said.filter((reason) => /too many/.test(reason))).toHaveLength(1);
  });
});

describe('a missing setting is reported', () => {
  const rules = (source: string | undefined) =>
    readSettings(source).problems.map(({ ruleId, reason, place }) => [ruleId, reason, place?.line, place?.column]);

  test.each([
    ['the file', undefined, [['config/missing', 'missing content/site.yaml', undefined, undefined]]],
    [
      'all',
      '',
      [
        ['config/missing', 'missing field "title"', 1, 1],
        ['config/missing', 'missing field "url"', 1, 1],
      ],
    ],
    ['the title', 'url: https://example.org', [['config/missing', 'missing field "title"', 1, 1]]],
    [
      'nothing, but the address is wrong',
      'title: T\nurl: x',
      [['config/wrong', 'url: expected an address such as https://example.org', 2, 6]],
    ],
    [
      'a mapping',
      '- a',
      [
        ['config/syntax', 'expected lines of `name: value`', 1, 1],
        ['config/missing', 'missing field "title"', 1, 1],
        ['config/missing', 'missing field "url"', 1, 1],
      ],
    ],
    ['one of two', 'title: T\nurl: https://example.org\ntitle: U', [['config/syntax', 'the field "title" is given twice', 3, 1]]],
    [
      'the name of a field',
      'title: T\nurl: https://example.org\n[a]: b',
      [
        ['config/syntax', 'a field name has to be text, not a list, a mapping or a tagged value', 3, 1],
        ['config/unknown', 'unknown field "["a"]"', 3, 1],
      ],
    ],
  ])('%s', (_what, source, expected) => {
    expect(rules(source)).toEqual(expected);
    const { config } = readSettings(source);
    const title = [...(source ?? '').matchAll(/^title: (.)/gm)].at(-1)?.[1] ?? '';
    expect([config.title, config.url]).toEqual([title, { origin: 'https://example.org', base: '' }]);
  });
});

test('the innermost folder decides the dialect', () => {
  const { config, problems } = readSettings(
    `${NEEDED}markdown: commonmark\ndialects: {posts/: gfm, ./content/posts/old: markdown, /notes//: markdown+emoji, none: x, empty: }\n`,
  );
  expect(problems.map(({ reason, place }) => [reason.slice(0, 20), place?.column])).toEqual([
    ['dialects: "x" is not', 88],
    ['dialects: expected t', 98],
  ]);
  expect(config.dialects).toEqual([
    { folder: 'posts', dialect: 'gfm', place: at(4, 12, 4, 18) },
    { folder: 'posts/old', dialect: 'markdown', place: at(4, 25, 4, 44) },
    { folder: 'notes', dialect: 'markdown+emoji', place: at(4, 56, 4, 64) },
  ]);
  const dialectOf = dialectsOf(config);
  expect(['posts/a.md', 'posts/old/a.md', 'postscript/a.md', 'notes/a.md', 'a.md'].map(dialectOf)).toEqual([
    'gfm',
    'markdown',
    'commonmark',
    'markdown+emoji',
    'commonmark',
  ]);
});

test('reports YAML that is nested too deeply once', () => {
  const { problems } = readSettings(`${NEEDED}a: ${'['.repeat(100_000)}\n`);
  expect(problems.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([['config/syntax', 'this YAML is nested too deeply']]);
});

test('the schema of the settings is the one in docs/schemas (npm run docs)', () => {
  for (const [path, schema] of Object.entries(schemas())) expect(readFileSync(join(PROJECT, path), 'utf8')).toBe(schema);
});
