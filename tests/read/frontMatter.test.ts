import { expect, test } from 'vitest';
import { parseFrontMatter } from '../../scripts/read/frontMatter.js';
import { readSource } from '../../scripts/read/source.js';

const body = (text: string) => {
  const { source } = readSource('posts/2020-01-02-a.md', text);
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
  ['---\ntitle: T\n---\n---\n\nrule', 'T', '---\n\nrule'],
])('%j is read', (text, title, rest) => expect(body(text)).toMatchObject({ title, body: rest }));

test.each([
  ['---\n\ntitle: T\n---\nx\n'],
  ['---\njust words\n---\nx\n'],
  ['---\n- a\n- b\n---\nx\n'],
  ['---\ntitle: T\nno end\n'],
  ['----\ntitle: T\n----\n'],
  ['text\n\n---\ntitle: T\n---\n'],
])('%j is text, as it is for Pandoc', (text) => expect(body(text)).toMatchObject({ title: '2020-01-02-a', body: text.trim() }));

test('YAML wins over the title block, field by field', () => {
  const { source } = readSource('posts/a.md', '% A\n% X; Y\n% 2020-01-02\n---\ndate: 2021-03-04\nauthor: {name: Z}\n---\n');
  expect(source).toMatchObject({ kind: 'post', date: '2021-03-04', meta: { title: 'A', authors: ['Z'] } });
});

test('values are what was written: dates stay dates, numbers text, times no numbers', () => {
  const { source } = readSource('a.md', '---\ntitle: 1984\ntags: one, 二、three\nat: 12:30:00\nday: 2023-11-12\nyes: no\n---\n');
  expect(source.meta).toMatchObject({
    title: '1984',
    tags: ['one', '二', 'three'],
    meta: { at: '12:30:00', day: '2023-11-12', yes: 'no' },
  });
});

test('the same broken front matter is broken every time', () => {
  const text = '---\ntitle: "x\n---\n';
  for (let n = 0; n < 3; n++) expect(parseFrontMatter(text, 0)?.problems).toHaveLength(1);
});

test.each(['js', 'javascript', 'coffee', 'toml', 'json'])('%s is not read', (language) => {
  expect(parseFrontMatter(`---${language}\n{ title: "x" }\n---\n`, 0)?.problems).toMatchObject([
    { rule: 'front-matter/language' },
  ]);
});
