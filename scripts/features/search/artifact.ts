// The index of the search: that of the last build, changed where an article has changed, or made of all articles. Either way its
// files are a function of the articles.

import { hashOf } from '../../base/hash.js';
import { openStore, type Store } from '../../cache/store.js';
import type { Articles } from '../../engine/articles.js';
import type { Artifact, ArtifactFacts, ArtifactMeans, Asked, Whole } from '../../engine/artifact.js';
import type { ReadState } from '../../engine/reading.js';
import { keptRow, plainRow, type RowTables, sameRows } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import type { Batches } from '../../work/batches.js';
import { SEARCH_FOLDER, SEARCH_SCRIPT } from './addresses.js';
import { ROOT, type Row } from './fullText/files.js';
import {
  type IndexChange,
  type IndexedPost,
  type IndexFile,
  indexSteps,
  rootFile,
  rowFiles,
  touchedFiles,
} from './fullText/index.js';
import type { Run } from './fullText/writer.js';
import { searchScript } from './script.js';
import { type KnownSearchFile, keyed, SEARCH, SEARCH_RUNS, SEARCH_SHARDS, searchedSources } from './searched.js';
import { HAS_SEARCH } from './settings.js';

/** Of so many posts, one may change without the index being made again. */
const FEW = 8;

/** The index of the search. */
export interface KnownSearch {
  /** Paths of what can be found, in the order of the index's numbers. */
  readonly posts: readonly string[];
  readonly files: readonly KnownSearchFile[];
}

/** The index as rows. @param last those of the last build, which stay where a file has not changed */
function rowsOfSearch({ posts, files }: KnownSearch, last: RowTables | undefined): RowTables {
  const before = new Map(last?.search?.map((row) => [row.id, row]));
  const rowOf = ({ path, key, characters }: KnownSearchFile) => {
    const row = before.get(path);
    return row?.key === key ? row : keptRow(path, key, { value: characters });
  };
  return {
    search: sameRows(files.map(rowOf), last?.search),
    searched: sameRows([plainRow('posts', JSON.stringify(posts))], last?.searched),
  };
}

/** Reads the rows of `rowsOfSearch`; undefined if the last build made no index. */
function searchOfRows({ search, searched }: RowTables = {}): KnownSearch | undefined {
  if (!search?.length) return undefined;
  return {
    posts: JSON.parse(searched?.[0]?.value ?? '[]'),
    files: search.map(({ id, key, value }) => ({ path: id, key, characters: value })),
  };
}

export type SearchMeans = Pick<ArtifactMeans, 'articles' | 'batches' | 'last'>;

/** The index of the search, made of all articles: in a build once, while a site is written when someone searches. */
export class Search implements Artifact {
  private made: KnownSearch | undefined;
  private asked: { readonly key: string; readonly files: ReadonlyMap<string, Promise<Uint8Array | undefined>> } | undefined;

  constructor(private readonly means: SearchMeans) {}

  readonly whole: Whole = {
    stage: 'search',
    wanted: (config) => HAS_SEARCH.valueIn(config),
    make: async (state, store) => {
      this.made = await this.index(state, store, searchOfRows(this.means.last));
    },
  };

  facts = (): ArtifactFacts => ({ made: this.files });

  /** Its files, where it is made. */
  get files(): readonly KnownSearchFile[] {
    return this.made?.files ?? [];
  }

  rows(): RowTables {
    return this.made ? rowsOfSearch(this.made, this.means.last) : {};
  }

  async onRequest(url: string, { config, articles: ready }: Asked): Promise<Uint8Array | undefined> {
    if (!HAS_SEARCH.valueIn(config) || !url.startsWith(SEARCH_FOLDER)) return undefined;
    const { articles } = this.means;
    const state = await ready();
    const key = hashOf(...searchedSources(state.outline.index).map(({ path }) => articles.hashes(path).article));
    if (this.asked?.key !== key) {
      const store = openStore(undefined, 0);
      const { files } = await this.index(state, store, undefined);
      this.asked = { key, files: new Map(files.map((file) => [SEARCH_FOLDER + file.path, store.get(file.key)])) };
    }
    return this.asked.files.get(url);
  }

  /**
   * Makes the index; all articles are ready.
   * @param known that of the last build, whose files are in the store
   */
  private async index(state: ReadState, store: Store, known: KnownSearch | undefined): Promise<KnownSearch> {
    const { articles, batches } = this.means;
    const sources = searchedSources(state.outline.index);
    const posts = sources.map(({ path }) => path);
    const changed = known && changedPosts(known, posts, articles);
    if (known && changed?.length === 0) return known;
    const making: Making = { sources, state, articles, batches, store };
    const files = (known && changed && (await changedFiles(known, changed, making))) ?? (await allFiles(making));
    return { posts, files };
  }
}

interface Making {
  readonly articles: Articles;
  readonly batches: Batches;
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly state: ReadState;
}

/** The numbers of posts that have changed or are new; undefined where others have other numbers now, or too many have changed. */
function changedPosts({ posts: before }: KnownSearch, posts: readonly string[], articles: Articles): number[] | undefined {
  if (before.length > posts.length || before.some((path, id) => posts[id] !== path)) return undefined;
  const isSame = (path: string) => articles.before(path)?.hashes.article === articles.hashes(path).article;
  const changed = posts.flatMap((path, id) => (id < before.length && isSame(path) ? [] : id));
  return changed.length > Math.max(1, posts.length / FEW) ? undefined : changed;
}

/** Posts in a run. Longer runs are merged faster and need more memory. */
const RUN = 128;

async function allFiles(making: Making): Promise<KnownSearchFile[]> {
  const { sources, store, batches } = making;
  const { rows, runs } = await runsOf(making);
  const files: KnownSearchFile[] = [];
  await batches.run(SEARCH_SHARDS, undefined, [...indexSteps(runs, sources.length)], {
    atOnce: 1,
    inputOf: (step) => step,
    take: async (_step, { files: made, bytes }) => {
      files.push(...made);
      for (const [at, { key }] of made.entries()) await store.put(key, bytes[at] as Uint8Array);
    },
  });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of rowFiles(rows)) files.push(await keep(file, store));
  files.push(await keep({ path: SEARCH_SCRIPT, content: searchScript.text(), characters: '' }, store));
  return [...files, await keepRoot(files, making)];
}

/** The rows and packed terms of all posts. */
async function runsOf({ sources, articles, state, batches }: Making) {
  const rows: Row[] = [];
  const runs: Run[] = [];
  const parts = Array.from({ length: Math.ceil(sources.length / RUN) }, (_, at) => at);
  await batches.run(SEARCH_RUNS, undefined, parts, {
    atOnce: 1,
    inputOf: async (part) => {
      const own = sources.slice(part * RUN, (part + 1) * RUN);
      const posts = own.map(async (source) => ({ source, article: await articles.body(source, state) }));
      return { from: part * RUN, posts: await Promise.all(posts) };
    },
    take: (part, { rows: own, bytes }) => {
      runs[part] = bytes;
      for (const [at, row] of own.entries()) rows[part * RUN + at] = row;
    },
  });
  return { rows, runs };
}

/** The files where some posts have changed; undefined if what was kept of them is gone. */
async function changedFiles(
  known: KnownSearch,
  changed: readonly number[],
  making: Making,
): Promise<KnownSearchFile[] | undefined> {
  const { sources, store } = making;
  const changes = await changesOf(known.posts.length, changed, making);
  const touched = changes && touchedFiles(changes, known.posts.length, sources.length);
  if (!touched) return undefined;
  const files = new Map(known.files.filter(({ path }) => path !== ROOT).map((file) => [file.path, file]));
  const contents = await store.getMany(touched.map(({ path }) => files.get(path)?.key ?? ''));
  for (const [at, { path, change }] of touched.entries()) {
    const content = contents[at];
    if (!content && files.has(path)) return undefined;
    files.set(path, await keep(change(Buffer.from(content ?? []).toString()), store));
  }
  return [...files.values(), await keepRoot([...files.values()], making)];
}

/**
 * What some posts were, and what they are; undefined if what they were is no longer kept.
 * @param before how many posts there were
 */
async function changesOf(before: number, changed: readonly number[], making: Making): Promise<IndexChange[] | undefined> {
  const { sources, articles } = making;
  const now = changed.map((id) => ({ id, source: sources[id] as Source }));
  const asked = await Promise.all(now.filter(({ id }) => id < before).map(({ source }) => articles.articleBefore(source.path)));
  const old = asked.filter((each) => each !== undefined);
  if (old.length < asked.length) return undefined;
  const posts = await indexed([...old, ...now.map(({ source }) => ({ source, article: undefined }))], making);
  return now.map(({ id }, at) => {
    return { id, before: id < before ? posts[at] : undefined, after: posts[old.length + at] as IndexedPost };
  });
}

/** @param things posts; those whose articles are not given are asked for */
async function indexed(
  things: readonly { readonly source: Source; readonly article: Uint8Array | undefined }[],
  { state, articles, batches }: Making,
): Promise<IndexedPost[]> {
  const found = new Map<unknown, IndexedPost>();
  await batches.run(SEARCH, undefined, things, {
    inputOf: async ({ source, article }) => ({ source, article: article ?? (await articles.body(source, state)) }),
    take: (thing, post) => void found.set(thing, post),
  });
  return things.map((thing) => found.get(thing) as IndexedPost);
}

async function keepRoot(files: readonly KnownSearchFile[], { sources, store }: Making): Promise<KnownSearchFile> {
  return keep(rootOf(files, sources.length), store);
}

/** The root of an index of so many posts. */
function rootOf(files: readonly KnownSearchFile[], posts: number): IndexFile {
  return rootFile(hashOf(...files.map(({ path, key }) => `${path} ${key}`).sort()), posts, files);
}

/** Keeps a file. */
async function keep(file: IndexFile, store: Store): Promise<KnownSearchFile> {
  const { bytes, ...known } = keyed(file);
  await store.put(known.key, bytes);
  return known;
}
