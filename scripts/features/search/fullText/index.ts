// What makes an index: its posts, and the files of them. The format is described in README.md.

import { lazy } from '../../../base/flow/lazy.js';
import { textOfHtml } from '../../../base/text/htmlText.js';
import { termsOf } from '../../../base/text/ngrams.js';
import { FORMAT, ROOT, ROWS, type Root, type Row, rowsFile, shardFile, writeVariants } from './files.js';
import { Folder } from './fold.js';
import { shardCount } from './shard.js';
import { simplified, variants } from './variants.js';
import {
  changeShard,
  changesOf,
  makeShards,
  type PackedTerms,
  packRun,
  packTerms,
  partsOfStep,
  type Run,
  stepsOf,
} from './writer.js';

export interface SearchedPost {
  /** Text. */
  readonly title: string;
  /** Below the site's root, encoded, without a `/` before it. */
  readonly path: string;
  /** As it is shown; empty if there is none. */
  readonly date: string;
  /** Besides its tags, whatever else it goes by. */
  readonly tags: readonly string[];
  /** The text, as it is in the page. */
  readonly html: string;
}

/** A post, as an index knows it; plain data. */
export interface IndexedPost {
  readonly terms: PackedTerms;
  readonly row: Row;
}

/** A file of an index. */
export interface IndexFile {
  /** Below the folder of the index. */
  readonly path: string;
  readonly content: string;
  /** Of a shard: the characters in it for which others stand. */
  readonly characters: string;
}

/** A post that is new or has changed. */
export interface IndexChange {
  readonly id: number;
  /** Undefined for a new one. */
  readonly before: IndexedPost | undefined;
  readonly after: IndexedPost;
}

/** A file that a change touches. */
export interface TouchedFile {
  readonly path: string;
  /** @param content what it holds; empty if it is not there yet */
  readonly change: (content: string) => IndexFile;
}

const folder = lazy(() => new Folder(variants()));

/** A post for an index that is changed. */
export function indexPost(post: SearchedPost): IndexedPost {
  return { terms: packTerms(termsOfPost(post)), row: rowOf(post) };
}

/** Some posts whose numbers follow each other, for an index that is made. */
export interface IndexedRun {
  readonly terms: Run;
  readonly rows: readonly Row[];
}

/** @param from the number of the first */
export function indexRun(from: number, posts: readonly SearchedPost[]): IndexedRun {
  return { terms: packRun(from, posts.map(termsOfPost)), rows: posts.map(rowOf) };
}

function termsOfPost({ title, tags, html }: SearchedPost) {
  const { text, headings } = textOfHtml(html);
  const searched = { title, tags, text, headings: headings.map((heading) => heading.text) };
  return termsOf(searched, (each) => folder().fold(each));
}

function rowOf({ title, path, date, tags }: SearchedPost): Row {
  return [title, path, date, tags.join('\n')];
}

/** A part of the work of making an index of so many posts: some of its shards, of some of all terms. */
export interface IndexStep {
  readonly step: number;
  readonly posts: number;
  readonly parts: readonly Uint8Array[];
}

/** What is to be done for an index, in any order. @param runs of all posts, in their order */
export function* indexSteps(runs: readonly Run[], posts: number): Generator<IndexStep> {
  const shards = shardCount(posts);
  for (let step = 0; step < stepsOf(shards); step++) yield { step, posts, parts: partsOfStep(runs, step, shards) };
}

/** The shards of a step. */
export function* shardFiles({ step, posts, parts }: IndexStep): Generator<IndexFile> {
  for (const [at, content] of makeShards(parts, step, shardCount(posts))) yield shard(at, content);
}

/** The files of all rows; the root of the index is made when the hashes of all other files are known. */
export function* rowFiles(all: readonly Row[]): Generator<IndexFile> {
  for (let part = 0; part * ROWS < all.length; part++) yield rows(part, all.slice(part * ROWS, (part + 1) * ROWS));
}

/**
 * The files of an index that some posts touch, which then hold what they would hold if the index were made again.
 * @param before how many posts it had; new ones come after them
 * @param now how many it has
 * @returns undefined if so many posts make another number of shards
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
      const list = content ? (JSON.parse(content) as Row[]) : [];
      for (const { id, after } of ofRows) if (Math.floor(id / ROWS) === part) list[id % ROWS] = after.row;
      return rows(part, list);
    };
    touched.push({ path: rowsFile(part), change });
  }
  return touched;
}

/**
 * The root of an index.
 * @param version changes whenever one of the other files does
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

function rows(part: number, list: readonly Row[]): IndexFile {
  return { path: rowsFile(part), content: JSON.stringify(list), characters: '' };
}
