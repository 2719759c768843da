// Settings of services in site.yaml: checks that they are complete, and collects what the used services add to pages.

import { type Fields, faultless, mapping, type ReportValue, refined, type SettingsOf, type Type } from '../fields/fields.js';
import type { Loads, Service, ServiceSettings } from './service.js';

/** Settings of the services that a site uses, by name. @typeParam T the table of services */
export type UsedSettings<T> = { readonly [K in keyof T]?: T[K] extends Service<infer F> ? ServiceSettings<F> : never };

/** Checks that all settings of a service are set. If not, reports those that are missing and returns undefined. */
export function completeSettings<F extends Fields>(
  { fields, home }: Service<F>,
  values: SettingsOf<F>,
  report: ReportValue,
): ServiceSettings<F> | undefined {
  const missing = Object.keys(fields).filter((name) => !values[name]);
  if (missing.length === 0) return values as unknown as ServiceSettings<F>;
  report(`missing ${missing.join(', ')}; see ${home}`);
  return undefined;
}

/** Returns the names of the settings that a service needs. */
export function neededBy({ fields }: Pick<Service<Fields>, 'fields'>): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.default === undefined);
}

/** Returns the type of a service's settings; all of them are required. */
export function settingsOf<F extends Fields>(service: Service<F>): Type<ServiceSettings<F>> {
  return refined(faultless(mapping(service.fields)), (values, report) => completeSettings(service, values, report));
}

type AnyService = Service<Fields>;

function usedIn(services: object, settings: object): (readonly [AnyService, ServiceSettings<Fields>])[] {
  const all = services as { readonly [name: string]: AnyService };
  return Object.entries(settings as { readonly [name: string]: ServiceSettings<Fields> | undefined }).flatMap(([name, own]) =>
    own && all[name] ? [[all[name], own] as const] : [],
  );
}

/** Returns the HTML that the used services add to a page; empty if there are none. @param lang the page's language */
export function htmlOf<T extends object>(services: T, settings: UsedSettings<T>, lang: string): { readonly html: string } | '' {
  const html = usedIn(services, settings).map(([service, own]) => service.html(own, lang));
  return html.length > 0 ? { html: html.join('\n') } : '';
}

/** Returns what the Content-Security-Policy must allow for the used services. */
export function loadsOf<T extends object>(services: T, settings: UsedSettings<T>): Loads[] {
  return usedIn(services, settings).map(([service, own]) => service.loads(own));
}
