// The most frequent words of a text.

import { describe, expect, test } from 'vitest';
import { termsOf, titleTerms } from '../../../scripts/base/text/terms.js';

describe('the terms of a text', () => {
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
    // The counts are reset after each text.
    expect(termsOf(text)).toEqual(terms);
  });

  test('are sorted by frequency; on a tie, words of letters come first, then by code', () => {
    expect(termsOf('甲乙，甲乙，丙丁 beta alpha beta beta zeta')).toEqual(['beta', '甲乙', 'alpha', 'zeta', '丙丁']);
  });

  test('are at most 48, pairs and words together', () => {
    const words = Array.from({ length: 60 }, (_, at) => `word${String(at).padStart(2, '0')}`);
    expect(termsOf(words.join(' '))).toEqual(words.slice(0, 48));
    const pairs = Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x7000 + at, 0x7100 + at));
    expect(termsOf(pairs.join('，'))).toEqual(pairs.slice(0, 48));
    // The most frequent ones are included, wherever they are.
    const often = [...pairs, ...pairs.slice(50)].join('，');
    expect(termsOf(often)).toEqual([...pairs.slice(50), ...pairs.slice(0, 38)]);
    const twice = [...pairs, ...pairs.slice(0, 30)].join('，');
    expect(termsOf(twice)).toEqual(pairs.slice(0, 48));
    const moreThan48 = [...pairs, ...pairs.slice(2), ...Array.from({ length: 70 }, () => pairs[59])].join('，');
    expect(termsOf(moreThan48)).toEqual([pairs[59], ...pairs.slice(2, 49)]);
  });

  test('come only from the beginning of a long text', () => {
    const filler = '，'.repeat(5996);
    expect(termsOf(`${filler}linux`)).toEqual(['linu']);
    expect(termsOf(`${filler}数据库存储`)).toEqual(['库存', '数据', '据库'].sort());
  });

  test('are counted correctly for thousands of distinct pairs', () => {
    const many = Array.from({ length: 2900 }, (_, at) => String.fromCharCode(0x4e01 + at * 3, 0x9f00 - at * 2));
    const text = [...many.slice(0, 1900), many[7], many[7], many[1000]].join('，');
    expect(termsOf(text).slice(0, 2)).toEqual([many[7], many[1000]]);
  });
});

test('the terms of a title are distinct, and include words of three letters', () => {
  expect(titleTerms('SQL and sql: 数据库的数据 of Go')).toEqual(['sql', 'and', '数据', '据库']);
});
