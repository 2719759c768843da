// Starts and stops host processes (host.ts). A host that doesn't answer in time is killed with all its children: its mutant has
// probably caused an endless loop, which counts as killed.

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FileResult, HostMessage, Order } from './host.js';

/** The result of one order. */
export interface Outcome {
  /** Duration of each test file in milliseconds. */
  readonly ended: ReadonlyMap<string, number>;
  readonly failed: readonly string[];
  readonly isUnfinished: boolean;
}

/** A host process, started with the first order. */
export class Host {
  private child: ChildProcess | undefined;

  /**
   * @param copy the folder with the copy of the program that has the mutants
   * @param workers number of processes that run tests
   */
  constructor(
    private readonly copy: string,
    private readonly workers: number,
  ) {}

  /** Runs an order. @param limit time limit in milliseconds */
  async run(order: Order, limit: number): Promise<Outcome> {
    if (!this.child) {
      this.child = this.start();
      await this.answer(this.child, () => {}, START_LIMIT);
    }
    const { child } = this;
    const ended = new Map<string, number>();
    const failed: string[] = [];
    child.send(order);
    const isUnfinished = await this.answer(
      child,
      (message) => {
        ended.set(message.ended, message.ms);
        if (message.failed) failed.push(message.ended);
      },
      limit,
    );
    if (isUnfinished) this.stop();
    return { ended, failed, isUnfinished };
  }

  stop(): void {
    const { pid } = this.child ?? {};
    this.child = undefined;
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // The process has already ended.
    }
  }

  private start(): ChildProcess {
    return fork(join(this.copy, 'scripts/tools/mutate/host.ts'), [String(this.workers)], {
      cwd: this.copy,
      execArgv: ['--import', 'tsx'],
      // Its own process group, so that it can be killed with its children.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Long tests notice mutants that their core doesn't.
      env: { ...process.env, TITLEBLOCK_LONG: '1', TMPDIR: join(this.copy, 'tmp'), NO_COLOR: '1' },
    });
  }

  /** Waits until a host has completed an order. @returns true if it was late or has crashed */
  private answer(child: ChildProcess, take: (ended: FileResult) => void, limit: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isUnfinished: boolean) => {
        clearTimeout(timer);
        child.off('message', hear).off('exit', crash);
        resolve(isUnfinished);
      };
      const crash = () => end(true);
      const hear = (message: HostMessage) => ('done' in message ? end(false) : take(message));
      const timer = setTimeout(() => end(true), limit);
      child.on('message', hear).on('exit', crash);
    });
  }
}

/** Time limit for the start of a host, in milliseconds. */
const START_LIMIT = 120_000;
