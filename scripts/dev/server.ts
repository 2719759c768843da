// The site over HTTP while it is written: files of the last build that succeeded, pictures made when they are asked for, and
// news for the pages that are open.

import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { emptyPage, LIVE, NEWS, type News, SCRIPT, withScript } from './live.js';

export interface Served {
  /** The folder with the site's files, absolute. */
  readonly folder: string;
  /** The path that the site lies below: `/blog`, or an empty text. */
  readonly base: () => string;
  readonly news: () => News;
  /** A file of a picture by its decoded address; undefined where there is none. */
  readonly picture: (url: string) => Promise<Uint8Array | undefined>;
  /** Told what went wrong with a request. */
  readonly failed: (url: string, error: unknown) => void;
}

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml; charset=utf-8',
  '.xsl': 'text/xsl; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** A server of a site, not yet listening; and how to tell its open pages that something has changed. */
export function siteServer(served: Served): { readonly server: Server; readonly tell: () => void } {
  const listeners = new Set<ServerResponse>();
  const tellOne = (response: ServerResponse) => response.write(`data: ${JSON.stringify(served.news())}\n\n`);
  const server = createServer(async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      served.failed(request.url ?? '', error);
      send(response, 500, 'text/plain; charset=utf-8', (error as Error).message);
    }
  });

  const answer = async ({ url: address = '/', method, headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A page of another site that has its name point here is told nothing.
    if (!isLocal(headers.host)) return send(response, 403, 'text/plain', 'this server answers to its own address only');
    if (method !== 'GET' && method !== 'HEAD') return send(response, 405, 'text/plain', 'GET and HEAD only');
    const written = address.replace(/[?#].*$/s, '');
    if (written === LIVE) return send(response, 200, TYPES['.js'] as string, SCRIPT);
    if (written === NEWS) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      tellOne(response);
      return;
    }
    const base = served.base();
    const path = decoded(written);
    if (base && path === '/') {
      response.writeHead(302, { location: encodeURI(`${base}/`) }).end();
      return;
    }
    const { version } = served.news();
    const url = path?.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
    const picture = url === undefined ? undefined : await served.picture(url);
    if (url !== undefined && picture) return send(response, 200, typeOf(url), picture);
    const file = url === undefined ? undefined : fileBelow(served.folder, url);
    if (file !== undefined) {
      const bytes = readFileSync(file);
      return send(response, 200, typeOf(file), isHtml(file) ? withScript(bytes.toString(), version) : bytes);
    }
    const notFound = fileBelow(served.folder, '/404.html');
    const page = notFound ? withScript(readFileSync(notFound, 'utf8'), version) : emptyPage(version);
    send(response, 404, TYPES['.html'] as string, page);
  };
  return {
    server,
    tell: () => {
      for (const response of listeners) tellOne(response);
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  response.end(body);
}

/** Whether a `Host` names this machine: an address, or localhost. */
function isLocal(host = ''): boolean {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || /^(?:[\d.]+|\[[\da-f:.]+\])$/i.test(name);
}

function decoded(written: string): string | undefined {
  try {
    return decodeURIComponent(written).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** The file at an address: itself, or a folder's `index.html`; nothing outside of the folder. */
function fileBelow(folder: string, url: string): string | undefined {
  if (url.includes('\0')) return undefined;
  const path = join(folder, url);
  if (path !== folder && !path.startsWith(folder + sep)) return undefined;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() && !url.endsWith('/')) return path;
  const index = join(path, 'index.html');
  return url.endsWith('/') && statSync(index, { throwIfNoEntry: false })?.isFile() ? index : undefined;
}

function typeOf(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

function isHtml(path: string): boolean {
  return path.endsWith('.html');
}
