// The entry point `titleblock`: the commands as functions for other programs.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { dateOfInstant, stoppedClock, type TodayIn } from '../base/text/civilDate.js';
import type { CivilDate, Diagnostic, Place } from '../types.js';

export type {
  Plugin,
  PluginCheck,
  PluginFile,
  PluginFileData,
  PluginPage,
  PluginParts,
  PluginProblem,
  PluginSite,
  PluginSource,
  PluginValue,
  PluginView,
} from '../plugins/plugin.js';
export type { CivilDate, Diagnostic, Place };

/** Which site to build, and how. */
export interface BuildOptions {
  /** The site's folder, with `content/`. */
  readonly root: string;
  /** The output folder; `dist` in the site's folder by default. */
  readonly out?: string;
  /** Includes drafts, marked, and hides the site from search engines. */
  readonly drafts?: boolean;
  /** The day of the build, `YYYY-MM-DD`, for sites with `future: wait` or `error`; today by default. */
  readonly today?: CivilDate;
  /** Warnings fail the build. */
  readonly strict?: boolean;
  /** Ignores earlier builds and keeps nothing for later ones. */
  readonly noCache?: boolean;
  /** The number of worker threads; by default it depends on the work. */
  readonly workers?: number;
  /** Writes `.br` and `.gz` files next to text files. */
  readonly precompress?: boolean;
}

/** Result of a build. */
export interface BuildResult {
  /** True if the output folder was written. It is unchanged if there are errors. */
  readonly published: boolean;
  /** Errors and warnings, sorted by file and place. */
  readonly problems: readonly Diagnostic[];
  /** Number of files of the site. */
  readonly files: number;
  /** Number of files that were written. */
  readonly written: number;
  /** Number of files that were left as they were. */
  readonly unchanged: number;
  /** Number of stale files that were removed. */
  readonly removed: number;
  readonly posts: number;
  readonly pages: number;
}

/** Which site to check. */
export interface CheckOptions {
  /** The site's folder. */
  readonly root: string;
  /** Includes drafts. */
  readonly drafts?: boolean;
}

/** Which site to serve, and where. */
export interface DevOptions {
  /** The site's folder. */
  readonly root: string;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** By default the first free port from 8080 up. */
  readonly port?: number;
  /** Shows drafts and future posts, marked; true by default. */
  readonly drafts?: boolean;
  /** Called with the problems of the whole site, at the start and after each change. */
  readonly onProblems?: (problems: readonly Diagnostic[]) => void;
}

/** A running server. */
export interface DevServer {
  /** The site's address, for a browser. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

type Front = typeof import('../start/front.js');
/** The modules that are loaded on demand, by the paths under which the front imports them. */
interface Back {
  readonly '../check/check.js': typeof import('../check/check.js');
  readonly '../dev/dev.js': typeof import('../dev/dev.js');
}

const { part } = createRequire(import.meta.url)('../start/start.cjs') as { readonly part: (name: string) => unknown };
const front = () => part('front') as Front;
const back = () => part('back') as Back;

/**
 * Builds a site. Only what has changed since the last build is built again.
 * @returns what was done, and the problems in the content, which do not throw
 * @throws Error if the site's folder cannot be read, or if titleblock has a bug
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const root = resolve(options.root);
  const { problems, published, summary } = await front().build({
    root,
    out: resolve(options.out ?? join(root, 'dist')),
    outShown: options.out ?? 'dist',
    drafts: options.drafts ? 'preview' : false,
    today: options.today === undefined ? stoppedClock() : todayIs(options.today),
    strict: options.strict ?? false,
    noCache: options.noCache ?? false,
    workers: options.workers,
    derived: options.precompress ? ['compressed'] : [],
    explain: false,
    progress: () => {},
    onWait: () => {},
  });
  const { files, written, unchanged, removed, posts, pages } = summary;
  return { problems, published, files, written, unchanged, removed, posts, pages };
}

/** Finds the problems of a site without making pictures or writing files: those of a build, and those of `titleblock check`. */
export async function check({ root, drafts = false }: CheckOptions): Promise<readonly Diagnostic[]> {
  return back()['../check/check.js'].check({ root: resolve(root), drafts });
}

/** Serves a site while you write; open pages follow every change. */
export async function dev({ root, host = '127.0.0.1', port, drafts = true, onProblems }: DevOptions): Promise<DevServer> {
  const folder = resolve(root);
  const { url, close } = await back()['../dev/dev.js'].dev({
    root: folder,
    folder: join(folder, '.cache/dev'),
    host,
    port,
    drafts,
    today: (timezone) => dateOfInstant(new Date(), timezone),
    onCheck: ({ problems }) => onProblems?.(problems),
    onError: () => {},
    reportOf: formatProblems,
  });
  return { url, close };
}

/** Formats problems as the commands print them: `file:line:column  severity  message  rule`, then notes and suggestions. */
export function formatProblems(problems: readonly Diagnostic[]): string {
  return front().report(problems, { color: false, textOf: () => undefined });
}

function todayIs(day: CivilDate): TodayIn {
  return () => day;
}
