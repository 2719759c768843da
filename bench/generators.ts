// Whole builds, beside the generators that a user would pick instead, on the same posts: `npm run bench -- generators`.
//
// Rounds are interleaved, so that the noise of the machine is in all of them alike; medians are shown, and ratios to the
// fastest of the others. Sites lie in memory where there is such a place, so that disks are not what is measured. A generator
// that is not installed is said to be absent. TITLEBLOCK_BENCH_POSTS (1000,10000) and TITLEBLOCK_BENCH_ROUNDS (3) choose.

import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chart } from './chart.js';
import { inPath, type Run, run } from './process.js';
import { type Flavour, post, postPath, writeSite } from './site.js';
import { median } from './texts.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SIZES = (process.env.TITLEBLOCK_BENCH_POSTS ?? '1000,10000').split(',').map(Number);
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 3);

interface Tool {
  readonly flavour: Flavour;
  readonly name: string;
  readonly command: readonly string[];
  /** What it writes and keeps, below the site's folder. */
  readonly leaves: readonly string[];
}

/** The others that are installed. */
function peers(): Tool[] {
  const tools: Tool[] = [];
  const add = (flavour: Flavour, args: readonly string[], version: readonly string[], leaves: readonly string[]) => {
    const program = inPath(flavour);
    if (!program) {
      console.log(`${flavour} is not installed: it is not measured`);
      return;
    }
    const text = execFileSync(program, [...version], { encoding: 'utf8' });
    const name = `${flavour[0]?.toUpperCase()}${flavour.slice(1)} ${/\d+(?:\.\d+)+/.exec(text)?.[0] ?? ''}`;
    tools.push({ flavour, name, command: [program, ...args], leaves });
  };
  add('hugo', ['--destination', 'public', '--quiet'], ['version'], ['public', 'resources', '.hugo_build.lock']);
  add('zola', ['build', '--output-dir', 'public', '--force'], ['--version'], ['public']);
  add('eleventy', ['--quiet'], ['--version'], ['public']);
  return tools;
}

const OURS: Tool = {
  flavour: 'titleblock',
  name: 'titleblock',
  command: [process.execPath, join(PROJECT, 'scripts/start/start.cjs'), 'build'],
  leaves: ['dist', '.cache'],
};

interface Case {
  readonly name: string;
  /** At most this much of the time in which the fastest of the others builds the site. */
  readonly wanted: (posts: number) => number | undefined;
  /** What is done to the site before. */
  readonly prepare: (root: string, round: number) => void;
}

const EDITED = post(152, 1).name;
const CASES: readonly Case[] = [
  {
    name: 'from nothing',
    wanted: (posts) => (posts < 5000 ? 1.5 : 1),
    prepare: (root) => {
      for (const name of OURS.leaves) rmSync(join(root, name), { recursive: true, force: true });
    },
  },
  { name: 'nothing changed', wanted: (posts) => (posts < 5000 ? 1 / 3 : 1 / 30), prepare: () => {} },
  {
    name: 'a text edited',
    wanted: (posts) => (posts < 5000 ? undefined : 1 / 20),
    prepare: (root, round) => appendFileSync(join(root, postPath(EDITED)), `\n又一段 ${round}。\n`),
  },
  {
    name: 'a title edited',
    wanted: (posts) => (posts < 5000 ? undefined : 1 / 15),
    prepare: (root, round) => {
      const file = join(root, postPath(EDITED));
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^% .*/, `% 新的标题 ${round}`));
    },
  },
  {
    name: 'a template edited',
    wanted: (posts) => (posts < 5000 ? undefined : 1 / 5),
    prepare: (root, round) => {
      const file = join(root, 'templates/post.html');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/<body[^>]*>/, `<body class="round-${round}">`));
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
      for (const folder of ['content', 'templates', 'dist']) visit(folder);`,
  },
];

const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'titleblock-bench-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const others = peers();
const bars: { group: string; name: string; seconds: number }[] = [];
for (const posts of SIZES) {
  const rootOf = ({ flavour }: Tool) => join(place, `${flavour}-${posts}`);
  for (const tool of [...others, OURS]) writeSite(tool.flavour, rootOf(tool), posts);
  const runs = new Map<string, Run[]>();
  const note = (name: string, result: Run) => runs.set(name, [...(runs.get(name) ?? []), result]);
  // A first start bundles the program.
  await run(OURS.command, rootOf(OURS));
  for (let round = 0; round < ROUNDS; round++) {
    for (const tool of others) {
      for (const name of tool.leaves) rmSync(join(rootOf(tool), name), { recursive: true, force: true });
      note(tool.name, await run(tool.command, rootOf(tool)));
    }
    for (const { name, prepare } of CASES) {
      prepare(rootOf(OURS), round);
      note(name, await run(OURS.command, rootOf(OURS)));
      // Files that were written in the last moment are looked at once more; that is no part of what follows.
      if (name === 'from nothing') for (let n = 0; n < 2; n++) await run(OURS.command, rootOf(OURS));
    }
    for (const { name, script } of FLOORS) note(name, await run([process.execPath, '-e', script], rootOf(OURS)));
  }
  const seconds = (name: string) => median((runs.get(name) ?? []).map((each) => each.seconds));
  const memory = (name: string) => median((runs.get(name) ?? []).map((each) => each.megabytes));
  const fastest = Math.min(...others.map(({ name }) => seconds(name)));
  console.log(`\n${posts} posts, medians of ${ROUNDS} rounds`);
  for (const { name } of others) {
    console.log(`${name.padEnd(32)} ${seconds(name).toFixed(2).padStart(7)} s ${memory(name).toFixed(0).padStart(6)} MB`);
    bars.push({ group: `${posts} posts`, name, seconds: seconds(name) });
  }
  const ratioOf = (name: string) =>
    Number.isFinite(fastest) ? `${(seconds(name) / fastest).toFixed(3)} × the fastest of the others` : '';
  for (const { name } of FLOORS)
    console.log(
      `${name.padEnd(32)} ${seconds(name).toFixed(2).padStart(7)} s ${memory(name).toFixed(0).padStart(6)} MB  ${ratioOf(name)}`,
    );
  for (const { name, wanted } of CASES) {
    const ratio = ratioOf(name);
    const goal = wanted(posts);
    console.log(
      `titleblock, ${name}`.padEnd(32) +
        ` ${seconds(name).toFixed(2).padStart(7)} s ${memory(name).toFixed(0).padStart(6)} MB  ${ratio}${goal === undefined ? '' : `  (wanted: ${goal.toFixed(3)})`}`,
    );
    bars.push({ group: `${posts} posts`, name: `titleblock, ${name}`, seconds: seconds(name) });
  }
  for (const tool of [...others, OURS]) rmSync(rootOf(tool), { recursive: true, force: true });
}
if (process.env.TITLEBLOCK_BENCH_CHART) {
  const file = join(PROJECT, 'docs/speed.svg');
  writeFileSync(file, chart(`Seconds to build a site, medians of ${ROUNDS} rounds on one machine`, bars));
  console.log(`\nchart: ${file}`);
}
