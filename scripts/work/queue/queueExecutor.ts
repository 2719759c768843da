// An executor that hands tasks to workers on other machines, and works itself too, so a build without any worker still finishes.

import { availableParallelism } from 'node:os';
import type { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { TaskError } from '../../base/errors.js';
import { hashOf } from '../../base/hash.js';
import { type Executor, openExecutor } from '../executor.js';
import type { AnyTask, ListTask, Run } from '../task.js';
import { openBlobs, verified } from './blobs.js';
import { connect, disconnect, loadOptional, PREFIX, type QueueSettings, watchConnection } from './connection.js';
import { ATTEMPTS, BUILDS, doneKey, HEARTBEAT_INTERVAL, type JobData, type JobResult, queueName, unpack } from './protocol.js';
import { Uploads } from './uploads.js';

/** Tasks in flight. */
const AT_ONCE = 64;
/** Milliseconds between two checks of pending tasks. */
const POLL_INTERVAL = 500;
/** A task is handed out a second time if it takes this many times the median, and at least this many milliseconds. */
const SLOW_FACTOR = 3;
const SLOW_MILLISECONDS = 2000;
/** Milliseconds after which a task counts as lost if the server does not have it. */
const LOST_AFTER = 3000;

/** A task that was handed out. */
interface Job {
  readonly id: string;
  readonly task: AnyTask;
  readonly input: unknown;
  readonly shared: unknown;
  readonly data: JobData;
  /** Stores everything that a worker needs, if it is missing. */
  readonly upload: () => Promise<void>;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Time when it was last handed out, in milliseconds since the process began. */
  givenAt: number;
  /** How often it was handed out. Job ids end with numbers below this. */
  copies: number;
  failures: number;
  /** True if this process has tried to take it back from the queue. */
  isTried: boolean;
  /** True while it runs in this process. */
  isRunningHere: boolean;
}

/**
 * Opens a queue.
 * @param program version of this build: workers of other versions get nothing
 * @param lanes tasks that this process runs at once; 0 leaves all to the workers
 */
export async function openQueue(settings: QueueSettings, program: string, lanes = availableParallelism()): Promise<Executor> {
  const { Queue, QueueEvents } = loadOptional<typeof import('bullmq')>('bullmq');
  const redis = connect(settings);
  const name = queueName(program);
  const queue = new Queue<JobData, JobResult>(name, { connection: redis as never, prefix: PREFIX });
  const listening = connect(settings);
  const events = new QueueEvents(name, { connection: listening as never, prefix: PREFIX });
  queue.on('error', () => {});
  events.on('error', () => {});
  const opened = new QueueExecutor({ settings, program, lanes, redis, listening, queue, events });
  await opened.open();
  return opened;
}

interface QueueExecutorOptions {
  readonly settings: QueueSettings;
  readonly program: string;
  readonly lanes: number;
  readonly redis: Redis;
  /** Connection of `events`. */
  readonly listening: Redis;
  readonly queue: Queue<JobData, JobResult>;
  readonly events: QueueEvents;
}

class QueueExecutor implements Executor {
  readonly atOnce = AT_ONCE;
  private readonly jobs = new Map<string, Job>();
  private readonly here: Executor;
  /** Durations of finished tasks in milliseconds. */
  private readonly durations: number[] = [];
  private uploads: Uploads | undefined;
  private failure: Error | undefined;
  private busy = 0;
  private isClosed = false;
  private hasWarned = false;
  private timers: NodeJS.Timeout[] = [];
  private unwatch = () => {};

  constructor(private readonly options: QueueExecutorOptions) {
    this.here = openExecutor(Math.max(0, options.lanes - 1));
  }

  async open(): Promise<void> {
    const { settings, redis, events } = this.options;
    const lost = new Promise<never>((_resolve, reject) => {
      this.unwatch = watchConnection(redis, settings, (error) => {
        this.fail(error);
        reject(error);
      });
    });
    lost.catch(() => {});
    const ready = async () => {
      this.uploads = new Uploads(await openBlobs(settings.store, redis));
      await this.sendHeartbeat();
      await events.waitUntilReady();
    };
    try {
      await Promise.race([ready(), lost]);
    } catch (error) {
      await this.close();
      throw error;
    }
    events.on('completed', ({ jobId, returnvalue }) =>
      this.inBackground(this.completed(jobId, returnvalue as unknown as JobResult | string)),
    );
    events.on('failed', ({ jobId, failedReason }) => this.failed(jobId, failedReason));
    this.timers = [
      setInterval(() => this.inBackground(this.checkPending()), POLL_INTERVAL),
      setInterval(() => this.inBackground(this.sendHeartbeat()), HEARTBEAT_INTERVAL),
    ];
  }

  readonly run: Run = (task, input, shared) => {
    if (task.remote === undefined) return this.here.run(task, input, shared);
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.begin({ task, input, shared, resolve: resolve as Job['resolve'], reject }).catch(reject);
    });
  };

  async close(): Promise<void> {
    this.isClosed = true;
    this.unwatch();
    for (const timer of this.timers) clearInterval(timer);
    const { redis, listening, queue, events, program } = this.options;
    if (redis.status === 'ready') await redis.hdel(BUILDS, this.id(program)).catch(() => {});
    const closing = Promise.allSettled([queue.close(), events.close(), this.here.close()]);
    // Do not wait long for a server that is gone.
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    for (const each of [redis, listening]) disconnect(each);
  }

  // ── giving ────────────────────────────────────────────────────────────────────────────────────────────────────

  private async begin(given: Pick<Job, 'task' | 'input' | 'shared' | 'resolve' | 'reject'>): Promise<void> {
    const { task, input, shared, resolve, reject } = given;
    const { data, upload } = await (this.uploads as Uploads).of(task, input, shared);
    const { name, file } = data;
    const id = `t${hashOf(name, data.input, data.shared ?? '', file ?? '', this.options.program)}`;
    const job: Job = {
      id,
      task,
      input,
      shared,
      data,
      upload,
      resolve,
      reject,
      givenAt: 0,
      copies: 0,
      failures: 0,
      isTried: false,
      isRunningHere: false,
    };
    const twin = this.jobs.get(id);
    if (twin) {
      // The same task was asked for twice: run it once.
      const both = (one: (value: unknown) => void, other: (value: unknown) => void) => (value: unknown) => {
        one(value);
        other(value);
      };
      this.jobs.set(id, { ...twin, resolve: both(twin.resolve, resolve), reject: both(twin.reject, reject) });
      return;
    }
    this.jobs.set(id, job);
    const known = await this.options.redis.get(doneKey(id));
    if (known && (await this.settle(id, known))) return;
    await this.give(id);
    this.runLocally();
  }

  /** Puts a task into the queue: for the first time, or again if it is slow or was lost. */
  private async give(id: string): Promise<void> {
    const job = this.jobs.get(id);
    if (!job) return;
    const jobId = `${id}.${job.copies++}`;
    job.givenAt = performance.now();
    await job.upload();
    const options = { jobId, attempts: ATTEMPTS, backoff: 100, removeOnComplete: true, removeOnFail: true };
    await this.options.queue.add(job.task.name, job.data, options);
  }

  // ── taking ────────────────────────────────────────────────────────────────────────────────────────────────────

  private async completed(jobId: string, returned: JobResult | string): Promise<void> {
    const [id = ''] = jobId.split('.');
    const job = this.jobs.get(id);
    if (!job) return;
    const { output } = (typeof returned === 'string' ? JSON.parse(returned) : returned) as JobResult;
    if (await this.settle(id, output)) return;
    job.failures++;
    if (job.failures >= ATTEMPTS) this.rejected(id, 'its result does not match the hash that its worker gave');
    else await this.options.redis.del(doneKey(id)).then(() => this.give(id));
  }

  /** Resolves a task with a stored result. Returns false if the result is missing or damaged. */
  private async settle(id: string, output: string): Promise<boolean> {
    const bytes = await verified((this.uploads as Uploads).blobs, output);
    const job = this.jobs.get(id);
    if (!bytes || !job) return job === undefined;
    this.jobs.delete(id);
    if (job.givenAt > 0) this.durations.push(performance.now() - job.givenAt);
    job.resolve(unpack(bytes));
    return true;
  }

  private failed(jobId: string, reason: string): void {
    const [id = ''] = jobId.split('.');
    const job = this.jobs.get(id);
    if (!job) return;
    // The worker found no blob: it was lost when the server restarted.
    if (/^missing/.test(reason) && job.failures++ < ATTEMPTS) this.inBackground(this.give(id));
    else this.rejected(id, reason);
  }

  /** Tries the items of a list separately, so that the failing one is named and the others are done. */
  private rejected(id: string, reason: string): void {
    const job = this.jobs.get(id);
    if (!job) return;
    this.jobs.delete(id);
    const { task, input, shared } = job;
    if (task.remote === 'list' && (input as readonly unknown[]).length > 1) {
      const each = (input as readonly unknown[]).map((one) =>
        this.run(task as ListTask<unknown, unknown, unknown>, [one], shared),
      );
      Promise.all(each).then((outputs) => job.resolve(outputs.flat()), job.reject);
      return;
    }
    job.reject(new TaskError(`${labelOf(task, input)} failed after ${ATTEMPTS} attempts: ${reason}`));
  }

  // ── helping ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Runs tasks in this process: those handed out last, since workers begin with the first. */
  private runLocally(): void {
    while (this.busy < this.options.lanes && !this.isClosed) {
      const job = [...this.jobs.values()].reverse().find((each) => !each.isTried && each.failures === 0 && each.copies === 1);
      if (!job) return;
      job.isTried = true;
      this.busy++;
      void this.runHere(job).finally(() => {
        this.busy--;
        this.runLocally();
      });
    }
  }

  private async runHere({ id, task, input, shared }: Job): Promise<void> {
    const wasWaiting = await this.options.queue.remove(`${id}.0`).catch(() => 0);
    const job = this.jobs.get(id);
    if (wasWaiting === 0 || !job) return;
    job.isRunningHere = true;
    try {
      const output = await this.here.run(task, input, shared);
      this.jobs.get(id)?.resolve(output);
    } catch (error) {
      this.jobs.get(id)?.reject(error);
    }
    this.jobs.delete(id);
  }

  /** Checks pending tasks. Hands out slow ones a second time, and lost ones again. */
  private async checkPending(): Promise<void> {
    const { redis, queue } = this.options;
    if (redis.status !== 'ready' || this.jobs.size === 0) return;
    const now = performance.now();
    const usual = [...this.durations].slice(-100).sort((a, b) => a - b);
    const slow = Math.max(SLOW_MILLISECONDS, SLOW_FACTOR * (usual[usual.length >> 1] ?? 0));
    const isIdle = (await queue.getWaitingCount()) === 0;
    await this.warnOfNoWorkers();
    for (const job of [...this.jobs.values()].slice(0, AT_ONCE)) {
      const age = now - job.givenAt;
      if (job.givenAt === 0 || job.isRunningHere || age < Math.min(slow, LOST_AFTER)) continue;
      const known = await redis.get(doneKey(job.id));
      if (known && (await this.settle(job.id, known))) continue;
      const isThere = (await queue.getJob(`${job.id}.${job.copies - 1}`)) !== undefined;
      const isLost = !isThere && age > LOST_AFTER;
      if (!job.isRunningHere && (isLost || (isIdle && age > slow && job.copies === 1))) await this.give(job.id);
    }
    this.runLocally();
  }

  /** Warns once if there are no workers. */
  private async warnOfNoWorkers(): Promise<void> {
    const { settings, queue, lanes } = this.options;
    if (lanes > 0 || this.hasWarned || (await queue.getWorkersCount()) > 0) return;
    this.hasWarned = true;
    settings.log('waiting for a worker: start one with npm run worker, or let this machine help with --workers 1');
  }

  /** Tells workers that this build is running, and its program version. */
  private async sendHeartbeat(): Promise<void> {
    const { redis, program } = this.options;
    if (redis.status !== 'ready' && this.timers.length > 0) return;
    await redis.hset(BUILDS, this.id(program), JSON.stringify({ program, time: Date.now() }));
  }

  private id(program: string): string {
    return hashOf(program, String(process.pid));
  }

  /** Runs work that no task awaits. A failure ends the build, unless the executor is closed. */
  private inBackground(work: Promise<unknown>): void {
    work.catch((error: Error) => {
      if (!this.isClosed) this.fail(error);
    });
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.jobs.values()) reject(error);
    this.jobs.clear();
  }
}

/** Names a task for messages. */
function labelOf(task: AnyTask, input: unknown): string {
  return task.label?.(input) ?? `a task (${task.name})`;
}
