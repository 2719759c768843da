// Forbidden characters are found and removed, and no others.

import { describe, expect, test } from 'vitest';
import {
  escapeHtml,
  forbiddenByLine,
  hasForbidden,
  unclosedDirections,
  validHtml,
  withoutForbidden,
} from '../../../scripts/base/text/characters.js';

/** The first and the last of each range, and their neighbours. */
const FORBIDDEN = [
  '\0',
  '\b',
  '\u000b',
  '\f',
  '\u000e',
  '\u001f',
  '\u007f',
  '\u009f',
  '\ufdd0',
  '\ufdef',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
];
const ALLOWED = ['\t', '\n', '\r', ' ', '~', '\u00a0', '\ufdcf', '\ufdf0', '\ufffd', '\ud800\udc00', '汉'];

describe('a forbidden character', () => {
  test.each(FORBIDDEN)('%j', (char) => {
    expect(hasForbidden(`a${char}b`)).toBe(true);
    expect(withoutForbidden(`a${char}b${char}`)).toBe('ab');
    const name = `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    expect(forbiddenByLine(`ab${char}`)).toEqual([{ at: 2, name }]);
  });

  test.each(ALLOWED)('not %j', (char) => {
    expect(hasForbidden(char)).toBe(false);
    expect(withoutForbidden(char)).toBe(char);
    expect(forbiddenByLine(char)).toEqual([]);
  });

  test('is reported once for each line', () => {
    expect(forbiddenByLine('\u0001\u0002\n\u0003\nab\n\u0004')).toEqual([
      { at: 0, name: 'U+0001' },
      { at: 3, name: 'U+0003' },
      { at: 8, name: 'U+0004' },
    ]);
  });
});

describe('an unclosed direction control', () => {
  test.each([
    ['none', 'abc', []],
    ['one without an end', 'a\u202eb', [{ at: 1, name: 'U+202E' }]],
    ['an isolate without an end', 'a\u2066b', [{ at: 1, name: 'U+2066' }]],
    ['a closed embedding', '\u202ab\u202c', []],
    ['a closed override', '\u202eb\u202c', []],
    ['a closed isolate', '\u2067b\u2069', []],
    ['the other end', '\u2067b\u202c', [{ at: 0, name: 'U+2067' }]],
    ['the other end, the other way round', '\u202bb\u2069', [{ at: 0, name: 'U+202B' }]],
    ['the outer one closes the inner one', '\u2066a\u202eb\u2069', []],
    ['the inner one is closed', '\u2066a\u202eb\u202c', [{ at: 0, name: 'U+2066' }]],
    ['an end within an isolate closes nothing outside', '\u202aa\u2066b\u202c\u2069', [{ at: 0, name: 'U+202A' }]],
    ['one after another', '\u202aa\u2066b\u2069\u202c', []],
    ['an end without a beginning', '\u202c\u2069 a', []],
    ['an end on the next line', 'a\u202db\n\u202c', [{ at: 1, name: 'U+202D' }]],
    [
      'one for each line',
      '\u202a\u2068\nab\u2068',
      [
        { at: 0, name: 'U+202A' },
        { at: 5, name: 'U+2068' },
      ],
    ],
  ])('%s', (_what, text, found) => {
    expect(unclosedDirections(text)).toEqual(found);
  });
});

describe('HTML', () => {
  test.each([
    ['a\u0001b', 'ab'],
    ['\ufdd00\ufdd1\ufdd2', '0'],
    ['&#1;', ''],
    ['&#x1;&#X1F;&#x0001;', ''],
    ['&#0001a', 'a'],
    ['&#13;&#xd;', ''],
    ['&#9;&#10;&#65;&#x41;', '&#9;&#10;&#65;&#x41;'],
    ['&#xD800;&#xDFFF;&#55296;', ''],
    ['&#xD7FF;&#xE000;', '&#xD7FF;&#xE000;'],
    ['&#x10FFFD;&#x110000;&#9999999;', '&#x10FFFD;'],
    ['&amp;#1; &#a;', '&amp;#1; &#a;'],
  ])('%j loses references to forbidden characters', (html, valid) => {
    expect(validHtml(html)).toBe(valid);
  });

  test('escapes text', () => {
    expect(escapeHtml(`<a b="c" d='e'>&\u0001`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
  });
});
