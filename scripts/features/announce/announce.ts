// Notifies services of pages whose text is new or changed. A hash of each announced text is kept in `.cache/announced.json`, so
// that a service hears of a text only once.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedUrls, outputPath } from '../../assemble/addresses.js';
import { absolute } from '../../assemble/urls.js';
import { failureReason, request } from '../../base/flow/request.js';
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
  /** The output folder. */
  readonly out: string;
  readonly config: Config;
  /** Addresses of the pages that may be announced, decoded, below the site's root. */
  readonly urls: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  /** Reports what would be sent, without sending it. */
  readonly isDry: boolean;
}

/** Result of notifying one service. */
export interface AnnounceResult {
  readonly service: string;
  readonly announces: Service['announces'];
  /** Absolute addresses that were sent, or would be in a dry run. */
  readonly urls: readonly string[];
  /** Number of addresses whose present text was announced before. */
  readonly known: number;
  /** Why it failed; undefined on success. */
  readonly reason: string | undefined;
}

/** Hashes of announced texts, by service and address. */
type Announced = { [service: string]: { [url: string]: string } };

/** True if site.yaml configures at least one service. */
export function namesService(config: Config): boolean {
  return SERVICES.some(({ endpoint }) => endpoint(config) !== '');
}

/** Notifies the services that site.yaml configures, one after the other. */
export async function announce(options: AnnounceOptions): Promise<AnnounceResult[]> {
  const announced = readAnnounced(options.root);
  const results: AnnounceResult[] = [];
  for (const service of SERVICES) {
    const endpoint = service.endpoint(options.config);
    if (endpoint) results.push(await notify(service, endpoint, options, announced));
  }
  return results;
}

async function notify(
  service: Service,
  endpoint: string,
  options: AnnounceOptions,
  announced: Announced,
): Promise<AnnounceResult> {
  const { root, out, config, isDry, env } = options;
  announced[service.name] ??= {};
  const hashes = announced[service.name] as { [url: string]: string };
  const versions = new Map(
    (service.announces === 'feed' ? feedUrls(config) : options.urls).flatMap((url) => versionOf(out, url, service)),
  );
  // Feeds are announced because of pages: without a page there is no news.
  const changed = options.urls.length === 0 ? [] : [...versions].filter(([url, version]) => hashes[url] !== version);
  const urls = changed.map(([url]) => absolute(config.url, url));
  const summary = { service: service.name, announces: service.announces, urls, known: versions.size - changed.length };
  const key = service.variable ? (env[service.variable] ?? '') : '';
  if (urls.length === 0 || isDry) return { ...summary, reason: undefined };
  const reason = service.variable && !key ? `the environment variable ${service.variable} is not set` : undefined;
  if (reason !== undefined) return { ...summary, reason };
  const fileAt = (url: string) => fileOf(out, url)?.toString();
  for (let at = 0; at < urls.length; at += service.batchSize) {
    const announcement = { endpoint, urls: urls.slice(at, at + service.batchSize), config, key };
    const failure = service.missing?.(announcement, fileAt) ?? (await failureOf(service, announcement));
    if (failure !== undefined) return { ...summary, reason: failure };
    Object.assign(hashes, Object.fromEntries(changed.slice(at, at + service.batchSize)));
    saveAnnounced(root, announced);
  }
  return { ...summary, reason: undefined };
}

/** Sends a request. @returns why it failed; undefined on success */
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
    return failureReason(error);
  }
}

/** Returns an address with a hash of what readers see there; empty if there is no file. */
function versionOf(out: string, url: string, { announces }: Service): (readonly [url: string, version: string])[] {
  const bytes = fileOf(out, url);
  return bytes ? [[url, hashOfBytes(announces === 'page' ? Buffer.from(pageText(bytes.toString())) : bytes)]] : [];
}

function fileOf(out: string, url: string): Buffer | undefined {
  try {
    return readFileSync(join(out, outputPath(url)));
  } catch {
    return undefined;
  }
}

function announcedFile(root: string): string {
  return join(cacheFolder(root), 'announced.json');
}

function readAnnounced(root: string): Announced {
  try {
    return JSON.parse(readFileSync(announcedFile(root), 'utf8')) as Announced;
  } catch {
    return {};
  }
}

function saveAnnounced(root: string, announced: Announced): void {
  mkdirSync(cacheFolder(root), { recursive: true });
  replaceFile(announcedFile(root), `${JSON.stringify(announced, null, 1)}\n`);
}
