// A feature: something that a site can have, with its pages, files, settings and variables. Each is a folder of scripts/features/
// and a line in its table; no other code knows it. The features of a program are a value that is passed to whatever opens a site.

import type { Config } from '../config/config.js';
import type { NavigationItem } from '../config/settingTypes.js';
import type { Fields } from '../fields/fields.js';
import type { HeaderFields } from '../fields/headerField.js';
import { headerFields, type OwnHeaderField, type Setting, settingFields } from '../fields/ownField.js';
import type { Values } from '../template/value.js';
import type { Diagnostic } from '../types.js';
import type { AnyTask } from '../work/task.js';
import type { AddedStyles, Asset } from './assets.js';
import type { Frame } from './frame.js';
import { type AnyAddition, extended, type Kind, type Output } from './kind.js';
import type { Outline } from './outline.js';
import type { Loads } from './policy.js';
import type { AddressSource, SiteAddress } from './siteAddress.js';
import type { StarterChoice } from './starterChoice.js';
import type { VariableDocs } from './variables.js';
import type { Words } from './words/interface.js';

export interface Feature {
  readonly name: string;
  /** Its settings in site.yaml. */
  readonly settings?: readonly Setting[];
  /** Its fields of front matter. */
  readonly fields?: readonly OwnHeaderField[];
  /** Words of the interface that only this feature uses, in scripts or templates. */
  readonly words?: readonly (keyof Words)[];
  /** Its kinds of pages. */
  readonly kinds?: readonly Kind[];
  /**
   * True if it generates a list at this address whenever the list has posts. Such an address may disappear without being lost.
   * @param url without the prefix of its language
   */
  readonly isListUrl?: (url: string, outline: Outline) => boolean;
  /** Additions to pages of other features, by the names of their kinds. */
  readonly adds?: { readonly [kind: string]: AnyAddition };
  /** Files whose addresses follow from the outline. They are known before any article is rendered, so links may lead to them. */
  readonly linked?: readonly Output<unknown, Outline>[];
  /** Files whose addresses depend on articles or pictures. */
  readonly outputs?: readonly Output[];
  /** Returns the links in its settings. They are resolved like those of a page at the root of `content/`. */
  readonly links?: (config: Config) => readonly NavigationItem[];
  /** Returns the addresses on other sites that names in its settings stand for, with the fields of the names. */
  readonly accounts?: (config: Config) => readonly { readonly site: string; readonly url: string }[];
  /** Returns what it adds to the site's stylesheet. */
  readonly styles?: (config: Config) => AddedStyles;
  /** Stylesheets in `templates/sheets/` that only some pages load. Each is published if its function says that there are such pages. */
  readonly sheets?: { readonly [name: string]: (use: SheetUse) => boolean };
  /** Variables that all templates get. */
  readonly common?: CommonVariables;
  /** Returns what its scripts and frames load from other sites. */
  readonly loads?: (config: Frame['config']) => readonly Loads[];
  /** The plugin that it belongs to: name, and a key that changes with the plugin. Absent for features of the program. */
  readonly plugin?: { readonly name: string; readonly key: string };
  /**
   * Finds problems in a text while it is rendered.
   * @param file from the site's folder
   */
  readonly problemsIn?: (file: string, text: string) => Promise<readonly Diagnostic[]>;
  /** Returns paths of the files that it uses, so that they are not reported as unused. */
  readonly usedFiles?: (outline: Outline) => readonly string[];
  /** A setting that `init` asks for. */
  readonly starter?: StarterChoice;
  /** Tasks that workers run for it. */
  readonly tasks?: readonly AnyTask[];
}

/** Facts that decide which stylesheets a site needs. */
export interface SheetUse {
  readonly outline: Outline;
  /** Names of the stylesheets that its texts need. */
  readonly inTexts: ReadonlySet<string>;
}

export interface CommonVariables {
  readonly docs: VariableDocs;
  readonly values: (frame: Frame) => Values;
}

/** An address with the kind of its page. */
export interface PageAddress {
  readonly kind: Kind;
  /** The outline that its kind planned it from. */
  readonly edition: Outline;
  readonly address: SiteAddress<unknown>;
}

/** Returns the outlines or sites that a kind or output plans from: one for each language, or the whole site. */
export function scopesOf<Scope extends { readonly editions: () => readonly Scope[] }>(
  { isPerLanguage }: Pick<Kind, 'isPerLanguage'>,
  whole: Scope,
): readonly Scope[] {
  return isPerLanguage ? whole.editions() : [whole];
}

/** The combined features of a program. */
export class Features<Row extends Feature = Feature> implements AddressSource<Outline> {
  /** In the order of the sitemap. */
  readonly kinds: readonly Kind[];
  readonly linked: readonly Output<unknown, Outline>[];
  readonly outputs: readonly Output[];
  readonly settings: readonly Setting[];
  /** Variables that all templates get from features. */
  readonly commonDocs: VariableDocs;
  private readonly pages = new WeakMap<Outline, readonly PageAddress[]>();
  private readonly common = new WeakMap<Frame, Values>();
  /** Last result of `with`. */
  private lastWith: Features<Row> | undefined;

  constructor(readonly rows: readonly Row[]) {
    const addedTo = (kind: string) => rows.flatMap(({ adds }) => adds?.[kind] ?? []);
    this.settings = rows.flatMap(({ settings = [] }) => settings);
    this.kinds = rows.flatMap(({ kinds = [] }) => kinds).map((kind) => extended(kind, addedTo(kind.name)));
    this.linked = rows.flatMap(({ linked = [] }) => linked);
    this.outputs = rows.flatMap(({ outputs = [] }) => outputs);
    this.commonDocs = Object.assign({}, ...rows.map(({ common }) => common?.docs));
  }

  /** The fields of site.yaml that features declare. */
  get settingFields(): Fields {
    return settingFields(this.settings);
  }

  /** The fields of front matter that features declare. */
  get headerFields(): HeaderFields {
    return headerFields(this.rows.flatMap(({ fields = [] }) => fields));
  }

  /** Returns these features with more of them. Returns the same object for the same arguments as last time. */
  with(more: readonly Row[]): Features<Row> {
    if (more.length === 0) return this;
    const known = this.lastWith;
    const added = known?.rows.slice(this.rows.length);
    if (known && added?.length === more.length && added.every((row, at) => row === more[at])) return known;
    this.lastWith = new Features([...this.rows, ...more]);
    return this.lastWith;
  }

  /** Returns the links in the settings of features. */
  linksIn(config: Config): readonly NavigationItem[] {
    return this.rows.flatMap(({ links }) => links?.(config) ?? []);
  }

  /** Returns the additions to the site's stylesheet. */
  stylesFor(config: Config): readonly AddedStyles[] {
    return this.rows.flatMap(({ styles }) => styles?.(config) ?? []);
  }

  /** Returns the files of the theme without the stylesheets that no page loads. */
  usedAssets(assets: readonly Asset[], use: SheetUse): readonly Asset[] {
    const sheets = this.rows.flatMap((row) => Object.entries(row.sheets ?? {}));
    const unused = new Set(sheets.filter(([, isUsed]) => !isUsed(use)).map(([name]) => `sheets/${name}.css`));
    return assets.filter(({ path }) => !unused.has(path));
  }

  /** Keys of the plugins that features belong to. */
  get pluginKeys(): readonly string[] {
    return this.rows.flatMap(({ plugin }) => plugin?.key ?? []);
  }

  get tasks(): readonly AnyTask[] {
    return this.rows.flatMap(({ tasks = [] }) => tasks);
  }

  /** Returns the values of `commonDocs`. They are the same on all pages. */
  commonValues(frame: Frame): Values {
    let values = this.common.get(frame);
    if (!values) {
      values = Object.assign({}, ...this.rows.map(({ common }) => common?.values(frame))) as Values;
      this.common.set(frame, values);
    }
    return values;
  }

  /** The kind of post pages. A writer's own layout gets its variables. */
  get layout(): Kind {
    return this.kinds.find(({ name }) => name === 'post') as Kind;
  }

  /**
   * Finds problems in a text.
   * @param file from the site's folder
   */
  readonly problemsIn = async (file: string, text: string): Promise<readonly Diagnostic[]> => {
    const found = this.rows.flatMap(({ problemsIn }) => problemsIn?.(file, text) ?? []);
    return found.length === 0 ? [] : (await Promise.all(found)).flat();
  };

  /** True if the address is that of a list that is generated whenever it has posts. */
  isListUrl(url: string, outline: Outline): boolean {
    return outline.editions().some((edition) => {
      const { prefix } = edition.config;
      return url.startsWith(prefix) && this.rows.some(({ isListUrl }) => isListUrl?.(url.slice(prefix.length), edition));
    });
  }

  pagesOf(outline: Outline): readonly PageAddress[] {
    let pages = this.pages.get(outline);
    if (!pages) {
      pages = this.kinds.flatMap((kind) =>
        scopesOf(kind, outline).flatMap((edition) =>
          Array.from(kind.addresses(edition), (address) => ({ kind, address, edition })),
        ),
      );
      this.pages.set(outline, pages);
    }
    return pages;
  }

  generatedUrls(outline: Outline): readonly string[] {
    const pages = this.pagesOf(outline).filter(({ address: { article, from } }) => !article && from === undefined);
    const files = this.linked.flatMap((each) => scopesOf(each, outline).flatMap((edition) => [...each.addresses(edition)]));
    return [...pages.map(({ address }) => address), ...files].map(({ url }) => url);
  }

  /**
   * Returns the meanings of the hashes in `Plan.parts`, in their order.
   * @param name of a kind or an output
   */
  partMeanings(name: string): readonly string[] {
    const own = (parts: { readonly [name: string]: { readonly meaning: string } }) =>
      Object.values(parts).map((part) => part.meaning);
    const page = this.kinds.find((kind) => kind.name === name);
    if (page) {
      const article = page.showsArticle ? ['the article', 'the pictures'] : [];
      return ['the template', 'the frame of the site', 'the translations', ...article, ...own(page.parts)];
    }
    const output = [...this.linked, ...this.outputs].find((each) => each.name === name);
    return output ? own(output.parts) : ['the source file'];
  }
}
