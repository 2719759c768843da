// The interface of services that pages load: comments and analytics. Each service is a file in the folder of its feature, which
// has a table of them. Pages load nothing from a service that site.yaml does not name.

import type { Fields, SettingsOf } from '../fields/fields.js';

/** Sources that the Content-Security-Policy must allow for a service. */
export interface Loads {
  /** Origins of its scripts. */
  readonly scripts?: readonly string[];
  /** Origins of its stylesheets. */
  readonly styles?: readonly string[];
  /** Origins that its scripts send requests to. */
  readonly connects?: readonly string[];
  /** Origins of its frames. */
  readonly frames?: readonly string[];
  /** Hashes of inline scripts. */
  readonly inline?: readonly string[];
  /** Sources for style attributes that its scripts set (CSP level 3, `style-src-attr`). */
  readonly styleAttributes?: readonly string[];
}

/** A service with its settings. */
export interface Service<F extends Fields> {
  readonly title: string;
  /** Its site, where writers find the values of its settings. */
  readonly home: string;
  /** Its settings in site.yaml. Those without a default are required. */
  readonly fields: F;
  /** Returns the HTML to add to a page. @param lang the page's language */
  readonly html: (settings: ServiceSettings<F>, lang: string) => string;
  readonly loads: (settings: ServiceSettings<F>) => Loads;
}

/** The complete settings of a service. */
export type ServiceSettings<F extends Fields> = { readonly [K in keyof F]: NonNullable<SettingsOf<F>[K]> };

/** Declares a service; infers the types of its settings. */
export function service<const F extends Fields>(declared: Service<F>): Service<F> {
  return declared;
}

/** Returns the origin of a web address. */
export function originOf(address: string): string {
  return new URL(address).origin;
}
