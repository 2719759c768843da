// Texts of others are shown without control characters and passwords.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problem, report } from '../../../scripts/base/diagnostics.js';
import { escaped, withoutPasswords } from '../../../scripts/base/text/shown.js';
import { buildSite } from '../../support.js';

const COLOR = { color: false };

test('a report contains no control characters, whatever a post or a server says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (said, line) => {
      const found = problem('content/a.md', { line: 1, column: 1 }, 'picture/fetch', said, { expected: [said], note: said });
      const text = report([found], { ...COLOR, textOf: () => line.replaceAll(/[\r\n]/g, '') });
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
    }),
  );
});

test.each([
  ['https://ann:s3cret@example.org/a@b', 'https://**********@example.org/a@b'],
  ['//token@example.org', '//*****@example.org'],
  ['http://a:b@c@example.org/', 'http://*****@example.org/'],
  ['https://example.org/@ann, https://medium.com/@b?x=a@b#c@d', undefined],
  ['mailto:ann@example.org // ann@example.org', undefined],
  ['git@github.com:a/b', undefined],
])('%s is shown without its password', (text, shown) => {
  expect(withoutPasswords(text)).toBe(shown ?? text);
});

test('carets stay below their text when a password is hidden', () => {
  const line = '![p](https://ann:s3cret@example.org/x.png) text';
  const found = problem('a.md', { line: 1, column: 44, endColumn: 48 }, 'picture/remote', 'x');
  expect(
    report([found], { ...COLOR, textOf: () => line })
      .split('\n')
      .slice(1, 3),
  ).toEqual(['  1 │ ![p](https://**********@example.org/x.png) text', `    │ ${' '.repeat(43)}^^^^`]);
});

test('takes linear time for a long text without an address', () => {
  const start = performance.now();
  withoutPasswords(`${'//'.repeat(200_000)}${'a'.repeat(200_000)} @`);
  expect(escaped('a\u009bb')).toBe('a\\u{9b}b');
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a text with line breaks cannot imitate another problem', async () => {
  const forged = 'other.md:1:1  error  delete this file  x/y';
  const { report } = await buildSite({ 'content/posts/2020-01-02-a.md': `---\ntitle: A\naliases: "/x\\n${forged}"\n---\n` });
  expect(report).toContain(`aliases: "/x\\u{a}${forged}" has a control character`);
  expect(report.split('\n').filter((line) => line.startsWith('other.md'))).toEqual([]);
});
