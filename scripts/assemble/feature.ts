// A feature: something that a site has, or has not, with the pages and files that it adds. Each is a folder of scripts/features/, and
// a line of its table; nothing else knows of it. The features of a program are a value, which whoever opens a site hands on.

import type { Fields } from '../fields/fields.js';
import type { HeaderFields } from '../fields/headerField.js';
import { headerFields, type OwnHeaderField, type Setting, settingFields } from '../fields/ownField.js';
import type { Values } from '../template/value.js';
import type { Diagnostic } from '../types.js';
import type { AnyTask } from '../work/task.js';
import type { Frame } from './frame.js';
import { type Addition, extended, type Kind, type Output } from './kind.js';
import type { Outline } from './outline.js';
import type { Loads } from './policy.js';
import type { AddressSource, SiteAddress } from './siteAddress.js';
import type { VariableDocs } from './variables.js';
import type { Words } from './words/interface.js';

export interface Feature {
  readonly name: string;
  /** Its settings in site.yaml. */
  readonly settings?: readonly Setting[];
  /** Its fields of front matter. */
  readonly fields?: readonly OwnHeaderField[];
  /** Words of the interface that it alone needs, in scripts or templates. */
  readonly words?: readonly (keyof Words)[];
  /** Its kinds of pages. */
  readonly kinds?: readonly Kind[];
  /** Whether it generates a list at an address as long as the list holds a post: such an address may be given up. */
  readonly isListUrl?: (url: string, outline: Outline) => boolean;
  /** What it adds to pages of other features, by the names of their kinds. */
  readonly adds?: { readonly [kind: string]: Addition };
  /** Files whose addresses follow from the outline of a site, which are known before an article is read: links may lead there. */
  readonly linked?: readonly Output<unknown, Outline>[];
  /** Files whose addresses are known when all articles and pictures are. */
  readonly outputs?: readonly Output[];
  /** Variables that all templates get. */
  readonly common?: CommonVariables;
  /** What its scripts and frames load from other sites. */
  readonly loads?: (config: Frame['config']) => readonly Loads[];
  /** The plugin that brings it, by its name and by a key that changes with it; features of the program have none. */
  readonly plugin?: { readonly name: string; readonly key: string };
  /** What is wrong with publishing a text; asked where texts are rendered. @param file from the root of the site */
  readonly problemsIn?: (file: string, text: string) => Promise<readonly Diagnostic[]>;
  /** Files that it makes something of, by their paths: none of them is unused. */
  readonly usedFiles?: (outline: Outline) => readonly string[];
  /** What workers do for it. */
  readonly tasks?: readonly AnyTask[];
}

export interface CommonVariables {
  readonly docs: VariableDocs;
  readonly values: (frame: Frame) => Values;
}

/** An address with the kind that fills it. */
export interface PageAddress {
  readonly kind: Kind;
  readonly address: SiteAddress<unknown>;
}

/** The features of a program, put together. */
export class Features<Row extends Feature = Feature> implements AddressSource<Outline> {
  /** In the order of the sitemap. */
  readonly kinds: readonly Kind[];
  readonly linked: readonly Output<unknown, Outline>[];
  readonly outputs: readonly Output[];
  /** The settings of all features. */
  readonly settings: readonly Setting[];
  /** Variables that all templates get from features. */
  readonly commonDocs: VariableDocs;
  private readonly pages = new WeakMap<Outline, readonly PageAddress[]>();
  private readonly common = new WeakMap<Frame, Values>();
  /** What `with` gave last. */
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

  /** These features with more; the same ones again, where they were asked for last. */
  with(more: readonly Row[]): Features<Row> {
    if (more.length === 0) return this;
    const known = this.lastWith;
    const added = known?.rows.slice(this.rows.length);
    if (known && added?.length === more.length && added.every((row, at) => row === more[at])) return known;
    this.lastWith = new Features([...this.rows, ...more]);
    return this.lastWith;
  }

  /** The keys of the plugins that bring some of them. */
  get pluginKeys(): readonly string[] {
    return this.rows.flatMap(({ plugin }) => plugin?.key ?? []);
  }

  get tasks(): readonly AnyTask[] {
    return this.rows.flatMap(({ tasks = [] }) => tasks);
  }

  /** The values of `commonDocs`, the same on all pages. */
  commonValues(frame: Frame): Values {
    let values = this.common.get(frame);
    if (!values) {
      values = Object.assign({}, ...this.rows.map(({ common }) => common?.values(frame))) as Values;
      this.common.set(frame, values);
    }
    return values;
  }

  /** The kind of the pages of posts: a layout of the writer's own gets its variables. */
  get layout(): Kind {
    return this.kinds.find(({ name }) => name === 'post') as Kind;
  }

  /** What features say of a text. @param file from the root of the site */
  readonly problemsIn = async (file: string, text: string): Promise<readonly Diagnostic[]> => {
    const found = this.rows.flatMap(({ problemsIn }) => problemsIn?.(file, text) ?? []);
    return found.length === 0 ? [] : (await Promise.all(found)).flat();
  };

  /** Whether an address is of a list that is generated as long as it holds a post. */
  isListUrl(url: string, outline: Outline): boolean {
    return this.rows.some(({ isListUrl }) => isListUrl?.(url, outline));
  }

  pagesOf(outline: Outline): readonly PageAddress[] {
    let pages = this.pages.get(outline);
    if (!pages) {
      pages = this.kinds.flatMap((kind) => Array.from(kind.addresses(outline), (address) => ({ kind, address })));
      this.pages.set(outline, pages);
    }
    return pages;
  }

  generatedUrls(outline: Outline): readonly string[] {
    const pages = this.pagesOf(outline).filter(({ address: { article, from } }) => !article && from === undefined);
    const files = this.linked.flatMap((each) => [...each.addresses(outline)]);
    return [...pages.map(({ address }) => address), ...files].map(({ url }) => url);
  }

  /** What the hashes in a text of parts are of, in words. @param name of a kind or an output */
  partMeanings(name: string): readonly string[] {
    const own = (parts: { readonly [name: string]: { readonly meaning: string } }) =>
      Object.values(parts).map((part) => part.meaning);
    const page = this.kinds.find((kind) => kind.name === name);
    if (page) {
      const article = page.showsArticle ? ['the article', 'the pictures'] : [];
      return ['the template', 'the frame of the site', ...article, ...own(page.parts)];
    }
    const output = [...this.linked, ...this.outputs].find((each) => each.name === name);
    return output ? own(output.parts) : ['the source file'];
  }
}
