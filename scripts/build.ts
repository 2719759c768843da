// A build: what is there is looked at, and where anything differs from the last build, the five stages are gone through.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, BuildResult, Summary } from './buildTypes.js';
import { NO_FILES, Survey } from './cache/fileTable.js';
import { takeLock } from './cache/lock.js';
import { sortProblems } from './diagnostics.js';
import { isDamagedRecord, isUnsettled } from './errors.js';
import { type LastBuild, readLastBuild, writeLastBuild } from './lastBuild.js';
import { programVersion } from './program.js';
import { Output } from './publish/publish.js';
import { inputFile, inputPaths } from './read/files.js';

const DAY = 86_400_000;
/** Milliseconds that a build waits for another one in the same folder. */
const LONGEST_WAIT = 600_000;
/** How often a build begins again when files change under its hands. */
const ATTEMPTS = 3;

/** Where results are kept. */
export function cacheFolder({ root, preview }: Pick<BuildOptions, 'root' | 'preview'>): string {
  return preview ? join(root, '.cache/dev') : join(root, '.cache');
}

/** Builds a site. */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const cache = cacheFolder(options);
  const release = await takeLock(join(cache, 'lock'), LONGEST_WAIT, options.waiting);
  try {
    return await buildLocked(options, cache);
  } finally {
    release();
  }
}

async function buildLocked(options: BuildOptions, cache: string): Promise<BuildResult> {
  const { noCache } = options;
  const recordFile = join(cache, 'last-build');
  const times: { [stage: string]: number } = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[stage] = (times[stage] ?? 0) + performance.now() - start;
    return result;
  };
  const unfetched = new Map<string, string>();
  let last = noCache ? undefined : await timed('look', () => readLastBuild<Summary>(recordFile, programVersion()));
  for (let attempt = 1; ; attempt++) {
    try {
      return await buildOnce(options, cache, last, unfetched, timed, times);
    } catch (error) {
      if (attempt === ATTEMPTS || !(isUnsettled(error) || isDamagedRecord(error))) throw error;
      if (isUnsettled(error) && !error.isLoss) continue;
      last = undefined;
      if (isUnsettled(error)) rmSync(join(cache, 'store'), { recursive: true, force: true });
    }
  }
}

type Timed = <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;

async function buildOnce(
  options: BuildOptions,
  cache: string,
  last: LastBuild<Summary> | undefined,
  unfetched: Map<string, string>,
  timed: Timed,
  times: { readonly [stage: string]: number },
): Promise<BuildResult> {
  const { root, noCache } = options;
  const recordFile = join(cache, 'last-build');
  const { inputs, inputProblems, output } = await timed('look', () => lookAround(options, last));
  if (last && inputProblems.length === 0 && isSame(options, inputs, output, last)) {
    const { told } = last;
    if (!inputs.isSame || !output.survey.isSame)
      await timed('keep', () => {
        const fresh = { ...fieldsOf(last), inputs: inputs.table(), outputs: output.survey.table() };
        writeLastBuild(recordFile, programVersion(), fresh);
      });
    const unchanged = told.published ? told.summary.files : 0;
    const summary = { ...told.summary, written: 0, unchanged, removed: 0, rendered: 0, encoded: 0 };
    return { ...told, problems: sortProblems(told.problems), summary, times, slowest: [], reasons: new Map(), last };
  }
  // Everything that a build with something to do needs is loaded here and not before.
  const { make, openStore } = await timed('start', () => import('./back.js'));
  const store = openStore(noCache ? undefined : join(cache, 'store'), Math.floor(Date.now() / DAY));
  store.prepare();
  try {
    const fileOf = (path: string) => inputFile(root, path);
    const made = await make({ options, inputs, fileOf, inputProblems, last, output, store, unfetched, timed });
    const { told } = made.last;
    // A failure of the disk says nothing of the next build.
    const isLasting = told.problems.every(({ ruleId }) => ruleId !== 'publish/failed') && inputProblems.length === 0;
    if (!noCache && isLasting) await timed('keep', () => writeLastBuild(recordFile, programVersion(), made.last));
    const { slowest, reasons } = made;
    const problems = sortProblems(told.problems);
    return { problems, published: told.published, summary: told.summary, times, slowest, reasons, last: made.last };
  } finally {
    await timed('keep', () => store.close());
  }
}

/** The files that the build reads, and those that the last one wrote. */
function lookAround({ root, out, outShown }: BuildOptions, last: LastBuild<Summary> | undefined) {
  const now = Date.now();
  const { paths, problems: inputProblems } = inputPaths(root);
  const inputs = new Survey(paths, (path) => inputFile(root, path), last?.inputs ?? NO_FILES, now);
  const output = new Output(out, outShown, last?.outputs ?? NO_FILES, now);
  return { inputs, inputProblems, output };
}

/** Whether nothing has changed since the last build. */
function isSame({ strict }: BuildOptions, inputs: Survey, output: Output, { told }: LastBuild<Summary>): boolean {
  return (
    told.strict === strict &&
    inputs.isUnchangedAll() &&
    (!told.published || output.isIntact) &&
    told.foreign.length === output.foreign.length &&
    told.foreign.every((path, at) => path === output.foreign[at])
  );
}

function fieldsOf(last: LastBuild<Summary>): LastBuild<Summary> {
  const { inputs, outputs, parts, told, site, sources, sourceLines, headLines, related } = last;
  return { inputs, outputs, parts, told, site, sources, sourceLines, headLines, related };
}
