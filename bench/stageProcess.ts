// Processes that measure stages (stageRounds.ts), as whoever starts them sees them.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The stages in their order. */
export const STAGES = ['read', 'parse', 'tree', 'stringify', 'links and the rest of render', 'template', 'write'] as const;
export type Stage = (typeof STAGES)[number];

/** Milliseconds for all posts, by stage. */
export type StageRound = { readonly [stage in Stage]?: number };

/** What a process is to measure. */
export interface RoundsAsked {
  readonly side: 'ours' | 'bare';
  /** The site's folder. */
  readonly root: string;
  readonly posts: number;
  readonly rounds: number;
}

/** Measures rounds in a new process, in which the first one is cold. */
export async function roundsOf(asked: RoundsAsked): Promise<StageRound[]> {
  const file = fileURLToPath(new URL('stageRounds.ts', import.meta.url));
  const child = fork(file, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  child.send(asked);
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`the process that measures stages ended with ${code}: ${errors.slice(0, 2000)}`);
  });
  // It ends after its answer as well.
  ended.catch(() => {});
  const [rounds] = (await Promise.race([once(child, 'message'), ended])) as [StageRound[]];
  return rounds;
}
