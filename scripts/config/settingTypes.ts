// The value types of settings: addresses, languages, dialects, navigation.

import { isMap, isScalar, type Node } from 'yaml';
import { tagMeantBy } from '../base/text/languageNames.js';
import { checked, list, type ReportValue, type Type, text } from '../fields/fields.js';
import { parseUrl, type SiteUrl } from '../fields/webAddress.js';
import { isDialect, unknownExtension } from '../markdown/extensions.js';
import type { Place } from '../types.js';

export interface NavigationItem {
  readonly title: string;
  readonly url: string;
  readonly place?: Place;
}

/** The dialect of a folder below `content/`. */
export interface FolderDialect {
  readonly folder: string;
  readonly dialect: string;
  readonly place?: Place;
}

/** A file that a setting names. */
export interface NamedFile {
  readonly path: string;
  readonly place?: Place;
}

export const address = checked('web address', (value): SiteUrl => {
  const url = parseUrl(value);
  if (!url) throw new Error('expected an address such as https://example.org');
  return { origin: url.origin, base: decodeURI(url.pathname).replace(/(?<!\/)\/+$/, '') };
});

export const host = checked('host name or web address', (value): SiteUrl => {
  const url = parseUrl(/^https?:\/\//.test(value) ? value : `https://${value}`);
  if (!url?.host) throw new Error('expected a host name such as www.example.org');
  return { origin: url.origin, base: decodeURI(url.pathname).replace(/(?<!\/)\/+$/, '') };
});

export const language = checked('language tag', (value) => {
  const meant = tagMeantBy(value);
  if (meant !== undefined) throw new Error(`"${value}" is the name of a language, not its tag; write ${meant}`);
  try {
    return Intl.getCanonicalLocales(value)[0] ?? value;
  } catch {
    throw new Error(`"${value}" is not a valid language tag; write zh-Hans, en or de-AT`);
  }
});

export const timezone = checked('time zone', (value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`unknown time zone "${value}"; write UTC, Asia/Shanghai or Europe/Berlin`);
  }
});

/** A name that files below `content/` can have, and that is a part of an address. */
export const pathPart = checked('one part of an address', (value) => {
  if (!/^[^\s/\\.?#%]+$/.test(value)) throw new Error('expected one part of an address, without "/"');
  return value;
});

export const dialect = checked('`markdown` with extensions, `commonmark` or `gfm`', (value) => {
  if (!isDialect(value)) {
    throw new Error(`"${value}" is not a dialect; expected markdown (with +extension or -extension), commonmark or gfm`);
  }
  const unknown = unknownExtension(value);
  if (unknown !== undefined) throw new Error(unknown);
  return value;
});

export const navigation = list<NavigationItem>({
  name: '`title` and `url`',
  schema: { type: 'object', properties: { title: { type: 'string' }, url: { type: 'string' } }, required: ['title', 'url'] },
  read: (node, report, placeOf) => {
    const part = (name: string): string | undefined => {
      const value = isMap(node) ? (node.get(name, true) as Node | undefined) : undefined;
      if (isScalar(value) && typeof value.value === 'string') return value.value;
      report(`missing ${name}; an entry is {title: About, url: /about.html}`, value ?? node);
      return undefined;
    };
    const title = part('title');
    const url = title === undefined ? undefined : part('url');
    if (title === undefined || url === undefined) return undefined;
    const written = isMap(node) ? (node.get('url', true) as Node | undefined) : undefined;
    return { title, url, ...(written && { place: placeOf(written) }) };
  },
});

export const dialects: Type<readonly FolderDialect[]> = {
  name: 'mapping of folders to dialects',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping such as {posts/imported: gfm}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const reportField: ReportValue = (reason, at) => report(reason, at ?? (value as Node));
      const read = value ? dialect.read(value as Node, reportField, placeOf) : undefined;
      const folder = name.replace(/^(?:\.?\/)?(?:content\/)?|(?<!\/)\/+$/g, '');
      return read === undefined ? [] : [{ folder, dialect: read, place: placeOf(key as Node) }];
    });
  },
};

export const pictureFile: Type<NamedFile> = {
  name: 'path of a picture',
  schema: { type: 'string' },
  read: (node, report, placeOf) => {
    const path = text.read(node, report, placeOf);
    return path === undefined ? undefined : { path, place: placeOf(node) };
  },
};

export const origin = checked('origin', (value) => {
  // In a policy, a source with https: doesn't include wss: (CSP level 3, section 6.7.2.8).
  const url = /^wss:\/\/./i.test(value) && URL.canParse(value) ? new URL(value) : parseUrl(value);
  if (!url) throw new Error('expected an origin such as https://example.org');
  return url.origin;
});
