// Nothing outside the site's folders is read or written, whatever content, templates or the record of the last build contain.

import { once } from 'node:events';
import { lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeFoldersOf, staysInside } from '../../scripts/base/inside.js';
import { programVersion } from '../../scripts/base/program.js';
import type { Summary } from '../../scripts/build/options.js';
import { readLines } from '../../scripts/cache/chunks.js';
import { type LastBuild, readLastBuild, recordFile, writeLastBuild } from '../../scripts/engine/lastBuild.js';
import { fetchPictures } from '../../scripts/picture/remote.js';
import { OutputFolder } from '../../scripts/publish/publish.js';
import { buildAt, bytesBelow, filesBelow, picture, SITE_YAML, temporaryFolder, writeFiles } from '../support.js';

const SECRET = 'nobody may read this';
const POST = '---\ntitle: A\ndate: 2020-01-02\n';

/** Writes a site in `site/`, next to files it must not touch. */
function siteIn(files: { readonly [path: string]: string | Uint8Array }): { around: string; root: string } {
  const around = temporaryFolder();
  const root = join(around, 'site');
  const all = {
    'secret.txt': SECRET,
    'secret.png': SECRET,
    'old/index.html': SECRET,
    'site/README.md': SECRET,
    'site/content/site.yaml': `${SITE_YAML}search: false\ncards: false\n`,
    'site/content/posts/foo.md': '% Foo\n% X\n% 2020-01-01\n\nText.\n',
    ...Object.fromEntries(Object.entries(files).map(([path, data]) => [`site/${path}`, data])),
  };
  writeFiles(around, all);
  return { around, root };
}

/** Returns all files except those that a build may write. */
function untouched(around: string) {
  return bytesBelow(around).filter(([path]) => !/^site\/(?:dist|\.cache)\//.test(path));
}

/** Builds, and checks that nothing outside dist/ changed and no secret got into it. */
async function buildIn({ around, root }: { around: string; root: string }) {
  const before = untouched(around);
  const built = await buildAt(root);
  expect(untouched(around)).toEqual(before);
  for (const file of built.files) expect(readFileSync(join(root, 'dist', file), 'utf8')).not.toContain(SECRET);
  return built;
}

describe('paths in content', () => {
  test.each([
    '../old/',
    '../content/posts/foo.md',
    '/../old/',
    'a/../../old/',
    '%2e%2e/old/',
    '..\\\\old\\\\x.html',
    'C:\\\\x.html',
    'a//b/',
    './x/',
    '?p=12',
    '/a.html?b=1',
    'https://old.example.net/2019/a.html',
    '//old.example.net/a.html',
    '/old.html#x',
    `/${'长'.repeat(90)}/`,
    `/${'a/'.repeat(600)}`,
  ])('an alias %s is reported at its place', async (alias) => {
    const built = await buildIn(siteIn({ 'content/posts/a.md': `${POST}aliases: [/fine.html, "${alias}"]\n---\n` }));
    expect(built.problems.map(({ ruleId, file, place }) => [ruleId, file, place?.line, place?.column])).toEqual([
      ['front-matter/wrong', 'content/posts/a.md', 4, 23],
    ]);
    expect(built.published).toBe(false);
  });

  test.each([
    ['/old.html', 'old.html'],
    ['old', 'old/index.html'],
    ['/what%3F.html', 'what?.html'],
    ['/旧 文章/1.html', '旧 文章/1.html'],
    [`/${'长'.repeat(83)}.html`, `${'长'.repeat(83)}.html`],
  ])('an alias %s is published', async (alias, file) => {
    const built = await buildIn(siteIn({ 'content/posts/a.md': `${POST}aliases: ["${alias}"]\n---\n` }));
    expect(built.rules).toEqual([]);
    expect(built.files).toContain(file);
  });

  test.each([
    ['slug: ../x', 'front-matter/wrong'],
    ['slug: ".."', 'front-matter/wrong'],
    ['slug: "a\\\\b"', 'front-matter/wrong'],
    ['slug: "c:x"', 'front-matter/wrong'],
    [`slug: ${'长'.repeat(90)}`, 'url/long'],
    [`tags: [${'长'.repeat(90)}]`, 'url/long'],
    ['cover: ../../secret.png', 'picture/missing'],
    ['cover: /../secret.png', 'picture/missing'],
    ['layout: ../secret', 'template/missing'],
    ['layout: constructor', 'template/missing'],
  ])('%s is reported at its line: %s', async (field, rule) => {
    const built = await buildIn(siteIn({ 'content/posts/a.md': `${POST}${field}\n---\n` }));
    expect(built.problems.map(({ ruleId, place }) => [ruleId, place?.line])).toEqual([[rule, 4]]);
  });

  test.each(['..', '.', '../../x', '/etc/passwd', '..\\\\x'])('a tag %s has a page below tags/', async (tag) => {
    const built = await buildIn(siteIn({ 'content/posts/a.md': `${POST}tags: ["${tag}"]\n---\n` }));
    expect(built.published).toBe(true);
    expect(built.files.filter((file) => file.startsWith('tags/'))).toHaveLength(2);
  });

  test.each(['aliases', 'tags'])('%s without any usable character are left out with a warning', async (field) => {
    const built = await buildIn(siteIn({ 'content/posts/a.md': `${POST}${field}: ["\\0", " "]\n---\n` }));
    expect(built.published).toBe(true);
    expect(built.files.filter((file) => /^tags\/|^index\/|_redirects/.test(file))).toEqual([]);
    expect([...new Set(built.rules)]).toEqual(['front-matter/wrong']);
  });

  test('pictures, files and links cannot lead out', async () => {
    const text =
      '![a](../../../secret.png) ![b](../../secret.png) <img src="/../secret.png" alt="c"> [d](../../secret.txt) [e](/%2e%2e/secret.txt) <video src="../../../secret.txt"></video>';
    const built = await buildIn(
      siteIn({
        'content/site.yaml': `${SITE_YAML}links: warn\npictures: warn\nsearch: false\ncards: false\n`,
        'content/posts/a.md': `${POST}---\n\n${text}\n`,
      }),
    );
    expect(built.published).toBe(true);
    expect(built.rules.filter((rule) => rule !== 'picture/alt').sort()).toEqual([
      'link/dead',
      'link/dead',
      'link/dead',
      'picture/missing',
      'picture/missing',
      'picture/missing',
    ]);
  });

  test('logo, stylesheets and templates cannot lead out', async () => {
    const built = await buildIn(
      siteIn({
        'content/site.yaml': `${SITE_YAML}logo: ../../secret.png\nsearch: false\ncards: false\n`,
        'templates/mine.css': 'body { background: url(../../secret.png) }\n',
        'templates/page.html': '<img src="../../secret.png" alt="">$../../secret.txt()$\n',
      }),
    );
    expect(built.rules.filter((rule) => rule === 'picture/missing')).toHaveLength(3);
    expect(built.rules.some((rule) => rule.startsWith('template/'))).toBe(true);
  });
});

describe('symlinks', () => {
  test.each([
    ['content/secret.txt', '../../secret.txt'],
    ['content/posts/2020-01-01-secret.md', '../../../secret.txt'],
    ['content/posts/readme.md', '../../README.md'],
    ['images/secret.png', '../../secret.png'],
    ['content/around', '../..'],
    ['templates/post.html', '../../secret.txt'],
  ])('are not followed if they lead out: %s → %s', async (path, target) => {
    const site = siteIn({ 'templates/keep.css': 'p {}\n', 'images/a.png': await picture() });
    symlinkSync(target, join(site.root, path));
    const built = await buildIn(site);
    expect(built.problems.map(({ ruleId, file }) => [ruleId, file])).toEqual([['source/outside', path]]);
  });

  test('are followed within the site, and content/ itself may be one', async () => {
    const { around, root } = siteIn({ 'images/a.png': await picture() });
    const moved = siteIn({ 'content/posts/b.md': `${POST}---\n\n![p](images/a.png)\n` });
    symlinkSync('../../images', join(root, 'content/posts/images'));
    symlinkSync('foo.md', join(root, 'content/posts/2020-01-05-bar.md'));
    symlinkSync('nowhere', join(root, 'content/posts/.#foo.md'));
    expect((await buildIn({ around, root })).rules).toEqual(['date/disagrees']);
    const linked = siteIn({ 'images/a.png': await picture() });
    symlinkSync(join(moved.root, 'content'), join(linked.around, 'moved'));
    const other = join(linked.around, 'other');
    mkdirSync(join(other, 'images'), { recursive: true });
    writeFileSync(join(other, 'images/a.png'), await picture());
    symlinkSync(join(moved.root, 'content'), join(other, 'content'));
    const built = await buildAt(other);
    expect(built.rules).toEqual([]);
    expect(built.files).toContain('posts/b.html');
  });

  test('are not followed in folders of dist/, which is an error', async () => {
    const site = siteIn({});
    mkdirSync(join(site.root, 'dist'));
    symlinkSync('../content/posts', join(site.root, 'dist/posts'));
    const built = await buildIn(site);
    expect(built.rules).toEqual(['publish/overwrite']);
    expect(built.report).toContain('dist/posts');
    expect(filesBelow(join(site.root, 'dist'))).toEqual([]);
  });

  test('are replaced in dist/, and their targets stay', async () => {
    const site = siteIn({});
    expect((await buildIn(site)).published).toBe(true);
    rmSync(join(site.root, 'dist/index.html'));
    symlinkSync('../../secret.txt', join(site.root, 'dist/index.html'));
    expect((await buildIn(site)).published).toBe(true);
    expect(lstatSync(join(site.root, 'dist/index.html')).isFile()).toBe(true);
  });

  test('are not followed when a remote picture is saved', async () => {
    const { around, root } = siteIn({ 'images/a.png': await picture() });
    mkdirSync(join(around, 'elsewhere'));
    symlinkSync('../../elsewhere', join(root, 'images/remote'));
    const bytes = await picture();
    const server = createServer((_request, response) => response.end(bytes)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`;
    const wanted = [{ url, path: 'images/remote/example.org/x.png' }];
    const { fetched, failures } = await fetchPictures(wanted, { root, maxBytes: 1e6, allowPrivate: true });
    server.close();
    expect(fetched).toBe(0);
    expect([...failures.values()].join()).toContain('link');
    expect(filesBelow(join(around, 'elsewhere'))).toEqual([]);
    expect(readlinkSync(join(root, 'images/remote'))).toBe('../../elsewhere');
  });
});

describe('the code that writes files', () => {
  test.each(['../x', '/x', 'a/../../x', 'a/./x', '', 'a//x', 'a\\..\\x', 'c:/x', 'a\0'])('refuses %j', (path) => {
    const root = join(temporaryFolder(), 'dist');
    expect(() => makeFoldersOf(root, path)).toThrow();
    const output = new OutputFolder(root, 'dist', { paths: [], stats: new Float64Array(0), hashes: [] }, Date.now());
    expect(() => output.begin([path], false)).toThrow();
    expect(() => output.put(path, new Uint8Array(1), 'x')).toThrow();
  });

  test('removes nothing outside, even with a forged manifest and record', async () => {
    const site = siteIn({});
    expect((await buildIn(site)).published).toBe(true);
    const list = join(site.root, 'dist/.titleblock-files');
    writeFileSync(list, `${readFileSync(list, 'utf8')}../content/posts/foo.md\n../../secret.txt\n`);
    expect((await buildIn(site)).published).toBe(true);
  });

  // The checksums are correct.
  test.each([
    ['posts/foo.html', '../../old/index.html'],
    ['posts/foo.html', '../content/posts/foo.md'],
    ['images/p', '../../secret'],
    ['images/p', '/secret'],
    ['posts/foo.md', '../../secret.txt'],
    ['content/', '../../'],
  ])('survives a record in which %j is %j', async (name, other) => {
    const site = siteIn({
      'content/posts/c.md': `${POST}---\n\n![p](images/p.png)\n`,
      'images/p.png': await picture(900, 600),
    });
    expect((await buildIn(site)).published).toBe(true);
    const file = recordFile(site.root);
    const last = readLastBuild<Summary>(file, programVersion()) as LastBuild<Summary>;
    const changed = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(name, other)) as T;
    const { inputs, outputs, site: known, sources, outcome, parts, headLines, stored } = last;
    expect(JSON.stringify([inputs, outputs, known, sources])).toContain(name);
    writeLastBuild(file, programVersion(), {
      inputs: { ...inputs, paths: changed(inputs.paths) },
      outputs: { ...outputs, paths: changed(outputs.paths) },
      site: changed(known),
      sources: changed(sources),
      sourceLines: changed(sources).map((source) => JSON.stringify(source)),
      headLines: readLines(headLines).map((line) => changed(Buffer.from(line).toString())),
      outcome,
      parts,
      stored,
    });
    expect(readLastBuild(file, programVersion())).toBeDefined();
    await buildIn(site);
    writeFileSync(join(site.root, 'content/posts/b.md'), '% B\n% X\n% 2020-02-02\n');
    expect((await buildIn(site)).published).toBe(true);
  });

  test('decides that a path is inside exactly as resolving it does', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', '...', '..a', '文'), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const path = parts.join('/');
        if (staysInside(path)) expect(join('/root/dist', path).startsWith('/root/dist/')).toBe(true);
        else expect(/(?:^|\/)\.{0,2}(?:\/|$)|[\\\u0000-\u001f]|^[a-z]:/i.test(path)).toBe(true);
      }),
    );
  });
});
