// Blogs of other tools, moved as docs/moving.md says. A folder of tests/moving/ has
//
//   blog/           the blog as its tool has it
//   move.txt        what its writer copies, `source/_posts → content/posts`, and then renames, `content/a.md → content/b.md`
//   site.yaml       the settings
//   addresses.txt   the addresses that its readers know
//   stopped.txt     the errors that stop the first build, if any; the files with errors are then removed
//   signs.txt       words of its markup: labels, arguments
//   published.txt   required content of files in dist/: `posts/a.html: <time datetime="2020-01-02">`
//   expected.txt    all problems, and the number of published texts
//
// Nothing may be lost silently: each copied word is in dist/, or a problem names its line. Nothing private may be published: a text
// whose header contains `PRIVATE-1`, and a paragraph with such a mark, are in no file of dist/. `TITLEBLOCK_ACCEPT=1` writes the
// two reports; review their diff.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { beforeAll, describe, expect, test } from 'vitest';
import { report, sortProblems } from '../scripts/base/diagnostics.js';
import { check } from '../scripts/check/check.js';
import { importUrls } from '../scripts/new/listUrls.js';
import type { Diagnostic } from '../scripts/types.js';
import { type Built, buildAt, filesBelow, PROJECT, SITE_YAML, temporaryFolder } from './support.js';

const BLOGS = join(PROJECT, 'tests/moving');
const QUICK = 'cards: false\nimages: {formats: [webp]}\nfuture: publish\n';
const PRIVATE = /PRIVATE-\d+/i;

/** File extensions and element names, which are markup and not words. */
const SIGNS = /^(?:md|html)$/i;

/** Words: runs of at least two letters or digits. */
function wordsOf(text: string): string[] {
  const plain = withPlainAddresses(text).replace(/&\w+;/g, ' ');
  return (plain.match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? []).filter((word) => !SIGNS.test(word));
}

const withPlainAddresses = (text: string): string => text.replace(/(?:%[\da-f]{2})+/gi, decoded);

/** Reads the lines of an expectation file, without comments (`#`). */
function linesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('# '));
}

function move(name: string): string {
  const root = temporaryFolder();
  for (const line of linesOf(join(BLOGS, name, 'move.txt'))) {
    const [from = '', to = ''] = line.split(' → ');
    if (from.startsWith('content/')) renameSync(join(root, from), join(root, to));
    else cpSync(join(BLOGS, name, 'blog', from), join(root, to), { recursive: true });
  }
  mkdirSync(join(root, 'content'), { recursive: true });
  writeFileSync(join(root, 'content/site.yaml'), SITE_YAML + readFileSync(join(BLOGS, name, 'site.yaml'), 'utf8') + QUICK);
  return root;
}

/** Compares with an expectation file, or writes it. */
function expectFile(path: string, text: string): void {
  if (process.env.TITLEBLOCK_ACCEPT) {
    if (text === '') rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}

function reportOf(root: string, problems: readonly Diagnostic[]): string {
  const textOf = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined);
  return report(problems, { color: false, textOf });
}

/** Returns all text and attributes of a page. */
function textOfPage(html: string): string {
  const parts: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === '#text') parts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    else if (node.nodeName === '#comment') parts.push(` ${(node as DefaultTreeAdapterTypes.CommentNode).data} `);
    if ('attrs' in node) parts.push(...node.attrs.map(({ name, value }) => ` ${name} ${decoded(value)} `));
    if ('childNodes' in node) node.childNodes.forEach(visit);
    if (node.nodeName === 'p' || node.nodeName === 'a') parts.push(' ');
  };
  visit(parse(html));
  return parts.join('');
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Returns a file of dist/ as text. */
function readable(out: string, path: string): string {
  const text = readFileSync(join(out, path), 'utf8');
  return `${path}\n${path.endsWith('.html') ? textOfPage(text) : text}`;
}

/** A paragraph, or a header field with all its lines. */
interface Part {
  readonly first: number;
  readonly text: string;
  /** Name of the field. */
  readonly field?: string;
}

/** Returns the field that a header line begins. Lines after a TOML table header belong to the table. */
function fieldAt(line: string, last: Part | undefined): string | undefined {
  const table = /^\[([\w-]+)\]/.exec(line)?.[1];
  if (table !== undefined || last?.text.startsWith('[') === true) return table;
  return /^["']?([\p{L}][^:="']*?)["']?\s*[:=]/u.exec(line)?.[1];
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  const lines = text.split('\n');
  const fence = /^(?:---|\+\+\+)\s*$/;
  const end = fence.test(lines[0] ?? '') ? lines.findIndex((line, at) => at > 0 && line.trim() === lines[0]?.trim()) : -1;
  for (const [at, line] of lines.entries()) {
    const field = at > 0 && at < end ? fieldAt(line, parts.at(-1)) : undefined;
    const last = parts.at(-1);
    const isNew = at <= end ? field !== undefined || at === 0 : at === end + 1 || lines[at - 1]?.trim() === '';
    const own = field === undefined || line.startsWith('[') ? line : line.slice(line.search(/[:=]/) + 1);
    if (isNew || last === undefined) parts.push({ first: at + 1, text: own, ...(field !== undefined && { field }) });
    else parts[parts.length - 1] = { ...last, text: `${last.text}\n${own}` };
  }
  return parts;
}

/** True if the header marks the text as private. */
const isPrivateText = (text: string): boolean =>
  /^% .*PRIVATE-/.test(text) || partsOf(text).some((part) => part.field === 'title' && PRIVATE.test(part.text));

/** True if a problem is about a line of a file, or about the whole file. */
function names(problem: Diagnostic, file: string, line: number, word: string): boolean {
  const { file: named, place, reason, expected, note = '' } = problem;
  if (file.startsWith(`${named}/`)) return true;
  if (named !== file) return false;
  const end = (place as { endLine?: number } | undefined)?.endLine ?? place?.line ?? 0;
  return (
    place === undefined ||
    reason.includes('no page is made') ||
    (line >= place.line && line <= end) ||
    `${reason} ${expected} ${note}`.includes(word)
  );
}

/** Returns the words that are neither published nor covered by a problem. */
function lostWords({ root, files }: Built, problems: readonly Diagnostic[], signs: readonly string[]): string[] {
  const published = files.map((file) => readable(join(root, 'dist'), file).toLowerCase()).join('\n');
  const ignored = problems.filter(({ ruleId }) => ruleId === 'front-matter/ignored').map(({ reason }) => reason);
  // Dates have many formats; `published.txt` covers them.
  const isPublished = (word: string, field: string | undefined) =>
    signs.includes(word) || (field !== undefined && /^\d+$/.test(word)) || published.includes(word.toLowerCase());
  const lost: string[] = [];
  for (const file of filesBelow(join(root, 'content')).filter((path) => /\.(?:md|markdown)$/.test(path))) {
    const text = readFileSync(join(root, 'content', file), 'utf8');
    if (isPrivateText(text) || file.split('/').some((name) => name.startsWith('.'))) continue;
    for (const { first, text: written, field } of partsOf(text)) {
      if (PRIVATE.test(written) || ignored.some((reason) => reason.includes(`"${field}"`))) continue;
      for (const [at, line] of written.split('\n').entries()) {
        const missing = wordsOf(line).filter(
          (word) => !isPublished(word, field) && !problems.some((each) => names(each, `content/${file}`, first + at, word)),
        );
        lost.push(...missing.map((word) => `content/${file}:${first + at} ${field ? `${field}: ` : ''}${word}`));
      }
    }
  }
  return lost;
}

/** Returns the sentences of private texts that are in dist/. */
function publishedSecrets({ root, files }: Built): string[] {
  const all = filesBelow(root).filter((path) => !/^(?:dist|\.cache)\//.test(path));
  const texts = all
    .filter((path) => /\.(?:md|markdown|txt|json|xml|ya?ml)$/.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'));
  const open = texts.filter((text) => !isPrivateText(text)).join('\n');
  const written = texts.filter(isPrivateText).flatMap((text) => partsOf(text).map((part) => part.text));
  const secrets = written.flatMap((text) => text.match(/[\p{L}\p{N}]{6,}/gu) ?? []);
  const sought = [...secrets.filter((secret) => !open.includes(secret))].map((secret) => secret.toLowerCase());
  return files.flatMap((file) => {
    const text = `${file}\n${readFileSync(join(root, 'dist', file), 'utf8')}`.toLowerCase();
    const found = [...(text.match(/private-\d+/g) ?? []), ...sought.filter((secret) => text.includes(secret))];
    return found.map((secret) => `${file}: ${secret}`);
  });
}

/** Returns the pictures that are neither published nor covered by a problem. */
function lostPictures({ root, files }: Built, problems: readonly Diagnostic[]): string[] {
  const pictures = filesBelow(root).filter((path) => /^(?:content|images)\/.*\.(?:png|jpg|gif|svg)$/.test(path));
  return pictures.filter((path) => {
    const stem = basename(path, extname(path));
    const isShown = files.some((file) => basename(file).startsWith(stem));
    return (
      !isShown &&
      !problems.some(({ file, reason }) => file === path || path.startsWith(`${file}/`) || reason.includes(basename(path)))
    );
  });
}

/** True if a static host has a page at an address. */
const isServed = (files: readonly string[], address: string): boolean => {
  const path = decoded(address).slice(1);
  return [path, `${path}.html`, join(path, 'index.html')].some((file) => files.includes(file));
};

describe.each(readdirSync(BLOGS))('%s', (name) => {
  const at = (file: string) => join(BLOGS, name, file);
  let root: string;
  let built: Built;
  let problems: readonly Diagnostic[];

  beforeAll(async () => {
    root = move(name);
    const first = await buildAt(root);
    const errors = first.problems.filter(({ fatal }) => fatal);
    expectFile(at('stopped.txt'), reportOf(root, errors));
    expect(first.published).toBe(errors.length === 0);
    for (const { file } of errors) rmSync(join(root, file), { force: true });
    built = errors.length === 0 ? first : await buildAt(root);
    problems = sortProblems(await check({ root, drafts: false }));
  }, 60_000);

  test('is built, with problems for the rest of the work', () => {
    const { posts, pages, drafts, waiting } = built.summary;
    expect(built.published).toBe(true);
    expectFile(
      at('expected.txt'),
      `${posts} posts, ${pages} pages, ${drafts} drafts, ${waiting} to come\n\n${reportOf(root, problems)}`,
    );
  });

  test('loses no word, picture or field silently', () => {
    expect(lostWords(built, problems, linesOf(at('signs.txt')))).toEqual([]);
    expect(lostPictures(built, problems)).toEqual([]);
    for (const line of linesOf(at('published.txt'))) {
      const [, file = '', text = ''] = /^(.*?): (.*)$/.exec(line) ?? [];
      const shown = readable(join(root, 'dist'), file);
      const isThere = withPlainAddresses(built.page(file)).includes(text) || shown.includes(text);
      if (!isThere) expect(shown).toBe(`with ${text}`);
    }
  });

  test('publishes nothing private', () => {
    expect(publishedSecrets(built)).toEqual([]);
  });

  test('serves each known address, or reports an error', async () => {
    const lost = linesOf(at('addresses.txt')).filter((address) => !isServed(built.files, address));
    const locs = linesOf(at('addresses.txt')).map((address) => `<url><loc>https://example.org${encodeURI(address)}</loc></url>`);
    mkdirSync(join(root, 'old'), { recursive: true });
    writeFileSync(join(root, 'old/sitemap.xml'), `<urlset>${locs.join('')}</urlset>`);
    importUrls(root, [join(root, 'old/sitemap.xml')]);
    const { problems: now } = await buildAt(root);
    const errors = now.filter(({ ruleId }) => ruleId === 'url/lost').map(({ reason }) => decoded(reason.split(' ')[0] ?? ''));
    expect(errors.sort()).toEqual(lost.sort());
  });
});
