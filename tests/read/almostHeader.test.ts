// Text that was meant as a header but isn't one is an error; text that only resembles one slightly is not.

import { describe, expect, test } from 'vitest';
import { readHeader } from '../../scripts/read/header.js';
import { HEADER } from '../readSettings.js';

const DIALECT = 'markdown+cjk';

/** Returns the problem of a text's header: its range and its reason. */
const reported = (text: string, dialect = DIALECT) =>
  readHeader(text, dialect, HEADER).problems.map(({ reason, at }) => `${JSON.stringify(text.slice(...at))}: ${reason}`);

const BODY = '\n\nText.\n';

describe('an error', () => {
  test.each([
    ['％ Title', '"％ Title": a title block begins with `%`, not the full-width `％`'],
    [' % Title', '" % Title": this `%` is indented, so it does not begin a title block'],
    ['\n% Title  ', '"% Title": a blank line precedes the `%`, so it does not begin a title block'],
    ['<!-- a\nb -->\n% Title', '"% Title": a comment precedes the `%`, so it does not begin a title block'],
    ['\n \r\n<!-- a --> \n\n% Title', '"% Title": a comment precedes the `%`, so it does not begin a title block'],
    ['+++\ntitle = "T"\n', '"+++": this TOML front matter (`+++`) is never closed'],
    ['\n+++\ntitle = "T"\n+++', '"+++": a blank line precedes this TOML front matter (`+++`), so it is not read'],
    [' +++\ntitle = "T"\n+++', '" +++": white space precedes this TOML front matter (`+++`), so it is not read'],
    ['{ "title" : 1 }', '"{ \\"title\\" : 1 }": JSON front matter is not supported'],
    ['{\n"title": 1\n}', '"{": JSON front matter is not supported'],
    [' ---\ntitle: T\n---', '" ---": the `---` before this front matter is indented, so it is not front matter'],
    ['----\ntitle: T\n----', '"----": front matter begins with three hyphens, not `----`'],
    ['－－－\ntitle：T\n－－－', '"－－－": front matter begins with three hyphens, not `－－－`'],
    ['—\n"Title" : T', '"—": front matter begins with three hyphens, not `—`'],
    ['---\nmood: good\ntags:\n- a\n# b\n  c\ntitle: T\n', '"---": this front matter is never closed'],
    ['----\n  \ntitle: T\n----', '"----": front matter begins with three hyphens, not `----`'],
    ['---\n\ntitle: T\n---', '"---": a blank line follows the `---`; Pandoc would not read this front matter'],
    ['\u200b---\ntitle: T\n---', '"\u200b---": an invisible character precedes the `---`, so this is not front matter'],
    ['\ufeff\ufeff---\ntitle: T\n---', '"\ufeff---": an invisible character precedes the `---`, so this is not front matter'],
    ['---\rtitle: T\r---\r', '"---": this looks like front matter but is not'],
    ['---\ntitle:标题\ndate:2020-01-02\n---', '"---": no spaces follow the colons of these fields, so this is not front matter'],
    ['---\ntitle = "T"\n---', '"---": this looks like TOML, which begins with `+++`'],
    [';;;\n"title": "T"\n;;;', '";;;": JSON front matter is not supported'],
    [';;;\n{ "title": "T" }\n;;;', '";;;": JSON front matter is not supported'],
    [
      'title: T\ndate: 2020-01-02\n---',
      '"title: T": missing `---` before this front matter; Hexo reads it, but Pandoc would not',
    ],
    ['Date: 2020-01-02\ntags: [a,\n  b\n]\n...', '"Date: 2020-01-02": missing `---` before this front matter'],
  ])('%j', (text, problem) => {
    expect(reported(text + BODY)).toEqual([problem]);
  });

  // Pandoc reads these as metadata blocks further down.
  test.each([
    ['\n---\ntitle: T\n...', '"---": a blank line precedes this front matter, so it is not read'],
    ['<!-- a -->\n---\ntitle: T\n---', '"---": a comment precedes this front matter, so it is not read'],
  ])('%j in GFM', (text, problem) => {
    expect(reported(text + BODY, 'gfm')).toEqual([problem]);
  });

  test('suggests a correction', () => {
    const note = (text: string) => readHeader(text + BODY, 'gfm', HEADER).problems[0]?.note;
    expect(note(' ---\ntitle: T\n---')).toBe(
      'put `---` at the beginning of a line, the fields right below it, and `---` after them',
    );
    expect(note('\n---\ntitle: T\n---')).toBe('begin the file with `---`, and close it with `---`');
  });

  test('after a title block, a closed header or one with `draft` is an error', () => {
    expect(reported('% A\n\n----\ntitle: T\n----\n')).toEqual(['"----": front matter begins with three hyphens, not `----`']);
    expect(reported('% A\n\n----\n\nmood: good\ndraft: true\n\nText\n')).toEqual([
      '"----": front matter begins with three hyphens, not `----`',
    ]);
    expect(reported('% A\n\n----\ntitle: T\n\nText\n')).toEqual([]);
  });

  test('a second front matter is an error', () => {
    expect(reported('---\ntitle: T\n---\n---\ntitle: U\n---\n', 'gfm')).toEqual([
      '"---": front matter precedes this front matter, so it is not read',
    ]);
    expect(reported('---\ntitle: T\n---\n% A\n')).toEqual([
      '"% A": front matter precedes the `%`, so it does not begin a title block',
    ]);
  });
});

// Headers of Pelican, Nikola and MultiMarkdown, and front matter that lost its fences.
describe('fields outside of front matter that keep a text back are an error', () => {
  const KEPT = 'these fields keep the text back, but are not front matter, so it would be published';
  test.each([
    ['Title: T\nDate: 2010-12-03\nStatus: draft', 'Title: T'],
    ['title: T\npublishDate: 2999-01-01', 'title: T'],
    ['title: T\npassword: abc', 'title: T'],
    ['draft: true', 'draft: true'],
    ['<!--\n.. title: T\n.. status: draft\n-->', 'Text.'],
    ['<!--\ntitle: T\ndraft: true\n-->', 'Text.'],
    ['<!-- draft: true -->', 'Text.'],
    ['<!--\n---\ntitle: T\nprivate: yes\n---\n-->', 'Text.'],
    ['% A\n\ndraft: true', 'draft: true'],
    ['---\ntitle: T\n---\ndraft: true\n---', 'draft: true'],
  ])('%j', (text, place) => {
    for (const dialect of [DIALECT, 'gfm']) expect(reported(text + BODY, dialect)).toEqual([`${JSON.stringify(place)}: ${KEPT}`]);
  });
});

describe('no error', () => {
  test.each([
    ['a percent sign in a text', 'Of 5 % we know'],
    ['a percent sign alone', ' %'],
    ['an escaped one', '\\% a'],
    ['a title block', '% Title'],
    ['a formula', '+++\na + b'],
    ['JSON in a text', 'See { "a": 1 }'],
    ['fields after a title block', '% A\n\ntitle: T\n---'],
    ['a format after front matter', '---\ntitle: A\n---\n\n%A %m/%d/%Y'],
    ['fields after front matter', '---\ntitle: A\n---\n\ntitle: T\n---'],
    ['fields before metadata further down', 'title: T\n---\n\nText.\n\n---\ntitle: B\n---'],
    ['a draft below a paragraph', '% A\n\n----\nmood: good\n\nText\ndraft: true'],
    ['a brace', '{a} "b": c'],
    ['a rule', '---\n\nText: more'],
    ['a rule over a sentence with a colon', '----\nHe said: no'],
    ['a rule over unknown fields', '----\nmood: good\nText'],
    ['a rule below a heading', 'Title\n---\ntitle: T'],
    ['a field that is a heading', 'title: T\n\n---'],
    ['a field that nobody knows', 'mood: good\n---'],
    ['a field at the end of the text', 'title: T'],
    ['fields that withhold nothing', 'Title: T\nDate: 2010-12-03\nStatus: published'],
    ['a sentence that begins like a marker', 'Secret: I like cats.'],
    ['a sentence over a field', 'Text\ndraft: true'],
    ['a comment with a task', '<!-- TODO: status -->'],
    ['a draft that is none', 'draft: false'],
    ['code after a title block', '% A\n\n    ---\n    title: T\n    ---\n'],
    ['code in tabs after front matter', '---\ntitle: T\n---\n\n\t{ "a": 1 }\n'],
  ])('%s', (_what, text) => {
    expect(reported(text + BODY)).toEqual([]);
  });

  test('a header far down in the text', () => {
    expect(reported(`${'\n'.repeat(5000)}% Title\n`)).toEqual([]);
    expect(reported(`<!-- ${'a'.repeat(5000)} -->\n% Title\n`)).toEqual([]);
  });
});

describe('metadata further down', () => {
  test('is read anywhere in the text, and later blocks win', () => {
    const { frontMatter, problems } = readHeader(
      '% A\n\nText.\n\n---\ntitle: B\ntags: [a]\n---\n\n> ---\n> title: C\n> mood: good\n> ---\n',
      DIALECT,
      HEADER,
    );
    expect(problems).toEqual([]);
    expect(frontMatter.values).toMatchObject({ title: 'C', tags: ['a'] });
    expect(frontMatter.meta).toEqual({ mood: 'good' });
  });

  test('is reported if it has no known field, since it is not shown', () => {
    const text = 'Text.\n\n---\nmood: good\nsize: 3\n---\n';
    expect(reported(text)).toEqual([
      '"mood: good\\nsize: 3": this is parsed as metadata, as in Pandoc, and not shown: mood, size',
    ]);
  });

  test.each([
    ['text between two rules', 'Text.\n\n---\nOne line\n---\n'],
    ['a note between two rules', 'Text.\n\n---\nNote: [a\n---\n'],
    ['a rule before a blank line', 'Text.\n\n---\n\ntitle: B\n\n---\n'],
  ])('is not %s', (_what, text) => {
    expect(reported(text)).toEqual([]);
    expect(readHeader(text, DIALECT, HEADER).frontMatter.values).toEqual({});
  });

  test('is reported as broken if it has a known field', () => {
    expect(reported('Text.\n\n---\ntitle: [a\n---\n')).toHaveLength(1);
  });

  test('is text in other dialects', () => {
    const text = 'Text.\n\n---\ntitle: B\n---\n';
    for (const dialect of ['gfm', 'commonmark', 'markdown-yaml_metadata_block'])
      expect(readHeader(text, dialect, HEADER).frontMatter.values).toEqual({});
    // The header may name another dialect.
    expect(readHeader(`---\nmarkdown: gfm\n---\n\n${text}`, DIALECT, HEADER).frontMatter.values).toEqual({ markdown: 'gfm' });
  });
});
