// Pictures named by templates, stylesheets and settings: finding the references, resolving them, and replacing them.

import { expect, test } from 'vitest';
import {
  FAVICON,
  LOGO,
  logoHtml,
  SitePictures,
  stylesheetWithPictures,
  withPictures,
} from '../../scripts/engine/sitePictures.js';
import type { Picture } from '../../scripts/types.js';
import { readSettings } from '../readSettings.js';
import { SITE_YAML } from '../support.js';

const configWith = (more = '') => readSettings(`${SITE_YAML}${more}`).config;
const CONFIG = configWith();

/** Files of the site. */
const PATHS = [
  'images/a.png',
  'images/b c.png',
  'images/cafe\u0301.png',
  'content/pages/in-content.jpg',
  'templates/beside.png',
  'templates/css/deep.png',
  'program/templates/own.png',
  'images/notes.txt',
];

const found = (file: string, text: string) => {
  const pictures = new SitePictures(CONFIG, PATHS);
  const { spots } = file.endsWith('.css') ? pictures.inStylesheet(file, text) : pictures.inTemplate(file, text);
  return { spots, pictures, paths: spots.map(({ path }) => path), rules: pictures.problems.map(({ ruleId }) => ruleId) };
};

test.each([
  ['next to the template', '<img src="beside.png" alt="">', 'templates/beside.png'],
  ['next to a template of the program', '<img src="own.png" alt="">', 'program/templates/own.png'],
  ['below content/', '<img src="/pages/in-content.jpg" alt="">', 'content/pages/in-content.jpg'],
  ['from the root, under the address of the site', '<img src="$base$/images/a.png" alt="">', 'images/a.png'],
  ['with braces', `<img src="\${ base }/images/a.png" alt="">`, 'images/a.png'],
  ['with a query and a fragment', '<IMG SRC="images/a.png?v=1#x" alt="">', 'images/a.png'],
  ['percent-encoded', '<img src="images/b%20c.png" alt="">', 'images/b c.png'],
  ['in another form of Unicode', '<img src="images/caf\u00e9.png" alt="">', 'images/cafe\u0301.png'],
  ['with a percent sign that encodes nothing', '<img src="images/a.png?100%" alt="">', 'images/a.png'],
])('finds a picture in a template: %s', (_what, text, path) => {
  const { paths, rules, spots, pictures } = found('templates/page.html', `<p>\n${text}</p>\n`);
  expect([paths, rules]).toEqual([[path], []]);
  expect(`<p>\n${text}</p>\n`.slice(spots[0]?.start, spots[0]?.end)).toBe(text);
  expect(pictures.pictures).toMatchObject([{ file: 'templates/page.html', path, place: { line: 2, column: 1 } }]);
});

test.each([
  ['an address of another site', '<img src="https://example.com/images/a.png" alt="">'],
  ['one without its protocol', '<img src="//example.com/images/a.png" alt="">'],
  ['one in capital letters', '<img src="HTTPS://example.com/images/a.png" alt="">'],
  ['a picture in the address', '<img src="data:image/png;base64,AAAA" alt="">'],
  ['a fragment', '<img src="#images/a.png" alt="">'],
  ['no address', '<img src="" alt=""><img alt="">'],
  ['a variable', '<img src="$cover$" alt=""><img src="$base$/images/$name$.png" alt="">'],
  ['another element', '<source src="images/a.png"><a href="images/a.png">images</a>'],
  ['an image in a comment', '<!-- <img src="images/a.png" alt=""> -->'],
])('finds no picture in a template: %s', (_what, text) => {
  const { paths, rules, pictures } = found('templates/page.html', text);
  expect([paths, rules, pictures.pictures]).toEqual([[], [], []]);
});

test('reports pictures that are missing or have no alternative text', () => {
  const { paths, pictures } = found(
    'templates/page.html',
    '<img src="images/gone.png" alt="">\n<img src="images/aa.png" alt="">\n<img src="images/a.png" width="50">\n',
  );
  expect(paths).toEqual(['images/a.png']);
  expect(pictures.pictures.map(({ shown }) => shown)).toEqual([50]);
  expect(pictures.problems).toMatchObject([
    { ruleId: 'picture/missing', place: { line: 1 }, fatal: true },
    { ruleId: 'picture/missing', place: { line: 2 }, expected: ['images/a.png'] },
    { ruleId: 'picture/alt', place: { line: 3 }, note: 'describe it, or use alt="" if it is decoration' },
  ]);
  const lenient = new SitePictures(configWith('pictures: warn\n'), PATHS);
  lenient.inTemplate('templates/page.html', '<img src="images/gone.png" alt="">');
  expect(lenient.problems).toMatchObject([{ ruleId: 'picture/missing', fatal: false }]);
});

test.each([
  ['bare', 'a { background: url(beside.png) }', ['templates/beside.png']],
  [
    'in quotes, with spaces',
    `a { background: url( "beside.png" ), url('/images/b c.png') }`,
    ['templates/beside.png', 'images/b c.png'],
  ],
  ['with a fragment, in capital letters', 'a { background: URL(beside.png#x) }', ['templates/beside.png']],
  ['a font, and what is in the address itself', 'a { src: url(a.woff2), url(data:image/png;base64,AA), url(), url("") }', []],
  ['of another site', 'a { background: url(https://example.com/a.png), url(//example.com/a.png) }', []],
  ['in a comment', '/* url(beside.png) */ a { background: url(beside.png) } /* url(gone.png) */', ['templates/beside.png']],
])('finds pictures in a stylesheet: %s', (_what, text, paths) => {
  expect(found('templates/site.css', text)).toMatchObject({ paths, rules: [] });
});

test('resolves pictures from the stylesheet’s folder, and reports a missing one at its place', () => {
  const text = 'a { background: url(deep.png) }\nb { background: url(../beside.png) }\nc { background: url(dep.png) }\n';
  const { paths, pictures } = found('templates/css/site.css', text);
  expect(paths).toEqual(['templates/css/deep.png', 'templates/beside.png']);
  expect(pictures.pictures).toMatchObject([
    { file: 'templates/css/site.css', place: { line: 1 } },
    { file: 'templates/css/site.css', place: { line: 2 } },
  ]);
  expect(pictures.problems).toMatchObject([
    { file: 'templates/css/site.css', ruleId: 'picture/missing', place: { line: 3 }, expected: ['templates/css/deep.png'] },
  ]);
});

test('finds the logo of site.yaml, and reports a missing icon', () => {
  const config = configWith('logo: images/a.png\nfavicon: images/gone.png\n');
  const pictures = new SitePictures(config, PATHS);
  expect([
    pictures.named(config.logo, LOGO),
    pictures.named(config.favicon, FAVICON),
    pictures.named(undefined, FAVICON),
  ]).toEqual(['images/a.png', undefined, undefined]);
  expect(pictures.pictures).toMatchObject([{ file: 'content/site.yaml', path: 'images/a.png', shown: LOGO, place: { line: 3 } }]);
  expect(pictures.problems).toMatchObject([{ file: 'content/site.yaml', ruleId: 'picture/missing', place: { line: 4 } }]);
});

const variant = (name: string, width: number) => ({ url: `/images/${name}`, format: 'x', width, bytes: 1, key: name });
const PICTURE: Picture = {
  path: 'images/a.png',
  width: 200,
  height: 100,
  bytes: 1,
  sources: [
    { mime: 'image/avif', variants: [variant('a.avif', 200)] },
    { mime: 'image/webp', variants: [variant('a-100.webp', 100), variant('a$1.webp', 200)] },
  ],
  fallback: variant('a-fallback.png', 200),
  placeholder: 'data:image/png;base64,AAAA',
};

test('replaces pictures in templates, and leaves those that could not be made as written', () => {
  const text = '<a><img class="x" src="images/a.png" srcset="old 1x" alt="A"><img src="/images/b%20c.png" alt=""></a>';
  const { spots } = found('templates/page.html', text);
  const files = [
    ['page.html', { name: 'templates/page.html', text }],
    ['empty.html', { name: 'templates/empty.html', text: '$body$' }],
  ] as const;
  const made = withPictures(files, new Map([['page.html', { text, spots }]]), CONFIG, (path) =>
    path === 'images/a.png' ? PICTURE : undefined,
  );
  expect(made.map(([path, file]) => [path, file.name])).toEqual([
    ['page.html', 'templates/page.html'],
    ['empty.html', 'templates/empty.html'],
  ]);
  const [[, page], [, empty]] = made as [(typeof made)[number], (typeof made)[number]];
  expect(empty.text).toBe('$body$');
  expect(page.text).toMatch(/^<a><picture><source type="image\/avif" .*<\/picture><img src="\/images\/b%20c.png" alt=""><\/a>$/);
  // A dollar sign begins a variable in a template.
  expect(page.text).toContain('a$$1.webp 200w');
  expect(page.text).toContain('class="x"');
  expect(page.text).not.toContain('old 1x');
  // Without a placeholder: browsers load it only once for many pages.
  expect(page.text).not.toContain('base64');
});

test('replaces a picture in a stylesheet with its largest WebP, or with the fallback', () => {
  const text = 'a { background: url("/images/a.png") } b { background: url("/images/b c.png") } c {}';
  const { spots } = found('templates/site.css', text);
  const withSources = (sources: Picture['sources']) =>
    stylesheetWithPictures({ text, spots }, configWith(), (path) =>
      path === 'images/a.png' ? { ...PICTURE, sources } : undefined,
    );
  expect(withSources(PICTURE.sources)).toBe(text.replace('/images/a.png', '/images/a$1.webp'.replace('$', '$$$$')));
  expect(withSources([])).toBe(text.replace('/images/a.png', '/images/a-fallback.png'));
});

test('uses the site’s title as the alternative text of the logo', () => {
  const html = logoHtml(configWith(), PICTURE);
  expect(html).toContain('class="logo"');
  expect(html).toContain('alt=""');
  expect(html).toContain('src="/images/a-fallback.png"');
});
