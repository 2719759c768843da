// Measures builds with a queue and 0, 1, 2 and 4 workers of one thread each, separately for text and pictures: `npm run bench --
// queue`. Reports time, bytes through the store, and the cost of an empty task. The tables of docs/scale.md extrapolate from
// these figures to larger sites and more machines. Needs Debian's redis-server. TITLEBLOCK_BENCH_ROUNDS (3) sets the rounds.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

import { PROJECT } from '../scripts/base/program.js';
import { TASKS } from '../scripts/cli/tasks.js';
import { CARDS } from '../scripts/features/cards/card.js';
import type { QueueSettings } from '../scripts/work/queue/connection.js';
import { openQueue } from '../scripts/work/queue/queueExecutor.js';
import { runWorker } from '../scripts/work/queue/worker.js';
import { type Bar, chart } from './chart.js';
import { inPath, type Run, run } from './process.js';
import { generated, writeDefaultSite } from './site.js';
import { median } from './texts.js';

const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 3);
const WORKERS = [1, 2, 4];
const POSTS = 2000;
const PHOTOS = 24;
/** Number of empty tasks. */
const EMPTY_TASKS = 2000;
const PORT = 7411;
const URL_OF_QUEUE = `redis://127.0.0.1:${PORT}`;
const SETTINGS: QueueSettings = { url: URL_OF_QUEUE, store: undefined, reconnectTimeout: 10_000, log: () => {} };

const folder = mkdtempSync(join(tmpdir(), 'titleblock-queue-'));

/** Starts a process and waits until it prints a text. */
async function startAndWait(command: string, args: readonly string[], text: string): Promise<ChildProcess> {
  const child = spawn(command, args);
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => String(data).includes(text) && resolve());
  });
  return child;
}

const program = (...args: readonly string[]) => [join(PROJECT, 'scripts/start/start.cjs'), ...args];

/** Runs the program's build. */
async function buildOnce(root: string, ...more: readonly string[]): Promise<Run> {
  const out = join(folder, 'dist');
  rmSync(out, { recursive: true, force: true });
  return run([process.execPath, ...program('build', '--root', root, '--out', out, '--no-cache', ...more)], folder);
}

function textSite(): string {
  const root = join(folder, 'text');
  writeDefaultSite(root, generated(POSTS));
  return root;
}

async function pictureSite(): Promise<string> {
  const root = join(folder, 'pictures');
  for (const each of ['content/posts', 'images']) mkdirSync(join(root, each), { recursive: true });
  writeFileSync(join(root, 'content/site.yaml'), 'title: T\nurl: https://example.org\nsearch: false\ncards: false\n');
  for (let n = 0; n < PHOTOS; n++) {
    const noise = { type: 'gaussian' as const, mean: 100 + n, sigma: 12 };
    const photo = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#888', noise } })
      .blur(1.5)
      .jpeg({ quality: 88 });
    await photo.toFile(join(root, `images/p${n}.jpg`));
    writeFileSync(join(root, `content/posts/2020-01-${String(n + 1).padStart(2, '0')}-p.md`), `% P\n\n![p](images/p${n}.jpg)\n`);
  }
  return root;
}

/** Returns the bytes sent to the server and received from it. */
async function bytesOnTheWire(): Promise<number> {
  const { connect, disconnect } = await import('../scripts/work/queue/connection.js');
  const client = connect(SETTINGS);
  const stats = await client.info('stats');
  disconnect(client);
  return ['input', 'output'].reduce((sum, way) => sum + Number(new RegExp(`total_net_${way}_bytes:(\\d+)`).exec(stats)?.[1]), 0);
}

async function withWorkers<T>(count: number, work: () => Promise<T>): Promise<T> {
  const start = () => startAndWait(process.execPath, program('worker', '--queue', URL_OF_QUEUE, '--threads', '1'), 'working for');
  const workers = await Promise.all(Array.from({ length: count }, start));
  try {
    return await work();
  } finally {
    await Promise.all(
      workers.map((worker) => {
        worker.kill('SIGKILL');
        return new Promise((resolve) => worker.once('exit', resolve));
      }),
    );
  }
}

async function flush(): Promise<void> {
  const { connect, disconnect } = await import('../scripts/work/queue/connection.js');
  const client = connect(SETTINGS);
  await client.flushall();
  disconnect(client);
}

interface Figures {
  readonly seconds: number;
  /** Processor seconds of the build process. */
  readonly processor: number;
  /** Megabytes through the store. */
  readonly megabytes: number;
}

async function measure(root: string, workers: number): Promise<Figures> {
  const runs: Run[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await flush();
    const before = await bytesOnTheWire();
    const queued = () =>
      workers === 0 ? buildOnce(root, '--workers', '0') : buildOnce(root, '--queue', URL_OF_QUEUE, '--workers', '0');
    runs.push(await withWorkers(workers, queued));
    megabytes.push(((await bytesOnTheWire()) - before) / 1e6);
  }
  const middle = (of: (run: Run) => number) => median(runs.map(of));
  return {
    seconds: middle(({ seconds }) => seconds),
    processor: middle(({ processor }) => processor),
    megabytes: median(megabytes),
  };
}

/** Returns the milliseconds of an empty task, one by one and many at once, with both ends of the queue in this process. */
async function costOfTask(): Promise<readonly [alone: number, many: number]> {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const worker = runWorker({ ...SETTINGS, threads: 1, program: 'bench', tasks: TASKS, stop: stopped });
  const queue = await openQueue(SETTINGS, 'bench', 0);
  const ask = (n: number) => queue.run(CARDS, [] as never, { shapes: n } as never);
  await ask(-1);
  const one = performance.now();
  for (let n = 0; n < 100; n++) await ask(n);
  const many = performance.now();
  await Promise.all(Array.from({ length: EMPTY_TASKS }, (_, n) => ask(1000 + n)));
  const end = performance.now();
  await queue.close();
  stop();
  await worker;
  return [(many - one) / 100, (end - many) / EMPTY_TASKS];
}

const line = (...cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const nameOf = (workers: number) => (workers === 0 ? 'titleblock alone' : `${workers} ${workers === 1 ? 'worker' : 'workers'}`);

async function main(server: string): Promise<void> {
  const redis = await startAndWait(server, ['--port', String(PORT), '--save', '', '--dir', folder], 'Ready to accept');
  const bars: Bar[] = [];
  try {
    console.log(
      `\n${availableParallelism()} cores; workers of one thread each, and a build that hands everything out. Alone: one thread, pictures on all cores.\n`,
    );
    line('', '', 'seconds', 'CPU seconds of the build itself', 'MB to and from the store');
    line('---', '---', '---', '---', '---');
    for (const [name, root] of [
      [`${POSTS} posts, text`, textSite()],
      [`${PHOTOS} photographs of 6 megapixels`, await pictureSite()],
    ] as const)
      for (const count of [0, ...WORKERS]) {
        const { seconds, processor, megabytes } = await measure(root, count);
        line(name, nameOf(count), seconds.toFixed(1), processor.toFixed(1), megabytes.toFixed(0));
        bars.push({ group: name, name: nameOf(count), seconds });
      }
    const [alone, many] = await costOfTask();
    console.log(`\nA task that does nothing: ${alone.toFixed(1)} ms alone, ${many.toFixed(2)} ms among many.`);
  } finally {
    redis.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  if (!process.env.TITLEBLOCK_BENCH_CHART) return;
  writeFileSync(
    join(PROJECT, 'docs/scale.svg'),
    chart(`Seconds with workers, medians of ${ROUNDS} rounds on ${availableParallelism()} cores`, bars),
  );
}

const server = inPath('redis-server') ?? inPath('valkey-server');
if (server) await main(server);
else console.log('neither redis-server nor valkey-server is installed: nothing is measured');
