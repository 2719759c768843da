// `--verify`: builds the site again from scratch in a temporary folder and compares the files. A difference is stale output; the stage
// that kept it is named.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputPath } from '../assemble/addresses.js';
import { problem } from '../base/diagnostics.js';
import { hashOfBytes } from '../base/hash.js';
import { isImageFile } from '../base/inputFolders.js';
import type { BuildOptions, BuildResult, Summary } from '../build/options.js';
import type { Config } from '../config/config.js';
import type { LastBuild } from '../engine/lastBuild.js';
import type { Diagnostic } from '../types.js';

/**
 * Compares a build with one from scratch.
 * @param build builds the site
 * @returns a problem for each file that differs, which names the stage; if a plugin gives different results each time, only problems
 *   that say so
 */
export async function verify(
  options: BuildOptions,
  result: BuildResult,
  build: (options: BuildOptions) => Promise<BuildResult>,
): Promise<Diagnostic[]> {
  const out = mkdtempSync(join(tmpdir(), 'titleblock-verify-'));
  try {
    const { last: fresh, problems } = await build({ ...options, out, noCache: true, explain: false, runsPluginsTwice: true });
    const kept = byPath(result.last);
    const made = byPath(fresh);
    const names = [...new Set([...kept.keys(), ...made.keys()])].sort();
    const unsteady = problems.filter(({ ruleId }) => ruleId === 'plugin/unsteady');
    if (unsteady.length > 0) return unsteady;
    const differing = names.filter((path) => {
      const [found, again] = [join(options.out, path), join(out, path)].map((file) => hashOfFile(file));
      return found === undefined || found !== again;
    });
    const { plugins } = fresh.site.config;
    if (differing.length > 0 && plugins.length > 0) {
      const others = await unsteadyFiles(options, out, build);
      if (others.length > 0) return others.map((path) => unsteadyProblem(`${options.outShown}/${path}`, plugins));
    }
    return differing.map((path) => {
      const hash = hashOfFile(join(options.out, path));
      const stage = stageOf(path, hash, { kept: kept.get(path), made: made.get(path), last: result.last, fresh });
      const note = `kept by the stage ${stage}`;
      return problem(`${options.outShown}/${path}`, undefined, 'verify/differs', 'differs from a build from scratch', { note });
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * Finds files that two builds from scratch make differently: a plugin is to blame, not the cache.
 * @param first output folder of one of them
 */
async function unsteadyFiles(
  options: BuildOptions,
  first: string,
  build: (options: BuildOptions) => Promise<BuildResult>,
): Promise<readonly string[]> {
  const out = mkdtempSync(join(tmpdir(), 'titleblock-verify-'));
  try {
    const { last } = await build({ ...options, out, noCache: true, explain: false });
    return last.outputs.paths.filter((path) => hashOfFile(join(first, path)) !== hashOfFile(join(out, path)));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function unsteadyProblem(file: string, plugins: Config['plugins']): Diagnostic {
  const names = plugins.map(({ name }) => name).join(', ');
  const note = `a plugin must not depend on clocks, random numbers or the network: ${names}`;
  return problem(file, undefined, 'plugin/unsteady', 'two builds from scratch differ in this file', { note });
}

interface Output {
  readonly hash: string;
  readonly parts: string;
}

function byPath({ outputs, parts }: LastBuild<Summary>): Map<string, Output> {
  return new Map(outputs.paths.map((path, at) => [path, { hash: outputs.hashes[at] ?? '', parts: parts[at] ?? '' }]));
}

function hashOfFile(file: string): string | undefined {
  try {
    return hashOfBytes(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** A file in the two builds. */
interface ComparedFile {
  readonly kept: Output | undefined;
  readonly made: Output | undefined;
  readonly last: LastBuild<Summary>;
  readonly fresh: LastBuild<Summary>;
}

/**
 * Returns the stage that kept a stale file.
 * @param hash of the file in the output folder
 */
function stageOf(path: string, hash: string | undefined, { kept, made, last, fresh }: ComparedFile): string {
  if (!kept || !made) return 'scan';
  if (hash !== kept.hash) return 'publish';
  if (kept.parts === made.parts) return 'assemble';
  const article = ({ sources }: LastBuild<Summary>) => sources.find(({ source }) => outputPath(source.url) === path);
  const [before, now] = [article(last), article(fresh)];
  if (JSON.stringify(before?.source) !== JSON.stringify(now?.source)) return 'read';
  if (before?.hashes.article !== now?.hashes.article) return 'render';
  return isImageFile(path) ? 'picture' : 'assemble, or data from other articles';
}
