// What an import wrote, in `import.json`: so a later import adds what is new, and touches nothing that the writer has edited.

import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFoldersOf } from '../base/inside.js';
import { saveFile } from '../base/saveFile.js';

export const MANIFEST = 'import.json';

/** How a site was imported. */
export interface ImportSource {
  /** Path of the old blog from the site's root. */
  readonly from: string;
  readonly tool: string;
  readonly localises: boolean;
  /** The address of the old site, if the user gave it. */
  readonly url?: string;
}

export interface Manifest extends ImportSource {
  /** Hashes of the files as they were written, by their paths. */
  readonly files: { readonly [path: string]: string };
}

/** What became of the files of an import. Paths are from the site's root, sorted. */
export interface Moved {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  /** Files that the writer has edited or deleted, and that the old blog has changed as well. */
  readonly kept: readonly string[];
}

/** Reads the manifest of a site; undefined if it was not imported. */
export function readManifest(root: string): Manifest | undefined {
  try {
    const value = JSON.parse(readFileSync(join(root, MANIFEST), 'utf8')) as Manifest;
    return typeof value.files === 'object' && typeof value.from === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Files that an import makes once; later the site has its own. */
const ONCE = /^(?:package\.json|\.gitignore|vendor\/|\.github\/)/;

/**
 * Moves the files of an import into a site. A file that is not as an earlier import left it stays as it is.
 * @param stage absolute path of the folder with all files of the import
 * @param root absolute path of the site
 */
export function moveInto(stage: string, root: string, source: ImportSource): Moved {
  const before = readManifest(root)?.files ?? {};
  const [added, updated, kept]: [string[], string[], string[]] = [[], [], []];
  const files: { [path: string]: string } = {};
  for (const path of filesBelow(stage)) {
    const hash = hashOfFile(join(stage, path));
    files[path] = hash;
    const place = join(root, path);
    const now = existsSync(place) ? hashOfFile(place) : undefined;
    if (now === hash) continue;
    const isNew = now === undefined && before[path] === undefined;
    const isUntouched = now !== undefined && now === before[path] && !ONCE.test(path);
    if (!isNew && !isUntouched) {
      // The old blog still says what it said, and the writer has gone on from there.
      if (before[path] !== hash && !ONCE.test(path)) kept.push(path);
      continue;
    }
    renameSync(join(stage, path), makeFoldersOf(root, path));
    (isNew ? added : updated).push(path);
  }
  const manifest: Manifest = { ...source, files };
  mkdirSync(dirname(join(root, MANIFEST)), { recursive: true });
  saveFile(join(root, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  return { added, updated, kept };
}

/** Bytes that are read at once. */
const CHUNK = 1 << 20;

/** Hashes a file of any size. */
function hashOfFile(path: string): string {
  const hash = createHash('sha256');
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk))
      hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex').slice(0, 32);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
