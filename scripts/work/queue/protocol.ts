// What a build and its workers say to each other. A task is known by the hash of all that it is made from: one that was given
// before, by this build or one that was killed, need not be done again.

import { deserialize, serialize } from 'node:v8';
import { hashOf, isHash } from '../../base/hash.js';
import type { TaskTable } from '../task.js';
import { PREFIX } from './connection.js';

/** The data of a job: hashes of what is in the store. */
export interface JobData {
  readonly name: string;
  readonly input: string;
  /** What many tasks need alike. */
  readonly shared?: string;
  /** The file that the input names, for work with pixels. */
  readonly file?: string;
}

/** What a job returns. */
export interface JobResult {
  /** The hash of its result in the store. */
  readonly output: string;
}

/**
 * A job that a worker may do: who can write to the queue must not choose what is read or removed on the worker's machine.
 * @throws if it is no task that is handed out, names something that is no hash, or names a file otherwise than by its hash
 */
export function checkedJob(data: JobData, tasks: TaskTable): JobData {
  const { name, input, shared, file } = data;
  const kind = tasks.get(name)?.remote;
  if (kind === undefined) throw new Error(`a task that is not handed out: ${JSON.stringify(name)}`);
  if ((kind === 'file') !== (file !== undefined)) throw new Error(`the task ${name} has ${file === undefined ? 'no' : 'a'} file`);
  for (const each of [input, ...(shared === undefined ? [] : [shared]), ...(file === undefined ? [] : [file])])
    if (!isHash(each)) throw new Error(`not a hash: ${JSON.stringify(each)}`);
  return data;
}

/** How often a task is tried before it fails. */
export const ATTEMPTS = 3;
/** Seconds for which the results of tasks are known. */
export const RESULT_TTL_SECONDS = 86_400;

/** Workers of one program take tasks of no other. */
export function queueName(program: string): string {
  return `tasks-${hashOf(program).replace(/[^A-Za-z0-9]/g, '0')}`;
}

/** The key of the result of a task. */
export function doneKey(task: string): string {
  return `${PREFIX}:done:${task}`;
}

/** Builds that are at work: the program of each, and when it said so last (milliseconds since 1970). */
export const BUILDS = `${PREFIX}:builds`;

export interface Heartbeat {
  readonly program: string;
  readonly time: number;
}

/** Milliseconds between two such notes; one that is older than three of them is of a build that is gone. */
export const HEARTBEAT_INTERVAL = 3000;

/** A value as bytes, as workers of this machine get them too (the structured clone algorithm). */
export const pack = (value: unknown): Uint8Array => serialize(value);
export const unpack = (bytes: Uint8Array): unknown => deserialize(bytes);

/** An input without the path of the file that it names, which is another one elsewhere; and that path. */
export function withoutFile(input: unknown): readonly [input: unknown, file: string] {
  const named = input as { readonly file: string };
  return [{ ...named, file: '' }, named.file];
}

/** An input with the path of its file on this machine. */
export function withFile(input: unknown, file: string): unknown {
  return { ...(input as object), file };
}
