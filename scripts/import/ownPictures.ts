// Downloads the pictures of the old site that an export only names. They keep their addresses.

import { failureReason } from '../base/flow/request.js';
import { decode } from '../base/siteLookup.js';
import { downloadPicture } from '../picture/remote.js';
import type { Diagnostic } from '../types.js';
import type { Note } from './oldBlog.js';
import { newPlace } from './places.js';

/** Returns the bytes of a picture. @throws RequestError if there is none */
export type Download = (url: string) => Promise<Uint8Array>;

/** Maximum bytes of a picture, and milliseconds that it may take. */
const LIMITS = { maxBytes: 50_000_000, timeout: 30_000, allowPrivate: false } as const;

/**
 * Downloads the missing pictures of a site, one after another: an old server may not stand more.
 * @param problems of the new site
 * @param site the address of the old one
 */
export async function fetchOwnPictures(
  problems: readonly Diagnostic[],
  site: string | undefined,
  download: Download = (url) => downloadPicture(url, LIMITS),
): Promise<{
  readonly pictures: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly notes: readonly Note[];
}> {
  const pictures: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  const notes: Note[] = [];
  if (site === undefined || !URL.canParse(site)) return { pictures, notes };
  const missing = problems.flatMap(({ ruleId, reason }) =>
    ruleId === 'picture/missing' ? (/"([^"]+)"/.exec(reason)?.[1] ?? []) : [],
  );
  for (const url of new Set(missing.flatMap((address) => urlOf(address, site)))) {
    const path = decode(new URL(url).pathname)?.slice(new URL(site).pathname.replace(/\/+$/, '').length + 1);
    try {
      const bytes = await download(url);
      if (path) pictures.push({ path: newPlace(path), bytes });
    } catch (error) {
      notes.push({ about: 'a picture of the old site', outcome: `could not be downloaded: ${failureReason(error)}`, at: url });
    }
  }
  return { pictures, notes };
}

/** Returns the address of a picture on the old site; nothing for one of another site. */
function urlOf(address: string, site: string): string[] {
  if (!/^(?:https?:\/)?\//i.test(address) || !URL.canParse(address, site)) return [];
  const { host, href } = new URL(address, site);
  return host === new URL(site).host ? [href] : [];
}
