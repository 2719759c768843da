// What a service is that is notified of new pages. The table is in scripts/features/announce/announce.ts.

import type { Config } from '../../config/config.js';

/** What is told at once. */
export interface Announcement {
  /** Where the service listens. */
  readonly endpoint: string;
  /** Absolute addresses, percent-encoded. */
  readonly urls: readonly string[];
  readonly config: Config;
  /** What the environment has for it; empty if it needs none. */
  readonly key: string;
}

/** A request to a service. */
export interface Message {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export interface Service {
  /** As shown to the writer. */
  readonly name: string;
  /** Where it listens; empty where site.yaml does not name it. */
  readonly endpoint: (config: Config) => string;
  /** The environment variable that holds its key. */
  readonly variable?: string;
  /** Whether it is notified of pages, or of feeds that have changed. */
  readonly of: 'page' | 'feed';
  /** Addresses in one request at most. */
  readonly most: number;
  /** What has to be there before it is asked; undefined if all is. @param fileAt the text of a file that is published */
  readonly lacks?: (announcement: Announcement, fileAt: (url: string) => string | undefined) => string | undefined;
  readonly message: (announcement: Announcement) => Message;
  /** Why it did not take them, where the status alone does not tell; undefined if it did. */
  readonly refusal?: (body: string) => string | undefined;
}
