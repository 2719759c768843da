// Hostile paths in every place where a path can come from: nothing outside the site is read or written. The table in
// docs/security.md has a line for each place.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remotePath } from '../../scripts/base/remoteName.js';
import { walk } from '../../scripts/read/walk.js';
import { preview } from '../../scripts/serve/preview.js';
import { serveBuilt } from '../dev/site.js';
import { buildAt, bytesBelow, core, LONG, PROJECT, rounds, run, SITE_YAML, temporaryFolder, writeFiles } from '../support.js';

const SECRET = 'nobody may read this';

/** Paths that might lead out of the site, or be misread: on this system, on others, in an address, after decoding. */
const part = fc.constantFrom(
  ...[
    '..',
    '.',
    '',
    '...',
    '%2e%2e',
    '%2E.',
    '..%2f..',
    '%252e%252e',
    '..\\..',
    '%5c..',
    'C:',
    '\\\\host\\share',
    '~',
    '\0',
    '%00',
  ],
  ...['site', 'old', 'secret.txt', 'secret.png', 'secret.md', 'index.html', 'é', 'e\u0301', '\u202Egnp.exe', '\u2066a\u2069'],
  ...[
    'CON',
    'a b',
    "a'b",
    'a"b',
    '$(id)',
    '`id`',
    '長'.repeat(85),
    '長'.repeat(86),
    'con.txt:stream',
    '__proto__',
    'constructor',
  ],
);
const path = fc.array(part, { minLength: 1, maxLength: 6 }).chain((parts) =>
  // Half of them lead to a secret file.
  fc.constantFrom('', '/', '../', '../../', '../../../').map((start) => start + parts.join('/')),
);

const quoted = (text: string) => JSON.stringify(text);
const inPost = (text: string) => ({ 'content/posts/a.md': `---\ntitle: A\ndate: 2020-01-02\n---\n\n${text}\n` });
const inHeader = (field: string) => ({ 'content/posts/a.md': `---\ntitle: A\ndate: 2020-01-02\n${field}\n---\n\nx\n` });
const inSettings = (field: string) => ({ 'content/site.yaml': `${SITE_YAML}search: false\ncards: false\n${field}\n` });
/** Writes a path between angle brackets as markdown allows. */
const target = (text: string) => `<${text.replace(/[<>\n]/g, '')}>`;

/** Places where content, settings and templates name a path, each with the files of a site that does so. */
const DOORS: { readonly [door: string]: (path: string) => { readonly [file: string]: string } } = {
  'a picture in a text': (path) => inPost(`![a](${target(path)})`),
  'a link in a text': (path) => inPost(`[a](${target(path)})`),
  'a file in raw HTML': (path) =>
    inPost(`<video src=${quoted(path)} poster=${quoted(path)}></video> <img src=${quoted(path)} alt="">`),
  '`aliases`': (path) => inHeader(`aliases: [${quoted(path)}]`),
  '`slug`': (path) => inHeader(`slug: ${quoted(path)}`),
  '`redirects`': (path) => inSettings(`redirects: {${quoted(path)}: ${quoted(`/${path}`)}}`),
  '`tags`': (path) => inHeader(`tags: [${quoted(path)}]`),
  '`series`': (path) => inHeader(`series: ${quoted(path)}`),
  '`cover`': (path) => inHeader(`cover: ${quoted(path)}`),
  '`layout`': (path) => inHeader(`layout: ${quoted(path)}`),
  '`logo`': (path) => inSettings(`logo: ${quoted(path)}`),
  '`url`': (path) => ({
    'content/site.yaml': `title: T\nurl: ${quoted(`https://example.org/${path}`)}\nsearch: false\ncards: false\n`,
  }),
  'url() in a stylesheet': (path) => ({ 'templates/own.css': `body { background: url(${quoted(path)}) }` }),
  'a picture in a template': (path) => ({ 'templates/page.html': `<img src=${quoted(path)} alt="">$body$` }),
  'a partial in a template': (path) => ({ 'templates/page.html': `\${${path.replace(/[{}$]/g, '')}()}$body$` }),
  '`content/urls.yaml`': (path) => ({
    'content/urls.yaml': `${quoted(path)}: {"file": ${quoted(path)}, "id": "x"}\n"/posts/foo.html": {"file": ${quoted(path)}, "id": "y"}\n`,
  }),
  '`_meta.yaml`': (path) => ({ 'content/posts/_meta.yaml': `cover: ${quoted(path)}\nlayout: ${quoted(path)}\n` }),
};

/** Writes a site in `site/`, next to files it must not touch. */
function siteIn(files: { readonly [path: string]: string }): { around: string; root: string } {
  const around = temporaryFolder();
  const root = join(around, 'site');
  const secrets = ['secret.txt', 'secret.png', 'secret.md', 'old/index.html', 'old/secret.txt', 'site/secret.txt'];
  const all = {
    ...Object.fromEntries(secrets.map((secret) => [secret, SECRET])),
    'site/content/site.yaml': `${SITE_YAML}links: warn\npictures: warn\nsearch: false\ncards: false\n`,
    'site/content/posts/foo.md': '% Foo\n% X\n% 2020-01-01\n\nText.\n',
    ...Object.fromEntries(Object.entries(files).map(([path, data]) => [`site/${path}`, data])),
  };
  writeFiles(around, all);
  return { around, root };
}

/** Returns all files except those that a build may write. */
const untouched = (around: string) =>
  bytesBelow(around).filter(([path]) => !/^site\/(?:dist|\.cache|content\/urls\.yaml)/.test(path));

function holdsSecret(root: string): string[] {
  return bytesBelow(root)
    .filter(([path]) => /^(?:dist|\.cache)\//.test(path) && readFileSync(join(root, path)).includes(SECRET))
    .map(([path]) => path);
}

describe('a path that leads out', () => {
  test.each(Object.entries(DOORS))('is refused in %s', { timeout: 120_000 }, async (_door, filesFor) => {
    await fc.assert(
      fc.asyncProperty(path, async (made) => {
        const { around, root } = siteIn(filesFor(made));
        const before = untouched(around);
        await buildAt(root);
        expect(untouched(around)).toEqual(before);
        expect(holdsSecret(root)).toEqual([]);
      }),
      { numRuns: LONG ? rounds(12, 100) : 4 },
    );
  });

  test('is refused in a request to dev or preview', { timeout: 60_000 }, async () => {
    const { around, root } = siteIn({});
    await buildAt(root);
    symlinkSync('../../secret.txt', join(root, 'dist/linked.txt'));
    symlinkSync('../../secret.txt', join(root, 'dist/index.html.gz'));
    const previewed = await preview({ folder: join(root, 'dist'), base: '', host: '127.0.0.1', port: 0 });
    const served = await serveBuilt(root);
    try {
      for (const { url } of [previewed, served])
        await fc.assert(
          fc.asyncProperty(path, async (made) => {
            const { port } = new URL(url);
            const asked = `/${made.replace(/[^!-~]/g, encodeURIComponent)}`;
            expect(await rawAnswer(Number(port), asked)).not.toContain(SECRET);
          }),
          { numRuns: rounds(100, 1000) },
        );
      for (const asked of ['/linked.txt', '/index.html'])
        expect(await rawAnswer(Number(new URL(previewed.url).port), asked)).not.toContain(SECRET);
    } finally {
      await previewed.close();
    }
    expect(untouched(around).length).toBeGreaterThan(0);
  });

  test('is refused in the address of a remote picture', () => {
    fc.assert(
      fc.property(path, fc.webUrl(), (made, url) => {
        for (const address of [`https://example.org/${made}`, `https://${made}/x.png`, url]) {
          const name = remotePath(address);
          if (name !== undefined) expect(join('/root', name)).toMatch(/^\/root\/images\/remote\/./);
        }
      }),
    );
  });

  test('is refused in arguments of `new`', () => {
    for (const slug of core(3, ['../x', '/etc/x', 'C:\\x', '..', 'a/../../x', '\\\\host\\x', '%2e%2e/x'])) {
      const { around, root } = siteIn({});
      const before = untouched(around);
      const { status, stdout } = run(['new', 'Title', '--slug', slug, '--date', '2026-01-02', '--root', root]);
      const added = untouched(around).filter(([file]) => !before.some(([known]) => known === file));
      for (const [file] of added) expect(file).toMatch(/^site\/content\/posts\/[^/]+$/);
      expect(status === 0).toBe(added.length === 1);
      if (status !== 0) expect(stdout).toBe('');
    }
  });
});

describe('a special file', () => {
  test('is refused with a message of its own: pipes, sockets, devices, loops, names that are not UTF-8', async () => {
    const { root } = siteIn({ 'images/.gitkeep': '' });
    expect(spawnSync('mkfifo', [join(root, 'content/posts/2020-01-02-pipe.md')]).status).toBe(0);
    const socket = createServer().listen(join(root, 'content/socket.md'));
    await new Promise((resolve) => socket.once('listening', resolve));
    writeFileSync(join(root, 'content/posts/back\\slash.md'), '% A\n');
    writeFileSync(join(root, 'images/back\\slash.png'), '');
    symlinkSync('loop', join(root, 'content/loop'));
    symlinkSync('.', join(root, 'content/self'));
    writeFileSync(
      Buffer.concat([Buffer.from(`${join(root, 'content/posts')}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]),
      '',
    );
    const { problems, published } = await buildAt(root);
    socket.close();
    expect(published).toBe(false);
    expect(problems.map(({ ruleId, file, reason }) => [ruleId, file, reason])).toEqual([
      ['source/loop', 'content/loop', 'this symlink leads back to itself or to a folder that it is in'],
      ['source/special', 'content/posts/2020-01-02-pipe.md', 'this is a named pipe (FIFO), which is not opened'],
      [
        'source/name',
        'content/posts/back\\slash.md',
        'the name has a character that no address can have: a backslash, a drive letter or a control character',
      ],
      ['source/name', 'content/posts/\uFFFD\uFFFD.md', 'the name is not UTF-8, so no address can be made from it'],
      ['source/loop', 'content/self', 'this symlink leads back to itself or to a folder that it is in'],
      ['source/special', 'content/socket.md', 'this is a socket, which is not opened'],
    ]);
  });

  test('is not opened through a link either', () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/zero', join(folder, 'zero.png'));
    expect(walk(folder, [folder, '/dev']).refused).toEqual([['zero.png', 'device']]);
    expect(walk(folder, [folder]).refused).toEqual([['zero.png', 'outside']]);
  });
});

describe('folders that builds write into', () => {
  test.each(['.cache', '.cache/store', '.cache/dev'])('must not be a symlink: %s', (folder) => {
    const { around, root } = siteIn({});
    mkdirSync(dirname(join(root, folder)), { recursive: true });
    symlinkSync(join(around, 'old'), join(root, folder));
    const before = untouched(around);
    const { status, stderr } = run(['build', '--root', root]);
    expect([status, stderr]).toEqual([
      1,
      `titleblock: ${folder} is a symlink, and nothing is written through symlinks; delete it\n`,
    ]);
    expect(untouched(around)).toEqual(before);
  });

  test('must not be a symlink to the outside or to a folder of the writer: dist/', () => {
    for (const [target, reason] of [
      ['../old', 'outside the site; if that is meant, build with --out'],
      ['content', 'is inside content/'],
    ] as const) {
      const { around, root } = siteIn({});
      symlinkSync(target, join(root, 'dist'));
      const before = untouched(around);
      const { status, stderr } = run(['build', '--root', root]);
      expect([status, stderr]).toEqual([2, expect.stringContaining(reason)]);
      expect(untouched(around)).toEqual(before);
    }
  });

  test('are not written through a symlink in place of an unfinished file', async () => {
    const { around, root } = siteIn({});
    mkdirSync(join(root, 'dist'));
    for (const folder of ['dist', 'content'])
      symlinkSync('../../secret.txt', join(root, folder, `.titleblock-${process.pid}.tmp`));
    const { rules, published } = await buildAt(root);
    expect([rules, published]).toEqual([[], true]);
    expect(readFileSync(join(around, 'secret.txt'), 'utf8')).toBe(SECRET);
  });
});

test('opens no connection during a build', () => {
  const text =
    '![a](https://example.net/a.png) <img src="https://example.net/b.png" alt=""> <script src="https://example.net/c.js"></script> [d](https://example.net/)';
  const { root } = siteIn({
    'content/posts/a.md': `% A\n% X\n% 2020-01-02\n\n${text}\n`,
    'templates/own.css': '@import "https://example.net/x.css"; body { background: url(https://example.net/d.png) }',
    'images/e.svg': '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.net/e.png"/></svg>',
  });
  const noted = join(root, 'connections');
  const env = { NODE_OPTIONS: `--require ${join(PROJECT, 'tests/build/noConnection.cjs')}`, TITLEBLOCK_CONNECTIONS: noted };
  writeFileSync(noted, '');
  expect(run(['build', '--root', root], { env }).status).toBe(0);
  expect(readFileSync(noted, 'utf8')).toBe('');
  // The same check sees a wanted connection.
  const settings = join(root, 'content/site.yaml');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}images: {remote: localise}\n`);
  run(['build', '--root', root], { env });
  expect(readFileSync(noted, 'utf8')).toContain('example.net');
});

test('has a line in docs/security.md for each place', () => {
  const text = readFileSync(join(PROJECT, 'docs/security.md'), 'utf8');
  for (const door of Object.keys(DOORS)) expect(text).toContain(`| ${door}`);
});

/** Sends a request with the exact path and returns the answer. */
async function rawAnswer(port: number, path: string): Promise<string> {
  const { connect } = await import('node:net');
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.end(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}
