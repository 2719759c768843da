// The type of settings that are web addresses.

import { checked } from './fields.js';

/** A web address, as it was written. */
export const webAddress = checked('web address', (value) => {
  if (!parseUrl(value)) throw new Error('expected an address that begins with https:// or http://');
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

/** The site's URL in parts. */
export interface SiteUrl {
  /** `https://example.org`, without a slash. */
  readonly origin: string;
  /** `/blog`, or empty. */
  readonly base: string;
}
