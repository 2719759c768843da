// `dev`: serves the site on this machine while it is being written. Pages are made when a browser requests them, and open pages
// follow changes of the files. Nothing is built, and dist/ is left alone.

import type { Server } from 'node:http';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from 'chokidar';
import { INPUT_FOLDER_NAMES, PROGRAM_FOLDER_NAMES, programFile } from '../base/inputFolders.js';
import { PROJECT } from '../base/program.js';
import type { TodayIn } from '../base/text/civilDate.js';
import { loadLastBuild } from '../engine/lastBuild.js';
import type { ReadState } from '../engine/reading.js';
import { close, listen, shownAddress } from '../serve/http.js';
import type { Diagnostic } from '../types.js';
import { marksOf } from './marks.js';
import type { News } from './pageScript.js';
import { ServedSite } from './servedSite.js';
import { siteServer } from './server.js';

export interface DevOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Folder for files that it makes. */
  readonly folder: string;
  readonly host: string;
  /** 0 for any port; undefined for the first free one from 8080 up. */
  readonly port: number | undefined;
  /** True to show drafts, and to mark drafts and future posts. */
  readonly drafts: boolean;
  /** Returns today's date. */
  readonly today: TodayIn;
  /** Returns true while another process waits for this one; background work is then delayed. */
  readonly isBusy?: () => boolean;
  /** Called when the whole site was checked after a change. */
  readonly onCheck: (check: CheckResult) => void;
  /** Called with other errors. */
  readonly onError: (message: string) => void;
  /** Formats problems. */
  readonly reportOf: (problems: readonly Diagnostic[]) => string;
  /** Puts texts of pages into the writer's language; English by default. */
  readonly translate?: (english: string) => string;
}

/** Result of checking the site after a change. */
export interface CheckResult {
  readonly problems: readonly Diagnostic[];
  readonly posts: number;
  readonly pages: number;
  /** Articles that were rendered since the last check. */
  readonly rendered: number;
}

export interface Dev {
  /** The address of the home page. */
  readonly url: string;
  /** Resolves when the files are watched. Pages can be requested before. */
  readonly watching: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Maximum warnings sent to an open page. */
const MAX_WARNINGS = 100;

/** Milliseconds to wait after a change, since several files may be written at once, or one in steps. */
const DEBOUNCE = 5;
/**
 * Milliseconds between polls of all files. Watchers lose events: before they are ready, when folders move, on network drives and
 * in containers.
 */
const POLL_INTERVAL = 1000;
/** Maximum share of time spent polling. */
const MAX_POLL_SHARE = 1 / 50;
/** Milliseconds to wait for the watcher. Without it, polling finds changes more slowly. */
const WATCHER_START_TIMEOUT = 10_000;
/** Milliseconds without changes before the whole site is checked. */
const CHECK_DELAY = 150;

/** Serves a site until it is closed. */
export async function dev(options: DevOptions): Promise<Dev> {
  const session = new Session(options);
  const { server } = session;
  const port = await listen(server, options);
  const watching = session.start();
  return {
    url: shownAddress(options, port, session.base()),
    watching,
    close: async () => {
      await session.close();
      await close(server);
    },
  };
}

/** A site with its server and its watcher. */
class Session {
  readonly server: Server;
  private readonly site: ServedSite;
  private readonly notify: () => void;
  private readonly hints = new Set<string>();
  private watcher: ReturnType<typeof watch> | undefined;
  private debounceTimer: NodeJS.Timeout | undefined;
  private checkTimer: NodeJS.Timeout | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private report = '';
  private warnings: readonly string[] = [];
  private rendered = 0;
  private isClosed = false;
  /** Codes of watcher errors that were reported. */
  private readonly reportedWatchErrors = new Set<string>();

  constructor(private readonly options: DevOptions) {
    const { root, folder, drafts, onError } = options;
    this.site = new ServedSite({
      root,
      pictureFolder: join(folder, 'pictures'),
      outputFolder: join(root, 'dist'),
      drafts,
      onChange: () => {
        this.notify();
        this.scheduleCheck();
      },
      last: loadLastBuild(root),
    });
    const { server, notify } = siteServer({
      base: () => this.base(),
      ask: (url) => this.site.request(url),
      versionOf: (url) => this.site.versionOf(url),
      report: () => this.report,
      warnings: () => this.warnings,
      marks: () => (drafts && this.site.state ? this.marksIn(this.site.state) : {}),
      newWarnings: [this.translate('1 new warning'), this.translate('# new warnings')],
      onError: (url, error) => onError(`${url}: ${(error as Error).message}`),
    });
    this.server = server;
    this.notify = notify;
  }

  /** Returns the marks of texts in the writer's language. */
  private marksIn(state: ReadState): News['marks'] {
    const marks = Object.entries(marksOf(state, this.options.today));
    return Object.fromEntries(marks.map(([address, mark]) => [address, this.translate(mark)]));
  }

  private translate(english: string): string {
    return this.options.translate?.(english) ?? english;
  }

  base(): string {
    return this.site.state?.outline.config.url.base ?? '';
  }

  /** Watches the files, and starts polling: first for changes made before the watcher was ready. */
  async start(): Promise<void> {
    const { root } = this.options;
    const folders = [
      ...INPUT_FOLDER_NAMES.map((name) => join(root, name)),
      ...PROGRAM_FOLDER_NAMES.map((name) => join(PROJECT, name)),
    ];
    this.watcher = watch([...new Set(folders)], {
      ignoreInitial: true,
      atomic: false,
    });
    this.watcher.on('all', (_event, path) => this.changed(path));
    this.watcher.on('error', (error) => this.reportWatchError(error as NodeJS.ErrnoException));
    const ready = new Promise<void>((resolve) => this.watcher?.once('ready', resolve));
    await Promise.race([ready, sleep(WATCHER_START_TIMEOUT, undefined, { ref: false })]);
    this.poll();
    this.scheduleCheck();
  }

  /** Reports once why some folders are not watched. Polling still finds their changes, a moment later. */
  private reportWatchError({ code = '', message }: NodeJS.ErrnoException): void {
    if (this.reportedWatchErrors.has(code)) return;
    this.reportedWatchErrors.add(code);
    const reasons: { readonly [code: string]: string } = {
      ENOSPC: 'the system cannot watch more files; raise fs.inotify.max_user_watches',
      EMFILE: 'the system cannot watch more folders; raise fs.inotify.max_user_instances',
      EACCES: 'a folder cannot be read',
      EPERM: 'a folder cannot be read',
    };
    const reason = reasons[code] ?? message;
    this.options.onError(`not all files can be watched: ${reason}. Changes still show, but up to a few seconds late`);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.debounceTimer);
    clearTimeout(this.checkTimer);
    clearTimeout(this.pollTimer);
    await this.watcher?.close();
    await this.site.close();
  }

  /** @param path absolute */
  private changed(path: string): void {
    const below = (folder: string) => relative(folder, path).replaceAll(sep, '/');
    if (!below(this.options.root).startsWith('..')) this.hints.add(below(this.options.root));
    if (!below(PROJECT).startsWith('..')) this.hints.add(programFile(below(PROJECT)));
    clearTimeout(this.debounceTimer);
    this.debounceTimer = setTimeout(() => this.applyHints(), DEBOUNCE);
  }

  private applyHints(): void {
    const hints = [...this.hints];
    this.hints.clear();
    try {
      this.site.update(hints);
    } catch (error) {
      this.options.onError((error as Error).message);
    }
  }

  /** Polls all files, now and repeatedly. */
  private poll(): void {
    if (this.isClosed) return;
    const start = performance.now();
    try {
      this.site.update();
    } catch (error) {
      this.options.onError((error as Error).message);
    }
    const took = performance.now() - start;
    this.pollTimer = setTimeout(() => this.poll(), Math.max(POLL_INTERVAL, took / MAX_POLL_SHARE));
  }

  private scheduleCheck(): void {
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => void this.check(), CHECK_DELAY);
  }

  /** Checks the whole site. Gives up if it changes in the meantime. */
  private async check(): Promise<void> {
    if (this.options.isBusy?.()) {
      this.scheduleCheck();
      return;
    }
    try {
      const problems = await this.site.problems();
      if (!problems || this.isClosed) return;
      const errors = problems.filter(({ fatal }) => fatal);
      this.report = errors.length > 0 ? this.options.reportOf(errors) : '';
      const warnings = problems.filter(({ fatal }) => !fatal).slice(0, MAX_WARNINGS);
      this.warnings = warnings.map((warning) => this.options.reportOf([warning]));
      // Related posts may have changed, now that all articles are known.
      this.notify();
      const { outline } = this.site.state ?? {};
      const { rendered } = this.site;
      const counts = { posts: outline?.posts.length ?? 0, pages: outline?.pages.length ?? 0 };
      this.options.onCheck({ problems, ...counts, rendered: rendered - this.rendered });
      this.rendered = rendered;
    } catch (error) {
      if (!this.isClosed) this.options.onError((error as Error).message);
    }
  }
}
