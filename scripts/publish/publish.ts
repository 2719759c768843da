// The fifth stage: dist/ becomes exactly the pages that were made.
//
// A file is written only where its bytes differ, beside its place and renamed. What an earlier build made and this one
// does not is removed; a list in the folder says what builds made, so that nothing else is ever removed.

import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../diagnostics.js';
import type { Content, Diagnostic } from '../types.js';

export interface OutputFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  readonly content: Content;
}

export interface Published {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly bytes: number;
  readonly problems: readonly Diagnostic[];
}

/** The list of files that builds made. It begins with a dot, so that hosts do not serve it. */
const MANIFEST = '.titleblock-files';

/**
 * Writes the files of a site.
 * @param out the output folder, an absolute path
 * @param shown how diagnostics name it
 */
export function publish(files: readonly OutputFile[], out: string, shown: string): Published {
  let written = 0;
  let unchanged = 0;
  let removed = 0;
  let bytes = 0;
  const paths = new Set(files.map(({ path }) => path));
  const problems: Diagnostic[] = [];
  let current = '';
  try {
    mkdirSync(out, { recursive: true });
    const made = readManifest(out);
    const before = walkOutput(out);
    // Known before anything is written: a build that is killed halfway can be cleaned up by the next.
    writeManifest(out, [...new Set([...made, ...paths])]);
    for (const path of made) {
      if (paths.has(path) || !before.has(path)) continue;
      rmSync(join(out, path), { force: true });
      removeEmptyFolders(out, dirname(path));
      removed++;
    }
    for (const { path, content } of files) {
      current = path;
      const size = writeIfChanged(join(out, path), content);
      if (size.changed) written++;
      else unchanged++;
      bytes += size.bytes;
    }
    writeManifest(out, [...paths]);
    const foreign = [...before].filter((path) => !paths.has(path) && !made.has(path) && path !== MANIFEST).sort();
    if (foreign.length > 0) {
      const some = foreign.slice(0, 3).join(', ') + (foreign.length > 3 ? ` and ${foreign.length - 3} more` : '');
      const note = 'put them into content/ to have them published, or remove them';
      problems.push(problem(shown, undefined, 'publish/foreign', `files that no build made are left alone: ${some}`, { note }));
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: { [code: string]: string } = {
      EACCES: 'it is not writable',
      EROFS: 'the disk is read-only',
      ENOSPC: 'the disk is full',
      EPERM: 'it is not writable',
    };
    const note = 'every file that was replaced is whole; build again when this is mended, or choose another folder with --out';
    problems.push(
      problem(
        current ? `${shown}/${current}` : shown,
        undefined,
        'publish/failed',
        `the output cannot be written: ${reasons[code ?? ''] ?? message}`,
        { note },
      ),
    );
  }
  return { written, unchanged, removed, bytes, problems };
}

function writeIfChanged(path: string, content: Content): { changed: boolean; bytes: number } {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if ('copyOf' in content) {
    const { size } = statSync(content.copyOf);
    if (there?.isFile() && there.size === size && readFileSync(path).equals(readFileSync(content.copyOf)))
      return { changed: false, bytes: size };
    replace(path, there?.isDirectory() ?? false, (beside) => copyFileSync(content.copyOf, beside));
    return { changed: true, bytes: size };
  }
  const data = 'text' in content ? Buffer.from(content.text) : content.bytes;
  if (there?.isFile() && there.size === data.length && readFileSync(path).equals(data))
    return { changed: false, bytes: data.length };
  replace(path, there?.isDirectory() ?? false, (beside) => writeFileSync(beside, data));
  return { changed: true, bytes: data.length };
}

function replace(path: string, isFolder: boolean, write: (beside: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = join(dirname(path), `.titleblock-${process.pid}.tmp`);
  try {
    write(beside);
    if (isFolder) rmdirSync(path);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function removeEmptyFolders(out: string, folder: string): void {
  for (let path = folder; path !== '.'; path = dirname(path)) {
    try {
      rmdirSync(join(out, path));
    } catch {
      return;
    }
  }
}

function readManifest(out: string): Set<string> {
  try {
    return new Set(readFileSync(join(out, MANIFEST), 'utf8').split('\n').filter(Boolean));
  } catch {
    return new Set();
  }
}

function writeManifest(out: string, paths: readonly string[]): void {
  writeIfChanged(join(out, MANIFEST), { text: `${[...paths].sort().join('\n')}\n` });
}

function walkOutput(out: string): Set<string> {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) =>
        join(entry.parentPath ?? entry.path, entry.name)
          .slice(out.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
}
