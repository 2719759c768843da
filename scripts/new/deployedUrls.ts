// Reads the addresses of the deployed site from its sitemap and feeds, and adds them to content/urls.yaml. So a site that its host
// builds need not commit the list after each deployment: each build is compared with the previous one.

import { FEED_URLS, feedUrls } from '../assemble/addresses.js';
import { Outline } from '../assemble/outline.js';
import { absolute } from '../assemble/urls.js';
import { failureReason, request } from '../base/flow/request.js';
import type { Config } from '../config/config.js';
import { type ListedUrl, URLS_FILE, withPublished } from '../config/publishedUrls.js';
import { FEATURES } from '../features/table.js';
import { filesOf, type ListChange, type ListedSite, listedSite, saveList } from './listUrls.js';
import { feedText, MAX_BYTES, type OldUrl, oldUrlsIn, pathOn } from './oldUrls.js';
import { CommandError } from './siteAt.js';

/** The usual address of a sitemap. */
const SITEMAP = '/sitemap.xml';

/** Maximum number of parts of a sitemap index; each has up to 50,000 addresses. */
const MAX_PARTS = 1000;

export interface DeployedUrls extends ListChange {
  /** The reason why nothing was added, if that is not a failure. */
  readonly nothing?: string;
}

/**
 * Adds the addresses of the deployed site.
 * @throws CommandError if a server can't be reached, or the list has an invalid line
 */
export async function addDeployedUrls(root: string): Promise<DeployedUrls> {
  const site = listedSite(root);
  const { config, index, list } = site;
  const none = (nothing: string) => ({ all: list.urls.length, added: 0, nothing });
  if (!index.published) return none(`this site has no ${URLS_FILE}; \`npm run urls -- --begin\` creates it`);
  const found = await deployedUrls(config);
  if (!found) return none(`${absolute(config.url, SITEMAP)} is not there: the site is not deployed yet`);
  const { added, ...now } = withPublished(list, newUrls(found, site));
  if (added > 0) saveList(site, now);
  const all = now.urls.length;
  return found.length === 0 ? none(`read nothing from ${absolute(config.url, SITEMAP)}`) : { all, added };
}

/** Returns the addresses to add: those of texts, and those that are neither dropped nor the address of a list page. */
function newUrls(found: readonly OldUrl[], { config, index, list }: ListedSite): ListedUrl[] {
  const outline = new Outline(config, index, FEATURES);
  const files = filesOf(outline);
  const dropped = new Set(list.dropped);
  return found
    .filter(({ url }) => files.has(url) || !(dropped.has(url) || FEATURES.isListUrl(url, outline)))
    .map(({ url, id }) => ({ url, file: files.get(url) ?? '', ...(id !== undefined && { id }) }));
}

/** Returns all addresses in the sitemap and the feeds; undefined if there is no sitemap. */
async function deployedUrls(config: Config): Promise<OldUrl[] | undefined> {
  const sitemap = await textAt(absolute(config.url, SITEMAP), config);
  if (sitemap === undefined) return undefined;
  const { urls, parts } = oldUrlsIn(sitemap, config);
  const found = [...urls];
  const own = parts.map((part) => pathOn(part, config)).filter((path) => path !== undefined);
  // Atom and JSON have the ids of posts; RSS has no more.
  const feeds = feedUrls(config).filter((url) => !url.endsWith(FEED_URLS.rss));
  for (const path of [...own.slice(0, MAX_PARTS), ...feeds]) {
    const text = await textAt(absolute(config.url, path), config);
    if (text !== undefined) found.push(...oldUrlsIn(text, config).urls);
  }
  return found;
}

/** Fetches a text; undefined if there is none at the address. */
async function textAt(address: string, { allowPrivate }: Config): Promise<string | undefined> {
  try {
    const reply = await request(address, { allowPrivate });
    if (reply.ok) return feedText(await reply.bytes(MAX_BYTES));
    reply.cancel();
    if (reply.status === 404 || reply.status === 410) return undefined;
    throw new Error(`HTTP ${reply.status} ${reply.statusText}`.trim());
  } catch (error) {
    throw new CommandError(`${address} cannot be read: ${failureReason(error)}`);
  }
}
