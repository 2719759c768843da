// The services that a site may use on its pages, and what its settings make of them.

import { type Complain, defaultsOf, type Fields, mapping, refined, type SettingsOf, type Type } from '../fields/fields.js';
import { baidu } from './analytics/baidu.js';
import { cloudflare } from './analytics/cloudflare.js';
import { goatcounter } from './analytics/goatcounter.js';
import { umami } from './analytics/umami.js';
import { giscus } from './comments/giscus.js';
import { twikoo } from './comments/twikoo.js';
import { waline } from './comments/waline.js';
import type { Given, Loads, Service } from './service.js';

const COMMENTS = { giscus, waline, twikoo } as const;
const ANALYTICS = { baidu, umami, goatcounter, cloudflare } as const;

type Used<T> = { readonly [K in keyof T]?: T[K] extends Service<infer F> ? Given<F> : never };

/** The services that a site uses, with their settings. */
export interface SiteServices {
  /** One at the most. */
  readonly comments: Used<typeof COMMENTS>;
  readonly analytics: Used<typeof ANALYTICS>;
}

export const NO_SERVICES: SiteServices = { comments: {}, analytics: {} };

/** The settings of a service, where all are given. */
function complete<F extends Fields>({ fields }: Service<F>, values: SettingsOf<F>, complain: Complain): Given<F> | undefined {
  const missing = Object.keys(fields).filter((name) => !values[name]);
  if (missing.length === 0) return values as unknown as Given<F>;
  complain(`${missing.join(', ')} missing`);
  return undefined;
}

function settingsOf<F extends Fields>(service: Service<F>): Type<Given<F>> {
  return refined(mapping(service.fields), (values, complain) => complete(service, values, complain));
}

/** giscus was there first: its settings are those of `comments` itself. */
const COMMENT_FIELDS = {
  ...giscus.fields,
  waline: { type: settingsOf(waline), meaning: 'Waline instead: `{server: https://…}`' },
  twikoo: { type: settingsOf(twikoo), meaning: 'Twikoo instead: `{server: https://…}`' },
} satisfies Fields;

/** `comments` in site.yaml. */
export const commentsField: Type<SiteServices['comments']> = refined(
  mapping(COMMENT_FIELDS),
  ({ waline: ofWaline, twikoo: ofTwikoo, ...ofGiscus }, complain) => {
    const { mapping: _standard, ...named } = ofGiscus;
    const isGiscus = Object.values(named).some(Boolean);
    if ([isGiscus, ofWaline, ofTwikoo].filter(Boolean).length > 1) {
      complain('choose one comment service: giscus, waline or twikoo');
      return undefined;
    }
    if (ofWaline) return { waline: ofWaline };
    if (ofTwikoo) return { twikoo: ofTwikoo };
    const settings = complete(giscus, ofGiscus, (reason) => complain(`${reason}; https://giscus.app lists the values`));
    return settings && { giscus: settings };
  },
);

const ANALYTICS_FIELDS = {
  baidu: { type: settingsOf(baidu), meaning: 'Baidu Tongji: `{id: …}`' },
  umami: { type: settingsOf(umami), meaning: 'Umami: `{id: …}`, and `script` for one of your own' },
  goatcounter: { type: settingsOf(goatcounter), meaning: 'GoatCounter: `{site: https://my-code.goatcounter.com}`' },
  cloudflare: { type: settingsOf(cloudflare), meaning: 'Cloudflare Web Analytics: `{token: …}`' },
} satisfies Fields;

/** `analytics` in site.yaml. */
export const analyticsField = mapping(ANALYTICS_FIELDS) as Type<SiteServices['analytics']>;
export const NO_ANALYTICS = defaultsOf(ANALYTICS_FIELDS) as SiteServices['analytics'];

type AnyService = Service<Fields>;

function used(services: object, settings: object): (readonly [AnyService, Given<Fields>])[] {
  const all = services as { readonly [name: string]: AnyService };
  return Object.entries(settings as { readonly [name: string]: Given<Fields> | undefined }).flatMap(([name, given]) =>
    given && all[name] ? [[all[name], given] as const] : [],
  );
}

/** What stands under a post; empty if nothing does. @param lang the page's language */
export function commentsHtml({ comments }: Pick<SiteServices, 'comments'>, lang: string): { readonly html: string } | '' {
  return together(used(COMMENTS, comments).map(([service, settings]) => service.html(settings, lang)));
}

/** What is in the head of each page; empty if nothing does. */
export function analyticsHtml({ analytics }: Pick<SiteServices, 'analytics'>): { readonly html: string } | '' {
  return together(used(ANALYTICS, analytics).map(([service, settings]) => service.html(settings, '')));
}

function together(html: readonly string[]): { readonly html: string } | '' {
  return html.length > 0 ? { html: html.join('\n') } : '';
}

/** What a site's comments need of a policy. */
export function commentsLoads({ comments }: Pick<SiteServices, 'comments'>): Loads[] {
  return used(COMMENTS, comments).map(([service, settings]) => service.loads(settings));
}

/** What a site's analytics need of one. */
export function analyticsLoads({ analytics }: Pick<SiteServices, 'analytics'>): Loads[] {
  return used(ANALYTICS, analytics).map(([service, settings]) => service.loads(settings));
}
