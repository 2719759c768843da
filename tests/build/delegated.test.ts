// `build` while `dev` runs: the running process does the work, with the same output and messages as otherwise.

import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { askDev } from '../../scripts/build/askDev.js';
import { build } from '../../scripts/build/build.js';
import { type BuildJob, type PrintedResult, processKey, shortPath, socketFile, todayOf } from '../../scripts/build/delegated.js';
import type { Build, BuildResult } from '../../scripts/build/options.js';
import { BuildServer } from '../../scripts/build/serveBuilds.js';
import { serveBuilt } from '../dev/site.js';
import { Running } from '../queue/server.js';
import { bytesBelow, core, EDITS, LONG, PROJECT, QUIET, run, temporaryFolder, writeSite } from '../support.js';
import { anyEdit, doEdit, FIRST_SITE, preparePictures } from './randomEdits.js';

const servers: BuildServer[] = [];
const programs: Running[] = [];
const fakes: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await Promise.all(programs.splice(0).map((program) => program.kill()));
  for (const fake of fakes.splice(0)) fake.close();
});

let pictures: readonly Buffer[] = [];
beforeAll(async () => {
  pictures = await preparePictures();
});

const POST = 'content/posts/2018-01-01-first.md';
/** Writes a site whose files are old enough that their mtimes can be trusted. */
async function site(): Promise<string> {
  const root = writeSite({ ...FIRST_SITE, 'images/a.png': pictures[0] as Buffer, 'images/b.png': pictures[1] as Buffer });
  await sleep(50);
  return root;
}

const jobAt = (root: string): BuildJob => ({
  ...{ root, out: join(root, 'dist'), outShown: 'dist', date: '2026-11-26', adopt: false, drafts: false, strict: false },
  ...{ acceptUrlChanges: false, derived: [] },
});

async function serve(root: string, how: Build = build): Promise<BuildServer> {
  const server = new BuildServer(root, how);
  servers.push(server);
  expect(await server.ready).toBe(true);
  return server;
}

const ask = (root: string) => askDev(jobAt(root), () => {});
const own = (root: string): Promise<BuildResult> => build({ ...QUIET, ...jobAt(root), today: todayOf('2026-11-26') });

/** The parts of a result that do not depend on the place of the site. */
const said = ({ problems, published, summary, reported }: PrintedResult) =>
  JSON.parse(JSON.stringify({ problems, published, summary, told: problems.length > 0 ? [...reported].sort() : [] }));

/** Random edits per sequence. */
const IN_A_ROW = Math.min(EDITS, 15);

describe('after each edit', () => {
  test('gives the same result as another process, and accepts small builds', async () => {
    const [root, other] = [await site(), await site()];
    for (const each of [root, other]) await own(each);
    await serve(root);
    const text = readFileSync(join(root, POST), 'utf8');
    const steps: readonly (readonly [name: string, isDone: boolean, edit: (root: string) => void])[] = [
      ['nothing', true, () => {}],
      ['a text', true, (at) => appendFileSync(join(at, POST), '\nMore.\n')],
      ['a title', true, (at) => writeFileSync(join(at, POST), text.replace('最早', '更早'))],
      ['a template', false, (at) => doEdit(at, { name: 'edit a template', numbers: [1, 0, ...Array(10).fill(1)] })],
      ['a text after it', true, (at) => appendFileSync(join(at, POST), '\nAgain.\n')],
      ['a new post', true, (at) => writeFileSync(join(at, 'content/posts/2019-05-05-new.md'), '% New\n\n![b](images/b.png)\n')],
      ['a warning', true, (at) => appendFileSync(join(at, POST), '\n[none](none.md)\n')],
      ['a warning that was told', true, (at) => appendFileSync(join(at, 'content/about.md'), '\nMore.\n')],
      ['a removed post', true, (at) => rmSync(join(at, 'content/posts/2019-05-05-new.md'))],
      ['a setting', false, (at) => appendFileSync(join(at, 'content/site.yaml'), 'author: 王\n')],
      ['a picture', false, (at) => writeFileSync(join(at, 'images/a.png'), pictures[2] as Buffer)],
      ['an error', true, (at) => writeFileSync(join(at, POST), text.replace('date: 2018-01-01', 'date: soon'))],
      ['a second build with the error', true, () => {}],
      ['its repair', true, (at) => writeFileSync(join(at, POST), text)],
      ['a lost output', false, (at) => rmSync(join(at, 'dist/posts/2018-01-01-first.html'))],
      ['a lost record', false, (at) => rmSync(join(at, '.cache/last-build'))],
    ];
    const published: boolean[] = [];
    for (const [name, isDone, edit] of steps) {
      for (const each of [root, other]) edit(each);
      const asked = await ask(root);
      expect([name, asked !== undefined]).toEqual([name, isDone]);
      const result = asked ?? (await own(root));
      published.push(result.published);
      expect([name, said(result)]).toEqual([name, said(await own(other))]);
      expect([name, bytesBelow(join(root, 'dist'))]).toEqual([name, bytesBelow(join(other, 'dist'))]);
    }
    expect(published.filter((each) => !each)).toHaveLength(2);
  });

  test.runIf(LONG)(
    'gives the result of a build from scratch after random edits',
    { timeout: 60_000 + EDITS * 3000 },
    async () => {
      let done = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyEdit(), { minLength: IN_A_ROW, maxLength: IN_A_ROW }), async (edits) => {
          const root = await site();
          await own(root);
          const server = await serve(root);
          for (const edit of edits) {
            doEdit(root, edit);
            const asked = await ask(root);
            if (asked) done++;
            const kept = asked ?? (await own(root));
            const clean = temporaryFolder();
            const fresh = await build({ ...QUIET, root, out: clean, noCache: true });
            expect([edit.name, kept.problems]).toEqual([edit.name, JSON.parse(JSON.stringify(fresh.problems))]);
            if (fresh.published) expect(bytesBelow(join(root, 'dist'))).toEqual(bytesBelow(clean));
            rmSync(clean, { recursive: true, force: true });
          }
          await server.close();
        }),
        { numRuns: Math.ceil(EDITS / IN_A_ROW), endOnFailure: true },
      );
      expect(done).toBeGreaterThan(EDITS / 10);
    },
  );

  test('shows the change in dev during and after the build, and delays the check of dev', async () => {
    const root = await site();
    await own(root);
    const server = await serve(root);
    const { url, checks } = await serveBuilt(root, { isBusy: () => server.isBusy });
    await vi.waitFor(() => expect(checks.length).toBeGreaterThan(0), 10_000);
    const before = checks.length;
    appendFileSync(join(root, POST), '\nBrand new.\n');
    const asked = ask(root);
    const page = async () => (await fetch(`${url}posts/2018-01-01-first.html`)).text();
    expect(await page()).toContain('Brand new.');
    expect(await asked).toMatchObject({ published: true });
    expect(readFileSync(join(root, 'dist/posts/2018-01-01-first.html'), 'utf8')).toContain('Brand new.');
    expect(await page()).toContain('Brand new.');
    await vi.waitFor(() => expect(checks.length).toBeGreaterThan(before), 10_000);
  });
});

describe('the asking process builds the site itself', () => {
  /** Starts another server in place of `dev`. */
  async function fake(root: string, answer: (socket: Socket) => void): Promise<string> {
    const file = socketFile(root);
    mkdirSync(dirname(file), { recursive: true });
    const server = createServer((socket) => {
      socket.on('error', () => {});
      answer(socket);
    });
    fakes.push(server);
    await new Promise<void>((resolve) => server.listen(file, resolve));
    return file;
  }

  test.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => {}],
    ['refuses', (socket) => socket.end('{"type":"refused"}\n')],
    ['says what it should not', (socket) => socket.write('HTTP/1.1 400 Bad Request\n')],
    ['ends in the middle', (socket) => socket.write('{"type":"taken"}\n', () => socket.destroy())],
    ['ends in the middle of a line', (socket) => socket.end('{"type":"taken"}\n{"type":"done","result":{"prob')],
  ])('if the server %s', async (_what, answer) => {
    const root = temporaryFolder();
    await fake(root, answer);
    expect(await ask(root)).toBeUndefined();
  });

  test('and connects only to a socket of its own user, never through a symlink', async () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()];
    let connections = 0;
    const file = await fake(other, (socket) => {
      connections++;
      socket.destroy();
    });
    mkdirSync(join(root, '.cache/dev'), { recursive: true });
    symlinkSync(file, socketFile(root));
    expect(await ask(root)).toBeUndefined();
    rmSync(socketFile(root));
    writeFileSync(socketFile(root), file);
    expect(await ask(root)).toBeUndefined();
    rmSync(join(root, '.cache/dev'), { recursive: true });
    symlinkSync(join(other, '.cache/dev'), join(root, '.cache/dev'));
    await expect(ask(root)).rejects.toThrow('.cache/dev is a symlink');
    expect(() => new BuildServer(root, build)).toThrow('.cache/dev is a symlink');
    expect(connections).toBe(0);
    expect(await ask(other)).toBeUndefined();
    expect(connections).toBe(1);
  });

  test('if program, folder, time zone or language differ, but not for other variables', async () => {
    const root = await site();
    await own(root);
    await serve(root);
    const program = globalThis.titleblockProgram;
    const key = processKey(root, {});
    for (const name of ['TZ', 'LANG', 'LC_ALL', 'NODE_OPTIONS', 'TITLEBLOCK_WORKERS', 'HOME', 'https_proxy'])
      expect([name, processKey(root, { [name]: 'x' }) === key]).toEqual([name, false]);
    for (const name of ['PWD', 'TERM', 'NO_COLOR', 'npm_lifecycle_event'])
      expect([name, processKey(root, { [name]: 'x' }) === key]).toEqual([name, true]);
    expect(processKey(temporaryFolder(), {})).not.toBe(key);
    try {
      globalThis.titleblockProgram = 'other';
      expect(processKey(root, {})).not.toBe(key);
    } finally {
      globalThis.titleblockProgram = program;
    }
    const answers: string[] = [];
    for (const each of [key, processKey(root), `${processKey(root)}x`]) {
      const socket = connect(socketFile(root)).setEncoding('utf8');
      socket.write(`${JSON.stringify({ job: jobAt(root), key: each })}\n`);
      let text = '';
      for await (const part of socket) text += part;
      answers.push(text.split('\n')[0] as string);
    }
    expect(answers).toEqual(['refused', 'taken', 'refused'].map((type) => `{"type":"${type}"}`));
  });

  test('if the build fails, would wait for another one, or a diagram times out', async () => {
    const root = await site();
    const result = await own(root);
    const outcomes: (() => Promise<BuildResult>)[] = [
      () => Promise.reject(new Error('a bug')),
      () => Promise.resolve({ ...result, problems: [{ ruleId: 'code/slow' } as (typeof result.problems)[0]] }),
      () => Promise.resolve(result),
    ];
    await serve(root, (options) => (options.root === root ? (outcomes.shift() as () => Promise<BuildResult>)() : build(options)));
    expect(await ask(root)).toBeUndefined();
    expect(await ask(root)).toBeUndefined();
    expect(await ask(root)).toMatchObject({ published: true });
    writeFileSync(
      join(root, '.cache/lock'),
      JSON.stringify({ pid: process.ppid, host: (await import('node:os')).hostname(), began: '' }),
    );
    outcomes.push(() => build({ ...QUIET, ...jobAt(root), today: todayOf('2026-11-26'), longestWait: -1 }));
    const start = performance.now();
    expect(await ask(root)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(5000);
    rmSync(join(root, '.cache/lock'));
  });

  test('if the site has plugins, which can keep state', async () => {
    const root = writeSite({
      ...FIRST_SITE,
      'content/site.yaml': `${FIRST_SITE['content/site.yaml']}plugins: [./plugins/p.ts]\n`,
      'plugins/p.ts': 'let asked = 0;\nexport default () => ({ files: () => [{ url: "/n.txt", content: String(++asked) }] });\n',
      'images/a.png': pictures[0] as Buffer,
    });
    await own(root);
    await serve(root);
    appendFileSync(join(root, POST), '\nMore.\n');
    expect(await ask(root)).toBeUndefined();
  });

  test('if many texts have changed', async () => {
    const root = await site();
    await own(root);
    await serve(root);
    for (let n = 10; n < 31; n++) writeFileSync(join(root, `content/posts/2020-01-${n}-p.md`), `% P${n}\n`);
    expect(await ask(root)).toBeUndefined();
    rmSync(join(root, 'content/posts/2020-01-30-p.md'));
    expect(await ask(root)).toMatchObject({ published: true });
  });
});

test('rejects a site with very many files', async () => {
  const root = await site();
  await own(root);
  let files = 10_000;
  await serve(root, ({ accepts, ...options }) =>
    build({
      ...options,
      accepts: ({ last, ...around }) => {
        const outputs = { value: { ...last?.outputs, paths: Array(files).fill('a') } };
        return accepts?.({ ...around, last: last && Object.create(last, { outputs }) }) ?? true;
      },
    }),
  );
  for (const isTaken of [true, false]) {
    appendFileSync(join(root, POST), '\nMore.\n');
    expect([files, (await ask(root)) !== undefined]).toEqual([files, isTaken]);
    files++;
  }
});

test('restricts the socket to its user and to one server, and removes it at the end', async () => {
  const root = await site();
  await own(root);
  const file = socketFile(root);
  const server = await serve(root);
  expect(lstatSync(file).mode & 0o777).toBe(0o600);
  expect(await new BuildServer(root, build).ready).toBe(false);
  appendFileSync(join(root, POST), '\nMore.\n');
  const [first, second] = await Promise.all([ask(root), ask(root)]);
  expect([first, second].filter(Boolean)).toHaveLength(1);
  await server.close();
  expect(existsSync(file)).toBe(false);
  expect(await ask(root)).toBeUndefined();
});

test('shortens a socket’s path by the working folder, or offers nothing', async () => {
  const deep = join(temporaryFolder(), 'a'.repeat(60), 'b'.repeat(60));
  mkdirSync(deep, { recursive: true });
  expect(shortPath('/site/.cache/dev/build.sock')).toBe('/site/.cache/dev/build.sock');
  expect(shortPath(socketFile(deep))).toBeUndefined();
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(deep);
  expect(shortPath(socketFile(deep))).toBe('.cache/dev/build.sock');
  cwd.mockRestore();
  expect(await new BuildServer(deep, build).ready).toBe(false);
  expect(await ask(deep)).toBeUndefined();
});

describe('on the command line', () => {
  /** Starts `dev` and waits until it accepts builds. */
  async function startDev(root: string) {
    const publishers = join(temporaryFolder(), 'publishers');
    const env = { NODE_OPTIONS: `--require ${join(PROJECT, 'tests/build/publishers.cjs')}`, TITLEBLOCK_PUBLISHERS: publishers };
    writeFileSync(publishers, '');
    const dev = new Running(['dev', '--root', root, '--port', '0'], env);
    programs.push(dev);
    await vi.waitFor(() => expect(existsSync(socketFile(root))).toBe(true), 30_000);
    const who = () => [...new Set(readFileSync(publishers, 'utf8').split('\n').filter(Boolean))].map(Number);
    return {
      dev,
      publishers,
      env,
      // This process must notice the end of its child.
      build: async (...args: readonly string[]) => {
        writeFileSync(publishers, '');
        const started = new Running(['build', '--root', root, ...args], env);
        const status = await started.code;
        return { status, text: started.shown, byDev: who().map((pid) => pid === dev.child.pid) };
      },
    };
  }

  /** Returns a report without durations. */
  const timeless = (text: string) =>
    text
      .replace(/built in .* · /, 'built · ')
      .replace(/"(?:rendered|encoded)": .*\n/g, '')
      // Printed only if pictures take long.
      .replace(/\d+ pictures? processed in .*\n/g, '');
  const edit = (root: string, text: string) => appendFileSync(join(root, POST), `\n${text}\n`);

  test('prints and writes the same, and runs builds with special options in their own process', async () => {
    const [root, other] = [await site(), await site()];
    for (const each of [root, other]) expect(run(['build', '--root', each]).status).toBe(0);
    const { build: buildIt, dev } = await startDev(root);
    const cases: readonly (readonly [byDev: boolean, ...args: string[]])[] = [
      ...core(2, [['--json'], [], ['--all'], ['--strict'], ['--today', '2026-11-26']] as const).map(
        (args) => [true, ...args] as const,
      ),
      ...core(1, [
        ['--workers', '0'],
        ['--no-cache'],
        ['--verify'],
        ['--explain', POST],
        ['--diff'],
        ['--changed', join(temporaryFolder(), 'c.txt')],
        ['--profile'],
      ] as const).map((args) => [false, ...args] as const),
    ];
    for (const [at, [byDev, ...args]] of cases.entries()) {
      for (const each of [root, other]) edit(each, `Text ${at}. [none](none${at}.md)`);
      const result = await buildIt(...args);
      const { status, stdout, stderr } = run(['build', '--root', other, ...args]);
      expect([args, result.byDev]).toEqual([args, [byDev]].map((each, n) => (n === 1 && args[0] === '--strict' ? [] : each)));
      if (!['--profile', '--verify'].includes(args[0] ?? ''))
        expect([args, result.status, timeless(result.text)]).toEqual([args, status, timeless(stdout + stderr)]);
    }
    expect(bytesBelow(join(root, 'dist'))).toEqual(bytesBelow(join(other, 'dist')));
    dev.child.kill('SIGTERM');
    expect(await dev.code).toBe(0);
    expect(existsSync(socketFile(root))).toBe(false);
    expect(existsSync(join(root, '.cache/dev/warm-up'))).toBe(false);
  });

  test.runIf(LONG)('finishes the build if dev is killed at its first write, and uses the next dev', async () => {
    const root = await site();
    expect(run(['build', '--root', root]).status).toBe(0);
    const { build: buildIt, dev, publishers } = await startDev(root);
    const other = join(temporaryFolder(), 'site');
    cpSync(join(root, 'content'), join(other, 'content'), { recursive: true });
    cpSync(join(root, 'images'), join(other, 'images'), { recursive: true });
    writeFileSync(`${publishers}.kill`, '');
    for (const each of [root, other]) edit(each, 'Killed.');
    const result = await buildIt();
    expect([result.status, result.byDev]).toEqual([0, [true, false]]);
    expect(dev.child.signalCode).toBe('SIGKILL');
    expect(run(['build', '--root', other]).status).toBe(0);
    expect(bytesBelow(join(root, 'dist'))).toEqual(bytesBelow(join(other, 'dist')));
    expect(existsSync(socketFile(root))).toBe(true);
    edit(root, 'With a socket that no one listens to.');
    expect(await buildIt()).toMatchObject({ status: 0, byDev: [false] });
    const before = lstatSync(socketFile(root)).ino;
    const next = new Running(['dev', '--root', root, '--port', '0'], { NODE_OPTIONS: '', TITLEBLOCK_PUBLISHERS: '' });
    programs.push(next);
    await vi.waitFor(() => expect(lstatSync(socketFile(root)).ino).not.toBe(before), 30_000);
    edit(root, 'Another environment.');
    expect(await buildIt()).toMatchObject({ status: 0, byDev: [false] });
  });

  test.runIf(LONG)('runs two builds at once', async () => {
    const root = await site();
    expect(run(['build', '--root', root]).status).toBe(0);
    const { env } = await startDev(root);
    edit(root, 'Twice.');
    const both = [1, 2].map(() => new Running(['build', '--root', root], env));
    expect(await Promise.all(both.map(({ code }) => code))).toEqual([0, 0]);
    expect(readFileSync(join(root, 'dist/posts/2018-01-01-first.html'), 'utf8')).toContain('Twice.');
    expect(run(['build', '--root', root, '--verify']).status).toBe(0);
  });
});
