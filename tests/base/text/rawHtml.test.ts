// Tags in raw HTML, with the offsets of their attributes.

import { describe, expect, test } from 'vitest';
import { allRawTags, rawTags } from '../../../scripts/base/text/rawHtml.js';

describe('tags', () => {
  test('have names, kinds and offsets', () => {
    const html = 'a <B>b</B > <br/><!-- <i> --><img\n> <script>"<u>"</script>';
    const shown = allRawTags(html).map(({ name, kind, start, end }) => [name, kind, html.slice(start, end)]);
    expect(shown).toEqual([
      ['b', 'opening', '<B>'],
      ['b', 'closing', '</B >'],
      ['br', 'selfClosing', '<br/>'],
      ['img', 'opening', '<img\n>'],
      ['script', 'opening', '<script>'],
      ['script', 'closing', '</script>'],
    ]);
    expect(rawTags(html).map(({ name }) => name)).toEqual(['b', 'br', 'img', 'script']);
  });

  test('that are truncated end with the text', () => {
    const html = 'a</b';
    expect(allRawTags(`<a>${html}`).map(({ name }) => name)).toEqual(['a']);
    expect(allRawTags('<b></b ').map(({ name, end }) => [name, end])).toEqual([
      ['b', 3],
      ['b', 7],
    ]);
  });
});

describe('attributes', () => {
  test.each([
    ['<a href="x y">', 'href', 'x y', 'x y', 'href="x y"'],
    ["<a href='x'>", 'href', 'x', 'x', "href='x'"],
    ['<a href=x>', 'href', 'x', 'x', 'href=x'],
    ['<a HREF = "x" id="y">', 'href', 'x', 'x', 'HREF = "x"'],
    ['<a href="a&amp;b&#x41;">', 'href', 'a&bA', 'a&amp;b&#x41;', 'href="a&amp;b&#x41;"'],
    ['<input disabled>', 'disabled', '', '', 'disabled'],
    ['<a b c="d">', 'b', '', '', 'b'],
    ['<a href="">', 'href', '', '', 'href=""'],
    ['<a href="x" href="y">', 'href', 'x', 'x', 'href="x"'],
  ])('%s', (html, name, value, written, whole) => {
    const found = rawTags(html)[0]?.attributes.get(name);
    expect(found?.value).toBe(value);
    expect(html.slice(found?.start, found?.end)).toBe(written);
    expect(html.slice(found?.from, found?.to).replace(/["']$/, '')).toBe(whole.replace(/["']$/, ''));
  });

  test('belong to one tag; a duplicate is named', () => {
    const tags = allRawTags('<a b="1" B="2"></a><c d>');
    expect(tags.map(({ duplicate }) => duplicate)).toEqual(['b', undefined, undefined]);
    expect(tags.map(({ attributes }) => [...attributes.keys()])).toEqual([['b'], [], ['d']]);
    expect('duplicate' in (tags[2] as object)).toBe(false);
  });
});
