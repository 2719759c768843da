// A feature is a folder and a line in the table: no other code imports it, and most features can be removed.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalize } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { Features } from '../scripts/assemble/feature.js';
import { EN } from '../scripts/assemble/words/en.js';
import { CORE_WORDS } from '../scripts/assemble/words/interface.js';
import { build } from '../scripts/build/build.js';
import { CONFIG_FIELDS } from '../scripts/config/settings.js';
import { FEATURES } from '../scripts/features/table.js';
import { FRONT_MATTER_FIELDS } from '../scripts/read/headerTable.js';
import { filesBelow, PROJECT, picture, QUIET, SITE_YAML, writeSite } from './support.js';

const TEMPLATES = join(PROJECT, 'templates');
const SCRIPTS = join(PROJECT, 'scripts');
const files = filesBelow(SCRIPTS).filter((path) => path.endsWith('.ts'));
const importsOf = (path: string) =>
  Array.from(readFileSync(join(SCRIPTS, path), 'utf8').matchAll(/\b(?:from|import\()\s*'(\.[^']+)\.js'/g), ([, asked]) =>
    normalize(join(path, '..', `${asked}.ts`)),
  );
/** Entry points of the package that is made from a feature. */
const PACKAGED = /^lib\/(search)/;
/** Returns the feature that a file belongs to; undefined for the table and for other files outside of features/. */
const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1] ?? PACKAGED.exec(path)?.[1];

/** Features that every site has; other features may import them. */
const NEEDED = ['pages', 'files', 'feeds', 'theme'];

test('only the table and the command of the same name import a feature; features import only those that every site has', () => {
  const found = files.flatMap((path) =>
    importsOf(path)
      .filter((asked) => {
        const feature = featureOf(asked);
        if (feature === undefined || feature === featureOf(path)) return false;
        // Tools write tables and pages about features.
        if (path.startsWith('tools/')) return false;
        if (featureOf(path) !== undefined) return !NEEDED.includes(feature);
        return path !== 'features/table.ts' && path !== `cli/${feature}.ts`;
      })
      .map((asked) => `${path} → ${asked}`),
  );
  expect(found).toEqual([]);
});

test('the table lists each folder', () => {
  const folders = readdirSync(join(SCRIPTS, 'features'), { withFileTypes: true }).filter((each) => each.isDirectory());
  expect(FEATURES.rows.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
});

test('declare existing settings', () => {
  const declared = files.flatMap((path) =>
    Array.from(readFileSync(join(SCRIPTS, path), 'utf8').matchAll(/\bsetting\('(\w+)'/g), ([, name]) => name),
  );
  expect(declared.sort()).toEqual(FEATURES.settings.map(({ name }) => name).sort());
  expect(Object.keys(CONFIG_FIELDS).filter((name) => declared.includes(name))).toEqual([]);
});

test('each word of the interface belongs to the basic pages or to one feature', () => {
  const owned = FEATURES.rows.flatMap(({ words = [] }) => words);
  expect([...CORE_WORDS, ...owned].sort()).toEqual(Object.keys(EN.words).sort());
});

test('a feature uses the words that it declares, in its folder or in templates', () => {
  const templates = filesBelow(TEMPLATES).map((path) => readFileSync(join(TEMPLATES, path), 'utf8'));
  const textOf = (feature: string) =>
    files.filter((path) => featureOf(path) === feature).map((path) => readFileSync(join(SCRIPTS, path), 'utf8'));
  const unused = FEATURES.rows.flatMap(({ name, words = [] }) =>
    words
      .filter((word) => ![...textOf(name), ...templates].some((text) => new RegExp(`[.{ ]${word}\\b(?!['"])`).test(text)))
      .map((word) => `${name}: ${word}`),
  );
  expect(unused).toEqual([]);
});

test('declare existing fields of front matter', () => {
  const declared = files
    .filter((path) => featureOf(path) !== undefined)
    .flatMap((path) =>
      Array.from(readFileSync(join(SCRIPTS, path), 'utf8').matchAll(/\bheaderField\('(\w+)'/g), ([, name]) => name),
    );
  expect(declared.sort()).toEqual(Object.keys(FEATURES.headerFields).sort());
  expect(declared.length).toBeGreaterThan(1);
  expect(Object.keys(FRONT_MATTER_FIELDS).filter((name) => declared.includes(name))).toEqual([]);
});

/** Optional features, with identifiers that contain a feature's name by chance. */
const NAMED: { readonly [feature: string]: readonly string[] } = {
  analytics: [],
  announce: [],
  // Archives of files (zip), and pages of other tools.
  archive: [
    'check/external/external.ts: archive',
    'check/external/external.ts: ARCHIVE',
    'features/leaks/leaksInFile.ts: archive',
    'archives',
  ],
  cards: [],
  // Comments in HTML, YAML and templates are not comments of readers.
  comments: [
    'comment',
    'COMMENT',
    'inComment',
    'opensComment',
    'commentOf',
    'COMMENT_ADVICE',
    'isComment',
    'isCommentText',
  ].concat([
    'withoutComments',
    'skipComment',
    'comment$',
    'engine/sitePictures.ts: comments',
    'render/foreign/find.ts: comments',
    'commentsOf',
    'asComments',
    'withComments',
    'URLS_COMMENT',
    'assemble/ejected.ts: COMMENTS',
  ]),
  compressed: [],
  precompress: [],
  // Icons of other sites, in the foot of pages.
  icons: [
    'features/footer/feature.ts: icon',
    'ICONS',
    'features/footer/icon.ts: icon',
    'features/footer/socialSites.ts: icon',
    'features/footer/settings.ts: icons',
  ],
  related: [],
  // String.prototype.search, and the query of a URL.
  search: ['searchParams', 'URLSearchParams', 'config/permalink.ts: search', 'fields/yamlMistakes.ts: search']
    .concat(['markdown/commonmark/bareAddresses.ts: search', 'markdown/eastAsianWidth.ts: search'])
    .concat(['markdown/inline/citations.ts: search', 'render/inlineCode.ts: search']),
  series: [],
  // Markers that exclude a text from the search of other tools.
  sitemap: ['sitemap_exclude', 'readSitemap', 'render/foreign/finders.ts: sitemap'],
  redirectsFile: [],
  unusedPictures: [],
};

/** Returns the identifiers in a source, without comments and strings. */
function identifiersIn(path: string): ReadonlySet<string> {
  const source = readFileSync(join(SCRIPTS, path), 'utf8')
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, '')
    .replace(/`(?:[^`\\]|\\.)*`/g, (text) => (text.match(/\$\{[^}]*\}/g) ?? []).join(' '));
  return new Set(source.match(/[A-Za-z_$][\w$]*/g));
}

const wordsOf = (name: string) =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase().replace(/s$/, ''));

test('at most two files outside of its folder name a feature', () => {
  // Readers of other tools know the names that those give to the same things.
  const others = files.filter(
    (path) => !/^(?:tools|import|assemble\/words|language)\//.test(path) && path !== 'features/table.ts',
  );
  const identifiers = others.map((path) => [path, [...identifiersIn(path)]] as const);
  for (const [feature, homonyms] of Object.entries(NAMED)) {
    const name = wordsOf(feature).join(' ');
    const isNamed = (path: string) => (identifier: string) =>
      ` ${wordsOf(identifier).join(' ')} `.includes(` ${name} `) &&
      !homonyms.includes(identifier) &&
      !homonyms.includes(`${path}: ${identifier}`);
    const naming = identifiers
      .filter(([path, all]) => featureOf(path) !== feature && all.some(isNamed(path)))
      .map(([path]) => path);
    expect([feature, naming.length <= 2 ? [] : naming]).toEqual([feature, []]);
    // Homonyms that no longer occur must be removed from the list.
    const gone = homonyms.filter(
      (each) => !identifiers.some(([path, all]) => all.some((one) => one === each || `${path}: ${one}` === each)),
    );
    expect([feature, gone]).toEqual([feature, []]);
  }
});

interface Optional {
  readonly feature: string;
  /** Files that only this feature makes; a path that ends with a slash is a prefix. */
  readonly files?: readonly string[];
  /** Templates that only this feature fills. */
  readonly templates?: readonly string[];
  /** Pattern of what this feature adds to a post. */
  readonly shown?: string;
}

/** The optional features. */
const OPTIONAL: readonly Optional[] = [
  {
    feature: 'archive',
    files: ['archive.html', 'archive/', 'updated.html'],
    templates: ['archive.html', 'updated.html'],
  },
  { feature: 'pluginOutput' },
  { feature: 'search', files: ['search.html', 'search/'], templates: ['search.html'], shown: 'href="/search.html"' },
  { feature: 'sitemap', files: ['robots.txt', 'sitemap.xml'] },
  { feature: 'icons', files: ['icon-180.png', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest'], shown: 'rel="manifest"' },
  { feature: 'redirectsFile', files: ['_redirects'] },
  { feature: 'headers', files: ['_headers'] },
  { feature: 'cards', files: ['cards/'], shown: '/cards/' },
  { feature: 'related', shown: 'class="related"' },
  { feature: 'series', shown: 'class="series"' },
  { feature: 'comments', shown: 'https://comments.example.org' },
  { feature: 'analytics', shown: 'https://stats.goatcounter.com' },
  { feature: 'announce' },
  { feature: 'footer', shown: 'class="social"' },
  { feature: 'leaks' },
  { feature: 'unusedPictures' },
  { feature: 'compressed' },
];

/** Removes the blocks of a template that depend on a variable, and the lines that show it. */
function withoutVariable(template: string, name: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const line of template.split('\n')) {
    const opened = [...line.matchAll(/\$if\(([^)]*)\)\$/g)];
    const closed = line.match(/\$endif\$/g)?.length ?? 0;
    if (depth > 0 || opened.some(([, asked]) => asked === name)) depth += opened.length - closed;
    else if (!line.includes(`$${name}$`)) lines.push(line);
  }
  return lines.join('\n');
}

describe('a site can be built without the feature', () => {
  const SERVICES =
    'comments: {waline: {server: https://comments.example.org}}\nanalytics: {goatcounter: {site: https://stats.goatcounter.com}}\nsocial: {github: name}\n';
  const post = (title: string) =>
    `---\ntitle: ${title}\naliases: [/${title}-old.html]\ntags: [t]\nseries: S\nupdated: 2021-01-01\n---\n\nOrchids.\n`;
  const SETTINGS = `${SITE_YAML}search: true\ncards: true\nimages: {formats: [webp]}\n${SERVICES}`;
  const SITE = {
    'content/posts/2020-01-02-a.md': post('A'),
    'content/posts/2020-01-03-b.md': post('B'),
  };

  /** Returns the templates without the parts that a feature fills. */
  function templatesWithout({ feature, templates = [] }: Optional): { readonly [path: string]: string } {
    const { common, adds = {} } = FEATURES.rows.find(({ name }) => name === feature) as (typeof FEATURES.rows)[number];
    const variables = [common?.docs ?? {}, ...Object.values(adds).map((each) => each.variables)].flatMap(Object.keys);
    const paths = filesBelow(TEMPLATES).filter((path) => path.endsWith('.html'));
    const textOf = (path: string) => variables.reduce(withoutVariable, readFileSync(join(TEMPLATES, path), 'utf8'));
    return Object.fromEntries(paths.map((path) => [`templates/${path}`, templates.includes(path) ? '' : textOf(path)]));
  }

  async function built(features: typeof FEATURES, more = {}) {
    const names = (features: typeof FEATURES) => [...Object.keys(features.settingFields), ...Object.keys(features.headerFields)];
    const unknown = names(FEATURES).filter((name) => !names(features).includes(name));
    const known = (text: string) =>
      text
        .split('\n')
        .filter((line) => !unknown.some((name) => line.startsWith(`${name}:`)))
        .join('\n');
    const root = writeSite({
      ...Object.fromEntries(Object.entries(SITE).map(([path, text]) => [path, known(text)])),
      // As bytes, so that the helper does not add settings that this program lacks.
      'content/site.yaml': Buffer.from(known(SETTINGS)),
      'images/icon.png': await picture(600, 600),
      ...more,
    });
    const { problems } = await build({ ...QUIET, root, out: join(root, 'dist'), features });
    expect(problems).toEqual([]);
    return { files: filesBelow(join(root, 'dist')), post: readFileSync(join(root, 'dist/posts/2020-01-02-a.html'), 'utf8') };
  }

  test.each(OPTIONAL.map((each) => [each.feature, each] as const))('%s', async (feature, optional) => {
    const all = await built(FEATURES);
    const others = new Features(FEATURES.rows.filter(({ name }) => name !== feature));
    const without = await built(others, templatesWithout(optional));
    const { files: own = [], shown } = optional;
    const isOwn = (path: string) => own.some((each) => (each.endsWith('/') ? path.startsWith(each) : path === each));
    // Stylesheets and scripts change with the templates, and their names contain hashes.
    const isSite = (path: string) => !path.startsWith('assets/');
    expect(without.files.filter(isSite)).toEqual(all.files.filter((path) => isSite(path) && !isOwn(path)));
    expect(own.filter((each) => !all.files.some((path) => path.startsWith(each)))).toEqual([]);
    if (shown !== undefined) expect([all.post, without.post].map((html) => html.includes(shown))).toEqual([true, false]);
  });
});
