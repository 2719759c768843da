// The Content-Security-Policy: nothing runs and nothing is loaded but what the site brings, and what its writer put into it. There
// is no 'unsafe-inline'; what has to be inline is named by its hash (CSP level 3).

import type { Config } from '../config/config.js';
import type { InlineCode } from '../types.js';
import { GISCUS } from './comments.js';

type Directives = { readonly [name: string]: readonly string[] };

const SELF = "'self'";
/** Pictures, sound and films do no harm, and old posts show those of other sites. */
const ANYWHERE = [SELF, 'data:', 'https:', 'http:'];

export interface PolicyInput {
  readonly config: Pick<Config, 'allow' | 'comments'>;
  /** What the pages hold. */
  readonly code: readonly InlineCode[];
}

function directives({ config, code }: PolicyInput): Directives {
  const allowed = [...config.allow, ...(config.comments ? [GISCUS] : [])];
  const all = (name: 'scripts' | 'handlers' | 'styles' | 'frames') => code.flatMap((each) => each[name]);
  const handlers = all('handlers');
  return {
    'script-src': [SELF, ...allowed, ...all('scripts'), ...(handlers.length > 0 ? ["'unsafe-hashes'", ...handlers] : [])],
    'style-src': [SELF, ...allowed, ...all('styles')],
    'img-src': ANYWHERE,
    'media-src': ANYWHERE,
    'font-src': [SELF, ...allowed],
    'connect-src': [SELF, ...allowed],
    'frame-src': [...allowed, ...all('frames')],
    'object-src': code.some(({ objects }) => objects) ? ANYWHERE : [],
    'manifest-src': [SELF],
    'base-uri': [SELF],
    'form-action': [SELF],
  };
}

function written(found: Directives): string {
  return Object.entries(found)
    .map(([name, sources]) => `${name} ${sources.length > 0 ? [...new Set(sources)].join(' ') : "'none'"}`)
    .join('; ');
}

/** The policy of a page, for a `<meta>` in its head. */
export function pagePolicy(input: PolicyInput): string {
  return written({ 'default-src': ["'none'"], ...directives(input) });
}

/**
 * The policy of the whole site, for a header: what its pages need together. Styles are left to the pages, each of which has
 * its own.
 */
export function sitePolicy(input: PolicyInput): string {
  const { 'style-src': _styles, ...rest } = directives(input);
  return written({ ...rest, 'frame-ancestors': [SELF] });
}
