// The HTTP server of `dev`, and events for open pages.

import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { NOT_FOUND_URL } from '../assemble/addresses.js';
import { decodedPath, notFoundUrls, rangeOf, refusalFor, SAME_ORIGIN_HEADERS, typeOf, urlBelow } from '../serve/http.js';
import { emptyPage, NEWS_PATH, type News, SCRIPT, SCRIPT_PATH, withScript } from './pageScript.js';
import type { ServedFile } from './servedSite.js';

export interface SiteServerOptions {
  /** Returns the base path of the site: `/blog`, or an empty text. */
  readonly base: () => string;
  /** Returns what is served at a decoded address below the site's root. */
  readonly ask: (url: string) => Promise<ServedFile | undefined>;
  /** Returns the current version of the page at an address. */
  readonly versionOf: (url: string) => Promise<string>;
  readonly report: () => string;
  readonly warnings: () => News['warnings'];
  readonly marks: () => News['marks'];
  readonly newWarnings: News['newWarnings'];
  /** Called if a request fails. */
  readonly onError: (url: string, error: unknown) => void;
}

/** Returns a server that is not yet listening, and a function that notifies open pages. */
export function siteServer(served: SiteServerOptions): { readonly server: Server; readonly notify: () => void } {
  const { base, ask, onError } = served;
  const listeners = new Listeners(served);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = refusalFor(request);
    if (refusal) return send(response, refusal.status, 'text/plain', refusal.reason);
    const { url: address = '/' } = request;
    const written = address.replace(/[?#].*$/s, '');
    if (written === SCRIPT_PATH) return send(response, 200, typeOf('.js'), SCRIPT);
    if (written === NEWS_PATH) return listeners.add(address, response);
    const path = decodedPath(written);
    if (base() && path === '/') {
      response.writeHead(302, { location: encodeURI(`${base()}/`) }).end();
      return;
    }
    const url = urlBelow(base(), path);
    const found = url === undefined ? undefined : await ask(url);
    if (url !== undefined && found) return sendAnswer(request, response, { status: 200, url, found });
    // Hosts redirect like this, so that relative links work.
    if (url !== undefined && !url.endsWith('/') && (await ask(`${url}/`))) {
      const query = address.slice(written.length).replace(/#.*$/s, '');
      response.writeHead(301, { location: `${written}/${query}`, 'cache-control': 'no-store', ...SAME_ORIGIN_HEADERS }).end();
      return;
    }
    for (const page of notFoundUrls(url ?? '/')) {
      const notFound = await ask(page);
      if (notFound) return sendAnswer(request, response, { status: 404, url: page, found: notFound });
    }
    send(response, 404, typeOf('.html'), emptyPage());
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      onError(request.url ?? '', error);
      send(response, 500, 'text/plain; charset=utf-8', (error as Error).message);
    });
  });
  return { server, notify: () => listeners.notify() };
}

/** The open pages. */
class Listeners {
  /** Address of the page, and the event last sent, by connection. */
  private readonly pages = new Map<ServerResponse, { readonly url: string; sent: string }>();

  constructor(private readonly served: SiteServerOptions) {}

  /** @param address of the request; its query has the path of the page */
  add(address: string, response: ServerResponse): void {
    const page = new URL(address, 'http://localhost').searchParams.get('page') ?? '/';
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...SAME_ORIGIN_HEADERS });
    this.pages.set(response, { url: urlBelow(this.served.base(), decodedPath(page)) ?? NOT_FOUND_URL, sent: '' });
    response.on('close', () => this.pages.delete(response));
    void this.notifyPage(response);
  }

  notify(): void {
    for (const response of this.pages.keys()) void this.notifyPage(response);
  }

  /** Sends an event to a page if something has changed. */
  private async notifyPage(response: ServerResponse): Promise<void> {
    const page = this.pages.get(response);
    if (!page) return;
    const { versionOf, report, warnings, marks, newWarnings, onError } = this.served;
    try {
      const version = await versionOf(page.url);
      const news = JSON.stringify({
        version,
        report: report(),
        warnings: warnings(),
        marks: marks(),
        newWarnings,
      } satisfies News);
      if (news === page.sent) return;
      page.sent = news;
      response.write(`data: ${news}\n\n`);
    } catch (error) {
      onError(page.url, error);
    }
  }
}

interface FoundAnswer {
  readonly status: number;
  readonly url: string;
  readonly found: ServedFile;
}

function sendAnswer(request: IncomingMessage, response: ServerResponse, { status, url, found }: FoundAnswer): void {
  const { bytes, version } = found;
  if (version !== undefined) send(response, status, typeOf('.html'), withScript(Buffer.from(bytes).toString(), version));
  else sendFile(request, response, { status, url, bytes });
}

function sendFile(
  { headers: { range: asked } }: IncomingMessage,
  response: ServerResponse,
  { status, url, bytes }: { readonly status: number; readonly url: string; readonly bytes: Uint8Array },
): void {
  // Some browsers only play videos that support range requests.
  const range = status === 200 ? rangeOf(asked, bytes.length) : undefined;
  const more = { 'accept-ranges': 'bytes' };
  if (range === null) send(response, 416, typeOf(url), '', { 'content-range': `bytes */${bytes.length}` });
  else if (!range) send(response, status, typeOf(url), bytes, more);
  else {
    const [start, end] = range;
    const part = { ...more, 'content-range': `bytes ${start}-${end}/${bytes.length}` };
    send(response, 206, typeOf(url), bytes.subarray(start, end + 1), part);
  }
}

function send(
  ...[response, status, type, body, more]: [ServerResponse, number, string, string | Uint8Array, OutgoingHttpHeaders?]
): void {
  if (response.headersSent) return;
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...headers, ...more, ...SAME_ORIGIN_HEADERS });
  response.end(body);
}
