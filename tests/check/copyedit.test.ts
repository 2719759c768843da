// `check --copyedit`: the corrections of AutoCorrect, at their places.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../scripts/check/check.js';
import { copyeditor } from '../../scripts/check/copyedit.js';
import { needsTools } from '../../scripts/tools/toolFolders.js';
import { PROJECT, run, writeSite } from '../support.js';

const isThere = needsTools('tests/optional', '`check --copyedit`');

test.skipIf(!isThere)('checks punctuation and width in text, but not code, formulas, addresses and escapes', async () => {
  const root = writeSite({
    'content/posts/2020-01-02-a.md': [
      '% 甲',
      '',
      '你好,世界和Text与 １２３。`代码,代码` 与 $甲,乙$ 与 [链接](/posts/2020-01-02-a.html "题,目")，转义\\,的&comma;',
      '第二行!',
      '',
      '> - 项目,一',
      '',
      '```',
      '代码,里',
      '```',
      '',
      'English, only. <b>粗体,字</b>',
      '',
    ].join('\n'),
  });
  const problems = await check({ root, drafts: false, copyedit: copyeditor(PROJECT) });
  const found = problems.filter(({ ruleId }) => ruleId === 'text/copyedit');
  expect(found.map(({ place, reason }) => [place?.line, place?.column, reason.replace(/ in Chinese.*/, '')])).toEqual([
    [3, 3, '",世界和Text与 １２３" should be "，世界和Text与 123"'],
    [4, 4, '"!" should be "！"'],
    [6, 7, '"," should be "，"'],
    [12, 21, '"," should be "，"'],
  ]);
  expect(run(['check', '--root', root])).toMatchObject({ status: 0, stderr: expect.not.stringContaining('copyedit') });
  const asked = run(['check', '--copyedit', '--root', root]);
  expect(asked).toMatchObject({ status: 0, stderr: expect.stringContaining('text/copyedit') });
});

test('a site may have its own AutoCorrect', () => {
  const root = writeSite({});
  const folder = join(root, 'node_modules/autocorrect-node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), 'exports.loadConfig = () => {}; exports.format = (text) => text + 1;');
  expect(copyeditor(root)?.('a')).toBe('a1');
});
