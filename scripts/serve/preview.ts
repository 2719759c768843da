// `preview`: serves the output folder like a static host, with its 404 page, `_headers` and `_redirects`, below the base path;
// without directory listings; with range requests and compressed files.

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { isWithin, staysInside } from '../base/inside.js';
import { type HeaderRule, headersFor, type Redirect, readHeaders, readRedirects, redirectFor } from './hostRules.js';
import {
  type Address,
  close,
  decodedPath,
  listen,
  notFoundUrls,
  rangeOf,
  refusalFor,
  SAME_ORIGIN_HEADERS,
  shownAddress,
  typeOf,
  urlBelow,
} from './http.js';

export interface PreviewOptions extends Address {
  /** The output folder. */
  readonly folder: string;
  /** Base path of the site: `/blog`, or an empty text. */
  readonly base: string;
}

/**
 * Starts a server for an output folder. It reads `_headers` and `_redirects` again for each request, as after a new deployment.
 */
export async function preview(options: PreviewOptions): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    try {
      answer(options, request, response);
    } catch (error) {
      refuse(response, 500, (error as Error).message);
    }
  });
  const port = await listen(server, options);
  return { url: shownAddress(options, port, options.base), close: () => close(server) };
}

function answer({ folder, base }: PreviewOptions, request: IncomingMessage, response: ServerResponse): ServerResponse {
  const { url: address = '/', method } = request;
  response.setHeaders(new Headers(SAME_ORIGIN_HEADERS));
  const refusal = refusalFor(request);
  if (refusal) return refuse(response, refusal.status, refusal.reason);
  const [written = '/', query] = address.split('?') as [string, string?];
  const rules = rulesIn(folder);
  // The site's headers must not allow more on this machine than the server does.
  const more = { ...headersFor(rules.headers, written), ...SAME_ORIGIN_HEADERS };
  const url = urlBelow(base, decodedPath(written));
  const file = url === undefined ? undefined : fileAt(folder, url);
  if (file !== undefined) return sendFile(request, response, join(folder, file), more);
  const redirect = redirectFor(rules.redirects, written) ?? folderRedirect(folder, base, written, url);
  if (redirect) {
    const to = redirect.to.replace(/[^!-~]+/g, encodeURIComponent);
    const location = query === undefined ? to : `${to}?${query}`;
    return response.writeHead(redirect.status, { ...more, location }).end();
  }
  const pages = url === undefined ? [] : Array.from(notFoundUrls(url), (each) => fileAt(folder, each));
  const page = pages.find((each) => each !== undefined);
  if (page === undefined) return refuse(response, 404, 'not found');
  response.writeHead(404, { ...more, 'content-type': typeOf(page) });
  return response.end(method === 'HEAD' ? undefined : readFileSync(join(folder, page)));
}

function rulesIn(folder: string): { headers: readonly HeaderRule[]; redirects: readonly Redirect[] } {
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
  return { headers: readHeaders(read('_headers')), redirects: readRedirects(read('_redirects')) };
}

/** Files that hosts read but do not serve. */
const UNSERVED = /^(?:_headers|_redirects|\.(?!well-known\/).*)$/;

/** Returns the file for a decoded address below the site's root; undefined if none is served. */
function fileAt(folder: string, url: string): string | undefined {
  const path = (url.endsWith('/') ? `${url}index.html` : url).slice(1);
  if (!staysInside(path) || UNSERVED.test(path)) return undefined;
  const file = join(folder, path);
  try {
    return statSync(file).isFile() && isWithin([folder], file) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Redirects a folder's address without a slash to the one with it, and the host's root to the site. */
function folderRedirect(folder: string, base: string, written: string, url: string | undefined) {
  if (url === undefined) return base && (written === '/' || written === base) ? { to: `${base}/`, status: 301 } : undefined;
  return !url.endsWith('/') && fileAt(folder, `${url}/`) !== undefined ? { to: `${written}/`, status: 301 } : undefined;
}

/** Encodings and extensions of compressed files, which are sent to clients that accept them. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

function sendFile(request: IncomingMessage, response: ServerResponse, file: string, more: OutgoingHttpHeaders): ServerResponse {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const isThere = (path: string) => existsSync(path) && isWithin([dirname(file)], path);
  const compressed = ENCODINGS.filter(([, suffix]) => isThere(file + suffix));
  const encoding = compressed.find(([name]) => new RegExp(`\\b${name}\\b`).test(accepted));
  const sent = encoding ? file + encoding[1] : file;
  const { size, mtimeMs } = statSync(sent);
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers: OutgoingHttpHeaders = {
    'content-type': typeOf(file),
    'cache-control': 'public, max-age=0, must-revalidate',
    'accept-ranges': 'bytes',
    etag,
    ...(compressed.length > 0 && { vary: 'Accept-Encoding' }),
    ...(encoding && { 'content-encoding': encoding[0] }),
    ...more,
  };
  if (request.headers['if-none-match'] === etag) return response.writeHead(304, headers).end();
  // Ranges of a changed file must not be joined to those of the old one (RFC 9110, section 13.1.5).
  const { range: asked, 'if-range': partsOf = etag } = request.headers;
  const range = partsOf === etag ? rangeOf(asked, size) : undefined;
  if (range === null) return response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
  const [start, end] = range ?? [0, size - 1];
  const part = range && { 'content-range': `bytes ${start}-${end}/${size}` };
  response.writeHead(range ? 206 : 200, { ...headers, ...part, 'content-length': end - start + 1 });
  if (request.method === 'HEAD' || size === 0) return response.end();
  // `pipeline` closes the file if the client disconnects early, as video players do.
  return pipeline(createReadStream(sent, { start, end }), response, () => {});
}

function refuse(response: ServerResponse, status: number, message: string): ServerResponse {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  return response.end(message);
}
