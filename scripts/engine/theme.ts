// The theme of a site: templates and stylesheets with the pictures they name, logo and icon. While templates have errors, `dev`
// keeps the last good theme in use.

import type { Asset } from '../assemble/assets.js';
import { faviconOf } from '../assemble/favicon.js';
import { type Frame, type FrameParts, frameOf } from '../assemble/frame.js';
import type { PictureFacts } from '../assemble/site.js';
import { type TemplateSet, Templates } from '../assemble/templates.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { templateFile } from '../base/inputFolders.js';
import { compactCss } from '../base/text/compactCss.js';
import type { Config } from '../config/config.js';
import type { Diagnostic, SiteIndex } from '../types.js';
import type { Inputs } from './inputs.js';
import type { SiteRecord } from './lastBuild.js';
import type { Profile } from './profile.js';
import {
  FAVICON,
  LOGO,
  logoHtml,
  type SitePicture,
  SitePictures,
  stylesheetWithPictures,
  type TextWithPictures,
  withPictures,
} from './sitePictures.js';
import { type ReadTemplates, readTemplates, type TemplateContext } from './templates.js';

/** A theme whose pictures have been found but not yet made. */
interface UnfinishedTheme {
  readonly templates: ReadTemplates;
  readonly pictures: SitePictures;
  readonly logo: string | undefined;
  readonly favicon: string | undefined;
  readonly inTemplates: ReadonlyMap<string, TextWithPictures>;
  readonly inStylesheets: ReadonlyMap<string, TextWithPictures>;
}

/** A theme with its pictures in place. */
export interface Theme {
  readonly assets: readonly Asset[];
  /** Hash of each template with its pictures and data. */
  readonly templateHashes: { readonly [name: string]: string };
  readonly templateSet: () => TemplateSet;
  /** Compiles the templates when first called. */
  readonly compiled: () => Templates;
  readonly logo: string;
  /** Address of the icon that site.yaml names. */
  readonly favicon: string | undefined;
}

/** Inputs of a theme besides its files. */
export interface ThemeInput extends TemplateContext {
  readonly config: Config;
}

/** Reads the theme of a site. Reads it again after `forget`, or for other settings or data. */
export class ThemeReader {
  private current:
    | { readonly input: ThemeInput; readonly found: UnfinishedTheme; readonly shown: UnfinishedTheme; theme: Theme | undefined }
    | undefined;
  /** The last templates without errors. */
  private lastGood: ReadTemplates | undefined;

  /** @param known the last build's record of the templates */
  constructor(
    private readonly inputs: Inputs,
    private readonly mistakes: Profile['mistakes'],
    private readonly known: SiteRecord['templates'] | undefined,
  ) {}

  /** Drops the theme, so that it is read again when next needed. */
  forget(): void {
    this.current = undefined;
  }

  /** Returns the templates as they are on disk. */
  templates(input: ThemeInput): ReadTemplates {
    return this.read(input).found.templates;
  }

  /** Returns the templates that pages are made with. */
  shownTemplates(input: ThemeInput): ReadTemplates {
    return this.read(input).shown.templates;
  }

  /** Returns the pictures of the theme as it is on disk, for problems. */
  pictures(input: ThemeInput): readonly SitePicture[] {
    return this.read(input).found.pictures.pictures;
  }

  /** Returns the pictures of the theme in use. */
  shownPictures(input: ThemeInput): readonly SitePicture[] {
    return this.read(input).shown.pictures.pictures;
  }

  /**
   * Returns the theme in use.
   * @param pictures its pictures must have been made
   */
  theme(input: ThemeInput, pictures: PictureFacts): Theme {
    const current = this.read(input);
    current.theme ??= themeWith(current.shown, input.config, pictures);
    return current.theme;
  }

  problems(input: ThemeInput): readonly Diagnostic[] {
    const { templates, pictures } = this.read(input).found;
    return [...templates.problems, ...pictures.problems];
  }

  private read(input: ThemeInput) {
    if (this.current && isSame(this.current.input, input)) return this.current;
    const templates = readTemplates(this.inputs, input, this.known);
    const problems = [...templates.problems, ...input.data.problems];
    const isGood = this.mistakes === 'as they are' || !problems.some(({ fatal }) => fatal);
    if (isGood) this.lastGood = templates;
    const usable = this.lastGood ?? templates;
    const found = this.findPictures(input.config, templates);
    // Problems are about the files on disk; the theme in use may be older.
    const shown = usable === templates ? found : this.findPictures(input.config, usable);
    this.current = { input, found, shown, theme: undefined };
    return this.current;
  }

  private findPictures(config: Config, templates: ReadTemplates): UnfinishedTheme {
    const pictures = new SitePictures(config, this.inputs.paths);
    const stylesheets = publishedStyles(config, templates);
    const textOf = (path: string) => this.inputs.read(path).toString();
    return {
      templates,
      pictures,
      logo: pictures.named(config.logo, LOGO),
      favicon: pictures.named(config.favicon, FAVICON),
      inTemplates: new Map(templates.files().map(([path, { name, text }]) => [path, pictures.inTemplate(name, text)])),
      inStylesheets: new Map(
        stylesheets.map(({ path, from }) => [path, pictures.inStylesheet(templateFile(path), textOf(from))]),
      ),
    };
  }
}

/** The stylesheet that features add to. */
const STYLESHEET = 'style.css';

/** True for files that are published under their own names. Stylesheets of themes, and those of `parts/`, are parts of another. */
function isPublished({ path }: Asset): boolean {
  return !/^(?:themes|parts)\//.test(path);
}

/** Returns the stylesheets of a site, and those that features add to them. */
function publishedStyles(config: Config, { assets, context }: ReadTemplates): readonly Asset[] {
  const added = new Set(context.features.stylesFor(config).map(({ sheet }) => sheet));
  return assets.filter((asset) => asset.path.endsWith('.css') && (isPublished(asset) || added.has(asset.path)));
}

function isSame(a: ThemeInput, b: ThemeInput): boolean {
  return a.config === b.config && a.data === b.data && a.contributions === b.contributions && a.features === b.features;
}

function themeWith(found: UnfinishedTheme, config: Config, pictures: PictureFacts): Theme {
  const { templates } = found;
  const added = templates.context.features.stylesFor(config);
  const cssOf = (path: string) => {
    const stylesheet = found.inStylesheets.get(path);
    return stylesheet && stylesheetWithPictures(stylesheet, config, pictures.get);
  };
  const assets = templates.assets.filter(isPublished).map((asset): Asset => {
    const css = cssOf(asset.path);
    if (css === undefined) return asset;
    const more = asset.path === STYLESHEET ? added.flatMap(({ sheet, css: own }) => [cssOf(sheet) ?? '', own]) : [];
    const text = compactCss([css, ...more].join('\n'));
    return { ...asset, text, hash: hashOf(text) };
  });
  const templateSet = lazy(() => ({
    files: withPictures(templates.files(), found.inTemplates, config, pictures.get),
    data: templates.context.data.values,
    variables: templates.context.contributions.variables,
  }));
  const logo = found.logo === undefined ? undefined : pictures.get(found.logo);
  return {
    assets,
    templateHashes: templateHashes(found, pictures),
    templateSet,
    compiled: lazy(() => new Templates(templateSet())),
    logo: logo ? logoHtml(config, logo) : '',
    favicon: found.favicon === undefined ? undefined : pictures.get(found.favicon)?.fallback.url,
  };
}

function templateHashes({ templates, inTemplates }: UnfinishedTheme, pictures: PictureFacts): Theme['templateHashes'] {
  const paths = [...inTemplates.values()].flatMap(({ spots }) => spots.map(({ path }) => path));
  const picturesHash = paths.length === 0 ? '' : hashOf(...paths.map(pictures.key));
  const { data, contributions } = templates.context;
  const givenHash = (used: string): string => {
    if (used === 'data') return JSON.stringify(data.hashes);
    return used.startsWith('data.')
      ? (data.hashes[used.slice('data.'.length)] ?? '')
      : hashOf(JSON.stringify(contributions.variables[used]));
  };
  const hashed = (name: string, hash: string) => {
    const more = [picturesHash, ...(templates.data[name] ?? []).map(givenHash)].filter(Boolean);
    return more.length > 0 ? hashOf(hash, ...more) : hash;
  };
  return Object.fromEntries(Object.entries(templates.hashes).map(([name, hash]) => [name, hashed(name, hash)]));
}

/** Returns the frame of a site with its theme. */
export function frameWith(
  { assets, logo, favicon }: Pick<Theme, 'assets' | 'logo' | 'favicon'>,
  config: Config,
  { files, shownDrafts = [] }: Pick<SiteIndex, 'files' | 'shownDrafts'>,
  parts: Pick<
    FrameParts,
    'languages' | 'navigation' | 'links' | 'made' | 'styles' | 'settings' | 'loadsOf' | 'plugins' | 'preview' | 'isPublic'
  >,
): Frame {
  const drafts = parts.preview ? shownDrafts : [];
  return frameOf(config, { ...parts, assets, logo, favicon: favicon ?? faviconOf(files), drafts });
}
