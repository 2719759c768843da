// The record of the last build: the files it read and wrote, an entry for each markdown file, and its result.

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
import { filesOfTable, readRecord, type StoredRecord, tableOfFiles, UNCHANGED } from '../cache/record.js';
import type { StoreUse } from '../cache/store.js';
import { writeRecord } from '../cache/writeRecord.js';
import type { Config } from '../config/config.js';
import { isInFuture } from '../read/publicationDay.js';
import type { ArticleHead, Diagnostic, Source } from '../types.js';
import type { Inputs } from './inputs.js';
import { keysOfRows, type Row, type RowTables, rowsOfTable, tableOfRows } from './rows.js';

/** The record's entry for a markdown file. */
export interface SourceRecord {
  readonly source: Source;
  readonly draft: boolean;
  /** Problems of its header. */
  readonly problems: readonly Diagnostic[];
  /** Key of its article in the store; empty for drafts. */
  readonly key: string;
  readonly hashes: ArticleHashes;
  /**
   * True if its article has problems or refers to pictures, files or headings. The heads of other articles need not be parsed.
   */
  readonly needsChecks: boolean;
}

/** The record's entry for the site as a whole. */
export interface SiteRecord {
  readonly config: Config;
  readonly configProblems: readonly Diagnostic[];
  /** Hash of all names that links and pictures can refer to. */
  readonly names: string;
  /** Hash of the program and of the settings that articles depend on. */
  readonly settings: string;
  readonly templates: {
    /** Hash of all template files. */
    readonly key: string;
    /** Hash of each template with its partials, by name without `.html`. */
    readonly hashes: { readonly [name: string]: string };
    /** Data and plugin variables that each template uses. */
    readonly data: { readonly [name: string]: readonly string[] };
    /** Front matter fields that templates show as they are. */
    readonly fields: readonly string[];
    readonly problems: readonly Diagnostic[];
  };
  /** Rows of the artifacts. */
  readonly rows: RowTables;
}

/** The result of a build. It is reported again if nothing has changed since. */
export interface RecordedResult<Summary> {
  readonly problems: readonly Diagnostic[];
  readonly published: boolean;
  /** Name of the output folder (`outName`) that the record's outputs are in. */
  readonly out: string;
  readonly strict: boolean;
  readonly drafts: boolean | 'preview';
  /** Names of the features whose derived files were made. */
  readonly derived: readonly string[];
  /** True if published addresses that are gone were given up. */
  readonly acceptUrlChanges: boolean;
  /** Day of the build, if the output depends on it; otherwise empty. */
  readonly day: string;
  /** Files in the bundles of plugins: absolute paths, and stats as text. */
  readonly pluginFiles: readonly (readonly [path: string, stamp: string])[];
  /** True if some remote pictures could not be downloaded: the next build tries again. */
  readonly isUnfetched: boolean;
  readonly foreign: readonly string[];
  /** Hashes of texts that must not be published (scripts/features/leaks/guard.ts) and that no output contains. */
  readonly absentHashes: readonly string[];
  readonly summary: Summary;
}

/**
 * Returns the name of an output folder in the record: relative if it is below the site's folder, so that both can be moved;
 * otherwise absolute.
 */
export function outName({ root, out }: { readonly root: string; readonly out: string }): string {
  const below = relative(root, out);
  return below.startsWith('..') ? out : below;
}

/** Returns the day of a build if its output depends on it; otherwise an empty text. */
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
  /** The `parts` of each output (scripts/assemble/plan.ts), in the order of `outputs`. */
  readonly parts: readonly string[];
  readonly outcome: RecordedResult<Summary>;
  readonly site: SiteRecord;
  readonly sources: readonly SourceRecord[];
  /** Each entry of `sources` as JSON. */
  readonly sourceLines: LineValues;
  /** Heads of articles as JSON, in the order of `sources`; `null` for drafts. */
  readonly headLines: LineValues;
  /** The record that this was read from, or that it will replace. */
  readonly stored: StoredRecord | undefined;
}

/** The parts of the record that the engine uses. */
export type PreviousBuild = Pick<LastBuild<unknown>, 'site' | 'sources' | 'headLines' | 'outcome'> &
  Partial<Pick<LastBuild<unknown>, 'sourceLines'>>;

/** Folders that builds and `dev` write into. */
const OWN_FOLDERS = ['.cache', '.cache/store', '.cache/dev', '.cache/dev/pictures'];

/**
 * Returns the folder of the builds' cache.
 * @throws OutsideError if something there is a symlink: a site may come from anyone
 */
export function cacheFolder(root: string): string {
  for (const folder of OWN_FOLDERS) refuseLink(root, folder);
  return join(root, '.cache');
}

/** Returns the file with the addresses that the last build published (scripts/build/addresses.ts). */
export function addressesFile(root: string): string {
  return join(cacheFolder(root), 'addresses');
}

/** Returns the file of the record. */
export function recordFile(root: string): string {
  return join(cacheFolder(root), 'last-build');
}

/**
 * Reads the record of the last build. Each part is read when it is first used.
 * @param program only accept a record of this program version; undefined accepts any
 * @returns undefined if there is no such record
 */
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
    outcome: () => JSON.parse(stored.text('outcome')) as RecordedResult<Summary>,
    site: () => siteOf(stored),
    sources: () => lines().parse<SourceRecord>(),
    sourceLines: lines,
    headLines: () => sources.lines('heads'),
    stored: () => stored,
  });
}

/** The parts of a record that stay usable when another build replaces the file. */
export type LoadedLastBuild = Pick<LastBuild<unknown>, 'inputs' | 'site' | 'sources' | 'headLines' | 'outcome'>;

/**
 * Reads a record completely, since another build may replace it at any time. Returns undefined if there is none or it is damaged.
 */
export function loadLastBuild(root: string): LoadedLastBuild | undefined {
  try {
    const last = readLastBuild<unknown>(recordFile(root), programVersion());
    if (!last) return undefined;
    // Spreading reads the lazy fields now, while the file is still the same.
    const { sources, outcome } = last;
    const site = { ...last.site, rows: { ...last.site.rows } };
    return { inputs: { ...last.inputs }, site, sources, headLines: readLines(last.headLines), outcome };
  } catch (error) {
    if (isDamagedRecord(error)) return undefined;
    throw error;
  }
}

/** Returns the keys of the problems that the last build reported for files that have not changed since. */
export function previouslyReported(last: Pick<LastBuild<unknown>, 'outcome'> | undefined, inputs: Inputs): Set<string> {
  const isSame = ({ file }: Diagnostic) => !inputs.has(file) || inputs.isUnchanged(file);
  return new Set((last?.outcome.problems ?? []).filter(isSame).map(problemKey));
}

/** Returns an object whose fields are computed when they are first read. */
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

/** Prefix of the names of row tables in a record. */
const ROW_TABLE_PREFIX = 'rows/';

/** The record that rows were read from. Rows that are still the same object need not be written again. */
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
        ROW_TABLE_PREFIX + name,
        stored && recordOfRows.get(own) === stored ? UNCHANGED : tableOfRows(own),
      ]),
    ),
  };
  const texts = { outcome: JSON.stringify(outcome), site: JSON.stringify(others) };
  writeRecord(file, program, { texts, tables }, { before: stored });
}

function siteOf(stored: StoredRecord): SiteRecord {
  const names = stored.tables.filter((name) => name.startsWith(ROW_TABLE_PREFIX));
  const read = (name: string) => () => {
    const rows = rowsOfTable(stored.table(name));
    recordOfRows.set(rows, stored);
    return rows;
  };
  const rows = lazily(Object.fromEntries(names.map((name) => [name.slice(ROW_TABLE_PREFIX.length), read(name)])));
  return { ...(JSON.parse(stored.text('site')) as Omit<SiteRecord, 'rows'>), rows };
}

/** Returns the stored results that a build uses, and how they differ from those of the previous build. */
export function storeUse(sources: readonly SourceRecord[], { rows }: SiteRecord, last: LastBuild<unknown> | undefined): StoreUse {
  const all = () => new Set([...sources.map(({ key }) => key).filter(Boolean), ...keysOfRows(rows)]);
  if (!last) return { all };
  const before = new Set(last.sources);
  const same = new Set(sources.filter((source) => before.has(source)));
  const keys = (list: readonly SourceRecord[]) => list.filter((source) => !same.has(source)).map(({ key }) => key);
  const keysOfOthers = (list: readonly SourceRecord[], own: RowTables, other: RowTables) =>
    new Set([...keys(list), ...keysOfRows(own, other)].filter(Boolean));
  const used = keysOfOthers(sources, rows, last.site.rows);
  const usedBefore = keysOfOthers(last.sources, last.site.rows, rows);
  const added = [...used].filter((key) => !usedBefore.has(key));
  const dropped = [...usedBefore].filter((key) => !used.has(key));
  return { all, since: { added, dropped } };
}

/** Parses the head of an article. */
export function parseHead(line: Line): ArticleHead {
  return JSON.parse(textOfLine(line)) as ArticleHead;
}
