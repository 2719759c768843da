// The Content-Security-Policy. Only what belongs to the site, or what its writer put into it, may run or load. There is no
// 'unsafe-inline'; inline code is allowed by its hash (CSP level 3).

import type { Config } from '../config/config.js';
import type { Loads } from '../services/service.js';
import type { InlineCode } from '../types.js';

export type { Loads } from '../services/service.js';

type Directives = { readonly [name: string]: readonly string[] };

const SELF = "'self'";
/** Pictures, sound and videos are harmless, and old posts show those of other sites. */
const ANY_SOURCE = [SELF, 'data:', 'https:', 'http:'];

export interface PolicyInput {
  readonly config: Pick<Config, 'allow'>;
  /** Sources loaded from other sites. */
  readonly loads: readonly Loads[];
  /** Code in the raw HTML of pages. */
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

/** Returns the policy of a page, for a `<meta>` in its head. */
export function pagePolicy(input: PolicyInput): string {
  return serialized({ 'default-src': ["'none'"], ...directives(input) });
}

/**
 * Returns the policy of the whole site for an HTTP header: the union of what its pages need. Styles are left to the policy of
 * each page.
 */
export function sitePolicy(input: PolicyInput): string {
  const { 'style-src': _styles, 'style-src-attr': _attributes, ...rest } = directives(input);
  return serialized({ ...rest, 'frame-ancestors': [SELF] });
}
