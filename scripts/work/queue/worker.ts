// A worker: runs tasks of builds on other machines. It has the program, and gets everything else from the queue.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { QueueError } from '../../base/errors.js';
import { hashOfBytes } from '../../base/hash.js';
import { type Executor, openExecutor } from '../executor.js';
import { openProcess } from '../process.js';
import type { AnyTask, TaskTable } from '../task.js';
import { type Blobs, hashOfFile, openBlobs, verified } from './blobs.js';
import { connect, disconnect, loadOptional, PREFIX, type QueueSettings, shownServer, watchConnection } from './connection.js';
import {
  ATTEMPTS,
  BUILDS,
  checkedJob,
  doneKey,
  HEARTBEAT_INTERVAL,
  type Heartbeat,
  type JobData,
  type JobResult,
  pack,
  queueName,
  RESULT_TTL_SECONDS,
  unpack,
  withFile,
} from './protocol.js';

export interface WorkerOptions extends QueueSettings {
  /** Tasks run at once. */
  readonly threads: number;
  /** Version of this program. Builds of other versions are refused. */
  readonly program: string;
  /** Tasks that it can run. */
  readonly tasks: TaskTable;
  /** Stops it after its current tasks. */
  readonly stop: Promise<unknown>;
}

/** Milliseconds without a sign of life after which a worker's task goes to another. */
const LOCK_DURATION = 10_000;

/**
 * Works until it is stopped.
 * @returns the number of tasks done
 * @throws QueueError if the server is gone for too long, or only builds of other versions are running
 */
export async function runWorker(options: WorkerOptions): Promise<number> {
  const { Worker } = loadOptional<typeof import('bullmq')>('bullmq');
  const redis = connect(options);
  const taking = connect(options);
  let unwatch = () => {};
  const lost = new Promise<never>((_resolve, reject) => {
    unwatch = watchConnection(redis, options, reject);
  });
  lost.catch(() => {});
  const refused = watchPrograms(redis, options.program);
  const runner = new TaskRunner(redis, options);
  try {
    await Promise.race([refused.first, lost]);
    runner.blobs = await Promise.race([openBlobs(options.store, redis), lost]);
    const worker = new Worker<JobData, JobResult>(queueName(options.program), (job) => runner.do(job), {
      connection: taking as never,
      prefix: PREFIX,
      concurrency: options.threads,
      lockDuration: LOCK_DURATION,
      stalledInterval: LOCK_DURATION / 2,
      maxStalledCount: ATTEMPTS - 1,
    });
    worker.on('error', () => {});
    await Promise.race([worker.waitUntilReady(), lost]);
    options.log(`working for ${shownServer(options.url)} with ${options.threads} threads (Ctrl-C to stop)`);
    try {
      await Promise.race([options.stop, refused.later, lost]);
    } finally {
      // Finish current tasks, unless the server is gone.
      await Promise.race([worker.close(), lost.catch(() => {})]);
    }
    return runner.done;
  } finally {
    unwatch();
    refused.end();
    await runner.close();
    for (const each of [redis, taking]) disconnect(each);
  }
}

/** Rejects if all running builds are of other program versions, since there would never be work here. */
function watchPrograms(redis: Redis, program: string) {
  const check = async () => {
    const notes = Object.values(await redis.hgetall(BUILDS)).map((note) => JSON.parse(note) as Heartbeat);
    const others = notes.filter(({ time }) => Date.now() - time < 3 * HEARTBEAT_INTERVAL);
    if (others.length === 0 || others.some((each) => each.program === program)) return;
    throw new QueueError(
      `the build runs ${others[0]?.program}, and this worker is ${program}: results could differ; install the same version here, with the same Node`,
    );
  };
  let timer: NodeJS.Timeout | undefined;
  const later = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => void check().catch(reject), HEARTBEAT_INTERVAL);
  });
  later.catch(() => {});
  return { first: check(), later, end: () => clearInterval(timer) };
}

/** Maximum shared values in memory; a site has a few. */
const MAX_SHARED = 8;
/** Maximum bytes of pictures on disk. They are cached because the widths of a picture are made one after the other. */
const MAX_FILE_BYTES = 1_000_000_000;

/** Runs tasks, and caches shared values and files. */
export class TaskRunner {
  done = 0;
  blobs: Blobs | undefined;
  private readonly text: Executor;
  /** A picture that crashes a decoder ends that process, not the worker. */
  private readonly pixels = openProcess();
  private readonly folder = mkdtempSync(join(tmpdir(), 'titleblock-worker-'));
  private readonly shared = new Map<string, Promise<object>>();
  private readonly files = new Map<string, Promise<{ readonly path: string; readonly bytes: number }>>();

  constructor(
    private readonly redis: Redis,
    private readonly options: Pick<WorkerOptions, 'threads' | 'tasks'>,
  ) {
    this.text = openExecutor(options.threads - 1);
  }

  async do({ id = '', data }: Pick<Job<JobData, JobResult>, 'id' | 'data'>): Promise<JobResult> {
    const { tasks } = this.options;
    const { name, input, shared, file } = checkedJob(data, tasks);
    const packedInput = unpack(await this.bytes(input));
    const own = file === undefined ? packedInput : withFile(packedInput, await this.file(file));
    const executor = file === undefined ? this.text : this.pixels;
    const made = pack(await executor.run(tasks.get(name) as AnyTask, own, shared && (await this.share(shared))));
    const output = hashOfBytes(made);
    await (this.blobs as Blobs).put(output, made);
    const [task = ''] = id.split('.');
    await this.redis.set(doneKey(task), output, 'EX', RESULT_TTL_SECONDS);
    this.done++;
    return { output };
  }

  async close(): Promise<void> {
    await Promise.all([this.text.close(), this.pixels.close()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async bytes(hash: string): Promise<Uint8Array> {
    const bytes = await verified(this.blobs as Blobs, hash);
    if (!bytes) throw new Error(`missing in the store: ${hash}`);
    return bytes;
  }

  /** Returns the same object each time, so that caches by identity (compiled templates) work. */
  private share(hash: string): Promise<object> {
    return cached(this.shared, hash, async () => unpack(await this.bytes(hash)) as object, MAX_SHARED);
  }

  private async file(hash: string): Promise<string> {
    const fetched = await cached(this.files, hash, async () => {
      const path = join(this.folder, hash);
      rmSync(path, { force: true });
      const isThere = await (this.blobs as Blobs).getFile(hash, path);
      if (!isThere || (await hashOfFile(path)) !== hash) throw new Error(`missing in the store: ${hash}`);
      return { path, bytes: statSync(path).size };
    });
    // Move it to the end: the least recently used is dropped first.
    const file = this.files.get(hash);
    if (file) this.files.delete(hash) && this.files.set(hash, file);
    await this.forgetFiles(hash);
    return fetched.path;
  }

  private async forgetFiles(but: string): Promise<void> {
    const nothing = { path: '', bytes: 0 };
    const all = await Promise.all([...this.files].map(async ([hash, file]) => ({ hash, ...(await file.catch(() => nothing)) })));
    let bytes = all.reduce((sum, each) => sum + each.bytes, 0);
    for (const each of all) {
      if (bytes <= MAX_FILE_BYTES) return;
      if (each.hash === but) continue;
      bytes -= each.bytes;
      this.files.delete(each.hash);
      rmSync(each.path, { force: true });
    }
  }
}

/** Returns a cached value, or makes it. Failures are not cached. */
function cached<T>(
  all: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
  most = Number.POSITIVE_INFINITY,
): Promise<T> {
  const known = all.get(key);
  if (known) return known;
  const made = make();
  all.set(key, made);
  made.catch(() => all.delete(key));
  for (const oldest of all.keys()) {
    if (all.size <= most) break;
    all.delete(oldest);
  }
  return made;
}
