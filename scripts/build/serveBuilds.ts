// Builds for other processes while `dev` runs (delegated.ts), with the same function and lock as `build`, one at a time. Only
// small builds are accepted: after an edit of a few texts, most of the work is starting a process. Larger builds would block open
// pages and fill the memory of a long-running process, and are hardly faster here.

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

/** Maximum texts changed since the last build. */
const MAX_CHANGES = 20;
/** Maximum characters of a request. */
const MAX_REQUEST_LENGTH = 100_000;

/** True if a server listens. A socket left by a dead process refuses at once. */
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

/** Listens on a temporary socket and renames it when it is ready, replacing one that a killed process left. Returns its inode. */
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
    // The socket exists when this returns, so the umask applies to it.
    server.listen(path);
    process.umask(mask);
    await once(server, 'listening');
    renameSync(own, file);
  }
  return lstatSync(file).ino;
}

/** Builds a site for other processes until it is closed. */
export class BuildServer {
  /** Resolves when jobs are accepted; to false if that is impossible here, or another server does it. */
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

  /** True while a build is running. */
  get isBusy(): boolean {
    return this.current !== undefined;
  }

  /** Accepts no more jobs, and waits for the current one. */
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
      // The path is too long, the file system has no sockets, or the disk is read-only.
      return false;
    }
  }

  private serve(socket: Socket): void {
    // The asking process is gone: it builds the site itself, or was stopped.
    socket.on('error', () => socket.destroy());
    // An idle connection must not keep the program running.
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

  /** @param say resolves when the message is sent */
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
      // The asking process does the waiting, and says so.
      longestWait: -1,
      accepts: isSmall,
      readRecord: this.record.read,
      progress: (progress) => void say({ type: 'progress', progress }).catch(() => {}),
      onWait: () => {},
    });
    // This process remembers timed-out diagrams for a few minutes (scripts/svg/graphviz.ts); another process would try them again.
    if (problems.some(({ ruleId }) => ruleId === 'code/slow')) return undefined;
    const again = problems.map(problemKey).filter((each) => reported.has(each));
    return { type: 'done', result: { problems, published, summary, times, reported: again } };
  }
}

function lineOf(answer: ServerMessage): string {
  return `${JSON.stringify(answer)}\n`;
}

/** Writes to a socket. Rejects if it is closed. */
function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** True if only a few texts have changed since the last build, and there are no plugins, which could keep state. */
function isSmall({ inputs, output, last }: BuildState): boolean {
  if (!last || last.outputs.paths.length > MAX_FILES || !output.isIntact) return false;
  if (last.outcome.pluginFiles.length > 0 || last.site.config.plugins.length > 0) return false;
  const changed = inputs.paths.filter((path) => !inputs.isUnchanged(path));
  const removed = last.inputs.paths.filter((path) => !inputs.has(path));
  const all = [...changed, ...removed];
  return all.length <= MAX_CHANGES && all.every((path) => isContentFile(path) && MARKDOWN_FILE.test(path));
}
