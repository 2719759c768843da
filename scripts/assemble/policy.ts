// The Content-Security-Policy: nothing runs and nothing is loaded but what the site brings, and what its writer put into it. There
// is no 'unsafe-inline'; what has to be inline is named by its hash (CSP level 3).

import type { Config } from '../config/config.js';
import type { Loads } from '../services/service.js';
import type { InlineCode } from '../types.js';

export type { Loads } from '../services/service.js';

type Directives = { readonly [name: string]: readonly string[] };

const SELF = "'self'";
/** Pictures, sound and films do no harm, and old posts show those of other sites. */
const ANY_SOURCE = [SELF, 'data:', 'https:', 'http:'];

export interface PolicyInput {
  readonly config: Pick<Config, 'allow'>;
  /** What is loaded from other sites. */
  readonly loads: readonly Loads[];
  /** What the pages hold. */
  readonly code: readonly InlineCode[];
}

function directives({ config, loads, code }: PolicyInput): Directives {
  const { allow } = config;
  const ofServices = (name: keyof Loads) => loads.flatMap((each) => each[name] ?? []);
  const attributes = ofServices('styleAttributes');
  const all = (name: keyof InlineCode) => code.flatMap((each) => each[name]);
  const handlers = all('handlers');
  return {
    'script-src': [
      SELF,
      ...allow,
      ...ofServices('scripts'),
      ...ofServices('inline'),
      ...all('scripts'),
      ...(handlers.length > 0 ? ["'unsafe-hashes'", ...handlers] : []),
    ],
    'style-src': [SELF, ...allow, ...ofServices('styles'), ...all('styles')],
    ...(attributes.length > 0 && { 'style-src-attr': attributes }),
    'img-src': ANY_SOURCE,
    'media-src': ANY_SOURCE,
    'font-src': [SELF, ...allow, ...all('fonts')],
    'connect-src': [SELF, ...allow, ...ofServices('connects')],
    'frame-src': [...allow, ...ofServices('frames'), ...all('frames')],
    'object-src': all('objects'),
    'manifest-src': [SELF],
    'base-uri': [SELF],
    'form-action': [SELF, ...allow, ...all('forms')],
  };
}

function serialized(found: Directives): string {
  return Object.entries(found)
    .map(([name, sources]) => `${name} ${sources.length > 0 ? [...new Set(sources)].join(' ') : "'none'"}`)
    .join('; ');
}

/** The policy of a page, for a `<meta>` in its head. */
export function pagePolicy(input: PolicyInput): string {
  return serialized({ 'default-src': ["'none'"], ...directives(input) });
}

/**
 * The policy of the whole site, for a header: what its pages need together. Styles are left to the pages, each of which has
 * its own.
 */
export function sitePolicy(input: PolicyInput): string {
  const { 'style-src': _styles, 'style-src-attr': _attributes, ...rest } = directives(input);
  return serialized({ ...rest, 'frame-ancestors': [SELF] });
}
