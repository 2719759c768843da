// Settings that are addresses on the web.

import { checked } from './fields.js';

/** An address, as it was written. */
export const webAddress = checked('web address', (value) => {
  if (!parseUrl(value)) throw new Error('expected an address that begins with https://');
  return value;
});

export function parseUrl(value: string): URL | undefined {
  try {
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The site's address, taken apart. */
export interface SiteUrl {
  /** `https://example.org`, without a slash. */
  readonly origin: string;
  /** `/blog` or an empty text. */
  readonly base: string;
}
