// `dev`: the site as it will be, on this machine, while it is written. Nothing is built: a page is made when a browser asks for
// it, and the pages that are open follow the files. dist/ is left alone.

import type { Server } from 'node:http';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from 'chokidar';
import { INPUT_FOLDER_NAMES, PROGRAM_FOLDER_NAMES, programFile } from '../base/inputFolders.js';
import { PROJECT } from '../base/program.js';
import type { TodayIn } from '../base/text/civilDate.js';
import { loadLastBuild } from '../engine/lastBuild.js';
import { close, listen, shownAddress } from '../serve/http.js';
import type { Diagnostic } from '../types.js';

import { marksOf } from './marks.js';
import { ServedSite } from './servedSite.js';
import { siteServer } from './server.js';

export interface DevOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Where it keeps what it makes. */
  readonly folder: string;
  readonly host: string;
  /** 0 for any; undefined for the first that is free from 8080 on. */
  readonly port: number | undefined;
  /** Whether drafts are shown, and posts of the future marked. */
  readonly drafts: boolean;
  /** Today, `YYYY-MM-DD`. */
  readonly today: TodayIn;
  /** Whether something is under way that another process waits for: what no one waits for is done later. */
  readonly isBusy?: () => boolean;
  /** Told when the whole site was looked at after a change. */
  readonly onCheck: (check: CheckResult) => void;
  /** Told what went wrong besides. */
  readonly onError: (message: string) => void;
  /** Problems as text. */
  readonly reportOf: (problems: readonly Diagnostic[]) => string;
}

/** The state of the site after a change. */
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
  /** When the files are watched: pages can be asked for before. */
  readonly watching: Promise<void>;
  /** Ends it. */
  readonly close: () => Promise<void>;
}

/** Warnings that an open page gets. */
const MAX_WARNINGS = 100;

/** Milliseconds of rest after a change: several files may be written at once, or one in steps. */
const DEBOUNCE = 5;
/**
 * Milliseconds between looks at all files. Systems lose events: in the moment before the watching began, of folders that move, on
 * network drives and in containers.
 */
const POLL_INTERVAL = 1000;
/** Looking takes no more than this part of the time. */
const MAX_POLL_SHARE = 1 / 50;
/** Milliseconds that the watcher may take to begin: without it, changes are found more slowly. */
const WATCHER_START_TIMEOUT = 10_000;
/** Milliseconds of rest before the whole site is looked at. */
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

/** A site, who looks at it, and what happens to its files. */
class Session {
  readonly server: Server;
  private readonly site: ServedSite;
  private readonly tell: () => void;
  private readonly hints = new Set<string>();
  private watcher: ReturnType<typeof watch> | undefined;
  private debounceTimer: NodeJS.Timeout | undefined;
  private checkTimer: NodeJS.Timeout | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private report = '';
  private warnings: readonly string[] = [];
  private rendered = 0;
  private isClosed = false;
  /** Codes of errors in watching that were reported already. */
  private readonly reportedWatchErrors = new Set<string>();

  constructor(private readonly options: DevOptions) {
    const { root, folder, drafts, onError } = options;
    this.site = new ServedSite({
      root,
      pictureFolder: join(folder, 'pictures'),
      outputFolder: join(root, 'dist'),
      drafts,
      onChange: () => {
        this.tell();
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
      marks: () => (drafts && this.site.state ? marksOf(this.site.state, options.today) : {}),
      onError: (url, error) => onError(`${url}: ${(error as Error).message}`),
    });
    this.server = server;
    this.tell = notify;
  }

  base(): string {
    return this.site.state?.outline.config.url.base ?? '';
  }

  /** Watches the files, and looks for what has changed before they were watched. */
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

  /** Says once why some folders are not watched: what happens in them is found by looking at all files, a moment later. */
  private reportWatchError({ code = '', message }: NodeJS.ErrnoException): void {
    if (this.reportedWatchErrors.has(code)) return;
    this.reportedWatchErrors.add(code);
    const reasons: { readonly [code: string]: string } = {
      ENOSPC: 'the system watches no more files; raise fs.inotify.max_user_watches',
      EMFILE: 'the system watches no more folders; raise fs.inotify.max_user_instances',
      EACCES: 'a folder cannot be read',
      EPERM: 'a folder cannot be read',
    };
    const reason = reasons[code] ?? message;
    this.options.onError(`not all files can be watched: ${reason}. Changes still show, up to some seconds later`);
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

  /** Looks at all files, now and again and again. */
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

  /** Looks at the whole site, unless it changes meanwhile. */
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
      // Related posts may be others, now that all articles are known.
      this.tell();
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
