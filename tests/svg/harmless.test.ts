// Cleaning SVGs removes everything that executes or loads something, and does not change how ordinary drawings look.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Element, Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { cleanSvg, withoutMetadata } from '../../scripts/picture/svg.js';
import { PROJECT, rounds } from '../support.js';

const DRAWINGS = join(PROJECT, 'tests/svg/drawings');

/** Cleans a drawing as a linked file and as a shown picture. */
const cleaned = (text: string) => [withoutMetadata(text, false), cleanSvg(text).svg];

const drawing = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" width="9" height="9">${content}<rect width="9" height="9"/></svg>`;

const pixels = (svg: string) =>
  sharp(Buffer.from(svg), { density: 96 }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

describe.each(readdirSync(DRAWINGS))('%s', (name) => {
  const text = readFileSync(join(DRAWINGS, name), 'utf8');

  test('looks the same', async () => {
    const before = await pixels(text);
    // Guards against two blank renderings.
    expect(new Set(before.data).size).toBeGreaterThan(20);
    for (const svg of cleaned(text)) expect((await pixels(svg)).data.equals(before.data)).toBe(true);
  });

  test('loses nothing that would be reported', () => {
    expect(cleanSvg(text).removed).toEqual([]);
  });
});

test.each([
  ['a font in one declaration', 'font:italic 20px/1.2 serif', /font:italic 20px\/1.2 ?serif/],
  ['a property with a prefix', '-webkit-transform:rotate(9deg)', /-webkit-transform:rotate\(9deg\)/],
  [
    'a background of lines',
    'background-image:linear-gradient(red,blue);background-size:9px',
    /linear-gradient.*background-size:9px/,
  ],
])('keeps %s', (_what, css, left) => {
  for (const svg of [...cleaned(drawing(`<g style="${css}"/>`)), ...cleaned(drawing(`<style>g{${css}}</style>`))])
    expect(svg).toMatch(left);
});

test.each([
  ['@scope', '@scope (.a){rect{fill:red}}'],
  ['@starting-style', '@starting-style{rect{fill:red}}'],
  ['@property', '@property --a{syntax:"<color>";inherits:false;initial-value:red}'],
])('keeps rules in %s', (_what, css) => {
  for (const svg of cleaned(drawing(`<style>${css.replaceAll('<', '&lt;')}</style>`))) {
    const style = svg.slice(svg.indexOf('<style>') + 7, svg.indexOf('</style>'));
    expect(style.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')).toBe(css);
  }
});

/** Decodes all escapes in CSS, as a browser does. */
function decoded(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, (_all, hex?: string, char?: string) =>
      hex ? String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(hex, 16))) : (char ?? ''),
    );
}

/** Returns everything in a drawing that could execute or load something. */
function acting(node: Nodes, text = ''): string[] {
  if (node.type === 'instruction' || node.type === 'doctype') return node.type === 'doctype' ? ['doctype'] : [node.name];
  if (node.type === 'text' || node.type === 'cdata')
    return /@import|@namespace|(?:url|src|image-set|image|cross-fade)\(\s*["']?(?!#|data:image\/(?:png|jpeg))/i.test(
      decoded(text === 'style' ? node.value : ''),
    )
      ? [node.value]
      : [];
  if (!('children' in node)) return [];
  const { name = '', attributes = {} } = node as Element;
  const found =
    /^(?:$|svg$|g$|a$|text$|tspan$|rect$|circle$|path$|use$|image$|style$|set$|animate\w*$|fe\w+$|filter$|linearGradient$|defs$|switch$|title$)/.test(
      name,
    )
      ? []
      : [name];
  for (const [attribute, value] of Object.entries(attributes)) {
    const css = decoded(value ?? '');
    const isBad =
      /^on/i.test(attribute) ||
      (/href$/.test(attribute) && !/^\s*(?:#|data:image\/(?:png|jpeg))/.test(value ?? '')) ||
      /(?:url|src|image-set)\(\s*["']?(?!#|data:image\/(?:png|jpeg))/i.test(css) ||
      /javascript:/i.test(css) ||
      (attribute === 'attributeName' && /^\s*(?:on|.*href)/i.test(value ?? '')) ||
      (/^xmlns/.test(attribute) && !/^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xlink)$/.test(value ?? ''));
    if (isBad) found.push(`${name} ${attribute}=${value}`);
  }
  return [...found, ...node.children.flatMap((child) => acting(child as Nodes, name))];
}

test.each([
  ['a script', '<script>top.x=1</script>', ['a script']],
  ['a script of another prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">top.x=1</s:script>', ['a script']],
  ['a handler', '<g onclick="top.x=1"><path d="M0 0h1"/></g>', ['a script']],
  [
    'a page',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><form/></body></foreignObject>',
    ['a web page inside it'],
  ],
  [
    'a form of HTML',
    '<h:form action="javascript:top.x=1"><h:input type="submit"/></h:form>',
    ['an element that SVG does not have'],
  ],
  [
    'HTML by a default namespace',
    '<form xmlns="http://www.w3.org/1999/xhtml" action="javascript:1"/>',
    ['an element that SVG does not have'],
  ],
  ['a refresh', '<h:meta http-equiv="refresh" content="0;url=https://evil.example"/>', ['an element that SVG does not have']],
  ['an escaped import', '<style>@\\69mport "https://evil.example/x.css"; rect{fill:red}</style>', ['an external address']],
  ['an escaped url()', '<style>rect{fill:u\\72l(https://evil.example/y)}</style>', ['an external address']],
  [
    'an escape with a space',
    '<rect width="1" height="1" style="fill:u\\000072 l(https://evil.example/y)"/>',
    ['an external address'],
  ],
  ['an escape in an attribute', '<rect width="1" height="1" fill="u\\72l(https://evil.example/y)"/>', ['an external address']],
  [
    'image-set()',
    '<rect width="1" height="1" style="mask-image:image-set(\'https://evil.example/z\' 1x)"/>',
    ['an external address'],
  ],
  [
    'a function with a prefix in an attribute',
    '<rect width="1" height="1" mask="-webkit-image-set(\'https://evil.example/m\' 1x)"/>',
    ['an external address'],
  ],
  [
    'a function with a prefix in an animation',
    '<rect width="1" height="1"><set attributeName="cursor" to="-WebKit-Image-Set(\'https://evil.example/c\' 1x), auto"/></rect>',
    ['an external address'],
  ],
  [
    'a function with a prefix in a function with one',
    '<rect width="1" height="1" mask="-webkit-cross-fade(-webkit-image-set(\'https://evil.example/m\' 1x), none, 50%)"/>',
    ['an external address'],
  ],
  ['src()', '<rect width="1" height="1" filter="src(\'https://evil.example/q\')"/>', ['an external address']],
  ['an address in a variable', '<style>rect{--a:url(https://evil.example);fill:var(--a)}</style>', ['an external address']],
  [
    'a font elsewhere',
    '<style>@font-face{font-family:x;src:url(https://evil.example/f.woff2)}text{font-family:x}</style><text y="5">t</text>',
    ['an external address'],
  ],
  ['an animated address', '<a><set attributeName=" href" to="javascript:top.x=1"/><text y="5">t</text></a>', ['a script']],
  [
    'an animated address with a prefix',
    '<a><animate attributeName="xlink:href" values="javascript:top.x=1"/><text y="5">t</text></a>',
    ['a script'],
  ],
  ['a picture elsewhere', '<image width="9" height="9" href="https://evil.example/a.png"/>', ['an external address']],
  ['a drawing in the drawing', '<use href="data:image/svg+xml,&lt;svg/&gt;#a"/>', ['an external address']],
  [
    'a filter that loads',
    '<filter id="f"><feImage href="https://evil.example/"/></filter><rect width="5" height="5" filter="url(#f)"/>',
    ['an external address'],
  ],
])('removes %s', (_what, content, removed) => {
  for (const svg of cleaned(drawing(content))) expect([svg, acting(fromXml(svg))]).toEqual([svg, []]);
  expect(cleanSvg(drawing(content)).removed).toEqual(removed);
});

test('any combination of parts becomes inactive, and cleaning is idempotent', () => {
  const piece = fc.constantFrom(
    ...[
      '<g>',
      '</g>',
      '<a ',
      '<rect ',
      '<use ',
      '<image ',
      '<style>',
      '</style>',
      '<style ',
      '<set ',
      '<h:p ',
      '>',
      '/>',
      '<![CDATA[',
      ']]>',
      ']]',
      '>',
    ],
    ...[
      'href="',
      'xlink:href="',
      'onload="',
      'style="',
      'fill="',
      'attributeName="',
      'to="',
      'xmlns="',
      'xmlns:xlink="',
      'xml:base="',
      '" ',
    ],
    ...[
      'javascript:x',
      'https://evil.example/',
      '#a',
      'http://www.w3.org/1999/xhtml',
      'url(',
      'u\\72l(',
      '\\75rl(',
      "src('",
      ')',
      "'",
      '/*',
      '*/',
    ],
    ...[
      '@import ',
      '@\\69mport ',
      '@media x{',
      'rect{fill:',
      '--a:',
      '}',
      '{',
      ';',
      '\\',
      '&quot;',
      '&#10;',
      '&lt;',
      '&#92;72 ',
      'href',
      'onclick',
      ' ',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (parts) => {
      const text = drawing(parts.join(''));
      let svgs: string[];
      try {
        svgs = cleaned(text);
      } catch {
        // Not well-formed: refused.
        return;
      }
      for (const svg of svgs) {
        expect([svg, acting(fromXml(svg))]).toEqual([svg, []]);
        expect(cleanSvg(svg).removed).toEqual([]);
      }
    }),
    { numRuns: rounds(2000, 8000) },
  );
});
