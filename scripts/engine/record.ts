// What a build leaves for the next, put together.

import { type FileTable, NO_FILES } from '../cache/fileTable.js';
import type { BundledPlugins } from '../plugins/bundle.js';
import type { ReadSource } from '../read/read.js';
import type { Diagnostic } from '../types.js';
import type { Articles } from './articles.js';
import type { MakeContext } from './context.js';
import { dayOf, type KnownSite, type LastBuild, outName } from './lastBuild.js';
import type { Summary } from './options.js';
import { useOf } from './use.js';

/** What was written, and what it was made from. */
export interface Published {
  readonly outputs: FileTable;
  readonly parts: readonly string[];
  /** Hashes of what was looked for in them (scripts/leaks/guard.ts) and is in none. */
  readonly absent: readonly string[];
}

/** What a build came to. */
export interface Result {
  readonly site: KnownSite;
  readonly sources: readonly ReadSource[];
  readonly related: Int32Array;
  readonly problems: readonly Diagnostic[];
  /** Undefined if nothing was written: the output folder is still that of the build before. */
  readonly published: Published | undefined;
  readonly summary: Summary;
  readonly pluginFiles: BundledPlugins['files'];
}

/** The record of a build; results that it no longer uses are retired. */
export async function recordOf(
  { inputs, last, options, output, store, unfetched }: MakeContext,
  articles: Articles,
  { site, sources, related, problems, published, summary, pluginFiles }: Result,
): Promise<LastBuild<Summary>> {
  const known = articles.known(sources);
  await store.retire(useOf(known.sources, site, last));
  const { outputs, parts } = published ?? { outputs: last?.outputs ?? NO_FILES, parts: last?.parts ?? [] };
  const { strict, drafts, precompress = false, acceptUrlChanges = false } = options;
  const day = dayOf(site.config, sources, options);
  const outcome = {
    problems,
    published: published !== undefined,
    out: outName(options),
    strict,
    drafts,
    precompress,
    day,
    acceptUrlChanges,
    pluginFiles,
    isUnfetched: unfetched.size > 0,
    foreign: output.foreign,
    absent: published?.absent ?? last?.outcome.absent ?? [],
    summary,
  };
  return { inputs: inputs.table(), outputs, parts, outcome, site, ...known, related, stored: last?.stored };
}
