// Whole builds, next to the generators that a user would pick instead, on the same posts: `npm run bench -- generators`.
//
// Two rows for each case: *equal work* (plain templates, no search, no cards, as the others make none), and *as it comes* (our
// templates and every default), which is what a user runs; next to the second, a Hugo user's way to get search: Hugo, and Pagefind
// over what it made. Pictures are left out of all.
//
// Rounds are interleaved, so that the noise of the machine is in all of them alike; medians are shown, and ratios to the
// fastest of the others. Sites are in memory where there is such a place, so that disks are not what is measured. A generator
// that is not installed is said to be absent. TITLEBLOCK_BENCH_POSTS (archive,1000,10000) and TITLEBLOCK_BENCH_ROUNDS (3) choose.

import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chart } from './chart.js';
import type { Flavour } from './frames.js';
import { inPath, type Run, run } from './process.js';
import { generated, type Post, postFile, postPath, real, writeDefaultSite, writeSite } from './site.js';
import { median } from './texts.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SIZES = (process.env.TITLEBLOCK_BENCH_POSTS ?? 'archive,1000,10000').split(',');
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 3);
const BUILD = [process.execPath, join(PROJECT, 'scripts/start/start.cjs'), 'build'];
const LEAVES = ['dist', '.cache'];

/** A site of one of the others. */
interface Other {
  readonly name: string;
  readonly flavour: Flavour;
  readonly commands: readonly (readonly string[])[];
  /** What it writes and keeps, below the site's folder. */
  readonly leaves: readonly string[];
}

/** The others that are installed: those that make what we make without search, and Hugo with search. */
function others(): { readonly equal: Other[]; readonly searching: Other[] } {
  const equal: Other[] = [];
  const add = (flavour: Flavour, args: readonly string[], version: string, leaves: readonly string[]) => {
    const program = inPath(flavour);
    if (!program) return void console.log(`${flavour} is not installed: it is not measured`);
    const text = execFileSync(program, [version], { encoding: 'utf8' });
    const name = `${flavour[0]?.toUpperCase()}${flavour.slice(1)} ${/\d+(?:\.\d+)+/.exec(text)?.[0] ?? ''}`;
    equal.push({ name, flavour, commands: [[program, ...args]], leaves });
  };
  add('hugo', ['--destination', 'public', '--quiet'], 'version', ['public', 'resources', '.hugo_build.lock']);
  add('zola', ['build', '--output-dir', 'public', '--force'], '--version', ['public']);
  add('eleventy', ['--quiet'], '--version', ['public']);
  const hugo = equal.find(({ flavour }) => flavour === 'hugo');
  const pagefind = inPath('pagefind');
  if (!pagefind) console.log('pagefind is not installed: Hugo with search is not measured');
  const search = pagefind && [pagefind, '--site', 'public', '--quiet'];
  return {
    equal,
    searching: hugo && search ? [{ ...hugo, name: `${hugo.name} + Pagefind`, commands: [...hugo.commands, search] }] : [],
  };
}

/** Our two rows. */
const OURS = [
  { name: 'equal work', write: (root: string, posts: readonly Post[]) => writeSite('titleblock', root, posts) },
  { name: 'as it comes', write: writeDefaultSite },
] as const;
type Row = (typeof OURS)[number]['name'];

interface Case {
  readonly name: string;
  /** Goals for a row and a site: at most so many times the fastest of the others, or so many seconds. */
  readonly wanted: { readonly [rowAndSite: string]: number | `${number} s` };
  /** What is done to the site before. */
  readonly prepare: (root: string, posts: readonly Post[], round: number) => void;
}

const edited = (posts: readonly Post[]) => posts[Math.floor(posts.length * 0.152)] as Post;
const CASES: readonly Case[] = [
  {
    name: 'from scratch',
    wanted: { 'equal work 1000': 2, 'equal work 10000': 0.75, 'as it comes archive': '5 s', 'as it comes 10000': 1.5 },
    prepare: (root) => {
      for (const name of LEAVES) rmSync(join(root, name), { recursive: true, force: true });
    },
  },
  { name: 'nothing changed', wanted: { 'equal work 1000': 1 / 3, 'equal work 10000': 0.035 }, prepare: () => {} },
  {
    name: 'a text edited',
    wanted: { 'equal work 10000': 0.06, 'as it comes archive': '0.6 s', 'as it comes 10000': '1 s' },
    prepare: (root, posts, round) =>
      appendFileSync(join(root, postPath(edited(posts).name)), `\n又一段 ${round}，说的是别的。\n`),
  },
  {
    name: 'a title edited',
    wanted: { 'equal work 10000': 0.07 },
    prepare: (root, posts, round) => {
      const file = join(root, postPath(edited(posts).name));
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^% .*/, `% 新的标题 ${round}`));
    },
  },
  {
    name: 'a new post',
    wanted: { 'as it comes archive': '0.7 s' },
    prepare: (root, posts, round) => {
      const post = {
        ...edited(posts),
        name: `2030-01-0${round + 1}-new`,
        date: `2030-01-0${round + 1}`,
        title: `新的文章 ${round}`,
      };
      writeFileSync(join(root, postPath(post.name)), postFile('titleblock', post));
    },
  },
  {
    name: 'a template edited',
    wanted: { 'equal work 10000': 0.25 },
    prepare: (root, _posts, round) => {
      const own = join(root, 'templates/post.html');
      const file = existsSync(own) ? own : join(PROJECT, 'templates/post.html');
      mkdirSync(join(root, 'templates'), { recursive: true });
      writeFileSync(own, readFileSync(file, 'utf8').replace(/<article[^>]*>/, `<article class="round-${round}">`));
    },
  },
];

/** What no build that runs in Node and looks at every file can fall below: Node's start, and that with a `stat` of each file. */
const FLOORS: readonly { readonly name: string; readonly script: string }[] = [
  { name: 'node, doing nothing', script: '0' },
  {
    name: 'node, a stat of each file',
    script: `const { readdirSync, statSync } = require('node:fs');
      const visit = (folder) => {
        for (const entry of readdirSync(folder, { withFileTypes: true })) {
          const path = folder + '/' + entry.name;
          if (entry.isDirectory()) visit(path);
          else statSync(path);
        }
      };
      for (const folder of ['content', 'dist']) visit(folder);`,
  },
];

const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'titleblock-bench-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const { equal, searching } = others();
const bars: { group: string; name: string; seconds: number }[] = [];
for (const size of SIZES) await measure(size, size === 'archive' ? real() : generated(Number(size)));
if (process.env.TITLEBLOCK_BENCH_CHART) {
  const file = join(PROJECT, 'docs/speed.svg');
  writeFileSync(file, chart(`Seconds to build a site, medians of ${ROUNDS} rounds on one machine`, bars));
  console.log(`\nchart: ${file}`);
}

async function measure(size: string, posts: readonly Post[]): Promise<void> {
  const rootOf = (name: string) => join(place, `${name}-${size}`.replaceAll(/[ +]/g, '-'));
  const runs = new Map<string, Run[]>();
  const note = (name: string, result: Run) => runs.set(name, [...(runs.get(name) ?? []), result]);
  for (const { name, flavour } of [...equal, ...searching]) writeSite(flavour, rootOf(name), posts);
  // A first start bundles the program.
  for (const { name, write } of OURS) {
    write(rootOf(name), posts);
    await run(BUILD, rootOf(name));
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const other of [...equal, ...searching]) note(other.name, await runOther(other, rootOf(other.name)));
    for (const { name: row } of OURS) {
      const root = rootOf(row);
      for (const { name, prepare } of CASES) {
        prepare(root, posts, round);
        note(`${row}: ${name}`, await run(BUILD, root));
        // Files that were written in the last moment are looked at once more; that is not part of what follows.
        if (name === 'from scratch') for (let n = 0; n < 2; n++) await run(BUILD, root);
      }
    }
    for (const { name, script } of FLOORS) note(name, await run([process.execPath, '-e', script], rootOf('equal work')));
  }
  report(size, posts.length, runs);
  for (const name of [...equal, ...searching, ...OURS].map((each) => each.name))
    rmSync(rootOf(name), { recursive: true, force: true });
}

/** The commands of a build, one after the other, as one. */
async function runOther({ commands, leaves }: Other, root: string): Promise<Run> {
  for (const name of leaves) rmSync(join(root, name), { recursive: true, force: true });
  const all: Run[] = [];
  for (const command of commands) all.push(await run(command, root));
  const sum = (of: (run: Run) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    seconds: sum(({ seconds }) => seconds),
    megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
    own: Math.max(...all.map(({ own }) => own)),
    processor: sum(({ processor }) => processor),
  };
}

function report(size: string, count: number, runs: ReadonlyMap<string, readonly Run[]>): void {
  const seconds = (name: string) => median((runs.get(name) ?? []).map((each) => each.seconds));
  const memory = (name: string) => median((runs.get(name) ?? []).map((each) => each.megabytes));
  const fastest = (list: readonly Other[]) => Math.min(...list.map(({ name }) => seconds(name)));
  const line = (name: string, peers: number, goal?: number | string) => {
    const ratio = Number.isFinite(peers) ? `  ${(seconds(name) / peers).toFixed(3)}` : '';
    const wanted = goal === undefined ? '' : `  (wanted: ${typeof goal === 'number' ? goal.toFixed(3) : goal})`;
    console.log(
      `${name.padEnd(32)} ${seconds(name).toFixed(2).padStart(7)} s ${memory(name).toFixed(0).padStart(6)} MB${ratio}${wanted}`,
    );
    bars.push({ group: `${count} posts`, name, seconds: seconds(name) });
  };
  console.log(
    `\n${count} posts${size === 'archive' ? ' of the archive' : ''}, medians of ${ROUNDS} rounds; ratios to the fastest of the others`,
  );
  for (const { name } of [...equal, ...searching]) line(name, Number.NaN);
  for (const { name } of FLOORS) line(name, fastest(equal));
  for (const { name: row } of OURS) {
    const peers = fastest(row === 'equal work' ? equal : searching);
    for (const { name, wanted } of CASES) line(`${row}: ${name}`, peers, wanted[`${row satisfies Row} ${size}`]);
  }
}
