// Compares the server of `dev` with that of Hugo, if Hugo is installed: `npm run bench -- dev`.
//
// Measures the time from a start without a cache to the first page, and from a save to the moment when a polling client gets the
// change. Rounds are interleaved. TITLEBLOCK_BENCH_POSTS (394,10000) and TITLEBLOCK_BENCH_ROUNDS (7) set sizes and rounds.
// TITLEBLOCK_BENCH_WRITE=1 saves the results and updates the table in docs/builds.md.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Flavour } from './frames.js';
import { saveResult } from './keep.js';
import { findPeers } from './peers.js';
import { type DevResult, measuredHere, type ServerTimes } from './results.js';
import { generated, post, postPath, writeSite } from './site.js';
import { median } from './texts.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SIZES = (process.env.TITLEBLOCK_BENCH_POSTS ?? '394,10000').split(',').map(Number);
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 7);
const PORTS: { readonly [flavour: string]: number } = { titleblock: 8071, hugo: 8072 };
/** Milliseconds after which all work after a start or a save is done. */
const SETTLE_TIME = 1500;

interface Server {
  readonly flavour: Flavour;
  readonly start: (root: string) => ChildProcess;
  /** Files and folders that it writes in the site's folder. */
  readonly writes: readonly string[];
}

const servers: Server[] = [
  {
    flavour: 'titleblock',
    start: (root) =>
      spawn(process.execPath, [join(PROJECT, 'scripts/start/start.cjs'), 'dev', '--port', String(PORTS.titleblock)], {
        cwd: root,
        stdio: 'ignore',
      }),
    writes: ['.cache', 'dist'],
  },
];
const versions: { [server: string]: string } = { titleblock: '' };
const hugo = findPeers().equal.find(({ flavour }) => flavour === 'hugo');
const program = hugo?.commands[0]?.[0];
if (!hugo || !program) console.log('hugo is not installed: it is not measured');
else {
  versions.Hugo = hugo.name.replace(/^\S+ /, '');
  servers.push({
    flavour: 'hugo',
    start: (root) => spawn(program, ['server', '--port', String(PORTS.hugo), '--quiet'], { cwd: root, stdio: 'ignore' }),
    writes: hugo.writes,
  });
}

const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'titleblock-bench-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Polls a page until it contains a text. Returns the milliseconds that took. */
async function poll({ flavour }: Server, path: string, text: string, since: number): Promise<number> {
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${PORTS[flavour]}${path}`);
      if (response.ok && (await response.text()).includes(text)) return performance.now() - since;
    } catch {
      // The server does not listen yet.
    }
    await wait(2);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  await new Promise((resolve) => child.once('exit', resolve));
}

const sites: DevResult['sites'][number][] = [];
for (const posts of SIZES) {
  const times = new Map<string, number[]>();
  const note = (name: string, time: number) => times.set(name, [...(times.get(name) ?? []), time]);
  const rootOf = ({ flavour }: Server) => join(place, `${flavour}-${posts}`);
  for (const server of servers) writeSite(server.flavour, rootOf(server), generated(posts));
  const { name, title } = post(152, posts);
  const page = `/posts/${name}.html`;

  const first = async (server: Server, path: string, text: string): Promise<ChildProcess> => {
    for (const each of server.writes) rmSync(join(rootOf(server), each), { recursive: true, force: true });
    const since = performance.now();
    const child = server.start(rootOf(server));
    note(`${server.flavour}: first page without a cache`, await poll(server, path, text, since));
    return child;
  };
  // The first start bundles the program; don't count it.
  for (const server of servers) await stop(await first(server, '/', 'html'));
  times.clear();
  for (let round = 0; round < 3; round++) for (const server of servers) await stop(await first(server, page, title));

  const running = new Map<Server, ChildProcess>();
  for (const server of servers) running.set(server, await first(server, page, title));
  // Wait until all articles are rendered and the server is idle.
  await wait(SETTLE_TIME + posts * 4);
  const edits: readonly (readonly [
    what: string,
    edit: (text: string, round: number) => string,
    shown: (round: number) => string,
  ])[] = [
    ['a text saved → served', (text, round) => `${text}\n又一段 ${round}。\n`, (round) => `又一段 ${round}。`],
    [
      'a title saved → served',
      (text, round) => text.replace(/^(% |title: "?).*?("?)$/m, `$1新的标题 ${round}$2`),
      (round) => `新的标题 ${round}`,
    ],
  ];
  for (const [what, edit, shown] of edits) {
    for (let round = 0; round < ROUNDS; round++) {
      for (const server of servers) {
        const file = join(rootOf(server), postPath(name));
        const text = edit(readFileSync(file, 'utf8'), round);
        const since = performance.now();
        writeFileSync(file, text);
        note(`${server.flavour}: ${what}`, await poll(server, page, shown(round), since));
        await wait(SETTLE_TIME);
      }
    }
  }
  for (const child of running.values()) await stop(child);
  console.log(`\n${posts} posts, medians of ${ROUNDS} rounds (3 for first pages), milliseconds`);
  for (const [each, all] of times) {
    const other = times.get(each.replace('titleblock', 'hugo'));
    const ratio = other && !each.startsWith('hugo') ? `${(median(all) / median(other)).toFixed(2)} × Hugo's` : '';
    console.log(`${each.padEnd(40)} ${median(all).toFixed(0).padStart(7)}  ${ratio}`);
  }
  sites.push({ posts, waits: waitsOf(times) });
  for (const server of servers) rmSync(rootOf(server), { recursive: true, force: true });
}
saveResult('dev', { ...measuredHere(ROUNDS), versions, sites });

/** Computes medians by case and server. */
function waitsOf(times: ReadonlyMap<string, readonly number[]>): { readonly [what: string]: ServerTimes } {
  const waits: { [what: string]: { [server: string]: number } } = {};
  for (const [name, all] of times) {
    const [flavour, what = ''] = name.split(': ');
    const server = flavour === 'hugo' ? 'Hugo' : 'titleblock';
    waits[what] = { ...waits[what], [server]: median(all) };
  }
  return waits;
}
