// Hostile YAML is read in bounded time, or reported at its place.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { hasForbidden, unclosedDirections } from '../../scripts/base/text/characters.js';
import { parseYaml } from '../../scripts/markdown/yaml.js';
import { buildAt, buildSite, LONG, SITE_YAML, writeSite } from '../support.js';

const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(['b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => `${name}: &${name} [${`*${'abcdef'[at]}, `.repeat(8)}*a]`))
  .join('\n');
const inHeader = (yaml: string) => ({ 'content/posts/2020-01-02-a.md': `---\n${yaml}\n---\n\ntext\n` });
const inData = (text: string, name = 'x.yaml') => ({ [`data/${name}`]: text, ...inHeader('title: A') });

type Found = readonly [rule: string, file: string, line: number | undefined];
const POST = 'content/posts/2020-01-02-a.md';

const CASES: { readonly [what: string]: readonly [files: { readonly [path: string]: string }, found: readonly Found[]] } = {
  'references to references in front matter': [inHeader(`title: A\n${BOMB}`), [['front-matter/wrong', POST, 6]]],
  'references to references in data/': [inData(BOMB), [['data/syntax', 'data/x.yaml', 2]]],
  'references to references in _meta.yaml': [
    { 'content/posts/_meta.yaml': BOMB, ...inHeader('title: A') },
    [['front-matter/wrong', 'content/posts/_meta.yaml', 4]],
  ],
  'brackets in front matter': [inHeader(`title: A\nx: ${'['.repeat(100_000)}`), [['front-matter/syntax', POST, 3]]],
  'brackets in data/': [inData('['.repeat(100_000)), [['data/syntax', 'data/x.yaml', 1]]],
  'brackets in JSON': [inData('['.repeat(50_000) + ']'.repeat(50_000), 'x.json'), [['data/syntax', 'data/x.json', 1]]],
  'lists in lists on one line': [inData('- '.repeat(50_000)), [['data/syntax', 'data/x.yaml', 1]]],
  'brackets in site.yaml': [
    { 'content/site.yaml': `${SITE_YAML}navigation: ${'{a: '.repeat(9000)}\n` },
    [['config/syntax', 'content/site.yaml', 3]],
  ],
  // Pandoc reads a later block that is not YAML as text.
  'brackets in a block further down': [inHeader(`title: A\n---\n\ntext\n\n---\nx: ${'['.repeat(50_000)}`), []],
  'a title of 10 MB': [inHeader(`title: ${'長'.repeat(3_400_000)}`), [['front-matter/large', POST, 2]]],
  'a title block of 10 MB': [{ [POST]: `% ${'word '.repeat(2_000_000)}\n\ntext\n` }, [['front-matter/large', POST, 1]]],
  '10,000 tags': [
    inHeader(`title: A\ntags: [${Array.from({ length: 10_000 }, (_, at) => `t${at}`)}]`),
    [['front-matter/large', POST, 3]],
  ],
  'a field twice': [inHeader('title: A\ntitle: B'), [['front-matter/syntax', POST, 3]]],
  'a mapping as a name in front matter': [inHeader('title: A\nparams: {{a: b}: c}'), [['front-matter/syntax', POST, 3]]],
  'a list as a name in data/': [inData('a: 1\n? [a, b]\n: c'), [['data/syntax', 'data/x.yaml', 2]]],
  'a mapping as a name in site.yaml': [
    { 'content/site.yaml': `${SITE_YAML}description: {{ title }}\n` },
    [['config/syntax', 'content/site.yaml', 3]],
  ],
  'numbers, dates and yes as names in data/': [inData('2020: a\n2020-01-02: b\nyes: c\n1.0: d\n~: e'), []],
  __proto__: [inHeader('title: A\n__proto__: {x: 1}'), [['front-matter/wrong', POST, 3]]],
  '__proto__ in site.yaml': [
    { 'content/site.yaml': `${SITE_YAML}__proto__: {x: 1}\n` },
    [['config/wrong', 'content/site.yaml', 3]],
  ],
  // Jekyll and Hugo read a draft.
  'fields that a merge key brings in': [
    inHeader('title: A\nbase: &base {draft: true}\n<<: *base\nbuild: {<<: *base}'),
    [
      ['front-matter/syntax', POST, 4],
      ['front-matter/syntax', POST, 5],
    ],
  ],
  'a merge key in _meta.yaml': [
    { 'content/posts/_meta.yaml': '<<: {draft: true}', ...inHeader('title: A') },
    [['front-matter/syntax', 'content/posts/_meta.yaml', 1]],
  ],
  'arrows that are text': [inHeader('title: A\n"<<": x\nsaid: <<x>>'), []],
  'code in a tag': [inHeader('title: A\nx: !!js/function "function(){}"\ny: !!js/regexp /(a+)+$/'), []],
};

describe('hostile YAML', () => {
  // The largest take a second each.
  const cases = Object.entries(CASES).filter(([what]) => LONG || !what.includes('10 MB'));
  test.each(cases)('%s', async (_what, [files, found]) => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { problems } = await buildSite(files);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    const reported = problems.filter(({ ruleId }) => ruleId !== 'front-matter/ignored');
    expect(reported.map(({ ruleId, file, place }) => [ruleId, file, place?.line])).toEqual(found);
  });

  test.each([
    ['YAML', (x: string, y: string) => `---\ntitle: A\nx: ${x}\ny: {z: [${y}]}\n---\n\ntext\n`],
    [
      'TOML',
      (x: string, y: string) => `+++\ntitle = "A"\nx = ${x.replace('.', '')}\ny = {z = [${y.replace('.', '')}]}\n+++\n\ntext\n`,
    ],
  ])('keeps numbers of %s that JSON can’t hold as text, also in a second build', async (_language, text) => {
    const root = writeSite({
      'content/site.yaml': SITE_YAML,
      [POST]: text('.inf', '.nan'),
      'data/d.yaml': 'v: 1e400\n',
      'templates/post.html': '[$meta.x$ $for(meta.y.z)$$it$$endfor$ $data.d.v$]\n',
    });
    const shown = async () => (await buildAt(root)).page('posts/2020-01-02-a.html').replaceAll('.', '').trim();
    expect(await shown()).toMatch(/^\[(?:inf nan|Infinity NaN) 1e400\]$/);
    // The header comes from the cache.
    writeFileSync(join(root, 'templates/post.html'), '[[$meta.x$ $for(meta.y.z)$$it$$endfor$]]\n');
    expect(await shown()).toMatch(/^\[\[(?:inf nan|Infinity NaN)\]\]$/);
    writeFileSync(join(root, POST), text('-.inf', '.nan'));
    expect(await shown()).toMatch(/^\[\[-(?:inf nan|Infinity NaN)\]\]$/);
  });

  test('lone surrogates and control characters from escapes are in no address and no page', async () => {
    const half = '\\uD800\\x01\\uDFFF';
    const built = await buildSite({
      'content/site.yaml': `title: "T${half}"\nurl: https://example.org\nsearch: true\ntaxonomies: {columns: "C${half}"}\nnavigation: [{title: "N${half}", url: "/posts/2020-01-02-a.html#${half}"}]\n`,
      [POST]: `---\ntitle: "A${half}"\ntags: "t${half}, u"\ncategories: [["k${half}", l]]\ncolumns: ["c${half}", 1]\nseries: "s${half}"\npermalink: "/p${half}/:title/"\naliases: ["/o${half}/"]\nmood: {m: "${half}"}\n---\n\nx\n`,
    });
    expect([built.published, built.rules.filter((rule) => rule !== 'front-matter/ignored')]).toEqual([true, []]);
    for (const path of ['tags/t.html', 'categories/k/l.html', 'columns/c.html', 'p/a/index.html', 'o/index.html'])
      expect(built.files).toContain(path);
    for (const path of built.files.filter((each) => /\.(?:html|xml|json)$/.test(each)))
      expect([path, hasForbidden(built.page(path)), built.page(path).includes('\uFFFD')]).toEqual([path, false, false]);
  });

  test('reads names of built-in properties as ordinary names', async () => {
    const { page, rules } = await buildSite({
      'content/about.md':
        '---\ntitle: A\nconstructor: {prototype: {y: yes}}\nhasOwnProperty: 3\ntags: [constructor, toString, valueOf]\n---\n\nx\n',
      'data/x.yaml': 'a: 1\nconstructor: {prototype: {polluted: 2}}\n__proto__: {polluted: 3}\n',
      'templates/page.html': '[$data.x.constructor.prototype.polluted$$data.x.toString$$data.x.polluted$$data.x.a$]\n',
    });
    expect(rules.filter((rule) => rule !== 'front-matter/ignored')).toEqual([]);
    expect(page('about.html').trim()).toBe('[21]');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('reads ordinary nesting', () => {
    const deep = `a: ${'['.repeat(150)}${']'.repeat(150)}\nb: "${'['.repeat(40)}"\n`;
    expect(parseYaml(deep).errors).toEqual([]);
    expect(parseYaml(`${'- [a](b) {c}\n'.repeat(5000)}`).errors.map(({ message }) => message)).not.toContain('nested too deeply');
  });
});

test('reports unclosed direction marks once per line', async () => {
  const post = '% A\n\none \u202Eevil\n\u2066closed\u2069 \u202Bclosed\u202C fine\n\u2067open \u202Edouble\u202C\n';
  expect(unclosedDirections(post).map(({ name }) => name)).toEqual(['U+202E', 'U+2067']);
  const { problems } = await buildSite({ [POST]: post });
  expect(problems.map(({ ruleId, place }) => [ruleId, place?.line, place?.column])).toEqual([
    ['source/bidi', 3, 5],
    ['source/bidi', 5, 1],
  ]);
});
