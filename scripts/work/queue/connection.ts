// The connection to a queue's server: opening, watching, and naming it without its password.

import type { Redis } from 'ioredis';
import { QueueError } from '../../base/errors.js';
import { load } from '../../base/program.js';

export interface QueueSettings {
  /** `redis://host:6379` or `rediss://…`, with or without a user and a password. */
  readonly url: string;
  /** Store for inputs and results: a shared folder, or `s3://bucket/prefix`; undefined for the server itself. */
  readonly store: string | undefined;
  /** Milliseconds to wait for a server that is gone. */
  readonly reconnectTimeout: number;
  /** Receives messages about waiting. */
  readonly log: (message: string) => void;
}

/** Prefix of all keys on the server. */
export const PREFIX = 'titleblock';

/** Loads a package that only builds with a queue need. */
export function loadOptional<T>(name: string): T {
  try {
    return load(name) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new QueueError(`--queue needs the package ${name}: run npm install bullmq ioredis`);
  }
}

/** Returns a server's name for messages, without user and password. */
export function shownServer(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/**
 * Opens a connection that reconnects automatically. User and password can be in the environment, hidden from other users.
 * @param env `TITLEBLOCK_QUEUE_USER`, `TITLEBLOCK_QUEUE_PASSWORD`
 */
export function connect({ url }: Pick<QueueSettings, 'url'>, env = process.env): Redis {
  const { Redis } = loadOptional<typeof import('ioredis')>('ioredis');
  const { TITLEBLOCK_QUEUE_USER: username, TITLEBLOCK_QUEUE_PASSWORD: password } = env;
  const redis = new Redis(url, {
    ...(username && { username }),
    ...(password && { password }),
    // Commands wait until the server is back.
    maxRetriesPerRequest: null,
    // A blocked connection does not notice that it is ended, so it is cut.
    disconnectTimeout: 50,
    retryStrategy: (times) => Math.min(100 * times, 1000),
  });
  // An error event without a listener would end the process. `watchConnection` reports errors.
  redis.on('error', () => {});
  const duplicate = redis.duplicate.bind(redis);
  const made: Redis[] = [];
  redis.duplicate = (...options) => {
    const other = duplicate(...options);
    other.on('error', () => {});
    made.push(other);
    return other;
  };
  duplicates.set(redis, made);
  return redis;
}

/** Duplicates of a connection that bullmq made. */
const duplicates = new WeakMap<Redis, Redis[]>();

/** Ends a connection and its duplicates, whether the server answers or not. Each would keep the process alive. */
export function disconnect(redis: Redis): void {
  for (const each of [redis, ...(duplicates.get(redis) ?? [])]) each.disconnect();
}

/**
 * Watches a connection.
 * @param lost called once, when the server has been gone for longer than the timeout
 * @returns a function that ends the watch
 */
export function watchConnection(redis: Redis, settings: QueueSettings, lost: (error: QueueError) => void): () => void {
  const server = shownServer(settings.url);
  let reason = '';
  let timer: NodeJS.Timeout | undefined;
  const gone = () => {
    if (timer) return;
    settings.log(`waiting for ${server}${reason}`);
    const seconds = Math.round(settings.reconnectTimeout / 1000);
    timer = setTimeout(() => {
      lost(new QueueError(`${server} has not answered for ${seconds} s${reason}; start it again, or build without --queue`));
    }, settings.reconnectTimeout);
  };
  const back = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const noted = (error: Error) => {
    reason = ` (${(error as NodeJS.ErrnoException).code ?? error.message})`;
    // Waiting does not help against a wrong password.
    if (/WRONGPASS|NOAUTH|NOPERM/.test(error.message)) lost(new QueueError(`${server}: ${error.message}`));
  };
  redis.on('error', noted).on('close', gone).on('ready', back);
  return () => {
    back();
    redis.off('error', noted).off('close', gone).off('ready', back);
  };
}
