// Writes `content/site.yaml` of the new site.

import { Document, type Node } from 'yaml';
import { CONFIG_FIELDS } from '../config/settings.js';
import type { OldLink, OldSettings } from './oldBlog.js';

/** Returns the name of a dialect with extensions in the order of the alphabet. */
export function dialectWith(base: string, extensions: readonly string[]): string {
  return [base, ...[...new Set(extensions)].sort()].join('+');
}

/** The dialect of a site that names none. */
export const PANDOC = CONFIG_FIELDS.markdown.default;

/** Settings that the importer finds out after the texts are written. */
export interface FoundSettings {
  readonly redirects: { readonly [from: string]: string };
  /** The menu, with the addresses of the new site. */
  readonly navigation: readonly OldLink[] | undefined;
  readonly ignoreFields: readonly string[];
  /** Origins of frames in the texts. */
  readonly allow: readonly string[];
  readonly localises: boolean;
}

/** The address of a site whose old settings name none. */
export const NO_URL = 'https://example.org';

/**
 * Returns the text of site.yaml.
 * @param comment the first lines, in the writer's language
 */
export function settingsText(settings: OldSettings, found: FoundSettings, comment: string): string {
  const { title, url, description, author, language, timezone, permalink, more } = settings;
  const markdown = settings.markdown === PANDOC ? undefined : settings.markdown;
  const { redirects, navigation, ignoreFields, allow, localises } = found;
  const values: { [setting: string]: unknown } = {
    ...{
      title: title ?? 'Blog',
      url: siteUrl(url) ?? NO_URL,
      description,
      author,
      language,
      timezone,
      permalink,
      markdown,
      navigation,
    },
    ...more,
    ...(localises && { images: { remote: 'localise' } }),
    ...(allow.length > 0 && { allow }),
    ...{ links: 'warn', pictures: 'warn' },
    ...(ignoreFields.length > 0 && { ignoreFields }),
    ...(Object.keys(redirects).length > 0 && { redirects }),
  };
  const document = new Document(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
  const lists = [document.get('ignoreFields', true), document.get('allow', true)] as (Node | undefined)[];
  for (const list of lists) if (list && 'flow' in list) list.flow = true;
  document.commentBefore = comment.replace(/^(?=.)/gm, ' ');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Returns the address of a site; that of a bare host begins with https. @returns undefined for anything else */
export function siteUrl(url: string | undefined): string | undefined {
  const address = url && /^[\w-]+(?:\.[\w-]+)+(?:[/:]|$)/.test(url) ? `https://${url}` : url;
  if (!address || !/^https?:\/\/[^/]+\.[^/]+/i.test(address) || !URL.canParse(address)) return undefined;
  return address.replace(/\/+$/, '');
}
