// The frame: what all pages of a site share, such as navigation and stylesheets. Plain data, sent to each worker once.

import type { Config } from '../config/config.js';
import { type OwnValues, type Setting, valuesForPages } from '../fields/ownField.js';
import type { PagePlugins } from '../plugins/load.js';
import { assetUrl } from './addresses.js';
import type { AddedStyles, Asset } from './assets.js';
import { LIST } from './listSettings.js';
import type { Loads } from './policy.js';

type FrameSetting =
  | 'title'
  | 'url'
  | 'description'
  | 'author'
  | 'language'
  | 'license'
  | 'allow'
  | 'taxonomies'
  | 'markdown'
  | 'prefix'
  | 'siteLanguage';

/** A language of the site, for links to its pages. */
export interface FrameLanguage {
  readonly language: string;
  readonly name: string;
  /** Address of its home page, decoded, below the site's root. */
  readonly home: string;
}

export interface Frame {
  readonly config: Pick<Config, FrameSetting> & OwnValues;
  /** The languages of the site; absent if it has only one. */
  readonly languages?: readonly FrameLanguage[];
  readonly navigation: readonly NavigationEntry[];
  /** Targets of the links in settings of features, by the written address. */
  readonly links: { readonly [written: string]: Pick<NavigationEntry, 'url' | 'suffix'> };
  /** Decoded addresses below the site's root. */
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
  /** Scripts that only some pages use, by name. */
  readonly namedScripts: { readonly [name: string]: string };
  /** Stylesheets that only some pages use, by name. */
  readonly sheets: { readonly [name: string]: string };
  readonly favicon: string | undefined;
  /** How lists show covers: as large or small pictures; empty if they show none. */
  readonly covers: 'large' | 'small' | '';
  /** The logo as HTML; empty if there is none. */
  readonly logo: string;
  /** True in a preview: search engines are asked not to index any page, and drafts are marked. */
  readonly preview: boolean;
  /** Paths of the drafts shown in a preview; otherwise empty. */
  readonly drafts: readonly string[];
  /** Sources that pages load from other sites. */
  readonly loads: readonly Loads[];
  /** Data of artifacts for template variables, by feature. Only the feature knows its type. */
  readonly made: { readonly [feature: string]: unknown };
  /** Plugins whose features make pages; absent if there are none. */
  readonly plugins?: PagePlugins | undefined;
  /** The stylesheet of feeds, if there is one. */
  readonly feedStyles: string | undefined;
}

export interface NavigationEntry {
  readonly title: { readonly html: string } | string;
  /** Decoded below the site's root, or an external address. */
  readonly url: string;
  /** `?query` and `#fragment`. */
  readonly suffix: string;
}

/** Everything a frame is made from besides the settings. */
export interface FrameParts
  extends Pick<Frame, 'navigation' | 'links' | 'favicon' | 'logo' | 'made' | 'plugins' | 'preview' | 'drafts'> {
  readonly languages: readonly FrameLanguage[];
  /** True if pages are for readers, and not for a preview or `dev`. Only then do they include third-party services. */
  readonly isPublic: boolean;
  readonly assets: readonly Asset[];
  /** What features add to the stylesheet. */
  readonly styles: readonly AddedStyles[];
  /** The settings of features. */
  readonly settings: readonly Setting[];
  /** Returns what features load from other sites. */
  readonly loadsOf: (config: Frame['config']) => readonly Loads[];
}

export function frameOf(
  { title, url, description, author, language, license, allow, taxonomies, markdown, prefix, siteLanguage, own }: Config,
  {
    languages,
    navigation,
    links,
    favicon,
    logo,
    made,
    preview,
    drafts,
    isPublic,
    assets,
    styles,
    settings,
    loadsOf,
    plugins,
  }: FrameParts,
): Frame {
  const urlsOf = (pattern: RegExp) => assets.filter(({ path }) => pattern.test(path)).map(assetUrl);
  const named = (pattern: RegExp) =>
    Object.fromEntries(
      assets.flatMap((asset) => {
        const name = pattern.exec(asset.path)?.[1];
        return name === undefined ? [] : [[name, assetUrl(asset)]];
      }),
    );
  const shown = valuesForPages(settings, { own }, isPublic);
  const config: Frame['config'] = {
    ...{ title, url, description, author, language, license, allow, taxonomies, markdown, prefix, siteLanguage },
    own: shown,
  };
  return {
    config,
    ...(languages.length > 1 && { languages }),
    loads: loadsOf(config),
    navigation,
    links,
    stylesheets: urlsOf(/^[^/]+\.css$/),
    scripts: urlsOf(/^[^/]+\.js$/),
    namedScripts: named(/^scripts\/([^/]+)\.js$/),
    sheets: named(/^sheets\/([^/]+)\.css$/),
    preview,
    drafts,
    made,
    ...(plugins && { plugins }),
    feedStyles: urlsOf(/^feeds\/feed\.css$/)[0],
    favicon,
    logo,
    covers: coversIn(shown, styles),
  };
}

/** Returns how lists show covers. */
function coversIn(own: NonNullable<OwnValues['own']>, styles: readonly AddedStyles[]): Frame['covers'] {
  const { cover } = LIST.valueIn({ own });
  if (cover === false) return '';
  return styles.find(({ covers }) => covers)?.covers ?? (cover ? 'small' : '');
}
