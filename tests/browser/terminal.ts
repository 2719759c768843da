// Runs the program in a pseudo-terminal like a writer: reads its output, and types input.

import { type ChildProcess, spawn } from 'node:child_process';
import { environment, PROGRAM } from '../support.js';

/** Maximum wait for a text, in milliseconds. */
const PATIENCE = 120_000;

export class Terminal {
  /** All output so far, including colours and cursor movements. */
  shown = '';
  /** The exit code. */
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private notify: () => void = () => {};

  /** Starts a command in a terminal provided by util-linux's `script`. With `exec`, no shell in between answers Ctrl-C. */
  constructor(...args: readonly string[]) {
    const command = [process.execPath, PROGRAM, ...args].map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ');
    const { NO_COLOR: _none, ...env } = environment();
    this.child = spawn('script', ['-qfec', `exec ${command}`, '/dev/null'], { env: { ...env, TERM: 'xterm-256color' } });
    const note = (data: Buffer) => {
      this.shown += data.toString();
      this.notify();
    };
    this.child.stdout?.on('data', note);
    this.child.stderr?.on('data', note);
    this.ended = new Promise((resolve) => this.child.on('close', resolve));
  }

  /** Waits until a pattern matches the output. */
  async waits(pattern: RegExp): Promise<RegExpExecArray> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = pattern.exec(this.shown);
      if (found) return found;
      const changed = new Promise<void>((resolve) => {
        this.notify = resolve;
      });
      const hasEnded = await Promise.race([changed.then(() => false), this.ended.then(() => !pattern.test(this.shown))]);
      if (hasEnded || Date.now() > end) throw new Error(`${pattern} was not shown, but:\n${this.shown}`);
    }
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Types Ctrl-C. Returns the exit code. */
  async interrupted(): Promise<number | null> {
    this.type('\x03');
    return this.ended;
  }
}
