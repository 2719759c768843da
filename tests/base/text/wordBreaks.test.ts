// Where a title may be broken into lines.

import { describe, expect, test } from 'vitest';
import { lineParts, withWordBreaks } from '../../../scripts/base/text/wordBreaks.js';

const LANG = 'zh-Hans';

describe('a line may end', () => {
  test.each([
    ['between words', '我们热爱写作', ['我们', '热爱', '写作']],
    ['not before a comma', '写作，写作', ['写作，', '写作']],
    ['not after an opening bracket', '写作（我们）', ['写作', '（我们）']],
    ['not between quotation marks and what is in them', '写作“我们”', ['写作', '“我们”']],
    ['not between a number and what it counts', '写作 3 年', ['写作 ', '3 年']],
    ['nor where no space is between them', '写作3年', ['写作', '3年']],
    ['but before another word', '3我们', ['3', '我们']],
    ['not in nothing: a comma may come first', '，写作', ['，', '写作']],
    ['after a space', 'a b', ['a ', 'b']],
    ['not after a prefix that the dictionary does not know as one', '不完整的白名单', ['不完整', '的', '白名单']],
    ['but after a particle', '我们的写作', ['我们', '的', '写作']],
  ])('%s', (_where, text, parts) => {
    expect(lineParts(text, LANG)).toEqual(parts);
  });

  test('in a long text as in a short one, and never within a surrogate pair', () => {
    const text = `的${'𠮷'.repeat(1700)}`;
    const parts = lineParts(text, LANG);
    expect(parts.join('')).toBe(text);
    for (const part of parts) expect(part).toMatch(/^\p{Script=Han}+$/u);
    const words = lineParts('我们热爱写作，'.repeat(500), LANG);
    expect(words.join('')).toBe('我们热爱写作，'.repeat(500));
    expect(words.slice(0, 3)).toEqual(['我们', '热爱', '写作，']);
  });
});

describe('a title', () => {
  test.each([
    [
      'has breaks between the words of a long phrase',
      '我们热爱写作我们热爱写作',
      '我们<wbr>热爱<wbr>写作<wbr>我们<wbr>热爱<wbr>写作',
    ],
    ['has none in a short one', '我们热爱写作', '我们热爱写作'],
    ['has breaks between short phrases', '宁可认错，不可漏掉：布隆过滤器', '宁可认错，<wbr>不可漏掉：<wbr>布隆过滤器'],
    ['counts no mark at the end of a phrase', '我们热爱写作我们，写作', '我们热爱写作我们，<wbr>写作'],
    [
      'has none in tags and references',
      '<b title="我们热爱，写作">我们热爱，写作</b>&amp;',
      '<b title="我们热爱，写作">我们热爱，<wbr>写作</b>&amp;',
    ],
    ['stays as it is without Chinese', 'We love writing', 'We love writing'],
    ['or with two characters of it', 'We love 写作', 'We love 写作'],
    ['in a part with two characters of it', '<b>写作</b>我们热爱，写作', '<b>写作</b>我们热爱，<wbr>写作'],
    ['has a space that is a place to break', '我们热爱，写作 Linux', '我们热爱，<wbr>写作 Linux'],
    ['keeps a number with what it counts', '我们热爱，写作 3 年', '我们热爱，<wbr>写作 3\u00a0年'],
  ])('%s', (_what, html, broken) => {
    expect(withWordBreaks(html, LANG)).toBe(broken);
    // The second time from the cache.
    expect(withWordBreaks(html, LANG)).toBe(broken);
  });

  test('is broken between the words of its language', () => {
    expect(withWordBreaks('東京都知事東京都知事', 'ja')).toBe('東京<wbr>都知事<wbr>東京<wbr>都知事');
  });
});
