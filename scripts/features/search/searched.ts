// The posts and pages of a site as its search knows them.

import { NOT_FOUND_URL } from '../../assemble/addresses.js';
import { hashOf, hashOfBytes } from '../../base/hash.js';
import { contentFile } from '../../base/inputFolders.js';
import { encodeUrl, markdownFileName } from '../../base/siteLookup.js';
import { unpackArticle } from '../../base/storedArticle.js';
import { escapeHtml } from '../../base/text/characters.js';
import { knownPart } from '../../base/text/civilDate.js';
import type { Piece, SiteIndex, Source } from '../../types.js';
import type { ListTask } from '../../work/task.js';
import type { Row } from './fullText/files.js';
import {
  type IndexedPost,
  type IndexFile,
  type IndexStep,
  indexPost,
  indexRun,
  type SearchedPost,
  shardFiles,
} from './fullText/index.js';
import type { Run } from './fullText/writer.js';

/** The pages and posts that can be found, in the order of their numbers: by age, so that a new post changes no other's number. */
export function searchedSources({ posts, pages }: Pick<SiteIndex, 'posts' | 'pages'>): readonly Source[] {
  return [...pages.filter(({ url }) => url !== NOT_FOUND_URL), ...[...posts].reverse()];
}

/** An article to be searched, as it is kept. */
export interface SearchInput {
  readonly source: Source;
  readonly article: Uint8Array;
}

export const SEARCH: ListTask<SearchInput, IndexedPost> = {
  name: 'search',
  remote: 'list',
  run: indexArticles,
  label: ([only]) => only && `search of ${contentFile(only.source.path)}`,
};

function indexArticles(inputs: readonly SearchInput[]): IndexedPost[] {
  return inputs.map((input) => indexPost(searchedPost(input)));
}

/** Some posts whose numbers follow each other. */
export interface RunInput {
  /** The number of the first. */
  readonly from: number;
  readonly posts: readonly SearchInput[];
}

/** What an index knows of them. */
export interface RunOutput {
  readonly rows: readonly Row[];
  /** Their terms. */
  readonly bytes: Run;
}

export const SEARCH_RUNS: ListTask<RunInput, RunOutput> = {
  name: 'search runs',
  remote: 'list',
  run: (inputs) =>
    inputs.map(({ from, posts }) => {
      const { rows, terms } = indexRun(from, posts.map(searchedPost));
      return { rows, bytes: terms };
    }),
};

/** Files of an index, with what is known of each. */
export interface ShardsOutput {
  readonly files: readonly KnownSearchFile[];
  readonly bytes: readonly Uint8Array[];
}

export const SEARCH_SHARDS: ListTask<IndexStep, ShardsOutput> = {
  name: 'search shards',
  remote: 'list',
  run: (inputs) =>
    inputs.map((step) => {
      const made = Array.from(shardFiles(step), keyed);
      return { files: made.map(({ bytes: _bytes, ...file }) => file), bytes: made.map(({ bytes }) => bytes) };
    }),
};

/** A file of the search's index. */
export interface KnownSearchFile {
  /** Below the index's folder. */
  readonly path: string;
  /** Under which it is kept. */
  readonly key: string;
  /** Of a shard: the characters in it for which others stand. */
  readonly characters: string;
}

/** A file with its bytes, and the hash that it is kept under. */
export function keyed({ path, content, characters }: IndexFile): KnownSearchFile & { readonly bytes: Uint8Array } {
  // Memory of its own, which can be handed to another thread.
  const bytes = new TextEncoder().encode(content);
  return { path, key: hashOf('search', hashOfBytes(bytes)), characters, bytes };
}

function searchedPost({ source, article }: SearchInput): SearchedPost {
  const { title, body } = unpackArticle(article);
  const { tags, categories = [], names = [] } = source.meta;
  return {
    title: title.text,
    path: encodeUrl(source.url.slice(1)),
    date: source.date ? knownPart(source.date) : '',
    tags: [...tags, ...categories.flat(), ...names, wordsOfName(source.path)],
    html: body.map(htmlOf).join(''),
  };
}

/** The words in the name of a file, which its address has too. */
function wordsOfName(path: string): string {
  return markdownFileName(path)
    .replace(/^\d{4}-\d\d-\d\d(?:-|$)/, '')
    .replaceAll(/[-_]/g, ' ');
}

/** A piece as far as it can be searched: of pictures, what they show in words. */
function htmlOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return piece.type === 'picture' ? `<img alt="${escapeHtml(piece.alt)}">` : '';
}
