// Chooses the posts and pages that can be searched, and makes the tasks that index them.

import { NOT_FOUND_URL } from '../../assemble/addresses.js';
import type { Outline } from '../../assemble/outline.js';
import { hashOf, hashOfBytes } from '../../base/hash.js';
import { contentFile } from '../../base/inputFolders.js';
import { notesRootOf, notesYearUrl } from '../../base/notes.js';
import { encodeUrl, markdownFileName } from '../../base/siteLookup.js';
import { unpackArticle } from '../../base/storedArticle.js';
import { escapeHtml } from '../../base/text/characters.js';
import { knownPart } from '../../base/text/civilDate.js';
import type { Note, Piece, Source } from '../../types.js';
import type { ListTask } from '../../work/task.js';
import type { ResultRow } from './fullText/files.js';
import {
  type IndexedPost,
  type IndexFile,
  type IndexStep,
  indexPost,
  indexRun,
  type SearchedPost,
  shardFiles,
} from './fullText/index.js';
import type { PackedRun } from './fullText/writer.js';

/** A text that can be found: a page, a post, or the notes of a year in a file. */
export interface SearchedText {
  /** Identifies it among all texts. */
  readonly key: string;
  readonly source: Source;
  /** The year of the notes. */
  readonly year?: string;
}

type SearchedEdition = Pick<Outline, 'posts' | 'pages' | 'notes' | 'config'>;

/** Returns the texts to index, in the order of their ids: oldest first, so that a new post changes no other's id. */
export function searchedTexts({ posts, pages, notes, config: { prefix } }: SearchedEdition): SearchedText[] {
  const whole = [...pages.filter(({ url }) => url !== prefix + NOT_FOUND_URL), ...posts.toReversed()];
  const years = notes.flatMap((source) =>
    [...new Set(source.days?.map((day) => day.slice(0, 4)))].map((year) => ({ source, year })),
  );
  return [
    ...years.map(({ source, year }) => ({ key: `${source.path}#${year}`, source, year })),
    ...whole.map((source) => ({ key: source.path, source })),
  ];
}

/** A text with its article, packed as in the store. */
export interface SearchInput extends Pick<SearchedText, 'source' | 'year'> {
  /** Address of the folder above the index: `/`, or `/en/` in another language. */
  readonly folder: string;
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

/** Posts with consecutive ids. */
export interface RunInput {
  /** Id of the first post. */
  readonly from: number;
  readonly posts: readonly SearchInput[];
}

/** The rows and terms of a run, for the index. */
export interface RunOutput {
  readonly rows: readonly ResultRow[];
  /** Their packed terms; named `bytes` because tasks transfer that field between threads. */
  readonly bytes: PackedRun;
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

/** Files of an index; `bytes` has their contents in the same order. */
export interface ShardsOutput {
  readonly files: readonly SearchFile[];
  readonly bytes: readonly Uint8Array[];
}

export const SEARCH_SHARDS: ListTask<IndexStep, ShardsOutput> = {
  name: 'search shards',
  remote: 'list',
  run: (inputs) =>
    inputs.map((step) => {
      const files = Array.from(shardFiles(step), encodeFile);
      return { files: files.map(({ bytes: _bytes, ...file }) => file), bytes: files.map(({ bytes }) => bytes) };
    }),
};

/** A file of the search index, without its content. */
export interface SearchFile {
  /** Below the index's folder. */
  readonly path: string;
  /** Key of its content in the store. */
  readonly key: string;
  /** For a shard, the simplified characters in it that have traditional variants; else empty. */
  readonly characters: string;
}

/** Encodes a file and computes its key in the store. */
export function encodeFile({ path, content, characters }: IndexFile): SearchFile & { readonly bytes: Uint8Array } {
  // A TextEncoder allocates a buffer of its own, which can be transferred to another thread; a Buffer may share a pool.
  const bytes = new TextEncoder().encode(content);
  return { path, key: hashOf('search', hashOfBytes(bytes)), characters, bytes };
}

function searchedPost({ source, folder, article, year }: SearchInput): SearchedPost {
  const { title, body, notes = [] } = unpackArticle(article);
  if (year !== undefined) return searchedNotes(source, title.text, { year, notes, folder });
  const { tags, categories = [], names = [] } = source.meta;
  return {
    title: title.text,
    path: encodeUrl(relativeUrl(source.url, folder)),
    date: source.date ? knownPart(source.date) : '',
    tags: [...tags, ...categories.flat(), ...names, wordsOfName(source.unmarked ?? source.path)],
    html: body.map(htmlOf).join(''),
  };
}

/** Returns the notes of a year in a file. They are found together, and lead to the page of the year. */
function searchedNotes(
  { path, url }: Source,
  title: string,
  { year, notes, folder }: { readonly year: string; readonly notes: readonly Note[]; readonly folder: string },
): SearchedPost {
  const own = notes.filter(({ date }) => date.startsWith(year));
  const days = own.map(({ date }) => date).sort();
  return {
    title: `${title || markdownFileName(path)} · ${year}`,
    path: encodeUrl(relativeUrl(notesYearUrl(notesRootOf(url), year), folder)),
    date: days.at(-1) ?? '',
    tags: [],
    html: own.flatMap(({ body }) => body.map(htmlOf)).join(''),
  };
}

/** Returns an address relative to a folder. A text may belong to a language without being in the language's folder. */
function relativeUrl(url: string, folder: string): string {
  if (url.startsWith(folder)) return url.slice(folder.length);
  return `${'../'.repeat(folder.split('/').length - 2)}${url.slice(1)}`;
}

/** Returns the words of a file name without its date. They are in the address too, so readers search for them. */
function wordsOfName(path: string): string {
  return markdownFileName(path)
    .replace(/^\d{4}-\d\d-\d\d(?:-|$)/, '')
    .replaceAll(/[-_]/g, ' ');
}

/** Returns the searchable HTML of a piece: for a picture, its alternative text. */
function htmlOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return piece.type === 'picture' ? `<img alt="${escapeHtml(piece.alt)}">` : '';
}
