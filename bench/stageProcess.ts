// Starts the processes that measure stages (stageRounds.ts).
//
// They run a bundle, as the program does (scripts/start/start.cjs). With tsx, each creation of a function would also set its
// name, which takes time.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { load, PROJECT } from '../scripts/base/program.js';

/** The stages in order. */
export const STAGES = ['read', 'parse', 'tree', 'stringify', 'links and the rest of render', 'template', 'write'] as const;
export type Stage = (typeof STAGES)[number];

/** Milliseconds for all posts, by stage. */
export type StageRound = { readonly [stage in Stage]?: number };

/** Input of a process. */
export interface RoundsInput {
  readonly side: 'ours' | 'bare';
  /** The site's folder. */
  readonly root: string;
  readonly posts: number;
  readonly rounds: number;
}

/** Inside the project, so that packages that are not bundled are found. */
const BUNDLE = join(PROJECT, 'node_modules/.cache/titleblock-bench/stageRounds.cjs');
/** The V8 flags that the program sets. */
const FLAGS = ['--min-semi-space-size=16', '--heap-growing-percent=50'];

/** Bundles stageRounds.ts. */
async function bundleRounds(): Promise<void> {
  const { loaded, optional } = load('../start/start.cjs') as { readonly [list in 'loaded' | 'optional']: string[] };
  await build({
    absWorkingDir: PROJECT,
    entryPoints: [fileURLToPath(new URL('stageRounds.ts', import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: [...loaded, ...optional, 'classic-level', 'esbuild'],
    alias: { 'js-yaml': join(PROJECT, 'scripts/start/noYaml.ts') },
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(PROJECT, 'scripts/base/program.ts')).href) },
    logLevel: 'error',
  });
}

let bundled: Promise<void> | undefined;

/** Measures rounds in a new process. The first round is cold. */
export async function roundsOf(input: RoundsInput): Promise<StageRound[]> {
  bundled ??= bundleRounds();
  await bundled;
  const child = fork(BUNDLE, { execArgv: FLAGS, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  child.send(input);
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`the process that measures stages ended with ${code}: ${errors.slice(0, 2000)}`);
  });
  // The process also ends after its answer, when nobody waits for this promise.
  ended.catch(() => {});
  const [rounds] = (await Promise.race([once(child, 'message'), ended])) as [StageRound[]];
  return rounds;
}
