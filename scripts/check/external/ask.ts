// Asks servers politely if an address exists: by HEAD, and by GET only if that fails; one request at a time for each host, with a
// pause.

import { setTimeout as pause } from 'node:timers/promises';
import { type Limit, limitTo } from '../../base/flow/limit.js';
import { failureReason, isPrivateAddressError, request } from '../../base/flow/request.js';

/** The result for an address. */
export type Reply =
  | { readonly kind: 'there' }
  /** Unknown today: too many requests, or a server under maintenance. */
  | { readonly kind: 'busy' }
  /** An address of this machine or a private network, which is not requested. */
  | { readonly kind: 'private' }
  /** No answer; our own network may be at fault. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** An answer with a status that is neither a success nor a refusal, such as 404 or 500. */
  | { readonly kind: 'failed'; readonly why: string };

/** Statuses of servers that have the page but refuse it to programs; 999 is LinkedIn's. */
const REFUSING = new Set([401, 402, 403, 405, 406, 407, 451, 999]);
const BUSY_STATUSES = new Set([429, 503]);
/** Maximum number of hosts asked at the same time. */
const MAX_HOSTS = 8;

export interface AskOptions {
  /** Milliseconds between two requests to a host. */
  readonly pause?: number;
  /** Timeout for an answer, in milliseconds. */
  readonly timeout?: number;
  /** True to also ask this machine and private networks. */
  readonly allowPrivate: boolean;
  /** Called after each answer. */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Asks for many addresses.
 * @returns the results by address
 */
export async function askAll(urls: readonly string[], options: AskOptions): Promise<Map<string, Reply>> {
  const replies = new Map<string, Reply>();
  const byHost = new Map<string, string[]>();
  for (const url of urls) {
    const { host } = new URL(url);
    byHost.set(host, [...(byHost.get(host) ?? []), url]);
  }
  const limit: Limit = limitTo(MAX_HOSTS);
  const askHost = async (ofHost: readonly string[]) => {
    for (const [at, url] of ofHost.entries()) {
      if (at > 0) await pause(options.pause ?? 1000);
      replies.set(url, await ask(url, options));
      options.progress?.(replies.size, urls.length);
    }
  };
  await Promise.all([...byHost.values()].map((ofHost) => limit(() => askHost(ofHost))));
  return replies;
}

async function ask(url: string, options: AskOptions): Promise<Reply> {
  const first = await askWith('HEAD', url, options);
  // Many servers answer HEAD wrongly, or not at all.
  return first.kind === 'there' || first.kind === 'busy' || first.kind === 'private' ? first : askWith('GET', url, options);
}

const HEADERS = { 'user-agent': 'Mozilla/5.0 (compatible; titleblock link check)', accept: '*/*' };

async function askWith(method: 'HEAD' | 'GET', url: string, { timeout, allowPrivate }: AskOptions): Promise<Reply> {
  try {
    const reply = await request(url, { method, headers: HEADERS, timeout, allowPrivate });
    // The status is enough; the body is not needed.
    reply.cancel();
    const { ok, status } = reply;
    if (ok || REFUSING.has(status)) return { kind: 'there' };
    return BUSY_STATUSES.has(status) ? { kind: 'busy' } : { kind: 'failed', why: String(status) };
  } catch (error) {
    return isPrivateAddressError(error) ? { kind: 'private' } : { kind: 'unreachable', why: failureReason(error) };
  }
}
