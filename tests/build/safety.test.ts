// Builds that are killed, run at the same time or find a damaged cache; and that only the content decides the output.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { openStore } from '../../scripts/cache/store.js';
import {
  buildAt,
  bytesBelow,
  core,
  filesBelow,
  LONG,
  PROGRAM,
  picture,
  QUIET,
  rounds,
  run,
  SITE_YAML,
  temporaryFolder,
  writeSite,
} from '../support.js';

/** A site large enough to be killed in the middle of its build. */
async function site(posts = 60): Promise<{ [path: string]: string | Uint8Array }> {
  const files: { [path: string]: string | Uint8Array } = { 'images/a.png': await picture(90, 60) };
  const name = (n: number) => `2020-01-${String((n % 28) + 1).padStart(2, '0')}-p${n}.md`;
  for (let n = 0; n < posts; n++) {
    const other = name((n + 7) % posts);
    files[`content/posts/${name(n)}`] = `% 第 ${n} 篇\n\n## 节\n\n正文 ${n}。![](images/a.png)\n\n[x](${other}#节)\n`;
  }
  return files;
}

/** Returns the output of a build from scratch. */
async function clean(root: string) {
  const out = temporaryFolder();
  await build({ ...QUIET, root, out, noCache: true });
  return bytesBelow(out);
}

describe('a build that is killed', () => {
  test('leaves whole files, and the next build completes the site', { timeout: 120_000 }, async () => {
    const root = writeSite(await site());
    run(['--root', root]);
    const old = new Map(bytesBelow(join(root, 'dist')));
    let caught = 0;
    const tries = LONG ? rounds(4, 12) : 2;
    for (let round = 0; round < tries; round++) {
      writeFileSync(join(root, 'templates.html'), '');
      mkdirSync(join(root, 'templates'), { recursive: true });
      writeFileSync(join(root, 'templates/post.html'), `${round} $title$ $body$`);
      const expected = new Map(await clean(root));
      const child = spawn(process.execPath, [PROGRAM, '--root', root], { stdio: 'ignore' });
      const ended = new Promise<boolean>((resolve) => child.on('exit', (_code, signal) => resolve(signal === 'SIGKILL')));
      await sleep(60 + (round * 300) / tries);
      child.kill('SIGKILL');
      if (await ended) caught++;
      for (const [path, bytes] of bytesBelow(join(root, 'dist'))) {
        if (path.startsWith('.titleblock') || path.includes('/.titleblock')) continue;
        expect([old.get(path), expected.get(path)], path).toContain(bytes);
      }
      const next = run(['--root', root]);
      expect(next.status).toBe(0);
      const now = bytesBelow(join(root, 'dist'));
      expect(now).toEqual([...expected]);
      for (const [path, bytes] of now) old.set(path, bytes);
    }
    expect(caught).toBeGreaterThan(tries / 6);
  });
});

describe('two builds at once', () => {
  test('wait for each other, and both succeed', { timeout: 60_000 }, async () => {
    const root = writeSite(await site());
    const expected = await clean(root);
    const start = () => {
      const child = spawn(process.execPath, [PROGRAM, '--root', root], { stdio: ['ignore', 'ignore', 'pipe'] });
      let text = '';
      child.stderr.on('data', (data) => {
        text += data;
      });
      return new Promise<{ code: number | null; text: string }>((resolve) =>
        child.on('close', (code) => resolve({ code, text })),
      );
    };
    const results = await Promise.all([start(), start(), start()]);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(results.filter(({ text }) => text.includes('waiting for another build')).length).toBeGreaterThan(0);
    expect(bytesBelow(join(root, 'dist'))).toEqual(expected);
    expect(readdirSync(join(root, '.cache')).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  test.skipIf(!existsSync('/proc/self/stat')).each([
    ['of a process that is gone', JSON.stringify({ pid: 4_000_000, host: hostname(), began: '1' })],
    ['of a process whose number another has now', JSON.stringify({ pid: process.ppid, host: hostname(), began: '1' })],
    ['that nobody can read', 'nonsense'],
  ])('take over a lock %s', async (_what, text) => {
    const root = writeSite({ '.cache/lock': text, 'content/posts/2020-01-02-a.md': '% A\n' });
    const { status, stderr } = run(['--root', root]);
    expect({ status, waited: stderr.includes('waiting') }).toEqual({ status: 0, waited: false });
  });
});

describe('a cache that is damaged', () => {
  const files = (folder: string) => filesBelow(folder).map((path) => join(folder, path));

  test.each(
    core(3, ['bits are flipped', 'files are cut', 'files are gone', 'files are empty', 'folders are gone']),
  )('is no cache: %s', {
    timeout: 120_000,
  }, async (damage) => {
    const root = writeSite(await site(12));
    run(['--root', root]);
    const whole = temporaryFolder();
    cpSync(join(root, '.cache'), whole, { recursive: true });
    let seed = damage.length;
    const below = (n: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % n;
    };
    for (let round = 0; round < (LONG ? rounds(2, 8) : 1); round++) {
      rmSync(join(root, '.cache'), { recursive: true });
      cpSync(whole, join(root, '.cache'), { recursive: true });
      writeFileSync(join(root, 'content/posts/2020-01-02-p1.md'), `% 第 1 篇\n\n## 节\n\n改了 ${round}。\n`);
      if (round % 2 === 0) rmSync(join(root, 'dist'), { recursive: true, force: true });
      for (const file of files(join(root, '.cache'))) {
        const bytes = readFileSync(file);
        if (damage === 'files are gone' ? below(2) === 0 : damage === 'folders are gone') rmSync(file, { force: true });
        else if (damage === 'files are empty' && below(2) === 0) writeFileSync(file, '');
        else if (damage === 'files are cut') writeFileSync(file, bytes.subarray(0, below(bytes.length + 1)));
        else if (damage === 'bits are flipped' && bytes.length > 0) {
          for (let flip = 0; flip < 1 + bytes.length / 2000; flip++) {
            const at = below(bytes.length);
            bytes[at] = (bytes[at] as number) ^ (1 << below(8));
          }
          writeFileSync(file, bytes);
        }
      }
      const { status, stderr } = run(['--root', root]);
      expect(status, stderr).toBe(0);
      expect(bytesBelow(join(root, 'dist'))).toEqual(await clean(root));
    }
  });

  test('is used on another machine, at another path', async () => {
    const root = writeSite(await site(10));
    await buildAt(root);
    const elsewhere = temporaryFolder();
    cpSync(root, elsewhere, { recursive: true });
    rmSync(join(elsewhere, 'dist'), { recursive: true });
    const moved = await buildAt(elsewhere);
    expect(moved.summary).toMatchObject({ rendered: 0, encoded: 0 });
    expect(bytesBelow(join(elsewhere, 'dist'))).toEqual(bytesBelow(join(root, 'dist')));
    for (const file of files(join(root, '.cache'))) expect(readFileSync(file).includes(root)).toBe(false);
  });

  test('is not needed: a site with an unwritable cache is built', async () => {
    const root = writeSite({ 'content/posts/2020-01-02-a.md': '% A\n', '.cache': 'a file' });
    const { status } = run(['--root', root]);
    expect(status).toBe(0);
    expect(existsSync(join(root, 'dist/posts/2020-01-02-a.html'))).toBe(true);
  });
});

describe('a disk that is full or cannot be written', () => {
  const mount = (args: readonly string[]) => spawnSync('mount', args).status === 0;
  test.runIf(LONG)('is reported, leaves only whole files, and does not affect the next build', async (context) => {
    const folder = temporaryFolder();
    if (!mount(['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', folder])) {
      console.warn('no file system can be mounted here: full disks and read-only ones are skipped');
      context.skip();
    }
    try {
      await fill(folder);
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  const fill = async (folder: string) => {
    const root = writeSite(await site(80));
    const expected = new Map(await clean(root));
    const out = join(folder, 'dist');
    const full = run(['--root', root, '--out', out]);
    expect(full).toMatchObject({ status: 1, stderr: expect.stringContaining('the output cannot be written: the disk is full') });
    for (const [path, bytes] of bytesBelow(out)) if (!path.startsWith('.')) expect(bytes, path).toBe(expected.get(path));
    expect(filesBelow(folder).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    mount(['-o', 'remount,size=20m', folder]);
    expect(run(['--root', root, '--out', out]).status).toBe(0);
    expect(new Map(bytesBelow(out))).toEqual(expected);
    mount(['-o', 'remount,ro', folder]);
    writeFileSync(join(root, 'content/posts/2020-01-02-p1.md'), '% 改\n\n## 节\n');
    expect(run(['--root', root, '--out', out])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('the disk is read-only'),
    });
    expect(new Map(bytesBelow(out))).toEqual(expected);
    mount(['-o', 'remount,rw', folder]);
    expect(run(['--root', root, '--out', out]).status).toBe(0);
    expect(bytesBelow(out)).toEqual(await clean(root));
  };
});

describe('nothing but the content decides', () => {
  test('and not threads, time zone, locale, umask, file dates or the site’s folder', { timeout: 60_000 }, async () => {
    const files = await site(12);
    const expected = await clean(writeSite(files));
    const worlds: readonly (readonly [args: readonly string[], env: { [name: string]: string }])[] = [
      [['--workers', '3'], {}],
      [[], { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' }],
      [['--workers', '0'], {}],
      [['--workers', '1'], {}],
      [[], { TITLEBLOCK_WORKERS: '2' }],
      [['--no-cache'], { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8' }],
    ];
    const umask = process.umask(0o077);
    try {
      for (const [args, env] of core(2, worlds)) {
        const root = writeSite(Object.fromEntries(Object.entries(files).reverse()));
        for (const file of filesBelow(root)) utimesSync(join(root, file), 1e9, 1e9);
        const { status, stderr } = run(['--root', root, ...args], { env });
        expect(status, stderr).toBe(0);
        expect([args, env, bytesBelow(join(root, 'dist'))]).toEqual([args, env, expected]);
      }
    } finally {
      process.umask(umask);
    }
  });

  test('and an invalid number of workers is reported', () => {
    expect(run(['--workers', 'many']).stderr).toContain('--workers must be a number of threads');
    expect(run([], { env: { TITLEBLOCK_WORKERS: '-1' } })).toMatchObject({ status: 2 });
  });
});

describe('only necessary work is done', () => {
  const posts = {
    'content/about.md': '% About\n',
    'content/posts/2020-01-01-a.md': '% A\n\n[later](2020-01-03-c.md#part)\n',
    'content/posts/2020-01-02-b.md': '% B\n',
    'content/posts/2020-01-03-c.md': '% C\n\n## Part\n',
    'content/posts/2020-01-04-d.md': '% D\n',
    'content/posts/2020-01-05-e.md': '% E\n',
    'content/posts/2020-01-06-f.md': '% F\n',
    'content/posts/2020-01-07-g.md': '% G\n',
    'content/posts/2020-01-08-h.md': '% H\n',
  };
  const edited = async (path: string, text: string) => {
    const root = writeSite(posts);
    await buildAt(root);
    const dist = join(root, 'dist');
    const before = new Map(filesBelow(dist).map((file) => [file, statSync(join(dist, file)).ino]));
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
    const built = await build({ ...QUIET, root, out: dist, explain: true });
    const written = filesBelow(dist).filter((file) => statSync(join(dist, file)).ino !== before.get(file));
    return { ...built, written, made: [...built.reasons.keys()].filter((file) => !file.startsWith('content/')) };
  };

  test('after an edit of a text: the post, and pages that show its beginning', async () => {
    const { summary, written } = await edited(
      'content/posts/2020-01-01-a.md',
      '% A\n\nNew words. [later](2020-01-03-c.md#part)\n',
    );
    expect(summary.rendered).toBe(1);
    expect(written).toEqual(expect.arrayContaining(['posts/2020-01-01-a.html', 'posts.html', 'feeds.xml']));
    expect(written).not.toContain('posts/2020-01-08-h.html');
    expect(written).not.toContain('about.html');
    expect(written).not.toContain('sitemap.xml');
  });

  test('after an edit of a title: its neighbours too', async () => {
    const { summary, written } = await edited('content/posts/2020-01-02-b.md', '% Bee\n');
    expect(summary.rendered).toBe(1);
    expect(written).toEqual(expect.arrayContaining(['posts/2020-01-01-a.html', 'posts/2020-01-03-c.html']));
    expect(written).not.toContain('posts/2020-01-08-h.html');
  });

  test('after an edit of a heading: only links to it are checked again', async () => {
    const { summary, problems } = await edited('content/posts/2020-01-03-c.md', '% C\n\n## Other\n');
    expect(summary.rendered).toBe(1);
    expect(problems.map(({ ruleId, file }) => [ruleId, file])).toEqual([['link/anchor', 'content/posts/2020-01-01-a.md']]);
  });

  test('after an edit of a template: all its pages, but no markdown', async () => {
    const { summary, made } = await edited('templates/post.html', '$body$ $title$');
    expect(summary.rendered).toBe(0);
    expect(made).toHaveLength(8);
  });

  test('after a post is added: those that asked for its name', async () => {
    const { summary, reasons } = await edited('content/posts/2020-01-03-C.md', '% C again\n');
    expect(summary.rendered).toBe(1);
    expect([...reasons.keys()].filter((file) => file.startsWith('content/'))).toEqual(['content/posts/2020-01-03-C.md']);
  });

  test('without an edit: nothing, and the markdown reader is not loaded', async () => {
    const root = writeSite(posts);
    await buildAt(root);
    const again = await build({ ...QUIET, root, out: join(root, 'dist') });
    expect(again.summary).toMatchObject({ written: 0, rendered: 0, files: again.summary.unchanged });
    expect(Object.keys(again.times)).not.toContain('load');
  });
});

describe('--explain and --verify', () => {
  test('explains why files are made again', () => {
    const root = writeSite({
      'content/posts/2020-01-02-a.md': '% A\n',
      'content/posts/2020-01-03-b.md': '% B\n\n[a](2020-01-02-a.md)\n',
    });
    const explained = (file: string) => run(['--root', root, '--explain', file]).stderr.split('\n').slice(3).join('\n');
    expect(explained('content/posts/2020-01-02-a.md')).toContain(
      'content/posts/2020-01-02-a.md was rendered again: the last build did not have it',
    );
    expect(explained('content/posts/2020-01-02-a.md')).toContain('was not rendered again');
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% Ah\n');
    expect(explained('dist/posts/2020-01-03-b.html')).toBe(
      'content/posts/2020-01-03-b.md was not rendered again: nothing that it depends on changed\ndist/posts/2020-01-03-b.html was made again: the post before, the related posts changed\n',
    );
    writeFileSync(join(root, 'content/posts/2020-01-02-A.md'), '% Other\n');
    rmSync(join(root, 'content/posts/2020-01-02-a.md'));
    expect(explained('content/posts/2020-01-03-b.md')).toContain(
      'was rendered again: "2020-01-02-a.md" led to /posts/2020-01-02-a.html and now leads to /posts/2020-01-02-A.html',
    );
    expect(explained('nothing.html')).toContain('is neither an input nor an output');
  });

  test('verifies a correct cache, and names the stage of a wrong result', {
    timeout: 60_000,
  }, async () => {
    const root = writeSite(await site(20));
    expect(run(['--root', root, '--verify'])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('verified: a build from scratch gives the same'),
    });
    // Put a wrong article into the store.
    const built = await build({ ...QUIET, root, out: join(root, 'dist') });
    const key = built.last.sources[0]?.key as string;
    const store = openStore(join(root, '.cache/store'), 1);
    const bytes = Buffer.from((await store.get(key)) as Uint8Array);
    await store.put(key, Buffer.from(bytes.toString('utf16le').replace('正文', '假的'), 'utf16le'));
    await store.close();
    rmSync(join(root, '.cache/last-build'));
    rmSync(join(root, 'dist'), { recursive: true });
    await build({ ...QUIET, root, out: join(root, 'dist') });
    const { verify } = await import('../../scripts/cli/verify.js');
    const kept = await build({ ...QUIET, root, out: join(root, 'dist') });
    const found = await verify({ ...QUIET, root, out: join(root, 'dist') }, kept, build);
    expect(found.map(({ note }) => note)).toContain('kept by the stage render');
  });
});

test('does not mistake an article stored by a killed build for the recorded one', async () => {
  const files = { 'content/posts/2020-01-02-a.md': '% A\n\n![p](images/p.png)\n', 'images/p.png': await picture(90, 60) };
  const root = writeSite({ 'content/site.yaml': `${SITE_YAML}pictures: warn\n`, ...files });
  expect((await buildAt(root)).rules).not.toContain('picture/missing');
  const record = readFileSync(join(root, '.cache/last-build'));
  rmSync(join(root, 'images/p.png'));
  expect((await buildAt(root)).rules).toContain('picture/missing');
  // As if the build had been killed before it wrote its record. The picture is back.
  writeFileSync(join(root, '.cache/last-build'), record);
  writeFileSync(join(root, 'images/p.png'), files['images/p.png']);
  await buildAt(root);
  expect(bytesBelow(join(root, 'dist'))).toEqual(await clean(root));
});
