// Builds for other processes while `dev` runs (delegated.ts). Such a build is the function that `build` calls itself, with the same
// lock; one at a time. Only small jobs are taken: after an edit of a few texts, starting is most of the work. All else would keep
// open pages waiting and fill the memory of a process that runs for hours, and is not much faster here.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { problemKey } from '../base/diagnostics.js';
import { isContentFile } from '../base/inputFolders.js';
import { replaceFile } from '../base/replaceFile.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import {
  addressOfServer,
  type BuildRequest,
  isWindows,
  lineSplitter,
  PIPES,
  processKey,
  type ServerMessage,
  shortPath,
  socketFile,
  todayOf,
} from './delegated.js';
import type { Build, BuildState } from './options.js';
import { MAX_FILES, RecordInMemory } from './recordInMemory.js';
import { warmUp } from './warmUp.js';

/** The most texts that may have changed since the last build. */
const MAX_CHANGES = 20;
/** Characters of a request: paths and a few words. */
const MAX_REQUEST_LENGTH = 100_000;

/** Whether a server listens. The socket of a process that is gone refuses at once. */
function isAnswered(file: string): Promise<boolean> {
  const address = addressOfServer(file);
  if (address === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(address, () => resolve(true));
    socket.on('error', () => resolve(false)).on('close', () => resolve(false));
    socket.unref();
    socket.on('connect', () => socket.destroy());
  });
}

/** Listens, and puts the socket in its place when it is ready, over what a killed process left. @returns its inode */
async function publish(server: Server, file: string): Promise<number> {
  if (isWindows) {
    const name = `${PIPES}${randomUUID()}`;
    await once(server.listen(name), 'listening');
    replaceFile(file, name, undefined, 0o600);
  } else {
    const own = `${file}.${process.pid}`;
    const path = shortPath(own);
    if (path === undefined) throw new Error(`${own} is too long for a socket`);
    rmSync(own, { force: true });
    const mask = process.umask(0o177);
    // The socket is there when the call returns.
    server.listen(path);
    process.umask(mask);
    await once(server, 'listening');
    renameSync(own, file);
  }
  return lstatSync(file).ino;
}

/** Builds a site for other processes until it is closed; one at a time. */
export class BuildServer {
  /** Settles when jobs are taken; false if that cannot be done here, or another server does it. */
  readonly ready: Promise<boolean>;
  private readonly file: string;
  private readonly server = createServer((socket) => this.serve(socket));
  private readonly record: RecordInMemory;
  private isClosed = false;
  private current: Promise<void> | undefined;
  private inode: number | undefined;

  /**
   * @param root the site's folder, absolute
   * @throws OutsideError if a folder on the way to the socket is a symlink
   */
  constructor(
    private readonly root: string,
    private readonly build: Build,
  ) {
    this.file = socketFile(root);
    this.record = new RecordInMemory(root);
    this.ready = this.start();
  }

  /** Whether a build is under way. */
  get isBusy(): boolean {
    return this.current !== undefined;
  }

  /** Takes no more jobs, and waits for the one at hand. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.ready;
    if (this.inode !== undefined && lstatSync(this.file, { throwIfNoEntry: false })?.ino === this.inode)
      rmSync(this.file, { force: true });
    this.server.close();
    await this.current;
    this.record.close();
  }

  private async start(): Promise<boolean> {
    try {
      if (await isAnswered(this.file)) return false;
      mkdirSync(dirname(this.file), { recursive: true });
      await warmUp(join(dirname(this.file), 'warm-up'), this.build, () => !this.isClosed);
      if (this.isClosed) return false;
      this.inode = await publish(this.server, this.file);
      this.record.readSoon();
      return true;
    } catch {
      // A path that is too long, a file system without sockets, a read-only disk.
      return false;
    }
  }

  private serve(socket: Socket): void {
    // Whoever asked is gone: it builds by itself, or was stopped.
    socket.on('error', () => socket.destroy());
    // A connection that says nothing does not keep the program running.
    socket.unref();
    let length = 0;
    const take = lineSplitter((line) => {
      if (this.isClosed || this.current) socket.end(lineOf({ type: 'refused' }));
      else this.current = this.answer(socket, line).finally(() => (this.current = undefined));
    });
    socket.setEncoding('utf8').on('data', (text: string) => {
      length += text.length;
      if (length > MAX_REQUEST_LENGTH) socket.destroy();
      else take(text);
    });
  }

  private async answer(socket: Socket, line: string): Promise<void> {
    const last = await this.answerTo(line, (answer) => write(socket, lineOf(answer))).catch(() => undefined);
    socket.end(lineOf(last ?? { type: 'refused' }));
    this.record.readSoon();
  }

  /** @param say resolves when a message is on its way */
  private async answerTo(line: string, say: (answer: ServerMessage) => Promise<void>): Promise<ServerMessage | undefined> {
    const { job, key } = JSON.parse(line) as BuildRequest;
    if (key !== processKey(this.root) || job.root !== this.root) return undefined;
    await say({ type: 'taken' });
    const { problems, published, summary, times, reported } = await this.build({
      ...job,
      today: todayOf(job.date),
      noCache: false,
      workers: undefined,
      explain: false,
      // A process that waits for another build says so itself.
      longestWait: -1,
      accepts: isSmall,
      readRecord: this.record.read,
      progress: (progress) => void say({ type: 'progress', progress }).catch(() => {}),
      onWait: () => {},
    });
    // This process remembers for some minutes which diagrams took too long (scripts/svg/graphviz.ts); another tries them again.
    if (problems.some(({ ruleId }) => ruleId === 'code/slow')) return undefined;
    const again = problems.map(problemKey).filter((each) => reported.has(each));
    return { type: 'done', result: { problems, published, summary, times, reported: again } };
  }
}

function lineOf(answer: ServerMessage): string {
  return `${JSON.stringify(answer)}\n`;
}

/** Writes to a socket; rejects if no one reads it any more. */
function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Whether there is little to do: a few texts have changed since the last build, and no plugin may remember what it was asked. */
function isSmall({ inputs, output, last }: BuildState): boolean {
  if (!last || last.outputs.paths.length > MAX_FILES || !output.isIntact) return false;
  if (last.outcome.pluginFiles.length > 0 || last.site.config.plugins.length > 0) return false;
  const changed = inputs.paths.filter((path) => !inputs.isUnchanged(path));
  const removed = last.inputs.paths.filter((path) => !inputs.has(path));
  const all = [...changed, ...removed];
  return all.length <= MAX_CHANGES && all.every((path) => isContentFile(path) && MARKDOWN_FILE.test(path));
}
