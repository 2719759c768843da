// The API of plugins. Authors of plugins import the types: `import type { Plugin } from 'titleblock'`.

import type { PluggableList } from 'unified';
import type { Constructs } from '../markdown/constructs.js';
import type { CivilDate } from '../types.js';

/** A value of a template: plain data, or HTML that is inserted as it is. */
export type PluginValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly html: string }
  | readonly PluginValue[]
  | { readonly [name: string]: PluginValue };

/** The settings that plugins get. */
export interface PluginSite {
  readonly title: string;
  /** Absolute, with the site's path: `https://example.org/blog`. */
  readonly url: string;
  readonly description: string;
  readonly author: string;
  readonly language: string;
}

/** A post or page with its front matter. */
export interface PluginSource {
  /** Below `content/`. */
  readonly path: string;
  /** Decoded address below the site's root: `/posts/2020-01-02-a.html`. */
  readonly url: string;
  readonly kind: 'post' | 'page';
  /** Its language, if that is not the main one of a site with several. */
  readonly language?: string;
  /** Inline markdown, as written. */
  readonly title: string;
  readonly date?: CivilDate;
  readonly tags: readonly string[];
  /** Front matter fields that titleblock does not know. */
  readonly meta: { readonly [name: string]: unknown };
}

/** The posts, pages and data of a site. */
export interface PluginView {
  /** Newest first. */
  readonly posts: readonly PluginSource[];
  readonly pages: readonly PluginSource[];
  /** Contents of `data/`, by file name. */
  readonly data: { readonly [name: string]: unknown };
}

/** A page that a plugin makes with a template. */
export interface PluginPage {
  /** Decoded address below the site's root: `/books.html`. */
  readonly url: string;
  readonly title: string;
  /** A template of the site, by its name without `.html`. */
  readonly template: string;
  /** Values of the template, in addition to the variables of all templates. */
  readonly values?: { readonly [name: string]: PluginValue };
}

/** A file that a plugin makes. */
export interface PluginFile {
  /** Decoded address below the site's root: `/humans.txt`. */
  readonly url: string;
  readonly content: string | Uint8Array;
}

/** A problem that a rule of a plugin found. */
export interface PluginProblem {
  /** From the site's folder: `content/posts/a.md`. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** Input of a rule for `check`. */
export interface PluginCheck extends PluginView {
  /** Returns the text of a file, by its path from the site's folder. */
  readonly textOf: (file: string) => string;
}

/** The parts of a plugin; all are optional. Results of functions must depend only on their input. */
export interface PluginParts {
  /** Plugins for the markdown tree (mdast). */
  readonly remark?: PluggableList;
  /** Plugins for the HTML tree (hast). */
  readonly rehype?: PluggableList;
  /** Constructs of markdown, in addition to Pandoc's, for the dialect `markdown`. */
  readonly constructs?: Constructs;
  readonly pages?: (view: PluginView) => Iterable<PluginPage>;
  readonly files?: (view: PluginView) => Iterable<PluginFile>;
  /** Variables of all templates. */
  readonly variables?: (view: PluginView) => { readonly [name: string]: PluginValue };
  /** Rules of `titleblock check`. */
  readonly rules?: readonly ((site: PluginCheck) => Iterable<PluginProblem>)[];
  /** A feature like those of the program (docs/plugins/): kinds of pages, files, artifacts of a whole site, and more. */
  readonly feature?: object;
}

const NAMES: { readonly [part in keyof Required<PluginParts>]: true } = {
  remark: true,
  rehype: true,
  constructs: true,
  pages: true,
  files: true,
  variables: true,
  rules: true,
  feature: true,
};

/** Names of all parts. */
export const PLUGIN_PARTS: readonly string[] = Object.keys(NAMES);

/**
 * A plugin: the default export of a file or package that `plugins` in site.yaml names.
 * @param options the options in site.yaml
 */
export type Plugin<Options = unknown> = (site: PluginSite, options: Options) => PluginParts;

/** Data for remark and rehype plugins, in `file.data.titleblock`. */
export interface PluginFileData {
  readonly source: PluginSource;
  /**
   * Returns the decoded address of a page or file by its file name without folder and extension, as Obsidian links to it. The
   * date at the beginning of a post's name may be left out. Calls are recorded: the post is rendered again when the result
   * changes.
   */
  readonly find: (name: string) => string | undefined;
}
