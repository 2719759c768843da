// Searches an index from a reader's browser. Loads only the shards of the query's terms, the rows of the results shown, and the
// pages needed for excerpts and for hits that the terms alone cannot confirm.

import type { Field } from '../../../base/text/ngrams.js';
import type { Heading, PageText } from '../../../base/text/readableText.js';
import { FORMAT, type ResultRow, ROOT, ROWS, type Root, readVariants, rowsFile, shardFile } from './files.js';
import { Folder } from './fold.js';
import { parseQuery, placesOf, type QueryPart, type Range, type TermLookup } from './query.js';
import { readPostings, shardOf } from './shard.js';

/** Loads files of an index and pages of the site. */
export interface Loader {
  /** Loads a file of the index. @param version version of the index; undefined for the newest */
  readonly file: (name: string, version: string | undefined) => Promise<string>;
  /** Loads the text of a page. @param path below the site's root, encoded */
  readonly page: (path: string) => Promise<PageText>;
}

/** A post that has all terms of a query. */
export interface Hit {
  readonly id: number;
  /** The best field of the term that ranks lowest: each term counts by its best field, and a hit by its least prominent term. */
  readonly field: Field;
}

/** Result of a search. */
export interface SearchResult {
  readonly wanted: readonly QueryPart[];
  /** Sorted by field (title, heading, tag, text), then newest first. */
  readonly hits: readonly Hit[];
  /** How far a hit can be trusted until its page is checked: the lowest trust of all parts of the query. */
  readonly trust: QueryPart['trust'];
  /** Number of shards loaded. */
  readonly shards: number;
}

/** A part of a text, and whether it matches the query. */
export type TextPiece = readonly [text: string, isMarked: boolean];

/** The matches in a page. */
export interface PageMatch {
  /** True if the page contains all parts of the query. */
  readonly isFound: boolean;
  readonly excerpt: readonly TextPiece[];
  /** Headings of the sections with matches. */
  readonly headings: readonly Heading[];
}

/** A query loads at most this many shards, unless each part of it needs one of its own. */
const FEW_SHARDS = 2;
/** Maximum matches in a page, for each part of the query. */
const MAX_MATCHES = 200;
const MAX_HEADINGS = 3;
/** UTF-16 units of an excerpt before its first match, and in all. */
const BEFORE = 24;
const EXCERPT = 120;
const TRUST = ['sure', 'likely', 'open'] as const;

/** Loads an index. @throws Error if it cannot be loaded or has another format */
export async function openSearch(loader: Loader): Promise<Search> {
  const root = JSON.parse(await loader.file(ROOT, undefined)) as Root;
  if (root.format !== FORMAT) throw new Error(`the index has format ${root.format}, not ${FORMAT}`);
  return new Search(loader, root);
}

export class Search {
  private readonly folder: Folder;
  /** Files and pages that are loaded or being loaded, by name. */
  private readonly loaded = new Map<string, Promise<unknown>>();

  constructor(
    private readonly loader: Loader,
    private readonly root: Root,
  ) {
    this.folder = new Folder(readVariants(root.variants));
  }

  /** Finds the posts that have all terms of a query. */
  async find(query: string): Promise<SearchResult> {
    const wanted = parseQuery(query, (text) => this.folder.fold(text));
    const trust = TRUST[Math.max(0, ...wanted.map((each) => TRUST.indexOf(each.trust)))] as QueryPart['trust'];
    const chosen = this.chosen(wanted);
    const lists = await Promise.all(chosen.map((lookups) => this.postsWithAll(lookups)));
    const hits = intersection(lists).sort((a, b) => a.field - b.field || b.id - a.id);
    const shards = new Set(chosen.flat().map((lookup) => this.shardOf(lookup))).size;
    return { wanted, hits, trust, shards };
  }

  /** Loads the row of a hit: its title, address, date and tags. */
  async row(id: number): Promise<ResultRow> {
    const part = Math.floor(id / ROWS);
    const rows = await this.once(rowsFile(part), async (name) => JSON.parse(await this.file(name)) as ResultRow[]);
    return rows[id % ROWS] as ResultRow;
  }

  /** Loads the page of a hit, confirms the hit and makes its excerpt. */
  async matchInPage(id: number, wanted: readonly QueryPart[]): Promise<PageMatch> {
    const [title, path, , tags] = await this.row(id);
    const page = await this.once(path, this.loader.page);
    const { folded, offsets } = this.folder.foldWithOffsets(page.text);
    const places = wanted.map((each) => placesOf(each, folded, MAX_MATCHES));
    const besides = this.folder.fold(`${title}\n${tags}`);
    const isFound = wanted.every(
      (each, at) => each.trust === 'sure' || places[at]?.length !== 0 || placesOf(each, besides, 1).length > 0,
    );
    const inText = (range: Range) => ({ start: offsets[range.start] as number, end: offsets[range.end] as number });
    const ranges = places.map((each) => each.map(inText));
    return { isFound, excerpt: excerptOf(page.text, ranges), headings: headingsOf(page.headings, ranges.flat()) };
  }

  /** Divides a text into pieces that match and pieces that don't. */
  marked(text: string, wanted: readonly QueryPart[]): TextPiece[] {
    const { folded, offsets } = this.folder.foldWithOffsets(text);
    const ranges = wanted.flatMap((each) => placesOf(each, folded, MAX_MATCHES));
    const inText = ranges.map(({ start, end }) => ({ start: offsets[start] as number, end: offsets[end] as number }));
    return piecesOf(text, 0, text.length, inText);
  }

  /** Selects the lookups to make for each part of the query: the first, and all that need no further shard beyond `FEW_SHARDS`. */
  private chosen(wanted: readonly QueryPart[]): TermLookup[][] {
    const shards = new Set(wanted.map(({ lookups }) => this.shardOf(lookups[0] as TermLookup)));
    return wanted.map(({ lookups }) =>
      lookups.filter((lookup, at) => {
        const shard = this.shardOf(lookup);
        const isChosen = at === 0 || shards.has(shard) || shards.size < FEW_SHARDS;
        if (isChosen) shards.add(shard);
        return isChosen;
      }),
    );
  }

  private async postsWithAll(lookups: readonly TermLookup[]): Promise<Hit[]> {
    return intersection(await Promise.all(lookups.map((lookup) => this.postsWith(lookup))));
  }

  /** Finds the posts that have a term (or one that begins with it), each with its best field. */
  private async postsWith({ term, isWhole }: TermLookup): Promise<Hit[]> {
    // Put a line break before the first line too, so that a search for `\n` and a term finds any line by its beginning.
    const shard = await this.once(shardFile(this.shardOf({ term, isWhole })), async (name) => `\n${await this.file(name)}`);
    const fields = new Map<number, Field>();
    const beginning = isWhole ? `\n${term} ` : `\n${term}`;
    for (let at = shard.indexOf(beginning); at >= 0; at = shard.startsWith(beginning, at) ? at : -1) {
      const end = shard.indexOf('\n', at + 1);
      const postings = readPostings(shard.slice(shard.indexOf(' ', at + 1) + 1, end));
      for (const [field, ids] of postings.entries()) {
        for (const id of ids) fields.set(id, Math.min(field, fields.get(id) ?? field) as Field);
      }
      at = end;
    }
    return [...fields].map(([id, field]) => ({ id, field }));
  }

  private shardOf({ term }: TermLookup): number {
    return shardOf(term, this.root.shards);
  }

  private file(name: string): Promise<string> {
    return this.loader.file(name, this.root.version);
  }

  /** Loads something once. A failed load is forgotten, so that the next call tries again. */
  private once<T>(name: string, load: (name: string) => Promise<T>): Promise<T> {
    let loading = this.loaded.get(name) as Promise<T> | undefined;
    if (!loading) {
      loading = load(name);
      this.loaded.set(name, loading);
      loading.catch(() => this.loaded.delete(name));
    }
    return loading;
  }
}

/** Returns the posts that are in all lists, each with its worst field. Begins with the shortest list. */
function intersection(lists: readonly (readonly Hit[])[]): Hit[] {
  const [first = [], ...others] = [...lists].sort((a, b) => a.length - b.length);
  let fields = new Map(first.map(({ id, field }) => [id, field]));
  for (const list of others) {
    const both = list.filter(({ id }) => fields.has(id));
    fields = new Map(both.map(({ id, field }) => [id, Math.max(field, fields.get(id) as Field) as Field]));
  }
  return [...fields].map(([id, field]) => ({ id, field }));
}

/** Makes an excerpt of the part of a text where most parts of the query are close together. */
function excerptOf(text: string, places: readonly (readonly Range[])[]): TextPiece[] {
  const all = places.flatMap((ranges, of) => ranges.map((range) => ({ ...range, of }))).sort((a, b) => a.start - b.start);
  let best = 0;
  let most = 0;
  for (const { start } of all) {
    const near = new Set(
      all.filter((other) => other.start >= start && other.end <= start + EXCERPT - BEFORE).map(({ of }) => of),
    );
    if (near.size > most) [best, most] = [start, near.size];
  }
  const from = wordStart(text, Math.max(0, best - BEFORE));
  const to = wordEnd(text, Math.min(text.length, from + EXCERPT));
  const pieces = piecesOf(text, from, to, all);
  if (from > 0) pieces.unshift(['… ', false]);
  if (to < text.length) pieces.push([' …', false]);
  return pieces;
}

const LATIN = /[A-Za-z0-9\u00c0-\u024f]/;
/** Maximum distance by which a cut moves so that it does not divide a Latin word. */
const NEAR = 16;

/** Moves a cut back to the beginning of a Latin word, if that is near. */
function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < NEAR && LATIN.test(text.charAt(start)) && LATIN.test(text.charAt(start - 1))) start--;
  return isInPair(text, start) ? start - 1 : start;
}

/** Moves a cut forward to the end of a Latin word, if that is near. */
function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at < NEAR && LATIN.test(text.charAt(end)) && LATIN.test(text.charAt(end - 1))) end++;
  return isInPair(text, end) ? end + 1 : end;
}

/** True if a cut would divide a surrogate pair. */
function isInPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/** Divides a range of a text where marks begin and end. */
function piecesOf(text: string, from: number, to: number, marks: readonly Range[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = from;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const [markStart, markEnd] = [Math.max(start, at), Math.min(end, to)];
    if (markStart >= markEnd) continue;
    if (markStart > at) pieces.push([text.slice(at, markStart), false]);
    pieces.push([text.slice(markStart, markEnd), true]);
    at = markEnd;
  }
  if (at < to) pieces.push([text.slice(at, to), false]);
  return pieces;
}

/** Returns the headings of the sections with matches, in the order of the text. */
function headingsOf(headings: readonly Heading[], ranges: readonly Range[]): Heading[] {
  const above = new Set<Heading>();
  for (const { start } of ranges) {
    const heading = headings.findLast((each) => each.start <= start);
    if (heading?.id) above.add(heading);
  }
  return headings.filter((each) => above.has(each)).slice(0, MAX_HEADINGS);
}
