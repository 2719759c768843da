// What `check --fix` fixes, and what it leaves alone.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, writeSite } from '../support.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILE = 'content/posts/2020-01-02-a.md';

/** Fixes a text in a site with a picture and another post. */
function fixed(text: string | Uint8Array, args = ['--yes']) {
  const root = writeSite({
    [FILE]: '',
    'content/posts/2020-01-03-Other.md': '% B\n',
    'images/Foo Bar.png': PNG,
    'images/x.png': PNG,
  });
  writeFileSync(join(root, FILE), text);
  const result = run(['check', '--fix', ...args, '--root', root]);
  return { ...result, text: readFileSync(join(root, FILE), 'utf8') };
}

test.each([
  ['a picture’s letters', '![p](images/X.png)', '![p](images/x.png)'],
  ['backslashes', '![p](images\\X.PNG "t") 字', '![p](images/x.png "t") 字'],
  ['spaces', '![p](images/foo%20bar.png)', '![p](images/Foo%20Bar.png)'],
  ['a size of other editors', '看 ![p](images/x.png =300x200) 图', '看 ![p](images/x.png){width=300 height=200} 图'],
  ['a width with a title', '![p](images/x.png =300x "t")', '![p](images/x.png "t"){width=300}'],
  ['two in a line', '![p](images/X.png) ![q](images/X.png =9x)', '![p](images/x.png) ![q](images/x.png){width=9}'],
  ['a link', '[b](2020-01-03-other.md)', '[b](/posts/2020-01-03-Other.html)'],
])('%s', (_what, before, after) => {
  const head = '% A\n\n';
  expect(fixed(`${head}${before}\n`).text).toBe(`${head}${after}\n`);
});

test('GBK and UTF-16 become UTF-8', () => {
  const gbk = Buffer.from([0x25, 0x20, 0xd6, 0xd0, 0xce, 0xc4, 0x0a]);
  expect(fixed(gbk)).toMatchObject({ text: '% 中文\n', stdout: `${FILE}: gb18030 → UTF-8\n` });
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('% 中文\n', 'utf16le')]);
  expect(fixed(wide).text).toBe('% 中文\n');
  // Bytes that are no text stay.
  const bytes = Buffer.from([0x25, 0x20, 0xff, 0xff, 0x0a]);
  expect(fixed(bytes).stderr).toContain('nothing to fix');
}, 30_000);

test('nothing is written unasked, and what is not sure is left alone', () => {
  const text = '% A\n\n![p](images/X.png)\n';
  const asked = fixed(text, []);
  expect(asked.text).toBe(text);
  expect(asked.stdout).toBe(`${FILE}:3\n- ![p](images/X.png)\n+ ![p](images/x.png)\n`);
  expect(asked.stderr).toContain('nothing was written: pass --yes');
  const dead = '% A\n\n[x](gone.md)\n';
  expect(fixed(dead)).toMatchObject({ text: dead, status: 1 });
}, 30_000);
