// Makes and updates a search index. Posts are reduced to terms and rows, and these are written to shards, row files and a root
// file. The format is described in README.md.

import { lazy } from '../../../base/flow/lazy.js';
import { textOfHtml } from '../../../base/text/htmlText.js';
import { termsOf } from '../../../base/text/ngrams.js';
import { FORMAT, type ResultRow, ROOT, ROWS, type Root, rowsFile, shardFile, writeVariants } from './files.js';
import { Folder } from './fold.js';
import { shardCount } from './shard.js';
import { simplified, variants } from './variants.js';
import {
  changeShard,
  changesOf,
  makeShards,
  type PackedRun,
  type PackedTerms,
  packRun,
  packTerms,
  partsOfStep,
  stepsOf,
} from './writer.js';

/** A post to index. */
export interface SearchedPost {
  /** Plain text. */
  readonly title: string;
  /** Below the site's root, encoded, without a `/` before it. */
  readonly path: string;
  /** The date as results show it; empty if there is none. */
  readonly date: string;
  /** Tags, and other names by which readers search for the post. */
  readonly tags: readonly string[];
  /** The text, as HTML. */
  readonly html: string;
}

/** The terms and the row of a post; plain data, for updating an index. */
export interface IndexedPost {
  readonly terms: PackedTerms;
  readonly row: ResultRow;
}

/** A file of an index. */
export interface IndexFile {
  /** Path below the folder of the index. */
  readonly path: string;
  readonly content: string;
  /** For a shard, the simplified characters in it that have traditional variants; else empty. */
  readonly characters: string;
}

/** A new or changed post. */
export interface IndexChange {
  readonly id: number;
  /** Undefined if the post is new. */
  readonly before: IndexedPost | undefined;
  readonly after: IndexedPost;
}

/** A file to update, with the function that updates its content. */
export interface TouchedFile {
  readonly path: string;
  /** @param content present content; empty if the file does not exist yet */
  readonly change: (content: string) => IndexFile;
}

const folder = lazy(() => new Folder(variants()));

/** Reduces a post to its terms and row, for updating an index. */
export function indexPost(post: SearchedPost): IndexedPost {
  return { terms: packTerms(termsOfPost(post)), row: rowOf(post) };
}

/** Terms and rows of posts with consecutive ids, for building an index. */
export interface IndexedRun {
  readonly terms: PackedRun;
  readonly rows: readonly ResultRow[];
}

/** Reduces posts with consecutive ids to their terms and rows. @param from id of the first post */
export function indexRun(from: number, posts: readonly SearchedPost[]): IndexedRun {
  return { terms: packRun(from, posts.map(termsOfPost)), rows: posts.map(rowOf) };
}

function termsOfPost({ title, tags, html }: SearchedPost) {
  const { text, headings } = textOfHtml(html);
  const searched = { title, tags, text, headings: headings.map((heading) => heading.text) };
  return termsOf(searched, (each) => folder().fold(each));
}

function rowOf({ title, path, date, tags }: SearchedPost): ResultRow {
  return [title, path, date, tags.join('\n')];
}

/** A unit of work that makes some shards of an index from some parts of all runs. Steps can run on different threads. */
export interface IndexStep {
  readonly step: number;
  /** Number of posts in the whole index. */
  readonly posts: number;
  readonly parts: readonly Uint8Array[];
}

/** Divides the making of an index into steps, which can run in any order. @param runs runs of all posts, by ascending ids */
export function* indexSteps(runs: readonly PackedRun[], posts: number): Generator<IndexStep> {
  const shards = shardCount(posts);
  for (let step = 0; step < stepsOf(shards); step++) yield { step, posts, parts: partsOfStep(runs, step, shards) };
}

/** Makes the shards of a step. */
export function* shardFiles({ step, posts, parts }: IndexStep): Generator<IndexFile> {
  for (const [at, content] of makeShards(parts, step, shardCount(posts))) yield shard(at, content);
}

/** Makes the row files. The root file is made last, because its version depends on the hashes of all other files. */
export function* rowFiles(all: readonly ResultRow[]): Generator<IndexFile> {
  for (let part = 0; part * ROWS < all.length; part++) yield rows(part, all.slice(part * ROWS, (part + 1) * ROWS));
}

/**
 * Lists the files that must be updated after some posts have changed. Their new content is the same as in an index built from
 * scratch.
 * @param before number of posts in the old index; new posts come after them
 * @param now number of posts in the new index
 * @returns undefined if the number of shards changes, which requires building from scratch
 */
export function touchedFiles(changes: readonly IndexChange[], before: number, now: number): TouchedFile[] | undefined {
  const shards = shardCount(now);
  if (shardCount(before) !== shards) return undefined;
  const ofTerms = changesOf(
    changes.map(({ id, before: old, after }) => ({ id, before: old?.terms, after: after.terms })),
    shards,
  );
  const touched: TouchedFile[] = [...ofTerms].map(([at, changed]) => ({
    path: shardFile(at),
    change: (content) => shard(at, changeShard(content, changed)),
  }));
  const ofRows = changes.filter(({ before: old, after }) => JSON.stringify(old?.row) !== JSON.stringify(after.row));
  for (const part of new Set(ofRows.map(({ id }) => Math.floor(id / ROWS)))) {
    const change = (content: string) => {
      const list = content ? (JSON.parse(content) as ResultRow[]) : [];
      for (const { id, after } of ofRows) if (Math.floor(id / ROWS) === part) list[id % ROWS] = after.row;
      return rows(part, list);
    };
    touched.push({ path: rowsFile(part), change });
  }
  return touched;
}

/**
 * Makes the root file of an index.
 * @param version changes whenever any other file changes
 */
export function rootFile(version: string, posts: number, files: readonly Pick<IndexFile, 'characters'>[]): IndexFile {
  const occurring = new Set(files.map(({ characters }) => characters).join(''));
  const shown = writeVariants(new Map([...variants()].filter(([, character]) => occurring.has(character))));
  const root: Root = { format: FORMAT, version, shards: shardCount(posts), variants: shown };
  return { path: ROOT, content: JSON.stringify(root), characters: '' };
}

function shard(at: number, content: string): IndexFile {
  const singles = [...content.matchAll(/^(.) /gmu)].map(([, character = '']) => character);
  const characters = singles.filter((character) => simplified().has(character)).join('');
  return { path: shardFile(at), content, characters };
}

function rows(part: number, list: readonly ResultRow[]): IndexFile {
  return { path: rowsFile(part), content: JSON.stringify(list), characters: '' };
}
