// Writes output files in the thread that made them. A file that it may not or cannot write is handed back, so that problems are
// reported in one place (publish.ts).

import { lstatSync, rmdirSync } from 'node:fs';
import type { FileContent, MadeFile } from '../base/fileContent.js';
import { makeFoldersOf } from '../base/inside.js';
import { renameFile, replaceFile } from '../base/replaceFile.js';
import type { FileStats } from '../cache/fileTable.js';
import type { ListTask } from '../work/task.js';

/** Shared value of all files in a batch. */
export interface WritingShared<Shared> {
  /** The output folder, absolute. */
  readonly out: string;
  /** Texts that must not be published: a file with one is handed back for a full check. */
  readonly suspects: readonly Uint8Array[];
  /** Shared value of the task that makes the files. */
  readonly shared: Shared;
}

export interface WritingInput<Input> {
  /** Path below the output folder. */
  readonly path: string;
  /** Hash of the existing file; undefined if there is none. */
  readonly heldHash: string | undefined;
  readonly input: Input;
}

/** The result for one file. */
export interface WriteResult {
  readonly hash: string;
  /** Stats of the written file; undefined if it was unchanged or is handed back. */
  readonly stats?: FileStats;
  /** Bytes of a file that is handed back. */
  readonly bytes?: Uint8Array;
}

/** Folders that this thread has made or checked. */
const folders = new WeakMap<WritingShared<unknown>, Set<string>>();

/**
 * Returns a task that makes files and writes them.
 * @param task makes the files
 */
export function writingTask<Input, Shared>(
  task: ListTask<Input, MadeFile, Shared>,
): ListTask<WritingInput<Input>, WriteResult, WritingShared<Shared>> {
  const run = async (inputs: readonly WritingInput<Input>[], around: WritingShared<Shared>): Promise<WriteResult[]> => {
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
): WriteResult {
  // Checked even if unchanged: the existing file may contain a leak, too.
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
 * Writes an output file atomically. An empty folder in its place is removed.
 * @param out the output folder, absolute
 * @param path below it
 * @param known folders that were made or checked before; new ones are added
 * @returns the stats of the written file
 * @throws OutsideError if it would be outside; an error of the file system
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
