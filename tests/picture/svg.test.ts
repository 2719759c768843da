// The size of SVGs, and what svgo removes from them.

import { describe, expect, test } from 'vitest';
import { cleanSvg, withoutMetadata } from '../../scripts/picture/svg.js';

const svg = (attributes: string, inside = '<path d="M0 0h1"/>') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;

test.each([
  ['width="20" height="10"', 20, 10],
  ['width="20px" height=" 10PX "', 20, 10],
  ['width="1in" height="72pt"', 96, 96],
  ['width="2.54cm" height="25.4mm"', 96, 96],
  ['width="6pc" height="101.6Q"', 96, 96],
  ['width=".5" height="0.4"', 1, 1],
  ['width="20.6" height="10.4"', 21, 10],
  // One side only: the other follows from the viewBox.
  ['width="20" viewBox="0 0 4 2"', 20, 10],
  ['height="20" viewBox="0 0 4 2"', 40, 20],
  ['viewBox="0 0 40 20"', 40, 20],
  ['viewBox=" 5,5 , 40 20 "', 40, 20],
  ['width="50%" height="50%" viewBox="0 0 40 20"', 40, 20],
  ['width="20em" height="10em"', 300, 150],
  ['width="px" height="."', 300, 150],
  ['width="0" height="0"', 300, 150],
  ['width="20"', 300, 150],
  ['viewBox="0 0 40 0"', 300, 150],
  ['viewBox="0 0 1 1"', 1, 1],
  ['viewBox="0 0 x y"', 300, 150],
  ['viewBox="0 0 40"', 300, 150],
  ['', 300, 150],
])('an SVG with %s is %i × %i pixels large', (attributes, width, height) => {
  expect(cleanSvg(svg(attributes))).toMatchObject({ width, height });
});

test('an inner <svg> does not affect the size', () => {
  expect(cleanSvg(svg('width="20" height="10"', '<svg width="5" height="5"><path d="M0 0h1"/></svg>'))).toMatchObject({
    width: 20,
    height: 10,
  });
});

describe('editor data', () => {
  const left = [
    '<!-- by Kilroy -->',
    '<metadata>Kilroy</metadata>',
    '<inkscape:view inkscape:name="Kilroy"/>',
    '<sodipodi:view sodipodi:name="Kilroy"/>',
  ].join('');
  const editors =
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"';
  const heads = '<?xml version="1.0"?><?kilroy was here?><!DOCTYPE svg><!-- by Kilroy -->';

  test('is removed, with a stylesheet and without', () => {
    for (const more of ['', '<style>rect{fill:red}</style>']) {
      const made = cleanSvg(
        `${heads}${svg(`width="20" height="10" ${editors}`, `${left}${more}<g><rect width="1" height="1"/></g>`)}`,
      );
      expect(made.svg.toLowerCase()).not.toMatch(/kilroy|doctype|<\?/);
      expect(made.removed).toEqual([]);
    }
  });

  test('is removed from a copied SVG, trusted or not', () => {
    const script = '<script>act()</script>';
    const text = `${heads.replace('<?kilroy was here?>', '')}${svg(editors, `${left}${script}<rect width="1" height="1"/>`)}`;
    for (const isTrusted of [true, false]) {
      const made = withoutMetadata(text, isTrusted);
      expect(made).not.toContain('Kilroy');
      expect(made.includes('act()')).toBe(isTrusted);
    }
  });
});

test('does not change elements that a selector names', () => {
  const made = cleanSvg(
    svg(
      'width="20" height="10"',
      '<style>.label text{fill:red}</style><g class="label"><text>x</text></g><rect width="1" height="1"/>',
    ),
  );
  expect(made.svg).toContain('<g class="label"><text>x</text></g>');
  expect(made.svg).toContain('<rect');
});

test('lists each kind of removed content once, sorted', () => {
  const made = cleanSvg(svg('onload="x()" onclick="y()"', '<script>x()</script><script>y()</script><path d="M0 0h1"/>'));
  expect(made.removed).toEqual([...new Set(made.removed)].sort());
  expect(made.removed.length).toBeGreaterThan(0);
  expect(made.svg).not.toMatch(/script|onload/);
});

test.each(['<g/>', 'text', '<html><svg></svg></html>', ''])('%j is not an SVG', (text) => {
  expect(() => cleanSvg(text)).toThrow();
});

test('accepts an XML declaration', () => {
  expect(cleanSvg(`<?xml version="1.0" encoding="UTF-8"?>\n${svg('width="20" height="10"')}`)).toMatchObject({ width: 20 });
});
