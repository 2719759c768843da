// The interface of a service that `announce` notifies. The table of services is in scripts/features/announce/announce.ts.

import type { Config } from '../../config/config.js';

/** The contents of one request. */
export interface Announcement {
  /** Address of the service, from site.yaml. */
  readonly endpoint: string;
  /** Absolute addresses, percent-encoded. */
  readonly urls: readonly string[];
  readonly config: Config;
  /** Value of the service's environment variable; empty if it needs none. */
  readonly key: string;
}

/** A request to a service. */
export interface Message {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export interface Service {
  /** Name in reports and in `.cache/announced.json`. */
  readonly name: string;
  /** Returns the address of the service; empty if site.yaml does not configure it. */
  readonly endpoint: (config: Config) => string;
  /** The environment variable that holds its key. */
  readonly variable?: string;
  /** Pages are announced one by one; feeds whenever a page is new or changed. */
  readonly announces: 'page' | 'feed';
  /** Maximum addresses in one request. */
  readonly batchSize: number;
  /**
   * Checks the requirements for a request, such as a published key file.
   * @param fileAt returns the text of a published file
   * @returns what is missing; undefined if nothing is
   */
  readonly missing?: (announcement: Announcement, fileAt: (url: string) => string | undefined) => string | undefined;
  readonly message: (announcement: Announcement) => Message;
  /**
   * Reads the body of a response, for services that report a rejection with status 200.
   * @returns why the service rejected addresses; undefined if it accepted all
   */
  readonly refusal?: (body: string) => string | undefined;
}
