// What an output folder holds when a build begins, divided by who made it.

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TEMPORARY_NAME } from '../base/replaceFile.js';
import { type FileTable, Survey } from '../cache/fileTable.js';
import { MANIFEST, readManifest } from './manifest.js';
import { isThere, spellingKey } from './sitePaths.js';

export interface FoundOutput {
  /** Files that builds made, compared with what the last build wrote. */
  readonly survey: Survey;
  /** The files that builds made, there or not. */
  readonly made: readonly string[];
  /** Files that a killed build left. */
  readonly unfinished: readonly string[];
  /** Files that no build made. */
  readonly foreign: readonly string[];
}

/**
 * @param out the output folder, an absolute path
 * @param known what the last build wrote
 * @param now milliseconds since 1970
 */
export function findOutput(out: string, known: FileTable, now: number): FoundOutput {
  const listed = filesBelow(out);
  const fileOf = (path: string) => `${out}/${path}`;
  if (listed.length === known.paths.length && listed.every((path, at) => path === known.paths[at])) {
    const survey = new Survey(known.paths, fileOf, known, now);
    // The list is the one that the last build wrote, and every file in it is there.
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

/** The files of the last build in this folder that have the bytes it wrote: what is known where the list is lost. */
function unchangedOf(known: FileTable, found: readonly string[], fileOf: (path: string) => string, now: number): string[] {
  const survey = new Survey(found, fileOf, known, now);
  return survey.paths.filter((path) => survey.isUnchanged(path));
}

/**
 * The files of a folder, by the names that the list has for them. A system may list a name in another Unicode form or
 * with other capitals than it was written with: the listed name is not among those found then, but it is there.
 */
function spelledAsListed(found: readonly string[], listed: ReadonlySet<string>, fileOf: (path: string) => string): string[] {
  if (found.every((path) => listed.has(path))) return [...found];
  const there = new Set(found);
  const spellings = new Map<string, string>();
  for (const path of listed) if (!there.has(path) && isThere(fileOf(path))) spellings.set(spellingKey(path), path);
  return found.map((path) => (listed.has(path) ? path : (spellings.get(spellingKey(path)) ?? path))).sort();
}

/** Everything below a folder that is not a folder, sorted. */
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
