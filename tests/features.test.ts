// A feature is a folder and a line in the table: nothing else imports it, and most can be taken out.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalize } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { Features } from '../scripts/assemble/feature.js';
import { build } from '../scripts/build/build.js';
import { FEATURES } from '../scripts/features/table.js';
import { filesBelow, PROJECT, picture, QUIET, SITE_YAML, writeSite } from './support.js';

const SCRIPTS = join(PROJECT, 'scripts');
const files = filesBelow(SCRIPTS).filter((path) => path.endsWith('.ts'));
const importsOf = (path: string) =>
  Array.from(readFileSync(join(SCRIPTS, path), 'utf8').matchAll(/\b(?:from|import\()\s*'(\.[^']+)\.js'/g), ([, asked]) =>
    normalize(join(path, '..', `${asked}.ts`)),
  );
/** The feature that a file belongs to; undefined for the table, and for files outside. */
const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1];

/** Features that every site has: others may build on them. */
const NEEDED = ['pages', 'files'];

test('only the table imports a feature, and features import none but those that every site has', () => {
  const found = files.flatMap((path) =>
    importsOf(path)
      .filter((asked) => {
        const feature = featureOf(asked);
        if (feature === undefined || feature === featureOf(path)) return false;
        return featureOf(path) === undefined ? path !== 'features/table.ts' : !NEEDED.includes(feature);
      })
      .map((asked) => `${path} → ${asked}`),
  );
  expect(found).toEqual([]);
});

test('each folder is in the table', () => {
  const folders = readdirSync(join(SCRIPTS, 'features'), { withFileTypes: true }).filter((each) => each.isDirectory());
  expect(FEATURES.rows.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
});

/** Features that can be taken out, with what is then missing from a site and with templates that only they fill. */
const OPTIONAL: readonly (readonly [feature: string, missing: readonly string[], templates: readonly string[]])[] = [
  ['archive', ['archive.html', 'archive/2020.html', 'updated.html'], ['archive.html', 'updated.html']],
  ['plugged', [], []],
  ['search', ['search.html', 'search/search.js'], ['search.html']],
  ['sitemap', ['robots.txt', 'sitemap.xml'], []],
  ['icons', ['icon-180.png', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest'], []],
  ['redirectsFile', ['_redirects'], []],
  ['headers', ['_headers'], []],
  ['cards', ['cards/'], []],
  ['related', [], []],
];

const TEMPLATES = join(PROJECT, 'templates');

/** A template without the blocks that are shown where a variable has a value, and without lines that show it. */
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

describe('a site can be built without', () => {
  const SITE = {
    'content/site.yaml': `${SITE_YAML}search: true\ncards: true\n`,
    'content/posts/2020-01-02-a.md': '---\ntitle: A\naliases: [/old.html]\ntags: [t]\n---\n\nText.\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\nupdated: 2021-01-01\n---\n\nText.\n',
  };

  test.each(OPTIONAL)('%s', async (feature, missing, templates) => {
    const icon = { 'images/icon.png': await picture(600, 600) };
    const names = Object.keys(FEATURES.rows.find(({ name }) => name === feature)?.common?.docs ?? {});
    const changed = Object.fromEntries(
      filesBelow(TEMPLATES)
        .filter((path) => path.endsWith('.html'))
        .map((path) => {
          const text = readFileSync(join(TEMPLATES, path), 'utf8');
          return [`templates/${path}`, templates.includes(path) ? '' : names.reduce(withoutVariable, text)];
        }),
    );
    const filesWith = async (features: Features, more = {}) => {
      const root = writeSite({ ...SITE, ...icon, ...more });
      const { problems } = await build({ ...QUIET, root, out: join(root, 'dist'), features });
      expect(problems.filter(({ fatal }) => fatal)).toEqual([]);
      return filesBelow(join(root, 'dist'));
    };
    const all = await filesWith(FEATURES);
    const without = await filesWith(new Features(FEATURES.rows.filter(({ name }) => name !== feature)), changed);
    const gone = all.filter((path) => !without.includes(path));
    const isOf = (path: string) => missing.some((each) => path === each || (each.endsWith('/') && path.startsWith(each)));
    expect(missing.filter((each) => !gone.some((path) => path === each || path.startsWith(each)))).toEqual([]);
    if (feature !== 'search') expect(gone.filter((path) => !isOf(path))).toEqual([]);
    expect(without.filter((path) => !all.includes(path))).toEqual([]);
  });
});
