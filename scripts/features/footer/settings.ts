// The settings of the foot of pages: `footer`, `icp`, `police` and `social` of site.yaml.

import { isMap, isScalar, type Node } from 'yaml';
import { nearest } from '../../base/diagnostics.js';
import { checked, type Type, text } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';
import { parseUrl } from '../../fields/webAddress.js';
import type { Place } from '../../types.js';
import { SOCIAL_SITES } from './socialSites.js';

/** A text in markdown, with its place in site.yaml. */
interface FooterText {
  readonly text: string;
  readonly place: Place;
}

/** An HTML tag or comment, but not an address in angle brackets. */
const HTML = /<(?:!--|\/?[a-z][a-z0-9-]*(?=[\s/>]))/i;

const markdown: Type<FooterText> = {
  ...text,
  name: 'markdown',
  read: (node, report, placeOf) => {
    const value = text.read(node, report, placeOf);
    if (value === undefined) return undefined;
    if (HTML.test(value)) {
      report('HTML has no effect here; write markdown, or a template `templates/partials/footer.html`');
      return undefined;
    }
    if (/!\[/.test(value)) {
      report('pictures have no place here; put them into a template `templates/partials/footer.html`');
      return undefined;
    }
    return { text: value, place: placeOf(node) };
  },
};

/** The text at the foot of all pages. */
export const FOOTER = setting('footer', {
  type: markdown,
  meaning: 'text at the foot of all pages, as markdown; links as in a page in `content/`',
  isPerLanguage: true,
  pages: 'all',
  after: 'license',
});

/** The number that the Chinese ministry of industry gives to a site. */
export const ICP = setting('icp', {
  type: checked('ICP number', (value) => {
    const number = value.replace(/\s+/g, '');
    if (!/^\p{Script=Han}ICP[备证]\d+号(?:-\d+)?$/iu.test(number))
      throw new Error(`expected a number such as 京ICP备12345678号-1, got "${value}"`);
    return number;
  }),
  meaning: 'ICP number of a site on a server in China, shown with its link: `京ICP备12345678号-1`',
  pages: 'all',
  after: 'license',
});

/** The number that the Chinese police gives to a site. */
export const POLICE = setting('police', {
  type: checked('police number', (value) => {
    const [, name, digits] = /^(\p{Script=Han}{1,3}公网安备)\s*(\d{8,})\s*号$/u.exec(value) ?? [];
    if (!name) throw new Error(`expected a number such as 京公网安备 11010502030123号, got "${value}"`);
    return `${name} ${digits}号`;
  }),
  meaning: 'number of the registration with the police, shown with its link: `京公网安备 11010502030123号`',
  pages: 'all',
  after: 'license',
});

/** An account of the writer on another site. */
export interface SocialAccount {
  /** Name in the table of sites, or as the writer named it. */
  readonly site: string;
  readonly url: string;
}

/** Returns the address of an account, or throws the reason why it has none. */
function addressOf(site: string, account: string): string {
  if (parseUrl(account)) return account;
  const pattern = Object.hasOwn(SOCIAL_SITES, site) ? SOCIAL_SITES[site]?.account : undefined;
  if (pattern === undefined) throw new Error(`${site}: expected an address that begins with https://, got "${account}"`);
  if (site === 'email' ? !/^\S+@\S+\.\S+$/.test(account) : /[\s/?#]/.test(account))
    throw new Error(`${site}: expected ${site === 'email' ? 'an e-mail address' : 'a name or an address'}, got "${account}"`);
  return pattern.replace('$', account.replace(/^@(?=.)/, ''));
}

const accounts: Type<readonly SocialAccount[]> = {
  name: 'mapping of sites to names or addresses',
  schema: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(SOCIAL_SITES).map(([name, { title }]) => [name, { type: 'string', description: title }]),
    ),
    additionalProperties: { type: 'string' },
  },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping such as `{github: name, mastodon: https://…}`');
      return undefined;
    }
    return node.items.flatMap(({ key, value }) => {
      const site = String(key);
      const account = isScalar(value) && value.value !== null ? text.read(value, report, placeOf)?.trim() : undefined;
      if (account === undefined) return [];
      try {
        return [{ site, url: addressOf(site, account) }];
      } catch (error) {
        const [meant] = nearest(site, Object.keys(SOCIAL_SITES));
        report(`${(error as Error).message}${meant && meant !== site ? `; did you mean ${meant}?` : ''}`, value as Node);
        return [];
      }
    });
  },
};

export const SOCIAL = setting('social', {
  type: accounts,
  default: [],
  meaning:
    'your accounts elsewhere, shown as icons: `{github: name, email: me@example.org, mastodon: https://…}`; see docs/customize.md',
  isPerLanguage: true,
  pages: 'all',
  after: 'license',
});
