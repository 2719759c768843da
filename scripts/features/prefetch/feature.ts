// Speculation rules: the browser fetches a page of the site when a reader points at a link to it, so that it is there at the click.

import type { Feature } from '../../assemble/feature.js';
import { href } from '../../assemble/urls.js';
import { cspHash } from '../../base/hash.js';
import type { Config } from '../../config/config.js';
import { boolean } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';

export const PREFETCH = setting('prefetch', {
  type: boolean,
  default: true,
  meaning: '`false` keeps browsers from fetching a page when a reader points at a link to it',
  pages: 'all',
  after: 'license',
});

/** Returns the rules as JSON (HTML, "Speculative loading"). Only pages are fetched: other files may be large. */
function rulesFor({ url }: Pick<Config, 'url'>): string {
  const pages = ['/', '/*/', '/*.html'].map((path) => href(url, path));
  return JSON.stringify({ prefetch: [{ where: { href_matches: pages }, eagerness: 'moderate' }] });
}

export const prefetch: Feature = {
  name: 'prefetch',
  settings: [PREFETCH],
  loads: (config) => (PREFETCH.valueIn(config) ? [{ inline: [cspHash(rulesFor(config))] }] : []),
  common: {
    docs: { speculationrules: { meaning: 'rules for fetching pages early, for `<script type="speculationrules">`', html: true } },
    values: ({ config }) => ({ speculationrules: PREFETCH.valueIn(config) ? { html: rulesFor(config) } : '' }),
  },
};
