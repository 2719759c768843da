// A real server for tests, which can be killed and restarted, and worker processes.

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { QueueSettings } from '../../scripts/work/queue/connection.js';
import { environment, PROGRAM, redis, temporaryFolder } from '../support.js';

/** Path of `redis-server` or `valkey-server`; undefined if there is none. */
export const SERVER = redis();

/** Returns a free port. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export class Server {
  private child: ChildProcess | undefined;
  private constructor(
    readonly port: number,
    private readonly password: string | undefined,
  ) {}

  static async start(password?: string): Promise<Server> {
    const server = new Server(await freePort(), password);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Without persistence between starts. */
  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--save', '', '--appendonly', 'no', '--dir', temporaryFolder()];
    const child = spawn(SERVER as string, [...options, ...(this.password ? ['--requirepass', this.password] : [])]);
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (data) => String(data).includes('Ready to accept') && resolve());
      child.on('exit', () => reject(new Error('the server does not start')));
    });
  }

  async kill(): Promise<void> {
    if (this.child) await ended(this.child);
    this.child = undefined;
  }
}

/** Queue settings for a build or a worker of a test. */
export const settingsOf = (server: Server, more: Partial<QueueSettings> = {}): QueueSettings => ({
  url: server.url,
  store: undefined,
  reconnectTimeout: 5000,
  log: () => {},
  ...more,
});

function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  return exit;
}

/** A running command of the program. */
export class Running {
  shown = '';
  readonly child: ChildProcess;
  readonly code: Promise<number | null>;

  constructor(args: readonly string[], env: { readonly [name: string]: string } = {}) {
    this.child = spawn(process.execPath, [PROGRAM, ...args], { env: environment(env) });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data) => {
        this.shown += String(data);
      });
    this.code = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  async shows(text: string, milliseconds = 30_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!this.shown.includes(text)) {
      if (Date.now() > end || this.child.exitCode !== null) throw new Error(`"${text}" was not shown, but: ${this.shown}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  kill(): Promise<void> {
    return this.child.exitCode === null && this.child.signalCode === null ? ended(this.child) : Promise.resolve();
  }
}

/** Starts a worker and waits until it is ready. */
export async function startWorker(server: Server, ...more: readonly string[]): Promise<Running> {
  const worker = new Running(['worker', '--queue', server.url, '--threads', '1', ...more]);
  await worker.shows('working for');
  return worker;
}
