// What a kind of page is, and what an output without a template is: all that the program knows of either. Features have them
// (feature.ts); the plan of a site, `--explain`, the check of templates, the addresses that links may lead to, the sitemap, and the
// tables in the docs follow from them.

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
 * A part that a file is made from: it is made again where the hash of one differs. An empty hash, or none, stands for nothing.
 * What a part is, is said in words, for `--explain`.
 */
export interface Part<Data> {
  readonly meaning: string;
  readonly hash: (site: Site, data: Data) => string | undefined;
}

export type Parts<Data> = { readonly [name: string]: Part<Data> };

/** A kind of page, made by a template. */
export interface Kind<Data = unknown, Input = unknown> {
  readonly name: string;
  /** The template that makes it, without `.html`. */
  readonly template: string;
  /** What its template is, for the README. */
  readonly about: string;
  /** Whether it shows the text of a post or a page, and gets PAGE_VARIABLES. */
  readonly showsArticle: boolean;
  /** The variables that its template gets besides those. */
  readonly variables: VariableDocs;
  readonly addresses: (outline: Outline) => Iterable<SiteAddress<Data>>;
  /** What a page is made from besides its template and the frame of the site. */
  readonly parts: Parts<Data>;
  /** The posts whose titles, texts or dates it shows besides its own article. */
  readonly shows: (site: Site, data: Data) => readonly Source[];
  /** What its values are made from besides its article: plain data, which can be sent to a worker. */
  readonly input: (site: Site, data: Data) => Input;
  /** The values of its template. */
  readonly values: (frame: Frame, input: Input, rendered: Rendered | undefined) => Layers;
}

/** What a feature adds to the pages of a kind. */
export interface Addition<Data = unknown, Input = unknown> {
  readonly variables: VariableDocs;
  readonly parts: Parts<Data>;
  /** The posts that it shows on a page. */
  readonly shows?: (site: Site, data: Data) => readonly Source[];
  /** What its values are made from: plain data. */
  readonly input: (site: Site, data: Data) => Input;
  readonly values: (frame: Frame, input: Input, source: Source) => Values;
}

/** What the pages of a kind are made from, with additions. */
interface ExtendedInput {
  readonly own: unknown;
  readonly added: readonly unknown[];
}

/** A kind with what features add to its pages, which show an article. */
export function extended(own: Kind, additions: readonly Addition[]): Kind {
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
      // A page that may show an article has none where the writer wrote none.
      if (!rendered) return own.values(frame, ofKind, rendered);
      const { source } = rendered;
      const values = additions.map((addition, at) => addition.values(frame, added[at], source));
      return [...values.reverse(), ...own.values(frame, ofKind, rendered)];
    },
  };
}

/** The bytes of a file, or the input that it is a copy of. */
export type Content = Uint8Array | { readonly copyOf: string };

/** Where the contents of outputs come from. */
export interface ContentSource {
  /** A post with its article. */
  readonly rendered: (post: Source) => Promise<Rendered>;
  /** What is kept under a key. */
  readonly kept: (key: string) => Promise<Uint8Array>;
  /** An input as it is published: a picture without its metadata. @throws if that cannot be had */
  readonly published: (path: string) => Promise<Content>;
}

/** Files that no template makes. */
export interface Output<Data = unknown, Scope = Site> {
  readonly name: string;
  /** Its files are pictures, or copies of files that say what they say: nothing is looked for in them. */
  readonly holdsNoText?: true;
  /** What it says follows from all articles: they have to be ready before it can be made. */
  readonly readsAll?: true;
  /** Which of its addresses change with the content of the files: browsers may keep those for ever. */
  readonly hashed?: (site: Site) => readonly HashedUrls[];
  readonly addresses: (scope: Scope) => Iterable<SiteAddress<Data>>;
  readonly parts: Parts<Data>;
  readonly content: (site: Site, data: Data, supply: ContentSource) => Content | Promise<Content>;
  /** How many of its files are made at once, where that costs less: after all others, so that pages are there first. */
  readonly many?: (site: Site, all: readonly Data[]) => Promise<OutputBatch<Data>>;
}

/** Work that makes files of an output. */
// biome-ignore lint/suspicious/noExplicitAny: whoever hands it out looks at none of its values
export type OutputBatch<Data> = BatchWork<Data, any, MadeFile, any>;

/** A kind for the table, whose `data` and `input` are its own business. */
export function kind<Data, Input>(own: Kind<Data, Input>): Kind {
  return own as unknown as Kind;
}

/** An addition for the table, likewise. */
export function addition<Data, Input>(own: Addition<Data, Input>): Addition {
  return own as unknown as Addition;
}

/** An output for the table, likewise. */
export function output<Data, Asked>(own: Output<Data, Asked>): Output<unknown, Asked> {
  return own as unknown as Output<unknown, Asked>;
}
