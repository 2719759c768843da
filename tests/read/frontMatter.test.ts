import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../../scripts/read/frontMatter.js';
import { readSource } from '../../scripts/read/source.js';
import { HEADER } from '../readSettings.js';
import { buildAt, SITE_YAML, writeSite } from '../support.js';

const body = (text: string) => {
  const { source } = readSource('posts/2020-01-02-a.md', text, { fields: HEADER, dialect: 'markdown' });
  return { title: source.meta.title, meta: source.meta.meta, body: text.slice(source.bodyOffset).trim() };
};

test.each([
  ['---\ntitle: T\n---\nbody\n', 'T', 'body'],
  ['---\ntitle: T\n...\nbody\n', 'T', 'body'],
  ['\uFEFF---\r\ntitle: T\r\n---\r\nbody\r\n', 'T', 'body'],
  ['---\ntitle: T\n\nmood: m\n---\nbody', 'T', 'body'],
  ['% A\n---\ntitle: T\n---\nbody\n', 'T', 'body'],
  ['% A\n\n---\ntitle: T\n---\nbody\n', 'T', 'body'],
  ['---\n# a comment\n---\nbody\n', '2020-01-02-a', 'body'],
  ['---\n---\nbody\n', '2020-01-02-a', 'body'],
  ['---\n\n \ntitle: T\n---\nbody\n', 'T', 'body'],
  ['+++\ntitle = "T"\n+++\nbody\n', 'T', 'body'],
  ['---\ntitle: T\n---\n---\n\nrule', 'T', '---\n\nrule'],
])('%j is read', (text, title, rest) => expect(body(text)).toMatchObject({ title, body: rest }));

test.each([
  ['title: >-\n  一份不完整的\n  白名单，\n  与 Java\n  之“引”\n  号', '一份不完整的白名单，与 Java 之“引”号'],
  ['title: 第一\n  第二 第三', '第一第二 第三'],
  ['title: "第一\n  第二"', '第一第二'],
  ['title: >\n  第一\n\n  第二', '第一\n第二'],
  // With explicit spaces, or with line breaks of a block scalar.
  ['title: 한국어\n  단어', '한국어 단어'],
  ['title: one\n  two', 'one two'],
  ['title: |\n  第一\n  第二', '第一\n第二'],
])('%j: drops line breaks between Chinese characters', (yaml, title) => {
  expect(body(`---\n${yaml}\n---\n`).title?.trim()).toBe(title);
});

test.each([
  ['---\n\nmood: m\n---\nx\n'],
  ['---\n\njust words\n---\nx\n'],
  ['---\njust words\n---\nx\n'],
  ['---\n- a\n- b\n---\nx\n'],
  ['---\ntitle: T\nno end\n'],
  ['----\ntitle: T\n----\n'],
])('%j is text, as in Pandoc', (text) => expect(body(text)).toMatchObject({ title: '2020-01-02-a', body: text.trim() }));

test('YAML wins over the title block, field by field', () => {
  const { source } = readSource('posts/a.md', '% A\n% X; Y\n% 2020-01-02\n---\ndate: 2021-03-04\nauthor: {name: Z}\n---\n', {
    fields: HEADER,
    dialect: 'markdown',
  });
  expect(source).toMatchObject({ kind: 'post', date: '2021-03-04', meta: { title: 'A', authors: ['Z'] } });
});

test('keeps values as written: dates stay dates, numbers become text, times don’t become numbers', () => {
  const { source } = readSource('a.md', '---\ntitle: 1984\ntags: one, 二、three\nat: 12:30:00\nday: 2023-11-12\nyes: no\n---\n', {
    fields: HEADER,
    dialect: 'markdown',
  });
  expect(source.meta).toMatchObject({
    title: '1984',
    tags: ['one', '二', 'three'],
    meta: { at: '12:30:00', day: '2023-11-12', yes: 'no' },
  });
});

test('reports the same broken front matter every time', () => {
  const text = '---\ntitle: "x\n---\n';
  for (let n = 0; n < 3; n++) expect(parseFrontMatter(text, 0, HEADER)?.problems).toHaveLength(1);
});

test.each(['js', 'javascript', 'coffee', 'toml', 'json'])('%s is not read', (language) => {
  expect(parseFrontMatter(`---${language}\n{ title: "x" }\n---\n`, 0, HEADER)?.problems).toMatchObject([
    { rule: 'front-matter/language' },
  ]);
});

describe('metadata further down, as Pandoc reads it', () => {
  const read = (text: string, dialect = 'markdown') => readSource('a.md', text, { fields: HEADER, dialect });

  test.each([
    ['behind a blank line', '\n---\ntitle: B\ndraft: true\n---\n\nText.\n'],
    ['behind a title block and a blank line', '% A\n\n---\ntitle: B\ndraft: true\n---\n\nText.\n'],
    ['behind text, at the end', '% A\n\nText.\n\n---\ntitle: B\ndraft: true\n...\n'],
    ['in a second block, which wins', '---\ntitle: A\ndraft: false\n---\n\nText.\n\n---\ntitle: B\ndraft: true\n---\n'],
    ['in a list', '% A\n\n- item\n\n  ---\n  title: B\n  draft: true\n  ---\n'],
    ['in a quote', '% A\n\n> text\n>\n> ---\n> title: B\n> draft: true\n> ---\n'],
    ['with CRLF', '% A\r\n\r\nText.\r\n\r\n---\r\ntitle: B\r\ndraft: true\r\n---\r\n'],
  ])('%s', (_where, text) => {
    const { source, draft, problems } = read(text);
    expect([source.meta.title, draft, problems]).toEqual(['B', true, []]);
    const { line = 0, column } = source.places.title ?? {};
    expect(text.split('\n')[line - 1]?.slice((column ?? 0) - 1)).toMatch(/^title: B/);
  });

  test.each([
    ['in code', '% A\n\n```\n\n---\ntitle: B\ndraft: true\n---\n```\n'],
    ['in indented code', '% A\n\n    ---\n    title: B\n    draft: true\n    ---\n'],
    ['before a blank line', '% A\n\nText.\n\n---\n\ntitle: B\n\n---\n'],
    ['right after text', '% A\n\nText\n---\ntitle: B\n---\n'],
    ['as a rule with words under it, behind a title block', '% A\n\n----\nDate: some day\n\nText.\n'],
    ['as a sentence between rules', '% A\n\n---\nText\n---\n'],
  ])('not %s', (_where, text) => {
    const { source, draft, problems } = read(text);
    expect([source.meta.title, draft, problems]).toEqual(['A', false, []]);
  });

  test('not without the extension', () => {
    expect(read('% A\n\nText.\n\n---\ntitle: B\n---\n', 'markdown-yaml_metadata_block').source.meta.title).toBe('A');
    expect(read('% A\n\nText.\n\n---\ntitle: B\n---\n', 'gfm').source.meta.title).toBe('A');
  });

  test('reads a file again if its dialect has changed', async () => {
    const root = writeSite({ 'content/posts/2020-01-01-a.md': '% A\n\nText.\n\n---\ntitle: B\n---\n' });
    expect((await buildAt(root)).page('posts.html')).toContain('>B</a>');
    writeFileSync(join(root, 'content/site.yaml'), `${SITE_YAML}markdown: gfm\nsearch: false\ncards: false\n`);
    expect((await buildAt(root)).page('posts.html')).toContain('>A</a>');
  });
});

test('resolves references in YAML', () => {
  const { source } = readSource('a.md', '---\ntitle: &t 标题\ndescription: *t\n---\n', { fields: HEADER, dialect: 'markdown' });
  expect(source.meta.description).toBe('标题');
});
