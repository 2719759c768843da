// Finds, opens and writes the input files of a build, and checks that they stay inside the site's folders.

import { closeSync, readFileSync } from 'node:fs';
import { problem, type RuleId } from '../base/diagnostics.js';
import {
  CONTENT,
  INPUT_FOLDER_LIST,
  INPUT_FOLDER_NAMES,
  inputFolderOf,
  isProgramFile,
  PROGRAM_FOLDER_NAMES,
  programFile,
  programPath,
  templateFile,
} from '../base/inputFolders.js';
import { OutsideError, openWithin } from '../base/inside.js';
import { PROJECT } from '../base/program.js';
import { saveFile } from '../base/saveFile.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import { type FileTable, Survey } from '../cache/fileTable.js';
import type { Diagnostic } from '../types.js';
import { type Refusal, walk } from './walk.js';

/** Folders of inputs, the program's own last. */
const FOLDERS = [...INPUT_FOLDER_NAMES, ...PROGRAM_FOLDER_NAMES.map(programFile)];

/** Returns the absolute paths of the folders of a site's inputs. */
function inputFolders(root: string): string[] {
  return FOLDERS.map((folder) => inputFile(root, folder));
}

/**
 * Opens an input file for reading.
 * @param path the path from the site's folder
 * @returns its file descriptor
 * @throws OutsideError if it is now outside of the site's folders, or no longer a file
 */
export function openInput(root: string, path: string): number {
  return openWithin(inputFile(root, path), inputFolders(root));
}

/** Reads the bytes of an input file. @throws OutsideError as `openInput` does */
export function readInput(root: string, path: string): Buffer {
  const descriptor = openInput(root, path);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Compares the inputs of a site with a table of them. */
export class InputSurvey extends Survey {
  constructor(
    private readonly root: string,
    paths: readonly string[],
    known: FileTable,
    now: number,
  ) {
    super(paths, (path) => inputFile(root, path), known, now);
  }

  override open(path: string): number {
    return openInput(this.root, path);
  }
}

/** Writes an input file, keeping its mode and links. @param path the path from the site's folder */
function saveInput(root: string, path: string, content: string): void {
  saveFile(inputFile(root, path), content, inputFolders(root));
}

/** Returns the bytes of an input file; undefined if it doesn't exist, or is a symlink out of the site, which writing would replace. */
export function bytesOfInput(root: string, path: string): Buffer | undefined {
  try {
    return readInput(root, path);
  } catch (error) {
    if (error instanceof OutsideError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes an input file that was read before, unless it has changed since, because the writer or another command saved it.
 * @param before its bytes when it was read, as returned by `bytesOfInput`
 * @returns true if it was written
 */
export function saveChangedInput(root: string, path: string, content: string, before: Uint8Array | undefined): boolean {
  const now = bytesOfInput(root, path);
  if (before === undefined ? now !== undefined : !now?.equals(before)) return false;
  saveInput(root, path, content);
  return true;
}

/** Returns all input files in a fixed order, as paths from the site's or the program's folder. */
export function inputPaths(root: string): { paths: string[]; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const allowed = INPUT_FOLDER_NAMES.map((folder) => inputFile(root, folder));
  const below = (folder: string): string[] => {
    try {
      const { files, refused } = walk(inputFile(root, folder), allowed);
      for (const [path, why] of refused) {
        // No text can name files with such names, so they do no harm, and servers read hidden files in content/ only.
        const isHarmless =
          (why === 'character' && !MARKDOWN_FILE.test(path)) || (why === 'hidden' && !inputFolderOf(`${folder}/`)?.isServed);
        if (!isHarmless) problems.push(refusal(`${folder}/${path}`, why));
      }
      return files.map((path) => `${folder}/${path}`);
    } catch (error) {
      problems.push(unreadableFolder(folder, error as NodeJS.ErrnoException));
      return [];
    }
  };
  return { paths: FOLDERS.flatMap(below), problems };
}

function unreadableFolder(folder: string, { code, message }: NodeJS.ErrnoException): Diagnostic {
  const [reason, note] =
    code === 'ENOTDIR' ? ['it is a file', 'rename it'] : [message, 'change its permissions, or move it away'];
  return problem(folder, undefined, 'source/unreadable', `the folder cannot be read: ${reason}`, { note });
}

/** Drops the problems that follow from a folder that can't be read: its settings are not missing. */
export function withoutFollowing(problems: readonly Diagnostic[]): Diagnostic[] {
  const isUnread = problems.some(({ file, ruleId }) => file === CONTENT && ruleId === 'source/unreadable');
  return problems.filter(({ ruleId }) => !isUnread || ruleId !== 'config/missing');
}

const SPECIAL = 'only files and folders can be part of a site; delete it or move it away';

/** The rule, the reason and the advice for each reason to refuse a file. */
const REFUSALS: { readonly [why in Refusal]: readonly [rule: RuleId, reason: string, note: string] } = {
  outside: [
    'source/outside',
    'this symlink points outside the site’s folders and is not followed',
    `copy the file instead; only ${INPUT_FOLDER_LIST} themselves may be symlinks`,
  ],
  loop: ['source/loop', 'this symlink leads back to itself or to a folder that it is in', 'delete it'],
  pipe: ['source/special', 'this is a named pipe (FIFO), which is not opened', SPECIAL],
  socket: ['source/special', 'this is a socket, which is not opened', SPECIAL],
  device: ['source/special', 'this is a device, which is not opened', SPECIAL],
  unreadable: [
    'source/unreadable',
    'this folder cannot be read: permission is denied',
    'change its permissions, or move it away',
  ],
  ways: [
    'source/loop',
    'symlinks lead to this folder in more than 64 ways',
    'delete some of them: each folder of links doubles the files of the site',
  ],
  encoding: [
    'source/name',
    'the name is not UTF-8, so no address can be made from it',
    'rename it (`convmv` converts many at once)',
  ],
  hidden: [
    'source/hidden',
    'this file is not published: its name begins with a dot',
    'copy it into the output folder after each build, or configure your host instead; see docs/publishing/',
  ],
  character: [
    'source/name',
    'the name has a character that no address can have: a backslash, a drive letter or a control character',
    'rename it',
  ],
};

function refusal(path: string, why: Refusal): Diagnostic {
  const [rule, reason, note] = REFUSALS[why];
  return problem(path, undefined, rule, reason, { note });
}

/** Returns the absolute path of an input. */
export function inputFile(root: string, path: string): string {
  return isProgramFile(path) ? `${PROJECT}/${programPath(path)}` : `${root}/${path}`;
}

/** Returns the templates of a build by their paths below templates/. The site's own replace the program's. */
export function templatePaths(paths: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of [programFile(templateFile('')), templateFile('')]) {
    for (const path of paths) if (path.startsWith(folder)) found.set(path.slice(folder.length), path);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
