// Headers of other tools: what is read, and that what is written is read again as it was.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldValue, headerText, readOldHeader } from '../../scripts/import/header.js';

test.each([
  ['YAML between fences', '---\ntitle: A\ntags: [a, b]\n---\ntext', { title: 'A', tags: ['a', 'b'] }, 'text'],
  ['YAML without its first fence', 'title: A\ndate: 2020-01-02\n---\ntext', { title: 'A', date: '2020-01-02' }, 'text'],
  [
    'TOML',
    '+++\ntitle = "A"\ndate = 2020-01-02T03:04:05+08:00\n+++\ntext',
    { title: 'A', date: '2020-01-02T03:04:05+08:00' },
    'text',
  ],
  ['JSON', '{\n  "title": "A {b}"\n}\ntext', { title: 'A {b}' }, 'text'],
  ['JSON before semicolons', '"title": "A",\n"draft": true\n;;;\ntext', { title: 'A', draft: true }, 'text'],
  [
    'numbers in a form of their own',
    '---\nid: 007\nversion: 1.10\nyear: 2020\n---\n',
    { id: '007', version: '1.10', year: 2020 },
    '',
  ],
  ['a colon in a text, which is no YAML', '---\ntitle: A: b\n---\ntext', { title: 'A: b' }, 'text'],
  ['tabs', '---\ntags:\n\t- a\n---\n', { tags: ['a'] }, ''],
  ['a text before a rule', 'A text: with a colon.\n\nMore.\n\n---\n', {}, 'A text: with a colon.\n\nMore.\n\n---\n'],
])('reads %s', (_name, text, fields, body) => {
  const header = readOldHeader(text, false);
  expect([header.fields, text.slice(header.bodyOffset)]).toEqual([fields, body]);
});

test('keeps comments, order and forms of a header in which one field changes', () => {
  const yaml = "title: 'A'\n# mine\ntags: [a, b]\nlayout: post\n";
  const { fields } = readOldHeader(`---\n${yaml}---\n`);
  expect(headerText(fields, { layout: undefined }, yaml)).toBe("---\ntitle: 'A'\n# mine\ntags: [a, b]\n---\n\n");
  expect(headerText(fields, {}, yaml)).toBe(`---\n${yaml}---\n\n`);
});

const value: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.array(fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 })), { maxLength: 4 }),
);

test('reads each header again as it was written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z][\w-]{0,9}$/), value, { minKeys: 1 }), (fields) => {
      const text = headerText({}, fields);
      expect(readOldHeader(`${text}body`)).toMatchObject({ fields, bodyOffset: text.length - 1 });
    }),
  );
});
