import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { translator } from '../../scripts/language/translator.js';

const translate = translator({
  'missing picture "{path}"': '找不到图片“{path}”',
  'the picture {file} cannot be read: {@reason}': '图片 {file} 读不出来：{@reason}',
  'it is empty': '文件是空的',
  '{#n} posts': '{#n} 篇文章',
  '{.field}: {@reason}': '{.field}：{@reason}',
  '{old} was {new}': '{new}原来是{old}',
});

describe('a translator', () => {
  test.each([
    ['it is empty', '文件是空的'],
    ['missing picture "a b.png"', '找不到图片“a b.png”'],
    ['the picture a.png cannot be read: it is empty', '图片 a.png 读不出来：文件是空的'],
    ['the picture a.png cannot be read: no idea', '图片 a.png 读不出来：no idea'],
    ['1,204 posts', '1,204 篇文章'],
    ['all posts', undefined],
    ['width: it is empty', 'width：文件是空的'],
    ['one two: it is empty', undefined],
    ['b was a', 'a原来是b'],
    ['something else', undefined],
  ])('%s', (english, chinese) => {
    expect(translate(english)).toBe(chinese);
  });

  test('keeps a value as it is, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (path) => {
        expect(translate(`missing picture "${path}"`)).toBe(`找不到图片“${path}”`);
      }),
    );
  });
});
