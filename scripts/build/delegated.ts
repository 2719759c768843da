// A running `dev` server builds for other processes of the same user, since it has the program loaded and compiled. This module
// has what both sides share: the address of the server, the messages, and the hash of what must be the same in both processes.
//
// Messages are lines of JSON on a socket in `.cache/dev/`. The asking process can always build the site itself, and
// does so when in doubt. So no failure here is an error.

import { lstatSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { hashOf } from '../base/hash.js';
import { programVersion } from '../base/program.js';
import { dateOfInstant, type TodayIn } from '../base/text/civilDate.js';
import { cacheFolder } from '../engine/lastBuild.js';
import type { Progress } from '../picture/makePictures.js';
import type { CivilDate } from '../types.js';
import type { BuildOptions, BuildResult } from './options.js';

/** Date of a build: a fixed day, or that of a timestamp (milliseconds since 1970) in the site's time zone. */
export type BuildDate = CivilDate | number;

export function todayOf(date: BuildDate): TodayIn {
  return typeof date === 'string' ? () => date : (timezone) => dateOfInstant(new Date(date), timezone);
}

/** Options of a build that can be delegated. */
export interface BuildJob
  extends Pick<BuildOptions, 'root' | 'out' | 'outShown' | 'adopt' | 'drafts' | 'acceptUrlChanges' | 'derived' | 'strict'> {
  readonly date: BuildDate;
}

export interface BuildRequest {
  readonly job: BuildJob;
  /** Result of `processKey` in the asking process. */
  readonly key: string;
}

/** The part of a result that a command prints. */
export type PrintedResult = Pick<BuildResult, 'problems' | 'published' | 'summary' | 'times' | 'reported'>;

/** Messages of the server. `taken` is followed by any number of `progress`, then `done`. `refused` may come at any time. */
export type ServerMessage =
  | { readonly type: 'taken' | 'refused' }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly result: Omit<PrintedResult, 'reported'> & { readonly reported: readonly string[] } };

/**
 * Returns the path of a site's socket.
 * @throws OutsideError if a folder on the way is a symlink
 */
export function socketFile(root: string): string {
  return join(cacheFolder(root), 'dev/build.sock');
}

/** Maximum bytes of a socket's path, without the final zero: 108 on Linux, 104 on macOS and the BSDs, minus one. */
const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

/** Shortens the path of a socket: relative to the working folder if the absolute one is too long; undefined if both are. */
export function shortPath(file: string): string | undefined {
  const isShort = (path: string) => Buffer.byteLength(path) <= MAX_SOCKET_PATH;
  if (isShort(file)) return file;
  const below = relative(process.cwd(), file);
  return isShort(below) ? below : undefined;
}

export const isWindows = process.platform === 'win32';
/** Prefix of a pipe's name on Windows. Pipes are not files there, so the socket's file contains the name of the pipe. */
export const PIPES = '\\\\.\\pipe\\titleblock-';
const PIPE_NAME = /^\\\\\.\\pipe\\titleblock-[\da-f-]{36}$/;

/** Returns the address to connect to; undefined if there is no server, or it belongs to another user. */
export function addressOfServer(file: string): string | undefined {
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (!isWindows) return stats?.isSocket() && stats.uid === process.getuid?.() ? shortPath(file) : undefined;
    const name = stats?.isFile() ? readFileSync(file, 'utf8') : '';
    return PIPE_NAME.test(name) ? name : undefined;
  } catch {
    // A folder on the way is a file or not readable.
    return undefined;
  }
}

/** Environment variables that can change a build: the program's own, Node's, time zone, language, fonts and proxies. */
const RELEVANT_VARIABLES =
  /^(?:TITLEBLOCK_.*|NODE_.*|TZ|LANG|LANGUAGE|LC_.*|HOME|USERPROFILE|XDG_(?:CONFIG|DATA|CACHE)_.*|FONTCONFIG_.*|VIPS_.*|SSL_CERT_.*|(?:https?|all|no)_proxy)$/i;

/**
 * Returns a hash of everything that must be the same in two processes for equal builds: program and Node, machine and user, the
 * site's folder, umask, time zone and environment.
 */
export function processKey(root: string, env: NodeJS.ProcessEnv = process.env): string {
  const { dev, ino } = statSync(root);
  const telling = Object.entries(env).filter(([name]) => RELEVANT_VARIABLES.test(name));
  const parts = [
    programVersion(),
    hostname(),
    [root, dev, ino],
    [process.getuid?.(), process.getgid?.(), process.umask()],
    [process.execArgv, new Date().getTimezoneOffset()],
    telling.sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return hashOf(JSON.stringify(parts));
}

/**
 * Splits the text of a socket into lines.
 * @param onLine called with each line, without its end
 */
export function lineSplitter(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) onLine(line);
  };
}
