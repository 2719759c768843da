// What a service is that a site may use on its pages: comments, analytics. One file each; the tables are in
// scripts/services/services.ts. Nothing is loaded from one that site.yaml does not name.

import type { Fields, SettingsOf } from '../fields/fields.js';

/** What a service needs of a Content-Security-Policy. */
export interface Loads {
  /** Origins. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly connects?: readonly string[];
  readonly frames?: readonly string[];
  /** Hashes of inline scripts. */
  readonly inline?: readonly string[];
  /** What it needs for style attributes that it sets itself (CSP level 3, `style-src-attr`). */
  readonly styleAttributes?: readonly string[];
}

export interface Service<F extends Fields> {
  /** Its settings in site.yaml. All have to be given that have no default. */
  readonly fields: F;
  /** What is in the page. @param lang the page's language */
  readonly html: (settings: Given<F>, lang: string) => string;
  readonly loads: (settings: Given<F>) => Loads;
}

/** Settings of a service that is used: all are given. */
export type Given<F extends Fields> = { readonly [K in keyof F]: NonNullable<SettingsOf<F>[K]> };

export function service<const F extends Fields>(found: Service<F>): Service<F> {
  return found;
}

/** The origin of a web address. */
export function originOf(address: string): string {
  return new URL(address).origin;
}
