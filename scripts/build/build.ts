// A build: compares inputs and outputs with the record of the last build, and runs the five stages only if anything has changed.

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
  previouslyReported,
  readLastBuild,
  recordFile,
  writeLastBuild,
} from '../engine/lastBuild.js';
import { fileStamp } from '../plugins/fileStamp.js';
import { OutputFolder } from '../publish/publish.js';
import { readInput, saveChangedInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import { saveAddresses } from './addresses.js';
import type { BuildOptions, BuildResult, Summary } from './options.js';

/** Milliseconds to wait for another build of the site. */
const LONGEST_WAIT = 600_000;
/** Attempts of a build while files keep changing. */
const ATTEMPTS = 3;

/** Thrown if `accepts` rejects a build. */
export class BuildRefused extends Error {}

/**
 * Builds a site.
 * @throws BuildRefused if `accepts` returns false
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const cache = cacheFolder(options.root);
  const release = await takeLock(join(cache, 'lock'), options.longestWait ?? LONGEST_WAIT, options.onWait);
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
      return await buildOnce(options, { cache, last: last && withoutOtherOutputs(last, options), unfetched, timed, times });
    } catch (error) {
      if (attempt === ATTEMPTS || !(isUnsettled(error) || isDamagedRecord(error))) throw error;
      if (isUnsettled(error) && !error.isLoss) continue;
      last = undefined;
      if (isUnsettled(error)) rmSync(join(cache, 'store'), { recursive: true, force: true });
    }
  }
}

type Timed = <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;

interface Attempt {
  /** The cache folder. */
  readonly cache: string;
  readonly last: LastBuild<Summary> | undefined;
  /** Remote pictures that could not be downloaded, with the reasons. */
  readonly unfetched: Map<string, string>;
  readonly timed: Timed;
  readonly times: { readonly [stage: string]: number };
}

async function buildOnce(options: BuildOptions, attempt: Attempt): Promise<BuildResult> {
  const { last, timed, times } = attempt;
  const { inputs, output } = await timed('scan', () => scanFiles(options, last));
  if (last && inputs.problems.length === 0 && isSame(options, inputs, output, last)) {
    const { outcome } = last;
    const isExact = inputs.hasSameStats && output.survey.hasSameStats;
    const now = isExact ? last : { ...fieldsOf(last), inputs: inputs.table(), outputs: output.survey.table() };
    if (!isExact) await timed('save', () => writeLastBuild(recordFile(options.root), programVersion(), now));
    const unchanged = outcome.published ? outcome.summary.files : 0;
    const summary = { ...outcome.summary, written: 0, unchanged, removed: 0, rendered: 0, encoded: 0 };
    const problems = sortProblems(outcome.problems);
    const reported = new Set(problems.map(problemKey));
    return { ...outcome, problems, summary, times, slowest: [], reasons: new Map(), reported, last: now };
  }
  if (options.accepts?.({ inputs, output, last }) === false) throw new BuildRefused();
  return makeOnce(options, attempt, { inputs, output });
}

/** Runs the stages of a build. */
async function makeOnce(
  options: BuildOptions,
  { cache, last, unfetched, timed, times }: Attempt,
  scan: ReturnType<typeof scanFiles>,
): Promise<BuildResult> {
  const { root, noCache } = options;
  // Loaded only now, so that a build without changes starts faster.
  const [{ runStages }, { openStore, today }] = await timed('load', () =>
    Promise.all([import('./make.js'), import('../cache/store.js')]),
  );
  const store = openStore(noCache ? undefined : join(cache, 'store'), today());
  store.prepare();
  try {
    const made = await runStages({ options, ...scan, last, store, unfetched, timed });
    const { outcome } = made.last;
    // After a temporary failure, a record would be wrong: the next build must try again.
    const isLasting =
      !outcome.problems.some(isTemporary) &&
      // A picture that failed for such a reason has no key.
      Object.values(made.last.site.rows).every((rows) => rows.every(({ key }) => key !== '')) &&
      scan.inputs.problems.length === 0;
    // Written before the record: if the build is killed in between, the next one writes both.
    if (made.addresses !== undefined) saveAddresses(root, made.addresses);
    if (!noCache && isLasting) await timed('save', () => writeLastBuild(recordFile(root), programVersion(), made.last));
    if (made.dropped.length > 0) dropUrls(root, made.dropped, scan.inputs);
    const { slowest, reasons } = made;
    const problems = sortProblems(outcome.problems);
    const reported = previouslyReported(last, scan.inputs);
    return {
      problems,
      published: outcome.published,
      summary: outcome.summary,
      times,
      slowest,
      reasons,
      reported,
      last: made.last,
    };
  } finally {
    await timed('save', () => store.close());
  }
}

/**
 * True for a problem that may be gone in the next build although no input has changed: one of the disk, of a time limit, or of
 * files in the output folder.
 */
function isTemporary({ ruleId }: Diagnostic): boolean {
  return ['source/unreadable', 'code/slow', 'publish/failed', 'publish/overwrite', 'leak/draft', 'leak/path'].includes(ruleId);
}

/**
 * Removes addresses from content/urls.yaml. A list that was changed during the build is left alone: the next build sees that
 * change and reports what is missing from it.
 */
function dropUrls(root: string, gone: readonly GoneUrl[], inputs: Inputs): void {
  const now = readInput(root, URLS_FILE);
  if (hashOfBytes(now) !== inputs.hash(URLS_FILE)) return;
  const text = now.toString();
  saveChangedInput(root, URLS_FILE, writePublishedUrls(withoutUrls(readPublishedUrls(text), gone), { text }), now);
}

/** Surveys the input files, and the output of the last build. */
function scanFiles({ root, out, outShown, onFileChange }: BuildOptions, last: LastBuild<Summary> | undefined) {
  const now = Date.now();
  const inputs = new Inputs(root, last?.inputs, now);
  const output = new OutputFolder(out, outShown, last?.outputs ?? NO_FILES, now);
  output.onChange = onFileChange;
  return { inputs, output };
}

/** True if nothing has changed since the last build. */
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
    outcome.pluginFiles.every(([path, stamp]) => stamp === fileStamp(path)) &&
    outcome.day === (outcome.day && today(site.config.timezone)) &&
    (!inputs.has(URLS_FILE) || outcome.acceptUrlChanges === acceptUrlChanges) &&
    (!inputs.has(URLS_FILE) || !outcome.published || existsSync(addressesFile(root))) &&
    inputs.areAllUnchanged() &&
    (!outcome.published || output.isIntact) &&
    outcome.foreign.length === output.foreign.length &&
    outcome.foreign.every((path, at) => path === output.foreign[at])
  );
}

/** Returns the record, without its outputs if they are in another output folder. */
function withoutOtherOutputs(last: LastBuild<Summary>, options: BuildOptions): LastBuild<Summary> {
  if (last.outcome.out === outName(options)) return last;
  // The other fields stay lazy.
  return Object.create(last, { outputs: { value: NO_FILES }, parts: { value: [] } }) as LastBuild<Summary>;
}

function fieldsOf(last: LastBuild<Summary>): LastBuild<Summary> {
  const { inputs, outputs, parts, outcome, site, sources, sourceLines, headLines, stored } = last;
  return { inputs, outputs, parts, outcome, site, sources, sourceLines, headLines, stored };
}
