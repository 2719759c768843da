// The theme of a site: its templates and stylesheets with the pictures that they name, its logo and its icon.

import type { Asset } from '../assemble/assets.js';
import { faviconOf } from '../assemble/favicon.js';
import { type Frame, type FrameParts, frameOf } from '../assemble/frame.js';
import type { KnownPictures } from '../assemble/site.js';
import { type TemplateSet, Templates } from '../assemble/templates.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { templateFile } from '../base/inputFolders.js';
import { compactCss } from '../base/text/compactCss.js';
import type { Config } from '../config/config.js';
import type { Diagnostic, SiteIndex } from '../types.js';
import type { Inputs } from './inputs.js';
import type { KnownSite } from './lastBuild.js';
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
import { type Given, type ReadTemplates, readTemplates } from './templates.js';

/** Templates with the pictures that they and the settings name, before those are made. */
interface FoundTheme {
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
  /** Hashes of the templates, those of their pictures and data included. */
  readonly templateHashes: { readonly [name: string]: string };
  readonly templateSet: () => TemplateSet;
  /** The templates, compiled. */
  readonly compiled: () => Templates;
  readonly logo: string;
  /** The address of the picture that site.yaml names. */
  readonly favicon: string | undefined;
}

/** What a theme was read for. */
export interface ReadFor extends Given {
  readonly config: Config;
}

/** Reads the theme of a site; again after `forget`, or for other settings or data. */
export class ThemeReader {
  private current:
    | { readonly of: ReadFor; readonly found: FoundTheme; readonly shown: FoundTheme; theme: Theme | undefined }
    | undefined;
  /** The templates that last had no mistakes. */
  private good: ReadTemplates | undefined;

  /** @param known what the last build knew of the templates */
  constructor(
    private readonly inputs: Inputs,
    private readonly mistakes: Profile['mistakes'],
    private readonly known: KnownSite['templates'] | undefined,
  ) {}

  /** Reads everything again when it is next asked for. */
  forget(): void {
    this.current = undefined;
  }

  /** The newest templates. */
  templates(of: ReadFor): ReadTemplates {
    return this.read(of).found.templates;
  }

  /** The templates that pages are made with. */
  shownTemplates(of: ReadFor): ReadTemplates {
    return this.read(of).shown.templates;
  }

  /** The pictures that the theme names in its files as they are: problems are about these. */
  pictures(of: ReadFor): readonly SitePicture[] {
    return this.read(of).found.pictures.pictures;
  }

  /** The pictures that are needed for `theme`. */
  shownPictures(of: ReadFor): readonly SitePicture[] {
    return this.read(of).shown.pictures.pictures;
  }

  /** The theme. @param pictures those that it shows are known */
  theme(of: ReadFor, pictures: KnownPictures): Theme {
    const current = this.read(of);
    current.theme ??= themeWith(current.shown, of.config, pictures);
    return current.theme;
  }

  problems(of: ReadFor): readonly Diagnostic[] {
    const { templates, pictures } = this.read(of).found;
    return [...templates.problems, ...pictures.problems];
  }

  private read(of: ReadFor) {
    if (this.current && isSame(this.current.of, of)) return this.current;
    const templates = readTemplates(this.inputs, of, this.known);
    const problems = [...templates.problems, ...of.data.problems];
    const isGood = this.mistakes === 'as they are' || !problems.some(({ fatal }) => fatal);
    if (isGood) this.good = templates;
    const usable = this.good ?? templates;
    const found = this.find(of.config, templates);
    // What is reported concerns the files as they are; what is shown may be older.
    const shown = usable === templates ? found : this.find(of.config, usable);
    this.current = { of, found, shown, theme: undefined };
    return this.current;
  }

  private find(config: Config, templates: ReadTemplates): FoundTheme {
    const pictures = new SitePictures(config, this.inputs.paths);
    const stylesheets = templates.assets.filter(({ path }) => path.endsWith('.css'));
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

function isSame(before: ReadFor, now: ReadFor): boolean {
  return (
    before.config === now.config && before.data === now.data && before.plugged === now.plugged && before.features === now.features
  );
}

function themeWith(found: FoundTheme, config: Config, pictures: KnownPictures): Theme {
  const { templates } = found;
  const assets = templates.assets.map((asset): Asset => {
    const stylesheet = found.inStylesheets.get(asset.path);
    if (!stylesheet) return asset;
    const text = compactCss(stylesheetWithPictures(stylesheet, config, pictures.get));
    return { ...asset, text, hash: hashOf(text) };
  });
  const templateSet = lazy(() => ({
    files: withPictures(templates.files(), found.inTemplates, config, pictures.get),
    data: templates.given.data.values,
    variables: templates.given.plugged.variables,
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

function templateHashes({ templates, inTemplates }: FoundTheme, pictures: KnownPictures): Theme['templateHashes'] {
  const paths = [...inTemplates.values()].flatMap(({ spots }) => spots.map(({ path }) => path));
  const picturesHash = paths.length === 0 ? '' : hashOf(...paths.map(pictures.key));
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
  return Object.fromEntries(Object.entries(templates.hashes).map(([name, hash]) => [name, hashed(name, hash)]));
}

/** The frame of a site with its theme. */
export function frameWith(
  { assets, logo, favicon }: Pick<Theme, 'assets' | 'logo' | 'favicon'>,
  config: Config,
  { files, shownDrafts = [] }: Pick<SiteIndex, 'files' | 'shownDrafts'>,
  parts: Pick<FrameParts, 'navigation' | 'made' | 'settings' | 'loadsOf' | 'plugins' | 'preview' | 'isPublic'>,
): Frame {
  const drafts = parts.preview ? shownDrafts : [];
  return frameOf(config, { ...parts, assets, logo, favicon: favicon ?? faviconOf(files), drafts });
}
