// What the last build leaves for the next: which files it read and wrote, what each markdown file came to, and what it told.

import { join, relative } from 'node:path';
import type { ArticleHashes } from '../assemble/digest.js';
import { problemKey } from '../base/diagnostics.js';
import { isDamagedRecord } from '../base/errors.js';
import { lazy } from '../base/flow/lazy.js';
import { refuseLink } from '../base/inside.js';
import { programVersion } from '../base/program.js';
import type { TodayIn } from '../base/text/civilDate.js';
import { type Line, type LineValues, readLines, textOfLine } from '../cache/chunks.js';
import type { FileTable } from '../cache/fileTable.js';
import { AS_BEFORE, filesOfTable, readRecord, type StoredRecord, tableOfFiles } from '../cache/record.js';
import type { Use } from '../cache/store.js';
import { writeRecord } from '../cache/writeRecord.js';
import type { Config } from '../config/config.js';
import { isInFuture } from '../read/publicationDay.js';
import type { ArticleHead, Diagnostic, Source } from '../types.js';
import type { Inputs } from './inputs.js';
import { keysOfRows, type Row, type RowTables, rowsOfTable, tableOfRows } from './rows.js';

/** A markdown file as the last build read it. */
export interface KnownSource {
  readonly source: Source;
  readonly draft: boolean;
  /** Problems of its header. */
  readonly problems: readonly Diagnostic[];
  /** Under which its article is kept, and hashes of what others show of it; empty for drafts. */
  readonly key: string;
  readonly hashes: ArticleHashes;
  /** Whether its article has problems, or refers to pictures, files or headings: of others, the head need not be looked at. */
  readonly needsChecks: boolean;
}

/** What the last build found out about the site as a whole. */
export interface KnownSite {
  readonly config: Config;
  readonly configProblems: readonly Diagnostic[];
  /** A hash of all names that links and pictures can mean. */
  readonly names: string;
  /** A hash of the program, and of the settings that articles depend on. */
  readonly settings: string;
  /** A hash of all template files, the hash of each template, and their problems. */
  readonly templates: {
    readonly key: string;
    readonly hashes: { readonly [name: string]: string };
    readonly data: { readonly [name: string]: readonly string[] };
    readonly fields: readonly string[];
    readonly problems: readonly Diagnostic[];
  };
  /** What it made besides articles. */
  readonly rows: RowTables;
}

/** What a build came to: what is said again when nothing has changed since. */
export interface Outcome<Summary> {
  readonly problems: readonly Diagnostic[];
  readonly published: boolean;
  /** The output folder (`outName`): the outputs of the record are its files. */
  readonly out: string;
  readonly strict: boolean;
  readonly drafts: boolean | 'preview';
  /** Names of features whose derived files it made. */
  readonly derived: readonly string[];
  /** Whether it gave up published addresses that were gone. */
  readonly acceptUrlChanges: boolean;
  /** The day of the build, where it matters; else empty. */
  readonly day: string;
  /** Files that went into the bundles of plugins, absolute, with how they looked. */
  readonly pluginFiles: readonly (readonly [path: string, look: string])[];
  /** Whether pictures of other sites could not be fetched: the next build tries again. */
  readonly isUnfetched: boolean;
  /** Files in the output folder that no build made. */
  readonly foreign: readonly string[];
  /** Hashes of what must not be published (scripts/features/leaks/guard.ts) and is in no output. */
  readonly absent: readonly string[];
  readonly summary: Summary;
}

/** The name of an output folder in the record: below the site's folder, so that both can be moved, or absolute. */
export function outName({ root, out }: { readonly root: string; readonly out: string }): string {
  const below = relative(root, out);
  return below.startsWith('..') ? out : below;
}

/** The day of a build, if what it publishes depends on it. */
export function dayOf(
  { future, timezone }: Config,
  sources: readonly { readonly source: Source }[],
  { today }: { readonly today: TodayIn },
): string {
  const day = today(timezone);
  const hasDay = ({ source }: { readonly source: Source }) =>
    (source.visibility?.from ?? source.visibility?.until) !== undefined || isInFuture(source, day);
  return future === 'publish' && !sources.some(hasDay) ? '' : day;
}

export interface LastBuild<Summary> {
  readonly inputs: FileTable;
  readonly outputs: FileTable;
  /** What each output was made from (scripts/assemble/plan.ts), in the order of `outputs`. */
  readonly parts: readonly string[];
  readonly outcome: Outcome<Summary>;
  readonly site: KnownSite;
  readonly sources: readonly KnownSource[];
  /** The same as JSON, one by one. */
  readonly sourceLines: LineValues;
  /** Heads of articles as JSON, in the order of `sources`; `null` for drafts. */
  readonly headLines: LineValues;
  /** The record that this was read from, or that is replaced by it. */
  readonly stored: StoredRecord | undefined;
}

/** What the last build left, as far as the engine takes it up. */
export type KnownBuild = Pick<LastBuild<unknown>, 'site' | 'sources' | 'headLines' | 'outcome'> &
  Partial<Pick<LastBuild<unknown>, 'sourceLines'>>;

/** Folders that builds and `dev` write into. */
const OWN_FOLDERS = ['.cache', '.cache/store', '.cache/dev', '.cache/dev/pictures'];

/** Where results of builds are kept. @throws OutsideError if something there is a symlink: a site may come from anyone */
export function cacheFolder(root: string): string {
  for (const folder of OWN_FOLDERS) refuseLink(root, folder);
  return join(root, '.cache');
}

/** The addresses that the last build published (scripts/build/addresses.ts). */
export function addressesFile(root: string): string {
  return join(cacheFolder(root), 'addresses');
}

/** The record of a site's last build. */
export function recordFile(root: string): string {
  return join(cacheFolder(root), 'last-build');
}

/** Reads what the last build of a program left; each part when it is asked for. Of any program, if none is named. */
export function readLastBuild<Summary>(file: string, program: string | undefined): LastBuild<Summary> | undefined {
  const stored = readRecord(file, program);
  if (!stored) return undefined;
  const outputs = stored.table('outputs');
  const sources = stored.table('sources');
  const lines = lazy(() => sources.lines('sources'));
  return lazily({
    inputs: () => filesOfTable(stored.table('inputs')),
    outputs: () => filesOfTable(outputs),
    parts: () => outputs.texts('parts'),
    outcome: () => JSON.parse(stored.text('outcome')) as Outcome<Summary>,
    site: () => siteOf(stored),
    sources: () => lines().parse<KnownSource>(),
    sourceLines: lines,
    headLines: () => sources.lines('heads'),
    stored: () => stored,
  });
}

/** What a build left, read at once. */
export type LastBuildAtHand = Pick<LastBuild<unknown>, 'inputs' | 'site' | 'sources' | 'headLines' | 'outcome'>;

/** What the last build of a site left; undefined if it left nothing that can be used. Another build may replace it meanwhile. */
export function lastBuildAtHand(root: string): LastBuildAtHand | undefined {
  try {
    const last = readLastBuild<unknown>(recordFile(root), programVersion());
    if (!last) return undefined;
    // Hashes and rows are read when they are asked for: here, while the file is the one that it was.
    const { sources, outcome } = last;
    const site = { ...last.site, rows: { ...last.site.rows } };
    return { inputs: { ...last.inputs }, site, sources, headLines: readLines(last.headLines), outcome };
  } catch (error) {
    if (isDamagedRecord(error)) return undefined;
    throw error;
  }
}

/** Keys of the problems that a build told of files that have not changed since. */
export function toldBefore(last: Pick<LastBuild<unknown>, 'outcome'> | undefined, inputs: Inputs): Set<string> {
  const isSame = ({ file }: Diagnostic) => !inputs.has(file) || inputs.isUnchanged(file);
  return new Set((last?.outcome.problems ?? []).filter(isSame).map(problemKey));
}

/** An object whose fields are made when they are first read. */
function lazily<T extends object>(makers: { readonly [name in keyof T]: () => T[name] }): T {
  const made = {} as T;
  for (const name of Object.keys(makers) as (keyof T)[]) {
    let value: { readonly is: T[keyof T] } | undefined;
    Object.defineProperty(made, name, {
      enumerable: true,
      get: () => {
        value ??= { is: makers[name]() };
        return value.is;
      },
    });
  }
  return made;
}

/** Tables of rows are named so in a record, and no others. */
const ROWS = 'rows/';

/** Rows that were read from a record, and from which: where they stay, its chunks do. */
const recordOfRows = new WeakMap<readonly Row[], StoredRecord>();

export function writeLastBuild<Summary>(file: string, program: string, last: LastBuild<Summary>): void {
  const { inputs, outputs, parts, outcome, site, sources, sourceLines, headLines, stored } = last;
  const { rows, ...others } = site;
  const tables = {
    inputs: tableOfFiles(inputs),
    outputs: tableOfFiles(outputs, { parts }),
    sources: {
      keys: sources.map(({ source }) => source.path),
      columns: { sources: { lines: sourceLines }, heads: { lines: headLines } },
    },
    ...Object.fromEntries(
      Object.entries(rows).map(([name, own]) => [
        ROWS + name,
        stored && recordOfRows.get(own) === stored ? AS_BEFORE : tableOfRows(own),
      ]),
    ),
  };
  const texts = { outcome: JSON.stringify(outcome), site: JSON.stringify(others) };
  writeRecord(file, program, { texts, tables }, { before: stored });
}

function siteOf(stored: StoredRecord): KnownSite {
  const names = stored.tables.filter((name) => name.startsWith(ROWS));
  const read = (name: string) => () => {
    const rows = rowsOfTable(stored.table(name));
    recordOfRows.set(rows, stored);
    return rows;
  };
  const rows = lazily(Object.fromEntries(names.map((name) => [name.slice(ROWS.length), read(name)])));
  return { ...(JSON.parse(stored.text('site')) as Omit<KnownSite, 'rows'>), rows };
}

/** Which results of the store a build uses, compared with the build before. */
export function useOf(sources: readonly KnownSource[], { rows }: KnownSite, last: LastBuild<unknown> | undefined): Use {
  const all = () => new Set([...sources.map(({ key }) => key).filter(Boolean), ...keysOfRows(rows)]);
  if (!last) return { all };
  const before = new Set(last.sources);
  const same = new Set(sources.filter((source) => before.has(source)));
  const keys = (list: readonly KnownSource[]) => list.filter((source) => !same.has(source)).map(({ key }) => key);
  const keysOfOthers = (list: readonly KnownSource[], of: RowTables, other: RowTables) =>
    new Set([...keys(list), ...keysOfRows(of, other)].filter(Boolean));
  const used = keysOfOthers(sources, rows, last.site.rows);
  const usedBefore = keysOfOthers(last.sources, last.site.rows, rows);
  const added = [...used].filter((key) => !usedBefore.has(key));
  const dropped = [...usedBefore].filter((key) => !used.has(key));
  return { all, since: { added, dropped } };
}

/** The head of an article, from its line. */
export function parseHead(line: Line): ArticleHead {
  return JSON.parse(textOfLine(line)) as ArticleHead;
}
