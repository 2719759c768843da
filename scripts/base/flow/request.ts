// Sends HTTP requests to other servers. All requests on behalf of a site go through here. Their addresses come from texts of the
// site, so requests to private addresses are refused unless the settings allow them. The IP address of the actual connection
// decides, whatever name or spelling leads there; each redirect is checked again. Status texts and error messages of servers are
// escaped here; bodies are not.

import { lookup } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { escaped } from '../text/shown.js';
import { isPrivateAddress } from './privateAddress.js';

/** Milliseconds. */
const DEFAULT_TIMEOUT = 20_000;
/** Maximum redirects, as in browsers. */
const MAX_REDIRECTS = 20;
/** Maximum bytes of a response that is read as text. */
const MAX_TEXT_BYTES = 1_000_000;

/** Options of a request. */
export interface RequestOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  /** Milliseconds for the whole response; `DEFAULT_TIMEOUT` by default. */
  readonly timeout?: number | undefined;
  /** Allows connections to this machine and to private networks. */
  readonly allowPrivate: boolean;
  /** Replaces the network in tests. */
  readonly network?: Network;
}

interface Network {
  readonly lookup: typeof lookup;
  readonly isPrivate: (address: string) => boolean;
}

const NETWORK: Network = { lookup, isPrivate: isPrivateAddress };

/** A request was refused, or its response was not acceptable. The message is for the writer. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/** A request to a private address, which the settings do not allow. */
export class PrivateAddressError extends RequestError {
  constructor(readonly address: string) {
    super(`${address} is an address of this machine or of a private network; set \`allowPrivate: true\` to connect to it`);
  }
}

export function isPrivateAddressError(error: unknown): boolean {
  return error instanceof PrivateAddressError;
}

/** The response of a server. */
export class ServerReply {
  /**
   * @param url its address, after redirects
   * @param signal aborts on timeout
   */
  constructor(
    readonly url: URL,
    private readonly message: IncomingMessage,
    private readonly signal: AbortSignal,
  ) {}

  get status(): number {
    return this.message.statusCode ?? 0;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get statusText(): string {
    return escaped(this.message.statusMessage ?? '');
  }

  get headers(): IncomingHttpHeaders {
    return this.message.headers;
  }

  /** Reads the body. @throws RequestError if it has more than `most` bytes */
  async bytes(most: number): Promise<Buffer> {
    const tooLarge = new RequestError(`it is larger than ${Math.round(most / 1_000_000)} MB`);
    const parts: Buffer[] = [];
    let length = 0;
    try {
      if (Number(this.headers['content-length'] ?? 0) > most) throw tooLarge;
      for await (const part of decoded(this.message)) {
        length += (part as Buffer).length;
        if (length > most) throw tooLarge;
        parts.push(part as Buffer);
      }
      // A body without a length ends when the connection closes, and a timeout closes the connection too.
      this.signal.throwIfAborted();
      return Buffer.concat(parts);
    } catch (error) {
      throw this.signal.aborted ? this.signal.reason : error;
    } finally {
      this.cancel();
    }
  }

  /** Reads the body as text. It is not escaped: the caller must do so before showing it. */
  async text(): Promise<string> {
    return (await this.bytes(MAX_TEXT_BYTES)).toString();
  }

  /** Closes the connection without reading the rest. */
  cancel(): void {
    this.message.destroy();
  }
}

/** Decompresses a response, because some servers compress without being asked to. */
function decoded(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase();
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : undefined;
  return decoder ? pipeline(message, decoder, () => {}) : message;
}

/**
 * Sends a request and follows redirects.
 * @throws an error; `failureReason` returns its reason
 */
export async function request(address: string | URL, options: RequestOptions): Promise<ServerReply> {
  const signal = AbortSignal.timeout(options.timeout ?? DEFAULT_TIMEOUT);
  let url = new URL(address);
  let next: RequestOptions = options;
  for (let redirects = 0; ; redirects++) {
    const message = await send(url, next, signal);
    const { location } = message.headers;
    if (location === undefined || ![301, 302, 303, 307, 308].includes(message.statusCode ?? 0))
      return new ServerReply(url, message, signal);
    message.destroy();
    if (redirects === MAX_REDIRECTS) throw new RequestError('it leads from one address to another without end');
    const to = redirected(location, url);
    next = afterRedirect(next, message.statusCode as number, to.origin === url.origin);
    url = to;
  }
}

function redirected(location: string, from: URL): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (to?.protocol !== 'http:' && to?.protocol !== 'https:')
    throw new RequestError('it leads to something that is not a web address');
  return to;
}

/** Returns the options of the request after a redirect (Fetch Standard, "HTTP-redirect fetch"). */
function afterRedirect(options: RequestOptions, status: number, isSameOrigin: boolean): RequestOptions {
  const { authorization, ...others } = options.headers ?? {};
  const headers = isSameOrigin && authorization !== undefined ? { ...others, authorization } : others;
  const isGet = status === 303 ? options.method !== 'HEAD' : status < 303 && options.method === 'POST';
  if (!isGet) return { ...options, headers };
  const { body: _body, method: _method, ...rest } = options;
  const { 'content-type': _type, ...kept } = headers;
  return { ...rest, headers: kept };
}

const HEADERS = { accept: '*/*', 'user-agent': 'titleblock', 'accept-encoding': 'identity' };

/** Sends one request, if the server's address is allowed. */
function send(
  url: URL,
  { method = 'GET', headers, body, allowPrivate, network = NETWORK }: RequestOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { hostname, username, password } = url;
  // Node connects to a literal IP address without a lookup, so it must be checked here.
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(literal) !== 0 && network.isPrivate(literal)) return Promise.reject(new PrivateAddressError(literal));
  const user = [username, password].map(decodeURIComponent).join(':');
  const authorization = user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
  const options = {
    method,
    signal,
    headers: {
      ...HEADERS,
      ...authorization,
      ...headers,
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
    // Connections are not reused: an open one may lead to an address that this request may not reach.
    agent: false,
    ...(!allowPrivate && { lookup: lookupPublic(network) }),
  } as const;
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(bare, options, resolve);
    sent.on('error', reject);
    sent.on('upgrade', (_message, socket) => {
      socket.destroy();
      reject(new RequestError('the server switched to a protocol other than HTTP'));
    });
    // Settles the promise however the connection ends; no effect if it is settled already.
    sent.on('close', () => reject(new RequestError('the server closed the connection')));
    sent.end(body);
  });
}

/** Returns a DNS lookup that skips private addresses. */
function lookupPublic({ lookup: lookUp, isPrivate }: Network): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first, ...others] = addresses.filter(({ address }) => !isPrivate(address));
      if (!first) return callback(new PrivateAddressError(`${hostname} (${addresses[0]?.address ?? 'no address'})`), []);
      if (options.all) return callback(null, [first, ...others]);
      callback(null, first.address, first.family);
    });
  };
}

const REASONS: { readonly [code: string]: string } = {
  ENOTFOUND: 'no such host, or no network',
  EAI_AGAIN: 'no network',
  ECONNREFUSED: 'the server refused the connection',
  ECONNRESET: 'the server closed the connection',
};

/** Returns why a request failed, as the end of a sentence. Texts from the server and its certificate are escaped. */
export function failureReason(error: unknown): string {
  const { name, message, code, errors } = error as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] };
  if (name === 'TimeoutError' || name === 'AbortError') return 'the request timed out';
  // If a host has several addresses, there is an error for each.
  const reason = REASONS[code ?? ''] ?? REASONS[errors?.[0]?.code ?? ''];
  return reason ?? escaped(message || errors?.[0]?.message || 'the request failed');
}
