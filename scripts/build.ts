// A build: what is there is looked at, and where anything differs from the last build, the five stages are gone through.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { NO_FILES, Survey } from './cache/fileTable.js';
import { type Holder, takeLock } from './cache/lock.js';
import { openStore } from './cache/store.js';
import { sortProblems } from './diagnostics.js';
import { type LastBuild, readLastBuild, writeLastBuild } from './lastBuild.js';
import { programVersion } from './program.js';
import { Output } from './publish/publish.js';
import { inputFile, inputPaths } from './read/files.js';
import type { Diagnostic } from './types.js';

export interface BuildOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** The output folder, absolute; and how messages name it. */
  readonly out: string;
  readonly outShown: string;
  /** Warnings fail the build too. */
  readonly strict: boolean;
  /** Nothing of earlier builds is used, and nothing is kept. */
  readonly noCache: boolean;
  /** Threads besides this one; undefined for as many as are worth it. */
  readonly workers: number | undefined;
  /** Whether the reasons why files were made again are wanted. */
  readonly explain: boolean;
  readonly progress: (done: number, all: number) => void;
  /** Told once, if another build has to be waited for. */
  readonly waiting: (holder: Holder) => void;
}

/** What a build says when it is done. */
export interface Summary {
  readonly posts: number;
  readonly pages: number;
  readonly drafts: number;
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Articles whose markdown was read. */
  readonly rendered: number;
  readonly pictures: number;
  readonly variants: number;
  /** Variants that had to be made. */
  readonly encoded: number;
  /** Bytes of the pictures as the writer keeps them, and as a modern browser loads them at the most. */
  readonly pictureBytes: readonly [number, number];
}

export interface BuildResult {
  readonly problems: readonly Diagnostic[];
  /** Whether dist/ was written. */
  readonly published: boolean;
  readonly summary: Summary;
  /** Milliseconds by stage. */
  readonly times: { readonly [stage: string]: number };
  /** The slowest files to render. */
  readonly slowest: readonly (readonly [file: string, milliseconds: number])[];
  /** Why files were made again, by source or output file; where it was asked for. */
  readonly reasons: ReadonlyMap<string, string>;
  /** What the next build will know. */
  readonly last: LastBuild<Summary>;
}

const DAY = 86_400_000;
/** Milliseconds that a build waits for another one in the same folder. */
const LONGEST_WAIT = 600_000;
/** How often a build begins again when files change under its hands. */
const ATTEMPTS = 3;

/** Builds a site. */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const cache = join(options.root, '.cache');
  const release = await takeLock(join(cache, 'lock'), LONGEST_WAIT, options.waiting);
  try {
    return await buildLocked(options, cache);
  } finally {
    release();
  }
}

async function buildLocked(options: BuildOptions, cache: string): Promise<BuildResult> {
  const { root, noCache } = options;
  const recordFile = join(cache, 'last-build');
  const times: { [stage: string]: number } = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[stage] = (times[stage] ?? 0) + performance.now() - start;
    return result;
  };
  let last = noCache ? undefined : await timed('look', () => readLastBuild<Summary>(recordFile, programVersion()));
  for (let attempt = 1; ; attempt++) {
    const { inputs, inputProblems, output } = await timed('look', () => lookAround(options, last));
    if (last && inputProblems.length === 0 && isSame(options, inputs, output, last)) {
      const { told } = last;
      if (!inputs.isSame || !output.survey.isSame)
        await timed('keep', () => {
          const fresh = { ...fieldsOf(last as LastBuild<Summary>), inputs: inputs.table(), outputs: output.survey.table() };
          writeLastBuild(recordFile, programVersion(), fresh);
        });
      const summary = {
        ...told.summary,
        written: 0,
        unchanged: told.published ? told.summary.files : 0,
        removed: 0,
        rendered: 0,
        encoded: 0,
      };
      return { ...told, problems: sortProblems(told.problems), summary, times, slowest: [], reasons: new Map(), last };
    }
    // Everything that a build with something to do needs is loaded here and not before.
    const { make, Unsettled } = await timed('start', () => import('./make.js'));
    const store = openStore(noCache ? undefined : join(cache, 'store'), Math.floor(Date.now() / DAY));
    let isLost = false;
    try {
      const fileOf = (path: string) => inputFile(root, path);
      const made = await make({ options, inputs, fileOf, inputProblems, last, output, store, timed });
      const { told } = made.last;
      const unlasting = told.problems.some(({ ruleId }) => ruleId === 'publish/failed') || inputProblems.length > 0;
      if (!noCache) {
        // A failure of the disk says nothing of the next build.
        await timed('keep', () => (unlasting ? undefined : writeLastBuild(recordFile, programVersion(), made.last)));
      }
      const { slowest, reasons } = made;
      return {
        problems: sortProblems(told.problems),
        published: told.published,
        summary: told.summary,
        times,
        slowest,
        reasons,
        last: made.last,
      };
    } catch (error) {
      if (!(error instanceof Unsettled) || attempt === ATTEMPTS) throw error;
      isLost = error.isLoss;
    } finally {
      await timed('keep', () => store.close());
    }
    if (isLost) {
      last = undefined;
      rmSync(join(cache, 'store'), { recursive: true, force: true });
    }
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
  const { inputs, outputs, parts, told, site, sources, heads, related } = last;
  return { inputs, outputs, parts, told, site, sources, heads, related };
}
