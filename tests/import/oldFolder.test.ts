// Folders of old blogs: encodings, and what is not read.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OldFolder } from '../../scripts/import/oldFolder.js';
import { temporaryFolder } from '../support.js';

test('decodes texts in other encodings, and texts with few damaged bytes', () => {
  const root = temporaryFolder();
  // 山里的雨下了一整天，路都看不见了 in GBK.
  const gbk = 'c9bdc0efb5c4d3eacfc2c1cbd2bbd5fbccec2cc2b7b6bcbfb4b2bbbcfbc1cb';
  writeFileSync(join(root, 'gbk.md'), Buffer.from(gbk, 'hex'));
  writeFileSync(join(root, 'latin.md'), Buffer.from('caf\u00e9 au lait', 'latin1'));
  writeFileSync(join(root, 'damaged.md'), Buffer.concat([Buffer.from('山里的雨。'.repeat(30)), Buffer.from([0xff])]));
  writeFileSync(join(root, 'lines.md'), '\ufeffa\r\nb\rc');
  const folder = OldFolder.at(root);
  expect(folder.text('gbk.md')).toBe('山里的雨下了一整天,路都看不见了');
  expect(folder.text('latin.md')).toBe('caf\u00e9 au lait');
  expect(folder.text('damaged.md')).toBe(`${'山里的雨。'.repeat(30)}\ufffd`);
  expect(folder.text('lines.md')).toBe('a\nb\nc');
});

test('follows no symlink out of the folder, and skips what other programs keep in it', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'blog/.git'), { recursive: true });
  mkdirSync(join(root, 'blog/posts'));
  writeFileSync(join(root, 'secret.txt'), 'PRIVATE-1');
  writeFileSync(join(root, 'blog/.git/config'), 'x');
  writeFileSync(join(root, 'blog/posts/a.md'), 'x');
  symlinkSync(join(root, 'secret.txt'), join(root, 'blog/stolen.txt'));
  symlinkSync(join(root, 'blog/posts'), join(root, 'blog/again'));
  symlinkSync(root, join(root, 'blog/up'));
  const folder = OldFolder.at(join(root, 'blog'));
  expect([folder.files.length, folder.outside]).toEqual([1, ['stolen.txt', 'up']]);
});
