// Finds the comment and analytics services, languages and accounts in the settings of other tools and their themes, whatever they call
// them.

import { languageTag } from '../base/text/languageNames.js';
import { FEATURES } from '../features/table.js';
import { type FieldValue, type FieldValues, isMapping, textOf } from './header.js';

/** Settings of the new site. */
type Settings = { readonly [setting: string]: unknown };

/** Returns a name without case and signs: `repoId`, `repo-id` and `repo_id` are one. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Finds a mapping by its name at any depth; the outermost first. */
function find(values: FieldValues, name: string, depth = 4): FieldValues | undefined {
  for (const [key, value] of Object.entries(values)) if (bare(key) === name && isMapping(value)) return value;
  if (depth === 0) return undefined;
  for (const value of Object.values(values)) {
    const found = isMapping(value) ? find(value, name, depth - 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Returns the text of a field, by any of some names. */
function field(values: FieldValues | undefined, ...names: readonly string[]): string | undefined {
  const entry = Object.entries(values ?? {}).find(([key, value]) => names.includes(bare(key)) && textOf(value) !== undefined);
  return entry && textOf(entry[1]);
}

/** True unless a service is switched off. */
const isOn = (values: FieldValues | undefined): boolean =>
  values !== undefined && values.enable !== false && values.enabled !== false && values.use !== false;

/** Returns the setting `comments` for giscus, Waline or Twikoo; nothing if values are missing. */
export function commentsOf(values: FieldValues): Settings {
  const wanted = usedService(values);
  for (const [name, read] of Object.entries(COMMENT_SERVICES)) {
    const settings = find(values, name);
    if (!isOn(settings) || (wanted.length > 0 && !wanted.includes(name))) continue;
    const comments = read(settings as FieldValues);
    if (comments) return { comments };
  }
  return {};
}

/** Returns the services that a theme names as the ones in use: `comments: {use: [Waline]}`, `type: giscus`. */
function usedService(values: FieldValues): string[] {
  const named = ['comments', 'comment'].map((name) => find(values, name)).find(Boolean);
  const used = named && (named.use ?? named.type ?? named.active ?? named.service ?? named.provider);
  const list =
    typeof used === 'string'
      ? used.split(/[,\s]+/)
      : Array.isArray(used)
        ? used.map((each) => textOf(each as FieldValue) ?? '')
        : [];
  return list.map(bare).filter((name) => Object.hasOwn(COMMENT_SERVICES, name));
}

const COMMENT_SERVICES: { readonly [name: string]: (values: FieldValues) => Settings | undefined } = {
  giscus: (values) => {
    const repo = field(values, 'repo', 'datarepo');
    const repoId = field(values, 'repoid', 'datarepoid');
    const category = field(values, 'category', 'datacategory');
    const categoryId = field(values, 'categoryid', 'datacategoryid');
    const mapping =
      field(values, 'mapping', 'datamapping') ?? field(isMapping(values.option) ? values.option : undefined, 'mapping');
    if (!repo || !repoId || !category || !categoryId) return undefined;
    return { repo, repoId, category, categoryId, ...(mapping && /^(?:pathname|url|title)$/.test(mapping) && { mapping }) };
  },
  waline: (values) => serverOf('waline', field(values, 'serverurl', 'server')),
  twikoo: (values) => serverOf('twikoo', field(values, 'envid', 'server')),
};

function serverOf(name: string, address: string | undefined): Settings | undefined {
  return address && /^https?:\/\//.test(address) ? { [name]: { server: address } } : undefined;
}

/** Returns the setting `analytics` for Baidu Tongji, Umami, GoatCounter or Cloudflare. */
export function analyticsOf(values: FieldValues): Settings {
  const baidu = anyText(values, 'baiduanalytics', 'baidutongji', 'baidu');
  if (baidu && /^[0-9a-f]{32}$/i.test(baidu.replace(/^.*hm\.js\?/, '')))
    return { analytics: { baidu: { id: baidu.replace(/^.*hm\.js\?/, '') } } };
  const umami = find(values, 'umami') ?? find(values, 'umamianalytics');
  const id = field(umami, 'websiteid', 'id');
  const script = field(umami, 'src', 'scripturl', 'script', 'js');
  if (isOn(umami) && id && /^[0-9a-f-]{36}$/i.test(id))
    return { analytics: { umami: { id, ...(script && /^https:\/\//.test(script) && { script }) } } };
  const goat = anyText(values, 'goatcounter');
  if (goat && /^[\w-]+$/.test(goat)) return { analytics: { goatcounter: { site: `https://${goat}.goatcounter.com` } } };
  const token = anyText(values, 'cloudflareanalytics', 'cloudflare') ?? field(find(values, 'cloudflare'), 'token');
  return token && /^[0-9a-f]{32}$/i.test(token) ? { analytics: { cloudflare: { token } } } : {};
}

/** Finds a text by its name at any depth. */
function anyText(values: FieldValues, ...names: readonly string[]): string | undefined {
  const own = field(values, ...names);
  if (own !== undefined) return own;
  for (const value of Object.values(values)) {
    const found: string | undefined = isMapping(value) ? anyText(value, ...names) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Sites that changed their names. */
const RENAMED: { readonly [name: string]: string } = { twitter: 'x' };

/** Returns the setting `social` for the accounts whose addresses a theme lists: `GitHub: https://github.com/name || icon`. */
export function socialOf(values: FieldValues): Settings {
  const known = (FEATURES.settingFields.social?.type.schema?.properties ?? {}) as { readonly [site: string]: unknown };
  const listed = Object.entries(find(values, 'social') ?? {}).flatMap(([name, value]) => {
    const address = textOf(value)?.split('||', 1)[0]?.trim() ?? '';
    const host = /^https?:\/\/(?:www\.|space\.)?([\w-]+)\./i.exec(address)?.[1]?.toLowerCase();
    const site = [bare(name), host]
      .map((each) => each && (RENAMED[each] ?? each))
      .find((each) => each && Object.hasOwn(known, each));
    const isName = site !== undefined && /^(?:github|gitlab|x)$/.test(site) && /^[\w-]+$/.test(address);
    return (host || isName) && site && site !== 'email' ? [[site, address]] : [];
  });
  return listed.length > 0 ? { social: Object.fromEntries(listed) } : {};
}

/** Returns the tag of a language; undefined for none, `default` and unknown ones. */
export function languageOf(written: string | undefined): string | undefined {
  if (!written || /^default$/i.test(written)) return undefined;
  return /^zh-(?:cn|sg)$/i.test(written)
    ? 'zh-Hans'
    : /^zh-(?:tw|hk|mo)$/i.test(written)
      ? `zh-Hant${/hk/i.test(written) ? '-HK' : ''}`
      : languageTag(written);
}

/** Services that the new site has no setting for, by the names of their settings. */
const OTHER_SERVICES =
  /^(?:disqus\w*|utteranc\w*|gitalk|gitment|valine|commento|remark42|artalk|cusdis|livere|cactus\w*|isso|hyvor\w*|telegramcomments|google_?analytics\w*|ga_track_id|plausible|fathom\w*|matomo|yandex\w*|algolia\w*|mailchimp|newsletter)$/i;

/** Returns the names of settings of services that the new site has no setting for, and that are in use. */
export function otherServicesIn(...values: readonly FieldValues[]): string[] {
  const names = values.flatMap((each) =>
    Object.entries(each).flatMap(([name, value]) => (OTHER_SERVICES.test(name) && isUsed(value) ? [name] : [])),
  );
  return [...new Set(names)];
}

function isUsed(value: FieldValue): boolean {
  if (isMapping(value)) return value.enable !== false && value.enabled !== false && Object.values(value).some(isUsed);
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== '';
}
