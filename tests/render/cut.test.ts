import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, firstCharacter } from '../../scripts/base/text/cut.js';
import { layOut } from '../../scripts/features/cards/layout.js';
import { excerpt } from '../../scripts/render/excerpt.js';

const FAMILY = '👨‍👩‍👧‍👦';
const ENGLAND = '🏴󠁧󠁢󠁥󠁮󠁧󠁿';

const clusters = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map((each) => each.segment);

test.each([
  [`${FAMILY} 家`, FAMILY],
  ['🇨🇳🇯🇵', '🇨🇳'],
  [' 𠀀乙', '𠀀'],
  ['e\u0301t\u00e9', 'e\u0301'],
  ['', ''],
])('the first character of %j', (text, first) => expect(firstCharacter(text)).toBe(first));

describe('cut: cuts a text between characters', () => {
  test.each([
    ['abcd', 3, 'abc'],
    ['abc', 3, 'abc'],
    ['长江大桥', 3, '长江大'],
    ['a𠀀b', 2, 'a'],
    ['a𠀀b', 3, 'a𠀀'],
    ['ae\u0301b', 2, 'a'],
    ['ae\u0301b', 3, 'ae\u0301'],
    [`a${FAMILY}b`, 5, 'a'],
    [`a${FAMILY}b`, 12, `a${FAMILY}`],
    [`a${ENGLAND}`, 10, 'a'],
    ['🇨🇳🇯🇵x', 6, '🇨🇳'],
    ['🇨🇳'.repeat(40), 98, '🇨🇳'.repeat(24)],
    ['a👍🏽', 3, 'a'],
    ['क्षि!', 4, 'क्षि'],
    ['\u1112\u1161\u11ab\u1100\u1173\u11af', 4, '\u1112\u1161\u11ab'],
  ])('%j at %i', (text, most, expected) => {
    expect(cut(text, most)).toBe(expected);
  });

  test('cuts endless combining marks, but no surrogate pair', () => {
    expect(cut(`a${'\u0301'.repeat(500)}`, 100)).toHaveLength(100);
    expect(cut(`a${'\u{1E8D0}'.repeat(500)}`, 100)).toHaveLength(99);
  });

  test('any text', () => {
    const unit = fc.oneof(
      fc.constantFrom(FAMILY, ENGLAND, '🇨🇳', '👍🏽', 'e\u0301', '长', '𠀀', 'a'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), fc.nat({ max: 300 }), (units, most) => {
        const text = units.join('');
        const whole = clusters(text);
        let expected = '';
        for (const each of whole) {
          if (expected.length + each.length > most) break;
          expected += each;
        }
        // A first character that is longer than the limit is cut.
        if (expected !== '') expect(cut(text, most)).toBe(expected);
        expect(cut(text, most)).toSatisfy(
          (made: string) => text.startsWith(made) && made.length <= most && !/[\ud800-\udbff]$/.test(made),
        );
      }),
    );
  });
});

test('an excerpt ends with a whole character', () => {
  for (let before = 0; before < 12; before++) {
    const text = 'a'.repeat(before) + FAMILY.repeat(40);
    const made = excerpt(text).replace(/…$/, '');
    expect(clusters(made).every((each) => each === 'a' || each === FAMILY)).toBe(true);
  }
});

test('a card shows whole characters only', () => {
  for (const before of [0, 1]) {
    const { lines } = layOut('a'.repeat(before) + '𠀀'.repeat(300), 'zh');
    expect(lines.join('')).toMatch(/^a?(?:𠀀)+…$/u);
  }
});
