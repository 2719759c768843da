// Finds posts in an index, as a reader's browser does: loads the shards of the query's terms, the rows of what it shows, and
// the pages of what it has to look at.

import type { Field } from '../../../base/text/ngrams.js';
import type { Heading, PageText } from '../../../base/text/readableText.js';
import { FORMAT, ROOT, ROWS, type Root, type Row, readVariants, rowsFile, shardFile } from './files.js';
import { Folder } from './fold.js';
import { type Lookup, parseQuery, placesOf, type Stretch, type Wanted } from './query.js';
import { readPostings, shardOf } from './shard.js';

/** Where the files of an index, and the pages of the site come from. */
export interface Loader {
  /** A file of the index. @param version of the index; undefined if the newest is wanted */
  readonly file: (name: string, version: string | undefined) => Promise<string>;
  /** @param path below the site's root, encoded */
  readonly page: (path: string) => Promise<PageText>;
}

/** A post that has all terms of a query. */
export interface Hit {
  readonly id: number;
  /** Of the fields where each thing wanted says most, the one that says least. */
  readonly field: Field;
}

export interface Found {
  readonly wanted: readonly Wanted[];
  /** Titles first, then headings, tags and texts; newer first where equal. */
  readonly hits: readonly Hit[];
  /** How far hits can be trusted that no one has looked at. */
  readonly trust: Wanted['trust'];
  /** How many shards it took. */
  readonly shards: number;
}

/** Text, and whether it is marked as found. */
export type Piece = readonly [text: string, isMarked: boolean];

/** What is in a page. */
export interface Sight {
  /** Whether it has all that is wanted. */
  readonly isFound: boolean;
  readonly excerpt: readonly Piece[];
  /** Headings under which it stands. */
  readonly headings: readonly Heading[];
}

/** Shards that a query loads, if it does not need more. */
const FEW_SHARDS = 2;
/** Places that are looked at in a page, for each thing wanted. */
const MOST_PLACES = 200;
const MOST_HEADINGS = 3;
/** In UTF-16 units: how much of an excerpt stands before the place, and how much in all. */
const BEFORE = 24;
const EXCERPT = 120;
const TRUST = ['sure', 'likely', 'open'] as const;

/** Loads an index. @throws Error if it cannot be loaded, or is of another format */
export async function openSearch(loader: Loader): Promise<Search> {
  const root = JSON.parse(await loader.file(ROOT, undefined)) as Root;
  if (root.format !== FORMAT) throw new Error(`the index has format ${root.format}, not ${FORMAT}`);
  return new Search(loader, root);
}

export class Search {
  private readonly folder: Folder;
  /** What has been loaded, or is on its way. */
  private readonly loaded = new Map<string, Promise<unknown>>();

  constructor(
    private readonly loader: Loader,
    private readonly root: Root,
  ) {
    this.folder = new Folder(readVariants(root.variants));
  }

  /** The posts that have all terms of a query. */
  async find(query: string): Promise<Found> {
    const wanted = parseQuery(query, (text) => this.folder.fold(text));
    const trust = TRUST[Math.max(0, ...wanted.map((each) => TRUST.indexOf(each.trust)))] as Wanted['trust'];
    const chosen = this.chosen(wanted);
    const lists = await Promise.all(chosen.map((lookups) => this.postsWithAll(lookups)));
    const hits = intersection(lists).sort((a, b) => a.field - b.field || b.id - a.id);
    const shards = new Set(chosen.flat().map((lookup) => this.shardOf(lookup))).size;
    return { wanted, hits, trust, shards };
  }

  /** How a hit is shown. */
  async row(id: number): Promise<Row> {
    const part = Math.floor(id / ROWS);
    const rows = await this.once(rowsFile(part), async (name) => JSON.parse(await this.file(name)) as Row[]);
    return rows[id % ROWS] as Row;
  }

  /** Looks at the page of a hit. */
  async look(id: number, wanted: readonly Wanted[]): Promise<Sight> {
    const [title, path, , tags] = await this.row(id);
    const page = await this.once(path, this.loader.page);
    const { folded, offsets } = this.folder.foldWithOffsets(page.text);
    const places = wanted.map((each) => placesOf(each, folded, MOST_PLACES));
    const besides = this.folder.fold(`${title}\n${tags}`);
    const isFound = wanted.every(
      (each, at) => each.trust === 'sure' || places[at]?.length !== 0 || placesOf(each, besides, 1).length > 0,
    );
    const inText = (stretch: Stretch) => ({ start: offsets[stretch.start] as number, end: offsets[stretch.end] as number });
    const stretches = places.map((each) => each.map(inText));
    return { isFound, excerpt: excerptOf(page.text, stretches), headings: headingsOf(page.headings, stretches.flat()) };
  }

  /** A text with what is wanted marked. */
  marked(text: string, wanted: readonly Wanted[]): Piece[] {
    const { folded, offsets } = this.folder.foldWithOffsets(text);
    const stretches = wanted.flatMap((each) => placesOf(each, folded, MOST_PLACES));
    const inText = stretches.map(({ start, end }) => ({ start: offsets[start] as number, end: offsets[end] as number }));
    return piecesOf(text, 0, text.length, inText);
  }

  /** The look-ups that are made for each thing wanted: one at least; those that are in few shards. */
  private chosen(wanted: readonly Wanted[]): Lookup[][] {
    const shards = new Set(wanted.map(({ lookups }) => this.shardOf(lookups[0] as Lookup)));
    return wanted.map(({ lookups }) =>
      lookups.filter((lookup, at) => {
        const shard = this.shardOf(lookup);
        const isChosen = at === 0 || shards.has(shard) || shards.size < FEW_SHARDS;
        if (isChosen) shards.add(shard);
        return isChosen;
      }),
    );
  }

  private async postsWithAll(lookups: readonly Lookup[]): Promise<Hit[]> {
    return intersection(await Promise.all(lookups.map((lookup) => this.postsWith(lookup))));
  }

  /** The posts that have a term, or one that begins with it, each with the field where it says most. */
  private async postsWith({ term, isWhole }: Lookup): Promise<Hit[]> {
    // A line break before each line, so that a line is found by its beginning.
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

  private shardOf({ term }: Lookup): number {
    return shardOf(term, this.root.shards);
  }

  private file(name: string): Promise<string> {
    return this.loader.file(name, this.root.version);
  }

  /** Loads something once; again if it could not be loaded. */
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

/** Posts that are in all lists, each with the field that says least. */
function intersection(lists: readonly (readonly Hit[])[]): Hit[] {
  const [first = [], ...others] = [...lists].sort((a, b) => a.length - b.length);
  let fields = new Map(first.map(({ id, field }) => [id, field]));
  for (const list of others) {
    const both = list.filter(({ id }) => fields.has(id));
    fields = new Map(both.map(({ id, field }) => [id, Math.max(field, fields.get(id) as Field) as Field]));
  }
  return [...fields].map(([id, field]) => ({ id, field }));
}

/** The part of a text where most of what is wanted stands together. */
function excerptOf(text: string, places: readonly (readonly Stretch[])[]): Piece[] {
  const all = places
    .flatMap((stretches, of) => stretches.map((stretch) => ({ ...stretch, of })))
    .sort((a, b) => a.start - b.start);
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

/** Where a Latin word that a cut would divide begins or ends, if that is near. */
const LATIN = /[A-Za-z0-9\u00c0-\u024f]/;
const NEAR = 16;

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < NEAR && LATIN.test(text.charAt(start)) && LATIN.test(text.charAt(start - 1))) start--;
  return isInPair(text, start) ? start - 1 : start;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at < NEAR && LATIN.test(text.charAt(end)) && LATIN.test(text.charAt(end - 1))) end++;
  return isInPair(text, end) ? end + 1 : end;
}

/** Whether a cut would divide a character that is two units. */
function isInPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/** A stretch of a text, divided where marks begin and end. */
function piecesOf(text: string, from: number, to: number, marks: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
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

/** The headings above what was found, in their order. */
function headingsOf(headings: readonly Heading[], stretches: readonly Stretch[]): Heading[] {
  const above = new Set<Heading>();
  for (const { start } of stretches) {
    const heading = headings.findLast((each) => each.start <= start);
    if (heading?.id) above.add(heading);
  }
  return headings.filter((each) => above.has(each)).slice(0, MOST_HEADINGS);
}
