// Requests to other servers: the one way in which the program opens connections for a site. Texts of a site name the addresses, so
// it connects to no private address, unless the settings allow it. What decides is the address that is connected to, whatever
// name or spelling leads there; each redirect is a request of its own. What a server says is escaped where it may be shown.

import { lookup } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { escaped } from '../text/shown.js';
import { isPrivateAddress } from './privateAddress.js';

/** Milliseconds that an answer may take. */
const DEFAULT_TIMEOUT = 20_000;
/** Redirects that are followed, as many as browsers do. */
const REDIRECTS = 20;
/** Bytes of a text that are read. */
const MOST_TEXT = 1_000_000;

/** What a request is given besides its address. */
export interface Asking {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  /** Milliseconds for the whole answer; `PATIENCE` where it is not given. */
  readonly timeout?: number | undefined;
  /** Whether it may connect to this machine and to private networks. */
  readonly allowPrivate: boolean;
  /** What stands for the network in tests. */
  readonly network?: Network;
}

interface Network {
  readonly lookup: typeof lookup;
  readonly isPrivate: (address: string) => boolean;
}

const NETWORK: Network = { lookup, isPrivate: isPrivateAddress };

/** A request that is not made, or an answer that is not read. The message is for the writer. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/** An address that the settings do not allow. */
export class PrivateAddressError extends RequestError {
  constructor(readonly address: string) {
    super(`${address} is an address of this machine or of a private network; set \`allowPrivate: true\` to connect to it`);
  }
}

export function isPrivateAddressError(error: unknown): boolean {
  return error instanceof PrivateAddressError;
}

/** What a server answers. */
export class ServerReply {
  /** @param signal is aborted where the answer takes too long */
  constructor(
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

  /** @throws RequestError if there are more than `most` bytes */
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
      // An answer whose length no header gives ends where the connection does, which a timeout closes too.
      this.signal.throwIfAborted();
      return Buffer.concat(parts);
    } catch (error) {
      throw this.signal.aborted ? this.signal.reason : error;
    } finally {
      this.cancel();
    }
  }

  /** A text as it was sent: it is for programs, and escaped before anyone sees it. */
  async text(): Promise<string> {
    return (await this.bytes(MOST_TEXT)).toString();
  }

  /** Reads no more of it. */
  cancel(): void {
    this.message.destroy();
  }
}

/** The bytes of an answer; some servers compress without being asked to. */
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
 * Asks a server, and those that it leads to.
 * @throws an error whose reason `whyFailed` tells
 */
export async function request(address: string | URL, asking: Asking): Promise<ServerReply> {
  const signal = AbortSignal.timeout(asking.timeout ?? DEFAULT_TIMEOUT);
  let url = new URL(address);
  let next: Asking = asking;
  for (let redirects = 0; ; redirects++) {
    const message = await ask(url, next, signal);
    const { location } = message.headers;
    if (location === undefined || ![301, 302, 303, 307, 308].includes(message.statusCode ?? 0))
      return new ServerReply(message, signal);
    message.destroy();
    if (redirects === REDIRECTS) throw new RequestError('it leads from one address to another without end');
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

/** What is asked after a redirect (Fetch Standard, "HTTP-redirect fetch"). */
function afterRedirect(asking: Asking, status: number, isSameOrigin: boolean): Asking {
  const { authorization, ...others } = asking.headers ?? {};
  const headers = isSameOrigin && authorization !== undefined ? { ...others, authorization } : others;
  const isGet = status === 303 ? asking.method !== 'HEAD' : status < 303 && asking.method === 'POST';
  if (!isGet) return { ...asking, headers };
  const { body: _body, method: _method, ...rest } = asking;
  const { 'content-type': _type, ...kept } = headers;
  return { ...rest, headers: kept };
}

const HEADERS = { accept: '*/*', 'user-agent': 'titleblock', 'accept-encoding': 'identity' };

/** One request, to a server that may be asked. */
function ask(
  url: URL,
  { method = 'GET', headers, body, allowPrivate, network = NETWORK }: Asking,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { hostname, username, password } = url;
  // An address in brackets or with dots is connected to without being looked up.
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
    // Connections are not shared: those that another request was allowed may not be.
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
      reject(new RequestError('the server changed to another protocol than HTTP'));
    });
    // Nothing waits forever, whatever ends a connection; what was settled before stays.
    sent.on('close', () => reject(new RequestError('the server closed the connection')));
    sent.end(body);
  });
}

/** Looks a name up, for connections to public addresses: of several addresses, those that are private are passed over. */
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

/** Why a request failed, as the end of a sentence: what a certificate or a server says in it is escaped. */
export function whyFailed(error: unknown): string {
  const { name, message, code, errors } = error as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] };
  if (name === 'TimeoutError' || name === 'AbortError') return 'the request timed out';
  // Where a name has several addresses, there is an error of each.
  const reason = REASONS[code ?? ''] ?? REASONS[errors?.[0]?.code ?? ''];
  return reason ?? escaped(message || errors?.[0]?.message || 'the request failed');
}
