// Scans an output folder at the start of a build, and tells its own files from foreign ones.

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TEMPORARY_NAME } from '../base/replaceFile.js';
import { type FileTable, Survey } from '../cache/fileTable.js';
import { MANIFEST, readManifest } from './manifest.js';
import { exists, spellingKey } from './sitePaths.js';

export interface OutputScan {
  /** Files that builds made, compared with the last build's table. */
  readonly survey: Survey;
  /** Files that builds made, whether or not they still exist. */
  readonly made: readonly string[];
  /** Unfinished files of a killed build. */
  readonly unfinished: readonly string[];
  /** Files that no build made. */
  readonly foreign: readonly string[];
}

/**
 * Scans an output folder.
 * @param out the output folder, an absolute path
 * @param known the last build's table of outputs
 * @param now milliseconds since 1970
 */
export function scanOutput(out: string, known: FileTable, now: number): OutputScan {
  const listed = filesBelow(out);
  const fileOf = (path: string) => `${out}/${path}`;
  if (listed.length === known.paths.length && listed.every((path, at) => path === known.paths[at])) {
    const survey = new Survey(known.paths, fileOf, known, now);
    // The manifest is unchanged, and every file in it exists.
    if (survey.isUnchanged(MANIFEST)) return { survey, made: known.paths, unfinished: [], foreign: [] };
  }
  const made = new Set(readManifest(out) ?? unchangedOf(known, listed, fileOf, now));
  made.add(MANIFEST);
  const found = spelledAsListed(listed, made, fileOf);
  const others = found.filter((path) => !made.has(path));
  return {
    survey: new Survey(
      found.filter((path) => made.has(path)),
      fileOf,
      known,
      now,
    ),
    made: [...made],
    unfinished: others.filter(isUnfinished),
    foreign: others.filter((path) => !isUnfinished(path)),
  };
}

function isUnfinished(path: string): boolean {
  return TEMPORARY_NAME.test(basename(path));
}

/** Returns the files with the last build's bytes. Without a manifest, only these are known to be made by builds. */
function unchangedOf(known: FileTable, found: readonly string[], fileOf: (path: string) => string, now: number): string[] {
  const survey = new Survey(found, fileOf, known, now);
  return survey.paths.filter((path) => survey.isUnchanged(path));
}

/**
 * Returns the files of a folder under their names in the manifest. A file system may list a name in another Unicode form or case
 * than it was written: then the manifest's name is not listed but exists.
 */
function spelledAsListed(found: readonly string[], listed: ReadonlySet<string>, fileOf: (path: string) => string): string[] {
  if (found.every((path) => listed.has(path))) return [...found];
  const there = new Set(found);
  const spellings = new Map<string, string>();
  for (const path of listed) if (!there.has(path) && exists(fileOf(path))) spellings.set(spellingKey(path), path);
  return found.map((path) => (listed.has(path) ? path : (spellings.get(spellingKey(path)) ?? path))).sort();
}

/** Returns all files below a folder, sorted. */
function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const visit = (below: string) => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    for (const entry of entries) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) visit(path);
      else found.push(path);
    }
  };
  try {
    visit('');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found.sort();
}
