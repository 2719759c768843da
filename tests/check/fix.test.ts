// `check --fix`: the problems that it fixes, and those that it leaves alone.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ENGLISH } from '../../scripts/base/speech.js';
import { check } from '../../scripts/check/check.js';
import { decodeIfCertain } from '../../scripts/check/encoding.js';
import { fix } from '../../scripts/cli/fix.js';
import { run, writeSite } from '../support.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILE = 'content/posts/2020-01-02-a.md';

/** Writes a text into a site with a picture and another post. */
function siteWith(text: string | Uint8Array): string {
  const root = writeSite({
    [FILE]: '',
    'content/posts/2020-01-03-Other.md': '% B\n',
    'content/posts/Sharp#入门.md': '% C\n',
    'content/posts/Whether%3F.md': '% W\n',
    'images/Foo Bar.png': PNG,
    'images/x#1.png': PNG,
    'images/x.png': PNG,
  });
  writeFileSync(join(root, FILE), text);
  return root;
}

/** Runs `check --fix` on a text. */
function fixed(text: string | Uint8Array, args = ['--yes']) {
  const root = siteWith(text);
  const result = run(['check', '--fix', ...args, '--root', root]);
  return { ...result, text: readFileSync(join(root, FILE), 'utf8') };
}

/** Returns a text after its problems are fixed in this process. */
async function textAfterFix(text: string): Promise<string> {
  const root = siteWith(text);
  const spies = [vi.spyOn(console, 'error').mockReturnValue(), vi.spyOn(process.stdout, 'write').mockReturnValue(true)];
  try {
    await fix(root, await check({ root, drafts: false }), ENGLISH, true);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return readFileSync(join(root, FILE), 'utf8');
}

test.each([
  ['a picture’s letters', '![p](images/X.png)', '![p](images/x.png)'],
  ['backslashes', '![p](images\\X.PNG "t") 字', '![p](images/x.png "t") 字'],
  ['spaces', '![p](images/foo%20bar.png)', '![p](images/Foo%20Bar.png)'],
  ['a size of other editors', '看 ![p](images/x.png =300x200) 图', '看 ![p](images/x.png){width=300 height=200} 图'],
  ['a width with a title', '![p](images/x.png =300x "t")', '![p](images/x.png "t"){width=300}'],
  ['spaces inside the dollar signs of a formula', '设 $ n^2 $ 为', '设 $n^2$ 为'],
  ['two in a line', '![p](images/X.png) ![q](images/X.png =9x)', '![p](images/x.png) ![q](images/x.png){width=9}'],
  ['a link', '[b](2020-01-03-other.md)', '[b](/posts/2020-01-03-Other.html)'],
  ['a link that leads nowhere', '[b](2020-01-03-Othr.md)', '[b](/posts/2020-01-03-Other.html)'],
  ['a link with a fragment', '# Setup\n\n[b](#setpu)', '# Setup\n\n[b](#setup)'],
  ['a picture that is not there', '![p](images/Foo%20Ber.png)', '![p](images/Foo%20Bar.png)'],
  ['a link with a fragment to nowhere', '[b](2020-01-03-Othr.md#x)', '[b](/posts/2020-01-03-Other.html#x)'],
  ['a sign that ends an address', '[c](<Sharp#入门.md>)', '[c](</posts/Sharp%23入门.html>)'],
  ['such a sign in a picture', '![p](<images/x#1.png>)', '![p](<images/x%231.png>)'],
  ['a link to nowhere near a name with such a sign', '[c](Sharp入门.md)', '[c](/posts/Sharp%23入门.html)'],
  ['a link to nowhere near a name with an escape', '[w](Wether%253F.md)', '[w](/posts/Whether%253F.html)'],
  [
    'full-width brackets',
    '见[乙]（2020-01-03-Other.md）和![丙](images/x.png）',
    '见[乙](2020-01-03-Other.md)和![丙](images/x.png)',
  ],
])('%s', async (_what, before, after) => {
  const head = '% A\n\n';
  expect(await textAfterFix(`${head}${before}\n`)).toBe(`${head}${after}\n`);
});

test.each([
  ['# 标题 #\n\n字\n', '% 标题\n\n字\n'],
  ['# C# 与 `f()`\n字\n', '% C# 与 `f()`\n字\n'],
  ['\uFEFF# 标题\n\n字\n', '\uFEFF% 标题\n\n字\n'],
  // Not in the first line, not a first heading, a title with HTML: the writer decides.
  ['\n# 标题\n', '\n# 标题\n'],
  ['## 节\n\n字\n', '## 节\n\n字\n'],
  ['# <font color="red">标题</font>\n', '# <font color="red">标题</font>\n'],
  ['---\ntags: [a]\n---\n\n# 标题\n', '---\ntags: [a]\n---\n\n# 标题\n'],
])('the first heading becomes the title: %j', async (before, after) => {
  expect(await textAfterFix(before)).toBe(after);
});

test('an address with spaces gets angle brackets', () => {
  const head = '---\ntitle: A\ndate: 2020-01-02\nmarkdown: gfm\n---\n\n';
  const before = '看![p](images/Foo Bar.png "t")和[节](#第 一 节)，![p](images/x.png =3x2)，[甲](见 乙)。\n\n## 第 一 节\n';
  const after = '看![p](<images/Foo Bar.png> "t")和[节](<#第 一 节>)，![p](images/x.png =3x2)，[甲](见 乙)。\n\n## 第 一 节\n';
  expect(fixed(head + before).text).toBe(head + after);
});

test('converts GBK and UTF-16 to UTF-8, and shows every changed line', () => {
  // "% 中文\n\n他说这是我们的一天。\n" in GBK.
  const gbk = Buffer.from('2520d6d0cec40a0acbfbcbb5d5e2cac7ced2c3c7b5c4d2bbcceca1a30a', 'hex');
  const { text, stdout } = fixed(gbk);
  expect(text).toBe('% 中文\n\n他说这是我们的一天。\n');
  expect(stdout).toContain(`${FILE}: gb18030 → UTF-8\n${FILE}:1\n- `);
  expect(stdout).toContain('+ % 中文\n');
  expect(stdout).toContain(`${FILE}:3\n- `);
  expect(stdout).toContain('+ 他说这是我们的一天。\n');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('% 中文\n', 'utf16le')]);
  expect(fixed(wide)).toMatchObject({ text: '% 中文\n', stdout: expect.stringContaining('+ % 中文\n') });
  // Binary files stay.
  const bytes = Buffer.from([0x25, 0x20, 0xff, 0xff, 0x0a]);
  expect(fixed(bytes).stderr).toContain('nothing to fix');
}, 30_000);

test('writes nothing without confirmation, and leaves doubtful problems alone', () => {
  const text = '% A\n\n![p](images/X.png)\n';
  const asked = fixed(text, []);
  expect(asked.text).toBe(text);
  expect(asked.stdout).toBe(`${FILE}:3\n- ![p](images/X.png)\n+ ![p](images/x.png)\n`);
  expect(asked.stderr).toContain('nothing was written: pass --yes');
  const dead = '% A\n\n[x](gone.md)\n';
  expect(fixed(dead)).toMatchObject({ text: dead, status: 1 });
}, 30_000);

test('leaves a text alone that changed after its diff was shown', async () => {
  const root = writeSite({ [FILE]: '% A\n\n![p](images/X.png)\n', 'images/x.png': PNG });
  const problems = await check({ root, drafts: false });
  const newer = '% A\n\n![p](images/X.png)\n\nA paragraph saved a moment ago.\n';
  const errors: string[] = [];
  const spies = [
    vi.spyOn(console, 'error').mockImplementation((line) => void errors.push(String(line))),
    // The diff is on the terminal: the writer saves before the answer.
    vi.spyOn(process.stdout, 'write').mockImplementation(() => {
      writeFileSync(join(root, FILE), newer);
      return true;
    }),
  ];
  try {
    expect(await fix(root, problems, ENGLISH, true)).toBe(false);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  expect(readFileSync(join(root, FILE), 'utf8')).toBe(newer);
  expect(errors.join('\n')).toContain(`${FILE} changed in the meantime and was left alone`);
});

describe('a file in a doubtful encoding', () => {
  const encode = (text: string, table: string, from: number) =>
    Buffer.from(Array.from(text, (letter) => (table.includes(letter) ? table.indexOf(letter) + from : letter.charCodeAt(0))));
  const latin = (text: string) => Buffer.from(text, 'latin1');
  test.each([
    ['German in Latin-1', latin('% Über Größe\n\nFür Mädchen und Brüder: schöne Grüße aus Köln, daß es hält.\n')],
    ['French in Latin-1', latin('% Été\n\nLes élèves français ont été à Noël; c’est déjà arrivé.\n'.replace('’', "'"))],
    ['doubled letters in Latin-1', latin('% Öööö\n\nÄääh, üüüü, ööööö.\n')],
    ['Windows-1252 with quotes', Buffer.from('% Zitat\n\n\x84Schön\x93, sagte sie \x96 für sich.\n', 'latin1')],
    [
      'Russian in Windows-1251',
      encode('% привет\n\nвсем привет и доброе утро, мы идем домой\n', 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 0xe0),
    ],
    ['Korean in EUC-KR', Buffer.from('2520c7d1b1b9beee0a0ab3aab4c220bfc0b4c320b9d9b4d9bfa120b0acb4d92e0a', 'hex')],
    [
      'traditional Chinese in Big5',
      Buffer.from('2520a4a4a4e50a0aa7dac4b1b16fb36fadd3b4fab8d5abdca66ea141a4b5a4d1a4d1aef0a4a3bff9a1430a', 'hex'),
    ],
    ['two characters', Buffer.from([0x25, 0x20, 0xd6, 0xd0, 0xce, 0xc4, 0x0a])],
    ['UTF-32', Buffer.from('fffe00002500000020000000', 'hex')],
  ])('%s stays as it is', (_name, bytes) => {
    expect(decodeIfCertain(bytes)).toBeUndefined();
  });
});
