// Compares whole builds with other generators on the same posts: `npm run bench -- generators`.
//
// All have the same cases: from scratch, nothing changed, a text edited, and so on. A generator without a cache simply builds
// again. titleblock has two rows: *equal work* (plain templates, no search, no cards, because the others make none), and *as it
// comes* (the default templates and settings), which is what users run. The second is compared with Hugo plus Pagefind, which is
// how Hugo users get search. No site has pictures.
//
// Rounds are interleaved, so that the noise of the machine affects all alike. The results are medians, and ratios to Hugo in the
// same case. Sites are in /dev/shm if it exists, so that the disk does not matter. peers.ts finds the others in PATH, or among
// the packages in the folder TITLEBLOCK_PEERS, which Astro and Hexo always need; missing ones are reported.
// TITLEBLOCK_BENCH_POSTS (archive,1000,10000) and TITLEBLOCK_BENCH_ROUNDS (3) set sizes and rounds. TITLEBLOCK_BENCH_WRITE=1
// saves the results and updates the tables in README.md and docs/builds.md and the chart.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CASES, type CaseName } from './cases.js';
import { EDITS, type Site } from './edits.js';
import { saveResult } from './keep.js';
import { findPeers, type Peer, writePeerSite } from './peers.js';
import { type Run, run } from './process.js';
import { measuredHere, type ProgramResult, type SiteResult, type Work, whereAndWhen } from './results.js';
import { generated, type Post, real, writeDefaultSite, writeSite } from './site.js';
import { median } from './texts.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SIZES = (process.env.TITLEBLOCK_BENCH_POSTS ?? 'archive,1000,10000').split(',');
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 3);

/** A generator with the site to write for it. */
interface Program extends Peer {
  readonly work: Work;
  readonly write: (root: string, posts: readonly Post[]) => void;
  /** Number of unmeasured builds after one from scratch. */
  readonly settling: number;
}

const OURS = {
  name: 'titleblock',
  flavour: 'titleblock',
  commands: [[process.execPath, join(PROJECT, 'scripts/start/start.cjs'), 'build']],
  writes: ['dist', '.cache'],
  // Files written just before a build are hashed again by the next one, which must not count for the next case.
  settling: 2,
} as const;

function programs(): Program[] {
  const { equal, searching, absent } = findPeers();
  for (const line of absent) console.log(line);
  const other =
    (work: Work) =>
    (peer: Peer): Program => ({ ...peer, work, settling: 0, write: (root, posts) => writePeerSite(peer, root, posts) });
  return [
    { ...OURS, work: 'equal work', write: (root, posts) => writeSite('titleblock', root, posts) },
    ...equal.map(other('equal work')),
    { ...OURS, work: 'as it comes', write: writeDefaultSite },
    ...searching.map(other('as it comes')),
  ];
}

/** Goals: maximum ratio to Hugo's time in the same case; to Hugo plus Pagefind for builds with a search. */
const GOALS: readonly { readonly work: Work; readonly posts: number; readonly of: CaseName; readonly most: number }[] = [
  { work: 'equal work', posts: 1000, of: 'from scratch', most: 2.5 },
  { work: 'equal work', posts: 10_000, of: 'from scratch', most: 1 },
  { work: 'equal work', posts: 1000, of: 'a template edited', most: 1 },
  { work: 'equal work', posts: 10_000, of: 'a template edited', most: 0.4 },
  { work: 'as it comes', posts: 10_000, of: 'from scratch', most: 1.2 },
];

/** Lower bounds for any build in Node that checks every file: the start of Node, and a start with a `stat` of each file. */
const FLOORS: readonly { readonly name: string; readonly script: string }[] = [
  { name: 'Node alone, doing nothing', script: '0' },
  {
    name: 'Node alone, a `stat` of each file',
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
const allPrograms = programs();
const here = measuredHere(ROUNDS);
console.log(`\n${allPrograms.map(({ name }) => name).join(', ')}; ${whereAndWhen(here)}`);
const sites: SiteResult[] = [];
for (const size of SIZES) {
  const site = await measure(size === 'archive', size === 'archive' ? real() : generated(Number(size)));
  report(site);
  sites.push(site);
}
saveResult('generators', { ...here, sites });

async function measure(isArchive: boolean, posts: readonly Post[]): Promise<SiteResult> {
  const edited = posts[Math.floor(posts.length * 0.152)] as Post;
  const found = new Map(allPrograms.map((program) => [program, new Map<CaseName, Run[]>()]));
  const floors = new Map<string, number[]>();
  const open = [...found.keys()].map((program, at) => {
    const root = join(place, `${at}`);
    program.write(root, posts);
    return { program, site: { root, flavour: program.flavour, post: edited } };
  });
  // The first start bundles the program; don't count it.
  await build(OURS.commands, open[0]?.site.root ?? place);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { program, site } of open) {
      const runs = found.get(program);
      if (!runs) continue;
      try {
        for (const [name, each] of await measureRound(program, site, round)) runs.set(name, [...(runs.get(name) ?? []), each]);
      } catch (error) {
        console.log(`${program.name} fails with ${posts.length} posts: ${(error as Error).message}`);
        found.delete(program);
      }
    }
    for (const { name, script } of FLOORS) {
      const { seconds } = await run([process.execPath, '-e', script], open[0]?.site.root ?? place);
      floors.set(name, [...(floors.get(name) ?? []), seconds]);
    }
  }
  for (const { site } of open) rmSync(site.root, { recursive: true, force: true });
  return {
    posts: posts.length,
    isArchive,
    programs: [...found].map(([{ name, work }, runs]) => ({ name, work, cases: mediansOf(runs) })),
    floors: Object.fromEntries([...floors].map(([name, seconds]) => [name, median(seconds)])),
  };
}

/** Measures all cases of a program, one after the other on the same site. */
async function measureRound(program: Program, site: Site, round: number): Promise<Map<CaseName, Run>> {
  const runs = new Map<CaseName, Run>();
  for (const name of CASES) {
    // Other generators have no special handling of a new post.
    if (name === 'a new post' && program.flavour !== 'titleblock') continue;
    if (name === 'from scratch')
      for (const each of program.writes) rmSync(join(site.root, each), { recursive: true, force: true });
    EDITS[name](site, round);
    runs.set(name, await build(program.commands, site.root));
    if (name === 'from scratch') for (let n = 0; n < program.settling; n++) await build(program.commands, site.root);
  }
  return runs;
}

/** Runs the commands of a build and adds up their figures. */
async function build(commands: Peer['commands'], root: string): Promise<Run> {
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

function mediansOf(runs: ReadonlyMap<CaseName, readonly Run[]>): ProgramResult['cases'] {
  const of = (all: readonly Run[], field: keyof Run) => median(all.map((each) => each[field]));
  return Object.fromEntries(
    [...runs].map(([name, all]) => [
      name,
      {
        seconds: of(all, 'seconds'),
        megabytes: of(all, 'megabytes'),
        own: of(all, 'own'),
        processor: of(all, 'processor'),
      },
    ]),
  );
}

/** Prints the results for a site, with ratios to Hugo in the same case. */
function report({ posts, isArchive, programs: all, floors }: SiteResult): void {
  console.log(`\n${posts} posts${isArchive ? ' of the archive' : ''}`);
  console.log('(elapsed, processors, peak of memory, peak without mapped files, ratio to Hugo in the same case)');
  for (const { name, work, cases } of all) {
    console.log(`${name}, ${work}`);
    const hugo = all.find((each) => each.name.startsWith('Hugo') && each.work === work);
    for (const [of, { seconds, processor, megabytes, own }] of Object.entries(cases)) {
      const other = hugo?.name === name ? undefined : hugo?.cases[of]?.seconds;
      const goal = name === 'titleblock' && GOALS.find((each) => each.work === work && each.posts === posts && each.of === of);
      const cells = [
        `${seconds.toFixed(2)} s`,
        `${processor.toFixed(2)} s`,
        `${megabytes.toFixed(0)} MB`,
        `${own.toFixed(0)} MB`,
        other === undefined ? '' : (seconds / other).toFixed(3),
      ];
      const shown = cells.map((cell) => cell.padStart(10)).join('');
      console.log(`  ${of.padEnd(20)}${shown}${goal ? `  (wanted: ${goal.most})` : ''}`);
    }
  }
  for (const [name, seconds] of Object.entries(floors)) console.log(`${name.padEnd(32)}${seconds.toFixed(2)} s`);
}
