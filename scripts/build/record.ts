// Puts together the record of a build.

import { type FileTable, NO_FILES } from '../cache/fileTable.js';
import type { Engine } from '../engine/engine.js';
import { dayOf, type LastBuild, outName, storeUse } from '../engine/lastBuild.js';
import type { SettledSite } from '../engine/parts.js';
import type { Diagnostic } from '../types.js';
import type { Summary } from './options.js';
import type { StageContext } from './stageContext.js';

/** The written files and their parts. */
export interface PublishedOutput {
  readonly outputs: FileTable;
  readonly parts: readonly string[];
  /** Hashes of texts that must not be published (scripts/features/leaks/guard.ts) and that no output file contains. */
  readonly absentHashes: readonly string[];
}

export interface BuildOutcome {
  readonly problems: readonly Diagnostic[];
  /** Undefined if nothing was written: the output folder is unchanged. */
  readonly published: PublishedOutput | undefined;
  readonly summary: Summary;
}

/** Returns the record of a build, and retires results in the store that it no longer uses. */
export async function recordOf(
  { inputs, last, options, output, store, unfetched }: StageContext,
  engine: Engine,
  settled: SettledSite,
  { problems, published, summary }: BuildOutcome,
): Promise<LastBuild<Summary>> {
  const { sources } = engine.reading.current;
  const site = engine.record(settled);
  const known = engine.articles.records(sources);
  await store.retire(storeUse(known.sources, site, last));
  const { outputs, parts } = published ?? { outputs: last?.outputs ?? NO_FILES, parts: last?.parts ?? [] };
  const { strict, drafts, derived = [], acceptUrlChanges = false } = options;
  const day = dayOf(site.config, sources, options);
  const outcome = {
    problems,
    published: published !== undefined,
    out: outName(options),
    strict,
    drafts,
    derived,
    day,
    acceptUrlChanges,
    pluginFiles: engine.reading.bundled.files,
    isUnfetched: unfetched.size > 0,
    foreign: output.foreign,
    absentHashes: published?.absentHashes ?? last?.outcome.absentHashes ?? [],
    summary,
  };
  return { inputs: inputs.table(), outputs, parts, outcome, site, ...known, stored: last?.stored };
}
