// `dev`: the site as it will be, on this machine, while it is written. Each change of a file is a build like any other, of what
// has changed, into a folder of its own: dist/ is left alone.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { watch } from 'chokidar';
import type { BuildOptions, BuildResult } from '../buildTypes.js';
import { PROJECT } from '../program.js';
import { AskedPictures } from './pictures.js';
import { siteServer } from './server.js';

export interface DevOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Where it keeps what it makes. */
  readonly folder: string;
  readonly host: string;
  /** 0 for any; undefined for the first that is free from 8080 on. */
  readonly port: number | undefined;
  readonly workers: number | undefined;
  /** Builds the site. */
  readonly build: (options: BuildOptions) => Promise<BuildResult>;
  /** Told what each build came to. */
  readonly built: (result: BuildResult) => void;
  /** Told what went wrong besides. */
  readonly failed: (message: string) => void;
  /** The problems of a build, as text. */
  readonly reportOf: (result: BuildResult) => string;
}

export interface Dev {
  /** The address of the home page. */
  readonly url: string;
  /** Ends it. */
  readonly close: () => Promise<void>;
}

const FIRST_PORT = 8080;
const PORTS = 20;
/** Milliseconds of rest after a change: an editor may write several files, or one in steps. */
const REST = 30;

/** Builds and serves a site until it is closed. */
export async function dev(options: DevOptions): Promise<Dev> {
  const { root, folder, workers, failed } = options;
  const out = join(folder, 'site');
  const pictures = new AskedPictures(root, join(folder, 'pictures'));
  let base = '';
  let news = { version: 0, report: '' };

  const buildOnce = async (): Promise<void> => {
    const result = await options.build({
      root,
      out,
      outShown: 'dist',
      preview: true,
      strict: false,
      noCache: false,
      workers,
      explain: false,
      progress: () => {},
      waiting: ({ pid }) => failed(`another dev is at work here (process ${pid}): waiting for it`),
    });
    if (result.published) {
      pictures.take(result);
      base = result.last.site.config.url.base;
    }
    const { written, removed } = result.summary;
    const isChanged = result.published && written + removed > 0;
    const report = result.published ? '' : options.reportOf(result);
    news = { version: news.version + (isChanged ? 1 : 0), report };
    options.built(result);
  };

  const { server, tell } = siteServer({
    folder: out,
    base: () => base,
    news: () => news,
    picture: (url) => pictures.get(url),
    failed: (url, error) => failed(`${url}: ${(error as Error).message}`),
  });

  let isBuilding = false;
  let isStale = false;
  let timer: NodeJS.Timeout | undefined;
  const rebuild = async (): Promise<void> => {
    if (isBuilding) {
      isStale = true;
      return;
    }
    isBuilding = true;
    do {
      isStale = false;
      try {
        await buildOnce();
      } catch (error) {
        failed((error as Error).message);
      }
      tell();
    } while (isStale);
    isBuilding = false;
  };

  const folders = [...new Set([root, PROJECT].map((each) => join(each, 'templates')))];
  const watcher = watch([join(root, 'content'), join(root, 'images'), ...folders], { ignoreInitial: true });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, REST);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  await rebuild();
  const port = await listen(server, options);
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}${encodeURI(base)}/`,
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Listens at the port that is wanted, or at the first that is free. */
async function listen(server: Server, { host, port }: DevOptions): Promise<number> {
  const ports = port === undefined ? Array.from({ length: PORTS }, (_, at) => FIRST_PORT + at) : [port];
  for (const [at, each] of ports.entries()) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(each, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || at === ports.length - 1) throw error;
    }
  }
  throw new Error('no port is free');
}
