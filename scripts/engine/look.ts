// The look of a site: its templates and stylesheets with the pictures that they name, its logo and its icon.

import type { Asset } from '../assemble/assets.js';
import { type Frame, type FrameParts, frameOf } from '../assemble/frame.js';
import { type Icon, iconOf } from '../assemble/icons.js';
import type { KnownPictures } from '../assemble/site.js';
import type { TemplateSet } from '../assemble/templates.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { compactCss } from '../base/text/compactCss.js';
import type { Config } from '../config/config.js';
import type { SiteIndex } from '../types.js';
import {
  ICON,
  LOGO,
  logoHtml,
  SitePictures,
  stylesheetWithPictures,
  type TextWithPictures,
  withPictures,
} from './sitePictures.js';
import type { ReadTemplates } from './templates.js';

/** The pictures that the site itself names, before they are made. */
export interface FoundLook {
  readonly found: SitePictures;
  readonly logo: string | undefined;
  readonly favicon: string | undefined;
  readonly templates: ReadonlyMap<string, TextWithPictures>;
  readonly stylesheets: ReadonlyMap<string, TextWithPictures>;
}

/**
 * @param paths all inputs
 * @param read gives the bytes of one
 */
export function findLook(
  config: Config,
  paths: readonly string[],
  { files, assets }: ReadTemplates,
  read: (path: string) => Buffer,
): FoundLook {
  const found = new SitePictures(config, paths);
  const stylesheets = assets.filter(({ path }) => path.endsWith('.css'));
  return {
    found,
    logo: found.named(config.logo, LOGO),
    favicon: found.named(config.favicon, ICON),
    templates: new Map(files().map(([path, { name, text }]) => [path, found.inTemplate(name, text)])),
    stylesheets: new Map(
      stylesheets.map(({ path, from }) => [path, found.inStylesheet(`templates/${path}`, read(from).toString())]),
    ),
  };
}

/** The look with its pictures in place. */
export interface Look {
  readonly assets: readonly Asset[];
  /** Hashes of the templates, those of their pictures and data included. */
  readonly templateHashes: { readonly [name: string]: string };
  readonly templateSet: () => TemplateSet;
  readonly logo: string;
  /** The address of the picture that site.yaml names. */
  readonly favicon: string | undefined;
}

export function lookWith(look: FoundLook, templates: ReadTemplates, config: Config, pictures: KnownPictures): Look {
  const assets = templates.assets.map((asset): Asset => {
    const found = look.stylesheets.get(asset.path);
    if (!found) return asset;
    const text = compactCss(stylesheetWithPictures(found, config, pictures.get));
    return { ...asset, text, hash: hashOf(text) };
  });
  const inTemplates = [...look.templates.values()].flatMap(({ spots }) => spots.map(({ path }) => path));
  const picturesHash = inTemplates.length === 0 ? '' : hashOf(...inTemplates.map(pictures.key));
  const { data, plugged } = templates.given;
  const givenHash = (used: string): string => {
    if (used === 'data') return JSON.stringify(data.hashes);
    return used.startsWith('data.')
      ? (data.hashes[used.slice('data.'.length)] ?? '')
      : hashOf(JSON.stringify(plugged.variables[used]));
  };
  const hashed = (name: string, hash: string) => {
    const more = [picturesHash, ...(templates.data[name] ?? []).map(givenHash)].filter(Boolean);
    return more.length > 0 ? hashOf(hash, ...more) : hash;
  };
  const logo = look.logo === undefined ? undefined : pictures.get(look.logo);
  return {
    assets,
    templateHashes: Object.fromEntries(Object.entries(templates.hashes).map(([name, hash]) => [name, hashed(name, hash)])),
    templateSet: lazy(() => ({
      files: withPictures(templates.files(), look.templates, config, pictures.get),
      data: data.values,
      variables: plugged.variables,
    })),
    logo: logo ? logoHtml(config, logo) : '',
    favicon: look.favicon === undefined ? undefined : pictures.get(look.favicon)?.fallback.url,
  };
}

/** The frame of a site with its look. */
export function frameWith(
  { assets, logo, favicon }: Look,
  config: Config,
  { files, shownDrafts = [] }: Pick<SiteIndex, 'files' | 'shownDrafts'>,
  {
    navigation,
    icons,
    preview,
    isPublic,
  }: Pick<FrameParts, 'navigation' | 'preview' | 'isPublic'> & { readonly icons: readonly Icon[] },
): Frame {
  const drafts = preview ? shownDrafts : [];
  const icon = favicon ?? iconOf(files);
  return frameOf(config, { navigation, assets, logo, icon, hasIcons: icons.length > 0, preview, drafts, isPublic });
}
