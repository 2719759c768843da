// A running `dev` server builds for other processes of the same user: it has loaded the program, and V8 has compiled what an edit needs.
// This file has what both sides know: where the server listens, what they say, and what has to be the same in both processes.
//
// They talk over a socket in `.cache/dev/`, a line of JSON for each message. The process that asks can always build by itself, and
// does so on any doubt: whatever fails, differs or takes too long is no error.

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

/** The date of a build: a fixed day, or that of an instant (milliseconds since 1970) in the site's time zone. */
export type BuildDate = CivilDate | number;

export function todayOf(date: BuildDate): TodayIn {
  return typeof date === 'string' ? () => date : (timezone) => dateOfInstant(new Date(date), timezone);
}

/** The options of a build that the other process may be asked for. */
export interface BuildJob
  extends Pick<BuildOptions, 'root' | 'out' | 'outShown' | 'adopt' | 'drafts' | 'acceptUrlChanges' | 'derived' | 'strict'> {
  readonly date: BuildDate;
}

export interface BuildRequest {
  readonly job: BuildJob;
  /** See processKey. */
  readonly key: string;
}

/** The part of a result that a command prints. */
export type PrintedResult = Pick<BuildResult, 'problems' | 'published' | 'summary' | 'times' | 'reported'>;

/** The messages of the server. After `taken` follow any number of `progress`, then `done`; `refused` may come at any time. */
export type ServerMessage =
  | { readonly type: 'taken' | 'refused' }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly result: Omit<PrintedResult, 'reported'> & { readonly reported: readonly string[] } };

/** The socket of a site. @throws OutsideError if a folder on the way is a symlink */
export function socketFile(root: string): string {
  return join(cacheFolder(root), 'dev/build.sock');
}

/** Bytes in the path of a socket, without the zero at its end: 108 on Linux, 104 on macOS and the BSDs. */
const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

/** A socket's path as the system takes it: relative to the working folder if it is too long otherwise; undefined if that is too. */
export function shortPath(file: string): string | undefined {
  const isShort = (path: string) => Buffer.byteLength(path) <= MAX_SOCKET_PATH;
  if (isShort(file)) return file;
  const below = relative(process.cwd(), file);
  return isShort(below) ? below : undefined;
}

/** Named pipes of Windows have no place in a folder: a file says which one it is. */
export const isWindows = process.platform === 'win32';
export const PIPES = '\\\\.\\pipe\\titleblock-';
const PIPE_NAME = /^\\\\\.\\pipe\\titleblock-[\da-f-]{36}$/;

/** The address to connect to; undefined if no one offers to build, or someone else does. */
export function addressOfServer(file: string): string | undefined {
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (!isWindows) return stats?.isSocket() && stats.uid === process.getuid?.() ? shortPath(file) : undefined;
    const name = stats?.isFile() ? readFileSync(file, 'utf8') : '';
    return PIPE_NAME.test(name) ? name : undefined;
  } catch {
    // A folder on the way is a file, or may not be read.
    return undefined;
  }
}

/**
 * Variables of the environment that may change what a build does: the program's own, Node's, the time zone, the language, fonts
 * and proxies.
 */
const RELEVANT_VARIABLES =
  /^(?:TITLEBLOCK_.*|NODE_.*|TZ|LANG|LANGUAGE|LC_.*|HOME|USERPROFILE|XDG_(?:CONFIG|DATA|CACHE)_.*|FONTCONFIG_.*|VIPS_.*|SSL_CERT_.*|(?:https?|all|no)_proxy)$/i;

/**
 * A hash of what has to be the same in two processes for their builds to be: the program and Node, machine and user, the site's
 * folder, permissions of new files, time zone and environment.
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

/** Collects lines from a socket's text. @param onLine is given each, without its end */
export function lineSplitter(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) onLine(line);
  };
}
