// Settings of services: which of them a site uses, and what those are given.

import { type Fields, mapping, type ReportValue, refined, type SettingsOf, type Type } from '../fields/fields.js';
import type { Given, Loads, Service } from './service.js';

/** The services of a table that a site uses, with their settings. */
export type Used<T> = { readonly [K in keyof T]?: T[K] extends Service<infer F> ? Given<F> : never };

/** The settings of a service; undefined, with a complaint, where one is missing. */
export function complete<F extends Fields>(
  { fields }: Service<F>,
  values: SettingsOf<F>,
  complain: ReportValue,
): Given<F> | undefined {
  const missing = Object.keys(fields).filter((name) => !values[name]);
  if (missing.length === 0) return values as unknown as Given<F>;
  complain(`${missing.join(', ')} missing`);
  return undefined;
}

/** The type of the settings of a service, all of which have to be given. */
export function settingsOf<F extends Fields>(service: Service<F>): Type<Given<F>> {
  return refined(mapping(service.fields), (values, complain) => complete(service, values, complain));
}

type AnyService = Service<Fields>;

function usedIn(services: object, settings: object): (readonly [AnyService, Given<Fields>])[] {
  const all = services as { readonly [name: string]: AnyService };
  return Object.entries(settings as { readonly [name: string]: Given<Fields> | undefined }).flatMap(([name, given]) =>
    given && all[name] ? [[all[name], given] as const] : [],
  );
}

/** What the services that are used put into a page; empty if none is. @param lang the page's language */
export function htmlOf<T extends object>(services: T, settings: Used<T>, lang: string): { readonly html: string } | '' {
  const html = usedIn(services, settings).map(([service, given]) => service.html(given, lang));
  return html.length > 0 ? { html: html.join('\n') } : '';
}

/** What the services that are used need of a policy. */
export function loadsOf<T extends object>(services: T, settings: Used<T>): Loads[] {
  return usedIn(services, settings).map(([service, given]) => service.loads(given));
}
