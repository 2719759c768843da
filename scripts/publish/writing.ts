// Writes files of the output folder in the thread that made them. A file that the thread may not or cannot write is handed back, so that
// problems are found and reported in one place (publish.ts).

import { lstatSync, rmdirSync } from 'node:fs';
import type { FileContent, MadeFile } from '../base/fileContent.js';
import { makeFoldersOf } from '../base/inside.js';
import { renameFile, replaceFile } from '../base/replaceFile.js';
import type { FileStats } from '../cache/fileTable.js';
import type { ListTask } from '../work/task.js';

/** What all files that are written have in common. */
export interface WritingShared<Shared> {
  /** The output folder, absolute. */
  readonly out: string;
  /** Bytes that no file may have before someone has looked at it. */
  readonly suspects: readonly Uint8Array[];
  /** What the task that makes them needs. */
  readonly shared: Shared;
}

/** A file to be made and written. */
export interface WritingInput<Input> {
  /** Below the output folder. */
  readonly path: string;
  /** The hash of the bytes that it holds; undefined if it is not there. */
  readonly heldHash: string | undefined;
  readonly input: Input;
}

/** The result for one file. */
export interface Written {
  readonly hash: string;
  /** What the system says of a file that was written; undefined if it held these bytes already, or is handed back. */
  readonly stats?: FileStats;
  /** The bytes of a file that was not written. */
  readonly bytes?: Uint8Array;
}

/** Folders below an output folder that a thread has made or found. */
const folders = new WeakMap<WritingShared<unknown>, Set<string>>();

/** The task of making files and writing them. @param task makes them */
export function writing<Input, Shared>(
  task: ListTask<Input, MadeFile, Shared>,
): ListTask<WritingInput<Input>, Written, WritingShared<Shared>> {
  const run = async (inputs: readonly WritingInput<Input>[], around: WritingShared<Shared>): Promise<Written[]> => {
    const made = await task.run(
      inputs.map(({ input }) => input),
      around.shared,
    );
    return made.map((file, at) => writeFile(inputs[at] as WritingInput<Input>, file, around));
  };
  const { label } = task;
  return {
    name: `${task.name}, written`,
    run,
    ...(label && { label: (inputs) => label(inputs.map(({ input }) => input)) }),
  };
}

function writeFile(
  { path, heldHash }: WritingInput<unknown>,
  { bytes, hash }: MadeFile,
  options: WritingShared<unknown>,
): Written {
  // A file that is there already may be one that has it.
  if (options.suspects.some((suspect) => asBuffer(bytes).includes(asBuffer(suspect)))) return { hash, bytes };
  if (hash === heldHash) return { hash };
  const known = folders.get(options) ?? new Set<string>();
  folders.set(options, known);
  try {
    return { hash, stats: replaceOutput(options.out, path, bytes, known) };
  } catch {
    return { hash, bytes };
  }
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/**
 * Writes a file of an output folder at once. An empty folder in its place gives way.
 * @param out the output folder, absolute
 * @param path below it
 * @param known folders that were made or checked before; added to
 * @returns what the system says of it then
 * @throws OutsideError if it would lie outside; an error of the file system
 */
export function replaceOutput(out: string, path: string, content: FileContent, known: Set<string>): FileStats {
  const place = makeFoldersOf(out, path, known);
  replaceFile(place, content, (beside) => {
    try {
      renameFile(beside, place);
    } catch (error) {
      if (!lstatSync(place, { throwIfNoEntry: false })?.isDirectory()) throw error;
      rmdirSync(place);
      renameFile(beside, place);
    }
  });
  const { size, mtimeMs, ctimeMs, ino } = lstatSync(place);
  return { size, mtimeMs, ctimeMs, ino };
}
