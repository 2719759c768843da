// The protocol between a build and its workers. A task's id is the hash of everything it is made from, so one that was given
// before, even by a killed build, need not be done again.

import { deserialize, serialize } from 'node:v8';
import { hashOf, isHash } from '../../base/hash.js';
import type { TaskTable } from '../task.js';
import { PREFIX } from './connection.js';

/** Data of a job. All values but `name` are hashes of blobs. */
export interface JobData {
  readonly name: string;
  readonly input: string;
  /** Value shared by many tasks. */
  readonly shared?: string;
  /** The file named by the input, for work with pixels. */
  readonly file?: string;
}

export interface JobResult {
  /** Hash of its result. */
  readonly output: string;
}

/**
 * Checks a job before a worker does it: whoever can write to the queue must not choose which files are read or removed on the
 * worker's machine.
 * @throws if the task may not run remotely, a value is not a hash, or a file is not named by its hash
 */
export function checkedJob(data: JobData, tasks: TaskTable): JobData {
  const { name, input, shared, file } = data;
  const kind = tasks.get(name)?.remote;
  if (kind === undefined) throw new Error(`the task ${JSON.stringify(name)} must not run on other machines`);
  if ((kind === 'file') !== (file !== undefined))
    throw new Error(`the task ${name} ${file === undefined ? 'needs' : 'must not have'} a file`);
  for (const each of [input, ...(shared === undefined ? [] : [shared]), ...(file === undefined ? [] : [file])])
    if (!isHash(each)) throw new Error(`not a hash: ${JSON.stringify(each)}`);
  return data;
}

/** Attempts before a task fails. */
export const ATTEMPTS = 3;
/** Seconds for which results of tasks are remembered. */
export const RESULT_TTL_SECONDS = 86_400;

/** Returns the name of a program's queue. Workers only take tasks of their own program version. */
export function queueName(program: string): string {
  return `tasks-${hashOf(program).replace(/[^A-Za-z0-9]/g, '0')}`;
}

/** Returns the key of a task's result. */
export function doneKey(task: string): string {
  return `${PREFIX}:done:${task}`;
}

/** Key of the Redis hash (map) of running builds: each writes its program and the time as a heartbeat. */
export const BUILDS = `${PREFIX}:builds`;

export interface Heartbeat {
  readonly program: string;
  readonly time: number;
}

/** Milliseconds between two heartbeats. A build whose heartbeat is older than three intervals is gone. */
export const HEARTBEAT_INTERVAL = 3000;

/** Converts values to bytes and back with the structured clone algorithm, which local workers use too. */
export const pack = (value: unknown): Uint8Array => serialize(value);
export const unpack = (bytes: Uint8Array): unknown => deserialize(bytes);

/** Splits an input into one without its file's path, which differs between machines, and that path. */
export function withoutFile(input: unknown): readonly [input: unknown, file: string] {
  const named = input as { readonly file: string };
  return [{ ...named, file: '' }, named.file];
}

/** Returns an input with the path of its file on this machine. */
export function withFile(input: unknown, file: string): unknown {
  return { ...(input as object), file };
}
