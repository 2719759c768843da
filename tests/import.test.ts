// Imports of blogs of other tools. A folder of tests/import/ has
//
//   blog/       the old blog
//   expected/   the texts, settings and addresses of the new site
//   report.txt  what the report says
//
// `TITLEBLOCK_ACCEPT=1` writes the last two; review their diff. A text whose header or body contains `PRIVATE-1` is in no file of dist/, and
// `SECRET-1` in no file at all.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENGLISH, type Speech } from '../scripts/base/speech.js';
import { finish } from '../scripts/import/finish.js';
import { importBlog, readAgain } from '../scripts/import/import.js';
import { readManifest } from '../scripts/import/manifest.js';
import { OldFolder } from '../scripts/import/oldFolder.js';
import type { ImportReport } from '../scripts/import/report.js';
import { speechOf } from '../scripts/language/language.js';
import { filesBelow, PROJECT, temporaryFolder } from './support.js';

const BLOGS = join(PROJECT, 'tests/import');
const CHINESE = speechOf('zh') as Speech;
const english = (text: string): string => text;
const TEXTS = /\.(?:md|ya?ml|json|html)$/;

/** Imports the blog beside a site, builds it, and returns the report. */
async function importAt(root: string): Promise<ImportReport> {
  const [from, to] = [oldBlogAt(root), join(root, 'site')];
  const options = { from, to, tool: undefined, localises: false, starter: {}, translate: english };
  const { tool, blog, texts, notes, ...moved } = await importBlog(options);
  const imported = { root: to, tool, blog, folder: OldFolder.at(from), from: '../old', texts, notes, moved };
  return (await finish(imported, ENGLISH, () => {})).report;
}

/** Returns the path of the old blog: a folder, or the only file in it. */
function oldBlogAt(root: string): string {
  const names = readdirSync(join(root, 'old'));
  const [only = ''] = names;
  return names.length === 1 && /\.(?:xml|json|sql)$/.test(only) ? join(root, 'old', only) : join(root, 'old');
}

/** Returns the text files of a site that are its writer's, by path. */
function textsOf(site: string): Map<string, string> {
  const files = filesBelow(site).filter((path) => TEXTS.test(path) && !/^(?:dist|\.cache)\/|^import[-.]/.test(path));
  return new Map(files.map((path) => [path, readFileSync(join(site, path), 'utf8')]));
}

/** The report as lines; sections without entries are left out. */
function linesOf({ texts, addresses, content, feedIds, left, notes }: ImportReport): string {
  const groups = (all: ImportReport['left']) =>
    all.map(({ about, count, places }) => `  ${count} × ${about} (${places.join(', ')})`);
  const total = ([before, now]: readonly [number, number]) => `${before} → ${now}`;
  return [
    `${texts.posts} posts, ${texts.pages} pages`,
    ...texts.hidden.map(({ file, reason }) => `  not published: ${file}: ${reason}`),
    `addresses: ${addresses.served} served, ${addresses.redirected} redirected`,
    ...addresses.withheld.map(({ address, reason }) => `  withheld: ${address}: ${reason}`),
    ...addresses.gone.map(({ address, reason }) => `  gone: ${address}: ${reason}`),
    `words ${total(content.totals.words)}, pictures ${total(content.totals.pictures)}, code ${total(content.totals.code)}, formulas ${total(content.totals.formulas)}`,
    ...content.less.map((each) => `  less: ${JSON.stringify(each)}`),
    `feed ids: ${feedIds.kept} kept`,
    ...feedIds.changed.map((file) => `  changed: ${file}`),
    'left to do',
    ...groups(left),
    'notes',
    ...groups(notes),
    '',
  ].join('\n');
}

function expectFile(path: string, text: string | undefined): void {
  if (process.env.TITLEBLOCK_ACCEPT && text !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(text);
}

const blogs = readdirSync(BLOGS, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

describe.each(blogs)('%s', (name) => {
  const root = temporaryFolder();
  const site = join(root, 'site');
  let report: ImportReport;

  beforeAll(async () => {
    cpSync(join(BLOGS, name, 'blog'), join(root, 'old'), { recursive: true });
    report = await importAt(root);
  }, 120_000);

  test('becomes the expected site', () => {
    const expected = join(BLOGS, name, 'expected');
    if (process.env.TITLEBLOCK_ACCEPT) rmSync(expected, { recursive: true, force: true });
    const now = textsOf(site);
    const paths = new Set([...now.keys(), ...(existsSync(expected) ? filesBelow(expected) : [])]);
    for (const path of paths) expectFile(join(expected, path), now.get(path));
  });

  test('loses no word, picture or address without a line in the report', () => {
    expectFile(join(BLOGS, name, 'report.txt'), linesOf(report));
    expect(report.content.less).toEqual([]);
    expect(report.addresses.gone).toEqual([]);
  });

  test('is reported in Chinese', () => {
    const { left, notes, texts, addresses } = report;
    const all = [...notes.map(({ about }) => about), ...[...texts.hidden, ...addresses.withheld].map(({ reason }) => reason)];
    for (const text of all) expect([text, CHINESE.text(text)]).toEqual([text, expect.stringMatching(/\p{Script=Han}/u)]);
    for (const { rule = '', about } of left) {
      const { reason } = CHINESE.problem({ file: '', ruleId: rule, fatal: false, reason: about, expected: [] });
      const shown = rule === '' ? CHINESE.text(about) : reason;
      expect([about, shown]).toEqual([about, expect.stringMatching(/\p{Script=Han}/u)]);
    }
  });

  test('publishes nothing private', () => {
    const published = filesBelow(join(site, 'dist')).filter((path) =>
      /PRIVATE-\d/i.test(readFileSync(join(site, 'dist', path), 'latin1')),
    );
    expect(published).toEqual([]);
  });

  test('writes no password, e-mail or IP address', () => {
    const written = filesBelow(site).filter((path) => /SECRET-\d/.test(readFileSync(join(site, path), 'latin1')));
    expect(written).toEqual([]);
  });

  test('leaves the old blog alone, and gives the same bytes again', async () => {
    expect(textFilesOf(join(root, 'old'))).toEqual(textFilesOf(join(BLOGS, name, 'blog')));
    const first = [...textsOf(site), ...reportsOf(site)];
    await importAt(root);
    expect([...textsOf(site), ...reportsOf(site)]).toEqual(first);
  }, 120_000);

  test('keeps what was edited, and is verified with it', async () => {
    const [edited = ''] = [...textsOf(site).keys()].filter((path) => path.endsWith('.md'));
    writeFileSync(join(site, edited), `${readFileSync(join(site, edited), 'utf8')}\nA line of mine.\n`);
    await importAt(root);
    expect(readFileSync(join(site, edited), 'utf8')).toContain('A line of mine.');
    const manifest = readManifest(site);
    expect(manifest).toBeDefined();
    const imported = { root: site, ...readAgain(site, manifest as NonNullable<typeof manifest>) };
    const verified = (await finish(imported, ENGLISH, () => {})).report;
    expect(verified.addresses).toEqual(report.addresses);
  }, 120_000);
});

/** Returns the files of a folder with their bytes. */
function textFilesOf(folder: string): (readonly [path: string, bytes: string])[] {
  return filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'base64')]);
}

function reportsOf(site: string): (readonly [path: string, text: string])[] {
  return ['import-report.html', 'import-report.json', 'import.json'].map((path) => [
    path,
    readFileSync(join(site, path), 'utf8'),
  ]);
}
