// What can go wrong with a machine: a process that is killed at any call of the file system, a disk that is full or fails, a clock that
// goes back, files that change while they are read, several programs at once. Afterwards each file of dist/ is old or new, nothing
// of the writer's has changed, and the next build is that of a machine on which nothing happened.
//
// `npm run faults` tries 200 moments of each kind, CI 16. `npm test` tries one of some kinds.

import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { randomFrom } from '../fuzz/mutate.js';
import { Running } from '../queue/server.js';
import {
  bytesBelow,
  core,
  filesBelow,
  LONG,
  PROJECT,
  picture,
  QUIET,
  rounds,
  run,
  temporaryFolder,
  writeSite,
} from '../support.js';

const MOMENTS = Number(process.env.TITLEBLOCK_MOMENTS ?? (LONG ? rounds(4, 40) : 1));
const INJECT = join(PROJECT, 'tests/faults/inject.cjs');
const timeout = 60_000 + MOMENTS * 10_000;

interface Fault {
  readonly at: number;
  readonly what: string;
  readonly only?: 'reads' | 'writes' | 'lists';
}

/** Runs the program with a call of the file system that fails. */
function runWith(fault: Fault | undefined, args: readonly string[], env: { readonly [name: string]: string } = {}) {
  const root = args[args.indexOf('--root') + 1];
  return run(args, {
    env: { NODE_OPTIONS: `--require ${INJECT}`, TITLEBLOCK_FAULT: JSON.stringify({ ...fault, root }), ...env },
  });
}

/** A site with all that builds write and keep, built once; a copy for each try. */
const original = await (async () => {
  const files: { [path: string]: string | Uint8Array } = {
    'content/site.yaml': 'title: T\nurl: https://example.org\nsearch: true\ncards: false\nimages: {formats: [webp]}\n',
    'content/urls.yaml': '',
    'content/about.md': '% About\n',
    'images/a.png': await picture(90, 60),
    'images/b.png': await picture(120, 60),
  };
  for (let n = 1; n < 10; n++)
    files[`content/posts/2020-01-0${n}-p${n}.md`] =
      `% P${n}\n\nText ${n}. ![p](images/${n % 2 ? 'a' : 'b'}.png)\n\n[x](2020-01-01-p1.md)\n`;
  const root = writeSite(files);
  expect(run(['--root', root]).status).toBe(0);
  return root;
})();

type Kind = 'cold' | 'warm' | 'mid-edit' | 'publishing';

/** A copy of the site before a build of some kind. */
function siteFor(kind: Kind): string {
  const root = join(temporaryFolder(), 'site');
  cpSync(original, root, { recursive: true });
  if (kind === 'cold') for (const folder of ['dist', '.cache']) rmSync(join(root, folder), { recursive: true });
  if (kind === 'mid-edit') appendFileSync(join(root, 'content/posts/2020-01-02-p2.md'), '\nMore.\n');
  if (kind === 'publishing') {
    writeFileSync(join(root, 'content/posts/2020-02-01-new.md'), '% New\n\n![p](images/a.png)\n');
    rmSync(join(root, 'content/posts/2020-01-09-p9.md'));
    const urls = join(root, 'content/urls.yaml');
    writeFileSync(urls, readFileSync(urls, 'utf8').replace(/^.*p9.*\n/m, ''));
    mkdirSync(join(root, 'templates'), { recursive: true });
    writeFileSync(join(root, 'templates/extra.css'), 'p { margin: 0 }\n');
  }
  return root;
}

const written = (root: string) =>
  bytesBelow(root).filter(([path]) => !/^(?:dist|\.cache)\/|^content\/urls\.yaml$|\.titleblock-\d+\.tmp$/.test(path));
const published = (root: string) =>
  new Map(
    bytesBelow(root).flatMap(([path, bytes]) =>
      path.startsWith('dist/') && !path.includes('.titleblock-') ? [[path, bytes]] : [],
    ),
  );

async function clean(root: string): Promise<Map<string, string>> {
  const out = temporaryFolder();
  const result = await build({ ...QUIET, root, out, noCache: true });
  expect(result.published).toBe(true);
  return new Map(bytesBelow(out).flatMap(([path, bytes]) => (path.includes('.titleblock-') ? [] : [[`dist/${path}`, bytes]])));
}

/** What has to hold after something went wrong. */
async function holds(
  root: string,
  before: { readonly own: unknown; readonly old: ReadonlyMap<string, string> },
  where: string,
): Promise<void> {
  expect(written(root), where).toEqual(before.own);
  const expected = await clean(root);
  for (const [path, bytes] of published(root))
    expect([before.old.get(path), expected.get(path)], `${where}: ${path}`).toContain(bytes);
  const next = run(['--root', root]);
  expect([next.status, next.stderr], where).toEqual([0, expect.any(String)]);
  expect(published(root), where).toEqual(expected);
  expect(
    filesBelow(root).filter((path) => path.startsWith('dist/') && /\.tmp$/.test(path)),
    where,
  ).toEqual([]);
  // And the one after that has nothing to do.
  expect(run(['--root', root]).stderr, where).toContain(' 0 written');
  // There are hundreds of them.
  rmSync(root, { recursive: true });
}

/** How many calls a build of a kind makes. */
function callsOf(kind: Kind, only?: Fault['only']): number {
  const key = `${kind} ${only ?? ''}`;
  const calls = counted.get(key) ?? countCalls(kind, only);
  counted.set(key, calls);
  return calls;
}
const counted = new Map<string, number>();

function countCalls(kind: Kind, only?: Fault['only']): number {
  const root = siteFor(kind);
  const file = join(temporaryFolder(), 'count');
  const { status } = runWith({ at: 0, what: '', ...(only && { only }) }, ['--root', root], { TITLEBLOCK_FAULT_COUNT: file });
  expect(status).toBe(0);
  return Number(readFileSync(file, 'utf8'));
}

/** Moments of a kind of build, spread over all its calls, by chance within each part. */
function momentsOf(calls: number, share: number, seed: number): number[] {
  const random = randomFrom(seed);
  const many = Math.max(1, Math.round(MOMENTS * share));
  return Array.from(
    { length: many },
    (_, at) => 1 + Math.min(calls - 1, Math.floor((calls / many) * at) + random(Math.ceil(calls / many))),
  );
}

describe.each(core(2, ['mid-edit', 'cold', 'warm', 'publishing'] as const))('a %s build', (kind) => {
  test('that is killed', { timeout }, async () => {
    const calls = callsOf(kind);
    for (const at of momentsOf(calls, 0.25, kind.length)) {
      const root = siteFor(kind);
      const before = { own: written(root), old: published(root) };
      runWith({ at, what: 'KILL' }, ['--root', root]);
      await holds(root, before, `killed at call ${at} of ${calls}`);
    }
  });

  test.each(core(1, ['ENOSPC', 'EIO', 'EACCES']))('whose disk says %s', { timeout }, async (what) => {
    const only = what === 'ENOSPC' ? 'writes' : undefined;
    const calls = callsOf(kind, only);
    for (const at of momentsOf(calls, 0.1, what.length + kind.length))
      await fails(kind, { at, what, ...(only && { only }) }, calls);
  });
});

test('a build that cannot list one of its folders', { timeout }, async () => {
  const calls = callsOf('mid-edit', 'lists');
  const all = Array.from({ length: calls }, (_, at) => at + 1);
  for (const at of LONG ? all : momentsOf(calls, 1, 3)) await fails('mid-edit', { at, what: 'EACCES', only: 'lists' }, calls);
});

/** A build of which a call fails says so, and what has to hold does. */
async function fails(kind: Kind, fault: Fault, calls: number): Promise<void> {
  const root = siteFor(kind);
  const before = { own: written(root), old: published(root) };
  const { status, stderr } = runWith(fault, ['--root', root]);
  const where = `${fault.what} at call ${fault.at} of ${calls}: ${stderr}`;
  expect([0, 1], where).toContain(status);
  expect(stderr, where).not.toContain('this is a bug');
  await holds(root, before, where);
}

test('a clock that goes back by a year changes nothing', { timeout }, async () => {
  const root = siteFor('mid-edit');
  const year = String(-365 * 86_400_000);
  expect(runWith(undefined, ['--root', root], { TITLEBLOCK_CLOCK: year }).status).toBe(0);
  expect(published(root)).toEqual(await clean(root));
  appendFileSync(join(root, 'content/posts/2020-01-03-p3.md'), '\nLater.\n');
  expect(runWith(undefined, ['--root', root], { TITLEBLOCK_CLOCK: year }).status).toBe(0);
  expect(published(root)).toEqual(await clean(root));
  expect(run(['--root', root]).status).toBe(0);
  expect(published(root)).toEqual(await clean(root));
});

test('a post that changes while it is read is read again', { timeout }, async () => {
  const calls = callsOf('cold', 'reads');
  for (const at of momentsOf(calls, 0.25, 5)) {
    const root = siteFor('cold');
    const { status } = runWith({ at, what: 'EDIT', only: 'reads' }, ['--root', root]);
    expect(status).toBe(0);
    expect(run(['--root', root]).status).toBe(0);
    expect(published(root), `edited at call ${at}`).toEqual(await clean(root));
  }
});

test.runIf(LONG)('builds and dev on one site, while it is written', { timeout }, async () => {
  const root = siteFor('warm');
  const dev = new Running(['dev', '--root', root, '--port', '0']);
  try {
    await dev.shows('http://');
    const url = /http:\/\/[\w.:]+\//.exec(dev.shown)?.[0] ?? '';
    for (let round = 0; round < Math.max(2, MOMENTS / 10); round++) {
      appendFileSync(join(root, `content/posts/2020-01-0${1 + (round % 9)}-p${1 + (round % 9)}.md`), `\nRound ${round}.\n`);
      const builds = [new Running(['--root', root]), new Running(['--root', root])];
      const asked = [fetch(`${url}posts/2020-01-01-p1.html`), fetch(`${url}search/search.js`)].map(
        async (answer) => (await answer).status,
      );
      await sleep(round * 7);
      expect(await Promise.all(builds.map(({ code }) => code))).toEqual([0, 0]);
      expect(await Promise.all(asked)).toEqual([200, 200]);
    }
    expect(published(root)).toEqual(await clean(root));
  } finally {
    await dev.kill();
  }
  // Killed as it was, it has left nothing that a build trips over.
  expect(run(['--root', root]).status).toBe(0);
  expect(published(root)).toEqual(await clean(root));
});

test('dev that is killed leaves dist/ and the writer’s files as they were', { timeout }, async () => {
  const root = siteFor('mid-edit');
  const before = { own: written(root), old: published(root) };
  for (let round = 0; round < Math.max(1, MOMENTS / 10); round++) {
    const dev = new Running(['dev', '--root', root, '--port', '0']);
    await dev.shows('http://');
    const url = /http:\/\/[\w.:]+\//.exec(dev.shown)?.[0] ?? '';
    const page = await (await fetch(`${url}posts/2020-01-01-p1.html`)).text();
    const asked = [...page.matchAll(/srcset="([^ "]+)/g)].map(([, address = '']) => fetch(new URL(address, url)).catch(() => {}));
    await sleep(round * 20);
    await dev.kill();
    await Promise.all(asked);
    expect([written(root), published(root)]).toEqual([before.own, before.old]);
  }
  await holds(root, before, 'dev was killed');
});

test('a lock of another machine is explained at once', { timeout }, async () => {
  const root = siteFor('warm');
  writeFileSync(join(root, '.cache/lock'), JSON.stringify({ pid: 12, host: 'nas', began: '1' }));
  const waiting = new Running(['--root', root]);
  try {
    await waiting.shows('waiting for another build (process 12 on nas');
    expect(waiting.shown).toMatch(/if that machine is not building any more, delete \S+\.cache\/lock/);
    rmSync(join(root, '.cache/lock'));
    expect(await waiting.code).toBe(0);
  } finally {
    await waiting.kill();
  }
});
