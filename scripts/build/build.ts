// A build: what is there is looked at, and where anything differs from the last build, the five stages are gone through.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { problemKey, sortProblems } from '../base/diagnostics.js';
import { isDamagedRecord, isUnsettled } from '../base/errors.js';
import { hashOfBytes } from '../base/hash.js';
import { programVersion } from '../base/program.js';
import { NO_FILES } from '../cache/fileTable.js';
import { takeLock } from '../cache/lock.js';
import { type GoneUrl, readPublishedUrls, URLS_FILE, withoutUrls, writePublishedUrls } from '../config/publishedUrls.js';
import { Inputs } from '../engine/inputs.js';
import {
  addressesFile,
  cacheFolder,
  type LastBuild,
  outName,
  readLastBuild,
  recordFile,
  toldBefore,
  writeLastBuild,
} from '../engine/lastBuild.js';
import { fileStamp } from '../plugins/looks.js';
import { OutputFolder } from '../publish/publish.js';
import { readInput, saveChangedInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import { keepAddresses } from './addresses.js';
import type { BuildOptions, BuildResult, Summary } from './options.js';

/** Milliseconds that a build waits for another one in the same folder. */
const LONGEST_WAIT = 600_000;
/** How often a build begins again when files change under its hands. */
const ATTEMPTS = 3;

/** A build that is not done here. */
export class NotTaken extends Error {}

/**
 * Builds a site.
 * @throws NotTaken if that is not wanted here
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const cache = cacheFolder(options.root);
  const release = await takeLock(join(cache, 'lock'), options.longestWait ?? LONGEST_WAIT, options.waiting);
  try {
    return await buildLocked(options, cache);
  } finally {
    release();
  }
}

async function buildLocked(options: BuildOptions, cache: string): Promise<BuildResult> {
  const { noCache, root, readRecord = readLastBuild<Summary> } = options;
  const times: { [stage: string]: number } = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[stage] = (times[stage] ?? 0) + performance.now() - start;
    return result;
  };
  const unfetched = new Map<string, string>();
  let last = noCache ? undefined : await timed('scan', () => readRecord(recordFile(root), programVersion()));
  for (let attempt = 1; ; attempt++) {
    try {
      return await buildOnce(options, { cache, last: last && forFolder(last, options), unfetched, timed, times });
    } catch (error) {
      if (attempt === ATTEMPTS || !(isUnsettled(error) || isDamagedRecord(error))) throw error;
      if (isUnsettled(error) && !error.isLoss) continue;
      last = undefined;
      if (isUnsettled(error)) rmSync(join(cache, 'store'), { recursive: true, force: true });
    }
  }
}

type Timed = <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;

/** What an attempt at a build is given. */
interface Attempt {
  /** The folder of results. */
  readonly cache: string;
  readonly last: LastBuild<Summary> | undefined;
  /** Pictures of other sites that could not be fetched, with the reasons. */
  readonly unfetched: Map<string, string>;
  readonly timed: Timed;
  readonly times: { readonly [stage: string]: number };
}

async function buildOnce(options: BuildOptions, attempt: Attempt): Promise<BuildResult> {
  const { last, timed, times } = attempt;
  const { inputs, output } = await timed('scan', () => lookAround(options, last));
  if (last && inputs.problems.length === 0 && isSame(options, inputs, output, last)) {
    const { outcome } = last;
    const isExact = inputs.isSame && output.survey.isSame;
    const now = isExact ? last : { ...fieldsOf(last), inputs: inputs.table(), outputs: output.survey.table() };
    if (!isExact) await timed('save', () => writeLastBuild(recordFile(options.root), programVersion(), now));
    const unchanged = outcome.published ? outcome.summary.files : 0;
    const summary = { ...outcome.summary, written: 0, unchanged, removed: 0, rendered: 0, encoded: 0 };
    const problems = sortProblems(outcome.problems);
    const told = new Set(problems.map(problemKey));
    return { ...outcome, problems, summary, times, slowest: [], reasons: new Map(), told, last: now };
  }
  if (options.takes?.({ inputs, output, last }) === false) throw new NotTaken();
  return makeOnce(options, attempt, { inputs, output });
}

/** A build with something to do. */
async function makeOnce(
  options: BuildOptions,
  { cache, last, unfetched, timed, times }: Attempt,
  around: ReturnType<typeof lookAround>,
): Promise<BuildResult> {
  const { root, noCache } = options;
  // Everything that it needs is loaded here and not before.
  const [{ make }, { openStore, today }] = await timed('load', () =>
    Promise.all([import('./make.js'), import('../cache/store.js')]),
  );
  const store = openStore(noCache ? undefined : join(cache, 'store'), today());
  store.prepare();
  try {
    const made = await make({ options, ...around, last, store, unfetched, timed });
    const { outcome } = made.last;
    // A failure of the disk says nothing of the next build.
    const isLasting =
      !outcome.problems.some(isOfDisk) &&
      // A picture that could not be made for such a reason has no key.
      Object.values(made.last.site.rows).every((rows) => rows.every(({ key }) => key !== '')) &&
      around.inputs.problems.length === 0;
    // Before the record: a build that is killed in between makes both again.
    if (made.addresses !== undefined) keepAddresses(root, made.addresses);
    if (!noCache && isLasting) await timed('save', () => writeLastBuild(recordFile(root), programVersion(), made.last));
    if (made.dropped.length > 0) dropUrls(root, made.dropped, around.inputs);
    const { slowest, reasons } = made;
    const problems = sortProblems(outcome.problems);
    const told = toldBefore(last, around.inputs);
    return { problems, published: outcome.published, summary: outcome.summary, times, slowest, reasons, told, last: made.last };
  } finally {
    await timed('save', () => store.close());
  }
}

/** Whether a problem came up while files were read or written, or is one of time: it says nothing of the next build, and some files may be new. */
function isOfDisk({ ruleId }: Diagnostic): boolean {
  return ['source/unreadable', 'code/slow', 'publish/failed', 'publish/overwrite', 'leak/draft', 'leak/path'].includes(ruleId);
}

/**
 * Takes out of content/urls.yaml what is gone. A list that was edited or pulled during the build is left alone: the next build, which
 * it makes stale, says what that one has lost.
 */
function dropUrls(root: string, gone: readonly GoneUrl[], inputs: Inputs): void {
  const now = readInput(root, URLS_FILE);
  if (hashOfBytes(now) !== inputs.hash(URLS_FILE)) return;
  const { urls, dropped } = withoutUrls(readPublishedUrls(now.toString()), gone);
  saveChangedInput(root, URLS_FILE, writePublishedUrls(urls, dropped), now);
}

/** The files that the build reads, and those that the last one wrote. */
function lookAround({ root, out, outShown, changed }: BuildOptions, last: LastBuild<Summary> | undefined) {
  const now = Date.now();
  const inputs = new Inputs(root, last?.inputs, now);
  const output = new OutputFolder(out, outShown, last?.outputs ?? NO_FILES, now);
  output.changed = changed;
  return { inputs, output };
}

/** Whether nothing has changed since the last build. */
function isSame(
  { out, strict, drafts, derived = [], acceptUrlChanges = false, today, root }: BuildOptions,
  inputs: Inputs,
  output: OutputFolder,
  { outcome, site }: LastBuild<Summary>,
): boolean {
  return (
    outcome.out === outName({ root, out }) &&
    outcome.strict === strict &&
    outcome.drafts === drafts &&
    outcome.derived.join() === derived.join() &&
    !outcome.isUnfetched &&
    outcome.pluginFiles.every(([path, look]) => look === fileStamp(path)) &&
    outcome.day === (outcome.day && today(site.config.timezone)) &&
    (!inputs.has(URLS_FILE) || outcome.acceptUrlChanges === acceptUrlChanges) &&
    (!inputs.has(URLS_FILE) || !outcome.published || existsSync(addressesFile(root))) &&
    inputs.isUnchangedAll() &&
    (!outcome.published || output.isIntact) &&
    outcome.foreign.length === output.foreign.length &&
    outcome.foreign.every((path, at) => path === output.foreign[at])
  );
}

/** A record, without its outputs if they are those of another folder: they say nothing of this one. */
function forFolder(last: LastBuild<Summary>, options: BuildOptions): LastBuild<Summary> {
  if (last.outcome.out === outName(options)) return last;
  // Its other fields are still read when they are asked for.
  return Object.create(last, { outputs: { value: NO_FILES }, parts: { value: [] } }) as LastBuild<Summary>;
}

function fieldsOf(last: LastBuild<Summary>): LastBuild<Summary> {
  const { inputs, outputs, parts, outcome, site, sources, sourceLines, headLines, stored } = last;
  return { inputs, outputs, parts, outcome, site, sources, sourceLines, headLines, stored };
}
