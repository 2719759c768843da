// The types of kinds (pages made by a template) and of outputs (files without one). Everything that the program knows about a kind
// or an output is in its declaration, in a feature (scripts/features/*/feature.ts). The plan of a site, `--explain`, the check of
// templates, the addresses of links, the sitemap and tables in the docs are derived from them.

import type { MadeFile } from '../base/fileContent.js';
import type { Layers, Values } from '../template/value.js';
import type { Source } from '../types.js';
import type { BatchWork } from '../work/task.js';
import type { Frame } from './frame.js';
import type { Outline } from './outline.js';
import type { Rendered } from './rendered.js';
import type { Site } from './site.js';
import type { HashedUrls, SiteAddress } from './siteAddress.js';
import type { VariableDocs } from './variables.js';

/**
 * An input of a file, as a hash. The file is made again if one of its hashes changes. An empty or missing hash means that there
 * is no such input. `meaning` names it for `--explain`.
 */
export interface Part<Data> {
  readonly meaning: string;
  readonly hash: (site: Site, data: Data) => string | undefined;
}

export type Parts<Data> = { readonly [name: string]: Part<Data> };

/** A kind of page, made by a template. */
export interface Kind<Data = unknown, Input = unknown> {
  readonly name: string;
  /** True if each language of a site has pages of this kind. Its functions then get the edition in that language. */
  readonly isPerLanguage?: true;
  /** The template that makes it, without `.html`. */
  readonly template: string;
  /** Describes the template, for the docs. */
  readonly about: string;
  /** True if it shows the text of a post or a page. It then gets PAGE_VARIABLES. */
  readonly showsArticle: boolean;
  /** Further variables of its template. */
  readonly variables: VariableDocs;
  readonly addresses: (outline: Outline) => Iterable<SiteAddress<Data>>;
  /** Inputs of a page besides its template and the frame. */
  readonly parts: Parts<Data>;
  /** Returns the posts whose titles, texts or dates it shows, besides its own article. */
  readonly shows: (site: Site, data: Data) => readonly Source[];
  /** Returns what its values are made from besides its article: plain data, which is sent to workers. */
  readonly input: (site: Site, data: Data) => Input;
  /** Returns the values of its template. */
  readonly values: (frame: Frame, input: Input, rendered: Rendered | undefined) => Layers;
}

/** A feature's addition to the pages of another kind. */
export interface Addition<Data = unknown, Input = unknown> {
  readonly variables: VariableDocs;
  readonly parts: Parts<Data>;
  /** Returns the posts that it shows on a page. */
  readonly shows?: (site: Site, data: Data) => readonly Source[];
  /** Returns what its values are made from: plain data, which is sent to workers. */
  readonly input: (site: Site, data: Data) => Input;
  readonly values: (frame: Frame, input: Input, source: Source) => Values;
}

/** An addition to pages that show an article only if the writer wrote one. */
export interface AdditionAnyway<Data = unknown, Input = unknown> extends Omit<Addition<Data, Input>, 'values'> {
  readonly values: (frame: Frame, input: Input, source: Source | undefined) => Values;
  readonly anyway: true;
}

export type AnyAddition = Addition | AdditionAnyway;

/** Input of a kind with additions. */
interface ExtendedInput {
  readonly own: unknown;
  readonly added: readonly unknown[];
}

/** Returns a kind with the additions of features. Its pages show articles, or may do so. */
export function extended(own: Kind, additions: readonly AnyAddition[]): Kind {
  if (additions.length === 0) return own;
  return {
    ...own,
    variables: Object.assign({}, own.variables, ...additions.map(({ variables }) => variables)),
    parts: Object.assign({}, own.parts, ...additions.map(({ parts }) => parts)),
    shows: (site, data) => [...own.shows(site, data), ...additions.flatMap(({ shows }) => shows?.(site, data) ?? [])],
    input: (site, data): ExtendedInput => ({
      own: own.input(site, data),
      added: additions.map(({ input }) => input(site, data)),
    }),
    values: (frame, input, rendered) => {
      const { own: ofKind, added } = input as ExtendedInput;
      const source = rendered?.source;
      // Some pages show an article only if the writer wrote one.
      const values = additions.map((addition, at) => {
        if ('anyway' in addition) return addition.values(frame, added[at], source);
        return source ? addition.values(frame, added[at], source) : {};
      });
      return [...values.reverse(), ...own.values(frame, ofKind, rendered)];
    },
  };
}

/** The bytes of a file, or the input that it is a copy of. */
export type Content = Uint8Array | { readonly copyOf: string };

/** Gives outputs the contents they are made from. */
export interface ContentSource {
  /** Returns a post with its article. */
  readonly rendered: (post: Source) => Promise<Rendered>;
  /** Returns a result from the store. */
  readonly kept: (key: string) => Promise<Uint8Array>;
  /**
   * Returns an input file as it is published: a picture loses its metadata.
   * @throws if that is impossible
   */
  readonly published: (path: string) => Promise<Content>;
}

/** Files that no template makes. */
export interface Output<Data = unknown, Scope = Site> {
  readonly name: string;
  /** True if each language of a site has these files. Its functions then get the edition in that language. */
  readonly isPerLanguage?: true;
  /** Its files are pictures or copies of input files, so guards do not search them for text of drafts and local paths. */
  readonly holdsNoText?: true;
  /** It depends on all articles: they have to be ready before it can be made. */
  readonly readsAll?: true;
  /** Returns its addresses that change with the content of the files. Browsers may cache these for ever. */
  readonly hashed?: (site: Site) => readonly HashedUrls[];
  readonly addresses: (scope: Scope) => Iterable<SiteAddress<Data>>;
  readonly parts: Parts<Data>;
  readonly content: (site: Site, data: Data, supply: ContentSource) => Content | Promise<Content>;
  /**
   * Makes many of its files in one batch, if that is cheaper. Batches run after all other outputs, so that pages are there first.
   */
  readonly many?: (site: Site, all: readonly Data[]) => Promise<OutputBatch<Data>>;
}

/** A batch of files of an output. */
// biome-ignore lint/suspicious/noExplicitAny: executors do not look at the values
export type OutputBatch<Data> = BatchWork<Data, any, MadeFile, any>;

/** Hides the types of `data` and `input`, so that different kinds fit into one table. */
export function kind<Data, Input>(own: Kind<Data, Input>): Kind {
  return own as unknown as Kind;
}

/** Hides the types of an addition's data and input. */
export function addition<Data, Input>(own: Addition<Data, Input>): Addition {
  return own as unknown as Addition;
}

/** Hides the types of such an addition's data and input. */
export function additionAnyway<Data, Input>(own: AdditionAnyway<Data, Input>): AdditionAnyway {
  return own as unknown as AdditionAnyway;
}

/** Hides the type of an output's data. */
export function output<Data, Scope>(own: Output<Data, Scope>): Output<unknown, Scope> {
  return own as unknown as Output<unknown, Scope>;
}
