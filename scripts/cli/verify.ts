// `--verify`: the site is built again from scratch in a folder of its own, and compared. Whatever differs was kept wrongly, and the stage that
// kept it is named.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputPath } from '../assemble/addresses.js';
import { problem } from '../base/diagnostics.js';
import { hashOfBytes } from '../base/hash.js';
import { isImageFile } from '../base/inputFolders.js';
import type { BuildOptions, BuildResult, Summary } from '../build/options.js';
import type { LastBuild } from '../engine/lastBuild.js';
import type { Diagnostic } from '../types.js';

/**
 * The files in which a build and one from scratch differ, each as a problem that names the stage.
 * @param build builds the site
 */
export async function verify(
  options: BuildOptions,
  result: BuildResult,
  build: (options: BuildOptions) => Promise<BuildResult>,
): Promise<Diagnostic[]> {
  const out = mkdtempSync(join(tmpdir(), 'titleblock-verify-'));
  try {
    const { last: fresh, problems } = await build({ ...options, out, noCache: true, explain: false, twice: true });
    const kept = byPath(result.last);
    const made = byPath(fresh);
    const names = [...new Set([...kept.keys(), ...made.keys()])].sort();
    const unsteady = problems.filter(({ ruleId }) => ruleId === 'plugin/unsteady');
    if (unsteady.length > 0) return unsteady;
    return names.flatMap((path) => {
      const bytes = [join(options.out, path), join(out, path)].map((file) => hashOfFile(file));
      if (bytes[0] !== undefined && bytes[0] === bytes[1]) return [];
      const stage = stageOf(path, bytes[0], { kept: kept.get(path), made: made.get(path), last: result.last, fresh });
      const note = `stale stage: ${stage}`;
      return [
        problem(`${options.outShown}/${path}`, undefined, 'verify/differs', 'differs from a build from scratch', {
          note,
        }),
      ];
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
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

/** What two builds say of a file. */
interface Compared {
  readonly kept: Output | undefined;
  readonly made: Output | undefined;
  readonly last: LastBuild<Summary>;
  readonly fresh: LastBuild<Summary>;
}

/** @param hash of the file as it is in the output folder */
function stageOf(path: string, hash: string | undefined, { kept, made, last, fresh }: Compared): string {
  if (!kept || !made) return 'read (which files there are)';
  if (hash !== kept.hash) return 'publish';
  if (kept.parts === made.parts) return 'assemble';
  const article = ({ sources }: LastBuild<Summary>) => sources.find(({ source }) => outputPath(source.url) === path);
  const [before, now] = [article(last), article(fresh)];
  if (JSON.stringify(before?.source) !== JSON.stringify(now?.source)) return 'read';
  if (before?.hashes.article !== now?.hashes.article) return 'render';
  return isImageFile(path) ? 'picture' : 'assemble, or what it takes of other articles';
}
