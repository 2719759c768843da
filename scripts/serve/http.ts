// What the servers of `dev` and `preview` share: media types, addresses, ports.

import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServerError } from '../base/errors.js';
import { FORMATS } from '../base/pictureFormats/table.js';

const PICTURE_TYPES = Object.fromEntries(
  Object.values(FORMATS)
    .filter(({ shownBy }) => shownBy !== 'none')
    .flatMap(({ extensions, mediaType }) => extensions.map((ending) => [`.${ending}`, mediaType])),
);

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml; charset=utf-8',
  '.xsl': 'text/xsl; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  ...PICTURE_TYPES,
};

/** Converts a path on the server to an address below the site's root; undefined if it is not below it. */
export function urlBelow(base: string, path: string | undefined): string | undefined {
  if (!path?.startsWith(`${base}/`) || path.includes('\0')) return undefined;
  return path.slice(base.length);
}

/** Yields the addresses of the 404 pages for an address, nearest first, as some hosts do: `/en/404.html`, `/404.html`. */
export function* notFoundUrls(url: string): Generator<string> {
  for (let folder = url.replace(/[^/]*$/, ''); folder !== ''; folder = folder.replace(/[^/]*\/$/, '')) yield `${folder}404.html`;
}

/**
 * Returns why a request is refused, if it is. A page of another site could point its own name to this machine (wrong `Host`), or
 * send requests from a browser (wrong `Origin`).
 */
export function refusalFor({
  method,
  headers: { host, origin },
}: IncomingMessage): { status: number; reason: string } | undefined {
  if (!isLocal(host)) return { status: 403, reason: 'this server answers only to its own address' };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, reason: 'this server does not answer pages of other sites' };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'only GET and HEAD are supported' };
  return undefined;
}

/** Header of every answer: no page of another site may use it, even as a picture or a script. */
export const SAME_ORIGIN_HEADERS = { 'cross-origin-resource-policy': 'same-origin' } as const;

/** True if `Host` names this machine: an IP address, or localhost. */
function isLocal(host = ''): boolean {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || /^(?:[\d.]+|\[[\da-f:.]+\])$/i.test(name);
}

/** Decodes the path of an address to NFC; undefined if it is malformed. */
export function decodedPath(written: string): string | undefined {
  try {
    return decodeURIComponent(written).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** Returns the media type for a file name or an extension (`.js`). */
export function typeOf(path: string): string {
  return TYPES[/\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** First port to try, and how many. */
const FIRST_PORT = 8080;
const PORTS = 20;

export interface Address {
  readonly host: string;
  /** Undefined for the first free one. */
  readonly port: number | undefined;
}

const unknownHost = (host: string) => `there is no host ${host}: choose another with --host`;

/** Reasons why a server cannot listen, by error code, with the option that helps. */
const LISTEN_ERRORS: { readonly [code: string]: (host: string, port: number) => string } = {
  EADDRINUSE: (_host, port) => `port ${port} is in use: choose another with --port`,
  EACCES: (_host, port) => `port ${port} needs permissions that this user does not have: choose one above 1023 with --port`,
  EADDRNOTAVAIL: (host) => `this machine does not have the address ${host}: choose another with --host`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
};

/**
 * Listens on the given port, or on the first free one.
 * @throws ServerError if that is impossible
 */
export async function listen(server: Server, { host, port }: Address): Promise<number> {
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
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && at < ports.length - 1) continue;
      const reason = LISTEN_ERRORS[code];
      throw reason ? new ServerError(reason(host, each)) : error;
    }
  }
  throw new Error('no port was tried');
}

/** Closes a server and its open connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Returns the address of a site on a server, for a browser.
 * @param base the site's base path
 */
export function shownAddress({ host }: Address, port: number, base: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${encodeURI(base)}/`;
}

/**
 * Parses a range request (RFC 9110, section 14.2). Returns undefined for the whole file, null for a range that does not exist.
 */
export function rangeOf(header: string | undefined, size: number): readonly [start: number, end: number] | undefined | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (!first && !last) return undefined;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
  return start <= end && start < size ? [start, end] : null;
}
