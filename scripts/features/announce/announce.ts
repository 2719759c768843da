// Tells services of pages that are new or have other texts, each once for each text.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEED_URLS, outputPath } from '../../assemble/addresses.js';
import { absolute } from '../../assemble/urls.js';
import { request, whyFailed } from '../../base/flow/request.js';
import { hashOfBytes } from '../../base/hash.js';
import { replaceFile } from '../../base/replaceFile.js';
import { cut } from '../../base/text/cut.js';
import { pageText } from '../../base/text/pageText.js';
import { escaped } from '../../base/text/shown.js';
import type { Config } from '../../config/config.js';
import { cacheFolder } from '../../engine/lastBuild.js';
import { baidu } from './baidu.js';
import { indexNow } from './indexNow.js';
import type { Announcement, Service } from './service.js';
import { webSub } from './webSub.js';

const SERVICES: readonly Service[] = [indexNow, baidu, webSub];

export interface AnnounceOptions {
  /** The site's folder. */
  readonly root: string;
  /** What was published. */
  readonly out: string;
  readonly config: Config;
  /** Addresses below the site's root, decoded, of pages that may be told of. */
  readonly urls: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  /** Nothing is sent. */
  readonly isDry: boolean;
}

/** What came of one service. */
export interface Told {
  readonly service: string;
  readonly of: Service['of'];
  /** Addresses that it was notified of, or would be. */
  readonly urls: readonly string[];
  /** Addresses that it knows already, with the text that they have. */
  readonly known: number;
  /** Why it failed; undefined on success. */
  readonly reason: string | undefined;
}

/** Hashes of what a service was notified of, by service and address. */
type Memory = { [service: string]: { [url: string]: string } };

/** Whether a site names a service at all. */
export function namesService(config: Config): boolean {
  return SERVICES.some(({ endpoint }) => endpoint(config) !== '');
}

/** Tells the services that site.yaml names, one after the other. */
export async function announce(options: AnnounceOptions): Promise<Told[]> {
  const memory = remembered(options.root);
  const told: Told[] = [];
  for (const service of SERVICES) {
    const endpoint = service.endpoint(options.config);
    if (endpoint) told.push(await tell(service, endpoint, options, memory));
  }
  return told;
}

async function tell(service: Service, endpoint: string, options: AnnounceOptions, memory: Memory): Promise<Told> {
  const { root, out, config, isDry, env } = options;
  memory[service.name] ??= {};
  const before = memory[service.name] as { [url: string]: string };
  const versions = new Map(
    (service.of === 'feed' ? Object.values(FEED_URLS) : options.urls).flatMap((url) => versionOf(out, url, service)),
  );
  // A service is notified of a feed because of a page: without one, nothing has happened.
  const changed = options.urls.length === 0 ? [] : [...versions].filter(([url, version]) => before[url] !== version);
  const urls = changed.map(([url]) => absolute(config.url, url));
  const done = { service: service.name, of: service.of, urls, known: versions.size - changed.length };
  const key = service.variable ? (env[service.variable] ?? '') : '';
  if (urls.length === 0 || isDry) return { ...done, reason: undefined };
  const reason = service.variable && !key ? `the environment variable ${service.variable} is not set` : undefined;
  if (reason !== undefined) return { ...done, reason };
  const fileAt = (url: string) => fileOf(out, url)?.toString();
  for (let at = 0; at < urls.length; at += service.most) {
    const announcement = { endpoint, urls: urls.slice(at, at + service.most), config, key };
    const failure = service.lacks?.(announcement, fileAt) ?? (await failureOf(service, announcement));
    if (failure !== undefined) return { ...done, reason: failure };
    Object.assign(before, Object.fromEntries(changed.slice(at, at + service.most)));
    remember(root, memory);
  }
  return { ...done, reason: undefined };
}

async function failureOf(service: Service, announcement: Announcement): Promise<string | undefined> {
  const { url, ...message } = service.message(announcement);
  try {
    const { allowPrivate } = announcement.config;
    const reply = await request(url, { method: 'POST', ...message, allowPrivate });
    const body = await reply.text();
    const refusal = service.refusal?.(body);
    if (!reply.ok) return escaped(`HTTP ${reply.status}: ${refusal ?? (cut(body.trim(), 200) || reply.statusText)}`);
    return refusal === undefined ? undefined : escaped(refusal);
  } catch (error) {
    return whyFailed(error);
  }
}

/** An address with a hash of what readers find there; none if nothing is. */
function versionOf(out: string, url: string, { of }: Service): (readonly [url: string, version: string])[] {
  const bytes = fileOf(out, url);
  return bytes ? [[url, hashOfBytes(of === 'page' ? Buffer.from(pageText(bytes.toString())) : bytes)]] : [];
}

function fileOf(out: string, url: string): Buffer | undefined {
  try {
    return readFileSync(join(out, outputPath(url)));
  } catch {
    return undefined;
  }
}

function memoryFile(root: string): string {
  return join(cacheFolder(root), 'announced.json');
}

function remembered(root: string): Memory {
  try {
    return JSON.parse(readFileSync(memoryFile(root), 'utf8')) as Memory;
  } catch {
    return {};
  }
}

function remember(root: string, memory: Memory): void {
  mkdirSync(cacheFolder(root), { recursive: true });
  replaceFile(memoryFile(root), `${JSON.stringify(memory, null, 1)}\n`);
}
