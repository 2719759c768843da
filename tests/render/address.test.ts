// Addresses of files: a link finds any file by its address, written in the usual ways.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUrl, siteLookup } from '../../scripts/base/siteLookup.js';
import { rawTags } from '../../scripts/base/text/rawHtml.js';
import { joinPath, readAddress } from '../../scripts/render/address.js';
import { resolveLink } from '../../scripts/render/links.js';

const own = [
  { origin: 'https://example.org', base: '/blog' },
  { origin: 'https://www.example.org', base: '/blog' },
];

const name = fc
  .string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom(
      'a',
      'B',
      '中',
      '́',
      ' ',
      '+',
      '?',
      '#',
      '%',
      '4',
      '1',
      '&',
      "'",
      '"',
      '(',
      '[',
      '~',
      '=',
      '.',
      '-',
      '🎉',
    ),
  })
  .map((text) => `x${text}x`.normalize('NFC'));

test('an encoded address leads to its page, in every kind of link', () => {
  fc.assert(
    fc.property(name, (slug) => {
      const url = `/posts/${slug}.html`;
      const lookup = siteLookup({ sources: [], files: [], drafts: [], generated: [url] });
      const from = { path: 'posts/from.md', url: '/posts/from.html' };
      const relative = encodeUrl(`${slug}.html`);
      for (const written of [
        relative,
        `./${relative}`,
        `../posts/${relative}`,
        encodeUrl(url),
        `/blog${encodeUrl(url)}`,
        `https://www.example.org/blog${encodeUrl(url)}`,
      ]) {
        expect(resolveLink(written, from, lookup, { own, remote: 'keep' })).toMatchObject({
          kind: 'page',
          url,
          suffix: '',
          respelt: false,
        });
      }
      // The unencoded name is found as well, unless it has a meaning in an address.
      const plain = resolveLink(`${slug}.html`, from, lookup, { own, remote: 'keep' });
      expect(plain).toMatchObject({ kind: 'page', url });
    }),
  );
});

test('any text is parsed', () => {
  const lookup = siteLookup({ sources: [], files: [], drafts: [], generated: ['/'] });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['elsewhere', 'page', 'dead', 'file']).toContain(
        resolveLink(text, { path: 'a.md', url: '/a.html' }, lookup, { own, remote: 'keep' }).kind,
      );
    }),
  );
});

test.each([
  ['/posts/', 'a.html', '/posts/a.html'],
  ['/posts/', '../a.html', '/a.html'],
  ['/posts/', '../../../a.html', '/a.html'],
  ['/posts/', './', '/posts/'],
  ['/posts/', '..', '/'],
  ['/posts/', '/x//y', '/x/y'],
])('%s and %s are %s', (folder, path, expected) => expect(joinPath(folder, path)).toBe(expected));

test.each([
  ['https://example.org/blog', 'here'],
  ['https://example.org/blogger/', 'elsewhere'],
  ['https://example.org/', 'elsewhere'],
  ['HTTP://EXAMPLE.ORG/blog/x', 'here'],
  ['https://example.org:8080/blog/', 'elsewhere'],
  ['//www.example.org/blog/', 'here'],
  ['javascript:void(0)', 'elsewhere'],
  ['tel:123', 'elsewhere'],
  ['', 'elsewhere'],
])('%s is %s', (text, kind) => expect(readAddress(text, own).kind).toBe(kind));

test('attributes of raw tags have the offsets of their values in the text', () => {
  const html = fc.array(
    fc.constantFrom(
      '<a href="',
      "<img src='",
      '">',
      "'>",
      '<a href=x>',
      ' ',
      '&amp;',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      'x',
      '中',
      '/>',
      '\n',
      '=',
      '<b',
    ),
    { maxLength: 16 },
  );
  fc.assert(
    fc.property(html, (parts) => {
      const text = parts.join('');
      let end = 0;
      for (const tag of rawTags(text)) {
        expect(tag.start).toBeGreaterThanOrEqual(end);
        expect(text[tag.start]).toBe('<');
        expect(text[tag.end - 1]).toBe('>');
        for (const { start, end: stop, value } of tag.attributes.values()) {
          expect(start).toBeGreaterThan(tag.start);
          expect(stop).toBeLessThan(tag.end);
          if (!value.includes('&')) expect(text.slice(start, stop).replaceAll('&amp;', '&')).toBe(value);
        }
        end = tag.end;
      }
    }),
  );
});

test('suggestions for a dead link begin with pages in the language of the text', () => {
  const sources = ['posts/tea.md', 'posts/en/tea.md', 'posts/en/coffee.md', 'posts/coffee.md'].map(
    (path) => [path, `/${path.includes('en/') ? 'en/' : ''}posts/${path.split('/').pop()?.replace('.md', '')}.html`, []] as const,
  );
  const editions = sources.map(([path]) => [path.includes('en/') ? 'en' : '', path.replace('en/', '')] as const);
  const generated = ['/en/tags/teas.html', '/tags/teas.html'];
  const lookup = siteLookup({ sources, editions, files: [], drafts: [], generated });
  const suggested = (written: string, edition?: string) => {
    const from = { path: 'posts/from.md', url: '/posts/from.html', ...(edition && { edition }) };
    const target = resolveLink(written, from, lookup, { own, remote: 'keep' });
    return target.kind === 'dead' ? target.expected : [];
  };
  expect(suggested('/old/tea.html')).toEqual(['/posts/tea.html', '/en/posts/tea.html']);
  expect(suggested('/old/tea.html', 'en')).toEqual(['/en/posts/tea.html', '/posts/tea.html']);
  expect(suggested('/posts/cofee.html', 'en')).toEqual(['/en/posts/coffee.html', '/posts/coffee.html']);
  expect(suggested('/tag/teas.html', 'en')).toEqual(['/en/tags/teas.html', '/tags/teas.html']);
});

test.each([
  'sushi.example/',
  'blog.sushi.dev/feed/',
  'sushi.example',
  'www.sushi.shop',
  '苏轼.中文网.top',
])('suggests a scheme for the host %s', (written) => {
  const lookup = siteLookup({ sources: [], files: [], drafts: [], generated: [] });
  const from = { path: 'posts/from.md', url: '/posts/from.html' };
  expect(resolveLink(written, from, lookup, { own, remote: 'keep' })).toMatchObject({
    kind: 'dead',
    expected: [`https://${written}`],
  });
});

test.each(['notes.md', 'a/b.html', 'archive.tar.gz', '../x.y/z', 'v1.2/a.html'])('suggests none for the path %s', (written) => {
  const lookup = siteLookup({ sources: [], files: [], drafts: [], generated: [] });
  const from = { path: 'posts/from.md', url: '/posts/from.html' };
  expect(resolveLink(written, from, lookup, { own, remote: 'keep' })).toMatchObject({ kind: 'dead', expected: [] });
});
