// The words that a text is about.

import { describe, expect, test } from 'vitest';
import { termsOf, titleTerms } from '../../../scripts/base/text/terms.js';

describe('the words of a text', () => {
  test.each([
    ['pairs of Chinese characters', '数据库', ['据库', '数据']],
    ['none with a character that every text has', '数的据', []],
    ['none over a sign or a space', '数，据 库', []],
    ['words of four letters or more, in small letters', 'Kubernetes and the LINUX kernel', ['kernel', 'kubernetes', 'linux']],
    ['none that every English text has', 'about your databases, without will', ['databases']],
    ['numbers and accents are letters', '2023 café', ['2023', 'café']],
    ['no hiragana', '数据ですますです', ['数据']],
    ['katakana', 'データベース', ['データベース']],
    ['pairs on both sides of a word', '数据 linux 数据', ['数据', 'linux']],
  ])('%s', (_what, text, terms) => {
    expect(termsOf(text)).toEqual(terms);
    // What was counted is forgotten.
    expect(termsOf(text)).toEqual(terms);
  });

  test('the most frequent come first; of equals, words of letters, then by their order', () => {
    expect(termsOf('甲乙，甲乙，丙丁 beta alpha beta beta zeta')).toEqual(['beta', '甲乙', 'alpha', 'zeta', '丙丁']);
  });

  test('at most 48, of pairs as of words', () => {
    const words = Array.from({ length: 60 }, (_, at) => `word${String(at).padStart(2, '0')}`);
    expect(termsOf(words.join(' '))).toEqual(words.slice(0, 48));
    const pairs = Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x7000 + at, 0x7100 + at));
    expect(termsOf(pairs.join('，'))).toEqual(pairs.slice(0, 48));
    // Those that occur more often are among them, wherever they stand.
    const often = [...pairs, ...pairs.slice(50)].join('，');
    expect(termsOf(often)).toEqual([...pairs.slice(50), ...pairs.slice(0, 38)]);
    const twice = [...pairs, ...pairs.slice(0, 30)].join('，');
    expect(termsOf(twice)).toEqual(pairs.slice(0, 48));
    const moreThan48 = [...pairs, ...pairs.slice(2), ...Array.from({ length: 70 }, () => pairs[59])].join('，');
    expect(termsOf(moreThan48)).toEqual([pairs[59], ...pairs.slice(2, 49)]);
  });

  test('only the beginning of a long text is looked at', () => {
    const filler = '，'.repeat(5996);
    expect(termsOf(`${filler}linux`)).toEqual(['linu']);
    expect(termsOf(`${filler}数据库存储`)).toEqual(['库存', '数据', '据库'].sort());
  });

  test('thousands of different pairs are counted rightly', () => {
    const many = Array.from({ length: 2900 }, (_, at) => String.fromCharCode(0x4e01 + at * 3, 0x9f00 - at * 2));
    const text = [...many.slice(0, 1900), many[7], many[7], many[1000]].join('，');
    expect(termsOf(text).slice(0, 2)).toEqual([many[7], many[1000]]);
  });
});

test('the words of a title: each once, with those of three letters', () => {
  expect(titleTerms('SQL and sql: 数据库的数据 of Go')).toEqual(['sql', 'and', '数据', '据库']);
});
