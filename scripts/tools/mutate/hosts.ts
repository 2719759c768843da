// Hosts (host.ts) and what they answer. A host that does not answer in time is killed with all that it has started: the mutant that
// it ran goes in circles, which a test would notice as well.

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Ended, Order, Said } from './host.js';

/** The outcome of one order. */
export interface Outcome {
  /** Milliseconds that each file of tests took. */
  readonly ended: ReadonlyMap<string, number>;
  readonly failed: readonly string[];
  readonly isLate: boolean;
}

export class Host {
  private child: ChildProcess | undefined;

  /**
   * @param copy the folder of the copy
   * @param workers processes that run tests
   */
  constructor(
    private readonly copy: string,
    private readonly workers: number,
  ) {}

  /** @param limit milliseconds */
  async run(order: Order, limit: number): Promise<Outcome> {
    if (!this.child) {
      this.child = this.start();
      await this.answer(this.child, () => {}, START_LIMIT);
    }
    const { child } = this;
    const ended = new Map<string, number>();
    const failed: string[] = [];
    child.send(order);
    const isLate = await this.answer(
      child,
      (said) => {
        ended.set(said.ended, said.ms);
        if (said.failed) failed.push(said.ended);
      },
      limit,
    );
    if (isLate) this.stop();
    return { ended, failed, isLate };
  }

  stop(): void {
    const { pid } = this.child ?? {};
    this.child = undefined;
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  private start(): ChildProcess {
    return fork(join(this.copy, 'scripts/tools/mutate/host.ts'), [String(this.workers)], {
      cwd: this.copy,
      execArgv: ['--import', 'tsx'],
      // A group of its own, to be killed as a whole.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, TMPDIR: join(this.copy, 'tmp'), NO_COLOR: '1' },
    });
  }

  /** Waits until a host has done what it was asked. @returns whether it was late, or has crashed */
  private answer(child: ChildProcess, take: (ended: Ended) => void, limit: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isLate: boolean) => {
        clearTimeout(timer);
        child.off('message', hear).off('exit', crash);
        resolve(isLate);
      };
      const crash = () => end(true);
      const hear = (said: Said) => ('done' in said ? end(false) : take(said));
      const timer = setTimeout(() => end(true), limit);
      child.on('message', hear).on('exit', crash);
    });
  }
}

/** Milliseconds in which a host starts. */
const START_LIMIT = 120_000;
