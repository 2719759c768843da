// YAML errors as a writer reads them: the part of the text, the reason, and the correction.

import { expect, test } from 'vitest';
import { REASONS, syntaxMistakes } from '../../scripts/fields/yamlMistakes.js';
import { speechOf } from '../../scripts/language/language.js';
import { parseYaml } from '../../scripts/markdown/yaml.js';
import { readSource } from '../../scripts/read/source.js';
import { parseToml } from '../../scripts/read/toml.js';
import { HEADER } from '../readSettings.js';

test.each([
  [
    'title: A\nsearch：false\n',
    '：',
    'invalid YAML: the full-width "：" instead of ":"',
    'switch the input method to English for YAML punctuation',
  ],
  [
    'title: Rust: 入门\ndate: 2020-01-01\n',
    'Rust: 入门',
    'a text with ": " needs quotes',
    'put the text in quotes: `title: "Rust: 入门"`',
  ],
  ['title: 什么是:\n', '什么是:', 'a text with ": " needs quotes', 'put the text in quotes: `title: "什么是:"`'],
  ['title: a: b: c\ndescription: x\n', 'a: b: c', 'a text with ": " needs quotes', 'put the text in quotes: `title: "a: b: c"`'],
  ['title: A\ntags:\n\t- a\n\t- b\n', '\t', 'a tab indents this line; YAML takes spaces only', 'replace the tab with two spaces'],
  ['\ttitle: A\ndate: 1\n', '\t', 'a tab indents this line; YAML takes spaces only', 'replace the tab with two spaces'],
  [
    'title: A\n date: 2020-01-01\ntags: [a]\n',
    ' ',
    'this line is indented, so it continues the one above',
    'remove the spaces at its beginning',
  ],
  [
    'title: A\ntags:\n  - a\n - b\ndate: 2020\n',
    ' ',
    'this item is not indented like the one above',
    'indent all items of a list alike',
  ],
  [
    'title: A\n  subtitle: B\n',
    '  ',
    'this line is indented, so it continues the one above',
    'remove the spaces at its beginning',
  ],
  ['title:标题\ndate: 2020-01-01\n', 'title:标题', 'no space follows the colon of "title"', 'write `title: 标题`'],
  ['title: A\ntags:[a]\n', 'tags:[a]', 'no space follows the colon of "tags"', 'write `tags: [a]`'],
  [
    'title: A\nhttps://example.org\n',
    'https://example.org',
    'this line is neither a field nor the continuation of one',
    'a field is a line `name: value`; indent a line that continues the one above',
  ],
  ['title: A\ntitle: B\n', 'title', 'the field "title" is given twice', 'remove one of the two'],
  ['title: "A\ndate: 2020\n', '"', 'the quote " is never closed', 'add " at the end of the text'],
  ["title: 'A\ndate: 2020\n", "'", "the quote ' is never closed", "add ' at the end of the text"],
  [
    'title: "A" and B\ndate: 2020\n',
    '"A" and B',
    'there is text after the closing quote',
    'write the whole text in one pair of quotes: `title: \'"A" and B\'`',
  ],
  [
    "title: 'it's me'\n",
    "'it's me'",
    'there is text after the closing quote',
    "write the whole text in one pair of quotes: `title: \"'it's me'\"`",
  ],
  ['tags: [a, b\ndate: 2020\n', '[', 'the "[" is never closed', 'add "]" at the end of the list'],
  [
    'author: @me\n',
    '@me',
    '"@" is reserved; a text that begins like this needs quotes',
    'put the text in quotes: `author: "@me"`',
  ],
  [
    'title: %foo\n',
    '%foo',
    '"%" is reserved; a text that begins like this needs quotes',
    'put the text in quotes: `title: "%foo"`',
  ],
  [
    'title: `code`\n',
    '`code`',
    '"`" is reserved; a text that begins like this needs quotes',
    'put the text in quotes: `title: "`code`"`',
  ],
  [
    'title: **bold** text\n',
    '**bold** text',
    '"*" begins a reference; a text that begins like this needs quotes',
    'put the text in quotes: `title: "**bold** text"`',
  ],
  [
    'title: [译] 文章\n',
    '[译] 文章',
    '"[" begins a list; a text that begins like this needs quotes',
    'put the text in quotes: `title: "[译] 文章"`',
  ],
  [
    'title: [a](b)\n',
    '[a](b)',
    '"[" begins a list; a text that begins like this needs quotes',
    'put the text in quotes: `title: "[a](b)"`',
  ],
  [
    'title: {{ x }}\n',
    '{{ x }}',
    '"{" begins a mapping; a text that begins like this needs quotes',
    'put the text in quotes: `title: "{{ x }}"`',
  ],
  [
    'title: > a\n',
    '> a',
    '">" begins a text that starts on the next line; a text that begins like this needs quotes',
    'put the text in quotes: `title: "> a"`',
  ],
  [
    'title: | a\n',
    '| a',
    '"|" begins a text that starts on the next line; a text that begins like this needs quotes',
    'put the text in quotes: `title: "| a"`',
  ],
  [
    'title: - a\n',
    '- a',
    '"- " begins an item of a list; a text that begins like this needs quotes',
    'put the text in quotes: `title: "- a"`',
  ],
  [
    'title: A\nfoo\ndate: 1\n',
    'foo',
    'this line is neither a field nor the continuation of one',
    'a field is a line `name: value`; indent a line that continues the one above',
  ],
  [
    'tags:\n- a\nb\n',
    'b',
    'this line is neither a field nor the continuation of one',
    'a field is a line `name: value`; indent a line that continues the one above',
  ],
])('reports one mistake in %j: %j', (yaml, part, reason, note) => {
  const mistakes = syntaxMistakes(parseYaml(yaml), yaml);
  expect(mistakes.map(({ at, ...told }) => [yaml.slice(...at), told.reason, told.note])).toEqual([[part, reason, note]]);
});

test('reports each of two duplicate fields', () => {
  const yaml = 'title: A\ntitle: B\ndate: 1\ndate: 2\n';
  expect(syntaxMistakes(parseYaml(yaml), yaml).map(({ reason }) => reason)).toEqual([
    'the field "title" is given twice',
    'the field "date" is given twice',
  ]);
});

test.each([
  ['title: *bold*', true, 'title: "*bold*" is a reference to nothing; put a text that begins with "*" in quotes'],
  ['title: &x', true, 'title: "&x" is an anchor, not a text; put it in quotes'],
  ['title: 问题 #1 的解法', true, 'title: "#1 的解法" is a comment, so YAML leaves it out; put the text in quotes'],
  ['title: 问题 # 以后改', false, undefined],
  ['title: "问题 #1"', false, undefined],
])('%s drops no text silently', (line, isSaid, reason) => {
  const { problems } = readSource('a.md', `---\n${line}\n---\n\ntext\n`, { fields: HEADER, dialect: 'markdown' });
  const reasons = problems.filter(({ ruleId }) => ruleId === 'front-matter/wrong').map((each) => each.reason);
  expect(reasons).toEqual(isSaid ? [reason] : []);
});

// No explanation of the line itself is better for these.
test.each([
  ['BAD_DQ_ESCAPE', 'title: "C:\\qemu"\n'],
  ['BAD_INDENT', 'a:\n  - b\n  c: d\n'],
  ['MULTIPLE_ANCHORS', 'title:\n  &a &b x\n'],
  ['MULTIPLE_DOCS', 'a: b\n---\nc: d\n'],
] as const)('%s has a reason in words', (code, yaml) => {
  expect(syntaxMistakes(parseYaml(yaml), yaml).map(({ reason }) => reason)).toEqual([`invalid YAML: ${REASONS[code]}`]);
});

test.each(Object.entries(REASONS))('the reason for %s is translated', (_code, reason) => {
  const problem = {
    file: 'content/site.yaml',
    fatal: true,
    ruleId: 'config/syntax',
    reason: `invalid YAML: ${reason}`,
    expected: [],
  } as const;
  expect(speechOf('zh')?.problem(problem).reason).toMatch(/^YAML 写法有误：(?!.*[a-z]{4}).*\p{Script=Han}/u);
});

test.each([
  'title = 标题',
  'title = "A',
  'tags = ["a"',
  'a = 1\na = 2',
  '题 = "A"',
  'title',
  'a = "\\q"',
  'a = 1 b = 2',
  'n = 01',
])('the reason for the TOML %s is translated', (toml) => {
  const read = parseToml(`${toml}\n`);
  const reason = 'reason' in read ? read.reason : '';
  const problem = { file: 'content/a.md', fatal: true, ruleId: 'front-matter/syntax', reason, expected: [] } as const;
  expect(speechOf('zh')?.problem(problem).reason).toMatch(/^TOML 写法有误：(?!.*[a-z]{4}).*\p{Script=Han}/u);
});
