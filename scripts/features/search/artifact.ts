// The search index. If few articles have changed, the last build's index is updated; else it is built from all articles. Both
// ways give the same files.

import type { Outline } from '../../assemble/outline.js';
import { hashOf } from '../../base/hash.js';
import { openStore, type Store } from '../../cache/store.js';
import type { Articles } from '../../engine/articles.js';
import type { Artifact, ArtifactContext, ArtifactFacts, RequestContext, WholeSiteArtifact } from '../../engine/artifact.js';
import type { ReadState } from '../../engine/reading.js';
import { plainRow, type RowTables, sameRows, storedRow } from '../../engine/rows.js';
import type { Batches } from '../../work/batches.js';
import { SEARCH_FOLDER, SEARCH_SCRIPT } from './addresses.js';
import { type ResultRow, ROOT } from './fullText/files.js';
import {
  type IndexChange,
  type IndexedPost,
  type IndexFile,
  indexSteps,
  rootFile,
  rowFiles,
  touchedFiles,
} from './fullText/index.js';
import type { PackedRun } from './fullText/writer.js';
import { searchScript } from './script.js';
import {
  encodeFile,
  SEARCH,
  SEARCH_RUNS,
  SEARCH_SHARDS,
  type SearchedText,
  type SearchFile,
  type SearchInput,
  searchedTexts,
} from './searched.js';
import { HAS_SEARCH } from './settings.js';

/** The index is updated in place if at most one post in this many has changed. */
const UPDATE_RATIO = 8;

/** The search index of an edition in a build, as the record keeps it. */
export interface SavedIndex {
  /** Keys of the indexed texts, in the order of their ids. */
  readonly posts: readonly string[];
  readonly files: readonly SearchFile[];
}

/** The indexes of a site, by the prefixes of its languages. */
type Indexes = ReadonlyMap<string, SavedIndex>;

/** Separates a prefix from the path of a file in the ids of rows. */
const SEPARATOR = ' ';

/** Converts indexes to rows. @param last rows of the last build, reused for files that have not changed */
function rowsOfSearch(indexes: Indexes, last: RowTables | undefined): RowTables {
  const before = new Map(last?.search?.map((row) => [row.id, row]));
  const rowsOf = ([prefix, { files }]: [string, SavedIndex]) =>
    files.map(({ path, key, characters }) => {
      const id = idOf(prefix, path);
      const row = before.get(id);
      return row?.key === key ? row : storedRow(id, key, { value: characters });
    });
  const searched = Array.from(indexes, ([prefix, { posts }]) => plainRow(idOf(prefix, 'posts'), JSON.stringify(posts)));
  return { search: sameRows([...indexes].flatMap(rowsOf), last?.search), searched: sameRows(searched, last?.searched) };
}

function idOf(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}${SEPARATOR}${name}`;
}

/** Reads rows made by `rowsOfSearch`. Returns undefined if the last build made no index for the prefix. */
function searchOfRows({ search = [], searched = [] }: RowTables = {}, prefix: string): SavedIndex | undefined {
  const posts = searched.find(({ id }) => id === idOf(prefix, 'posts'))?.value;
  if (posts === undefined) return undefined;
  const start = idOf(prefix, '');
  const own = search.filter(({ id }) => (prefix === '' ? !id.includes(SEPARATOR) : id.startsWith(start)));
  if (own.length === 0) return undefined;
  const files = own.map(({ id, key, value }) => ({ path: id.slice(start.length), key, characters: value }));
  return { posts: JSON.parse(posts), files };
}

/** An index that was made because a browser requested a file of it. */
interface RequestedIndex {
  readonly key: string;
  readonly files: ReadonlyMap<string, Promise<Uint8Array | undefined>>;
}

/** Returns the files of the index of a language. @param prefix of its addresses */
export type FilesOf = (prefix: string) => readonly SearchFile[];

export type SearchContext = Pick<ArtifactContext, 'articles' | 'batches' | 'last'>;

/** The search index as an artifact: a build makes it once; `dev` makes it when the browser requests it. */
export class SearchArtifact implements Artifact {
  private made: Indexes | undefined;
  /** Files made on request, by the prefix of their language. */
  private readonly requested = new Map<string, RequestedIndex>();

  constructor(private readonly context: SearchContext) {}

  readonly whole: WholeSiteArtifact = {
    stage: 'search',
    wanted: (config) => HAS_SEARCH.valueIn(config),
    make: async (state, store) => {
      const made = new Map<string, SavedIndex>();
      for (const edition of state.outline.editions()) {
        const { prefix } = edition.config;
        made.set(prefix, await this.index({ state, edition }, store, searchOfRows(this.context.last, prefix)));
      }
      this.made = made;
    },
  };

  facts = (): ArtifactFacts => ({ made: this.filesOf });

  /** Files of the index of a language; none before it is made. @param prefix of its addresses */
  readonly filesOf: FilesOf = (prefix) => this.made?.get(prefix)?.files ?? [];

  rows(): RowTables {
    return this.made ? rowsOfSearch(this.made, this.context.last) : {};
  }

  async onRequest(url: string, { config, articles: ready }: RequestContext): Promise<Uint8Array | undefined> {
    if (!HAS_SEARCH.valueIn(config) || !url.includes(SEARCH_FOLDER)) return undefined;
    const { articles } = this.context;
    const state = await ready();
    const edition = state.outline.editions().find(({ config: { prefix } }) => url.startsWith(prefix + SEARCH_FOLDER));
    if (!edition) return undefined;
    const folder = edition.config.prefix + SEARCH_FOLDER;
    const key = hashOf(...searchedTexts(edition).map(({ source }) => articles.hashes(source.path).article));
    let requested = this.requested.get(folder);
    if (requested?.key !== key) {
      const store = openStore(undefined, 0);
      const { files } = await this.index({ state, edition }, store, undefined);
      requested = { key, files: new Map(files.map((file) => [folder + file.path, store.get(file.key)])) };
      this.requested.set(folder, requested);
    }
    return requested.files.get(url);
  }

  /**
   * Makes the index. All articles must be ready.
   * @param last the index of the last build; its files are in the store
   */
  private async index(
    { state, edition }: Pick<IndexInput, 'state' | 'edition'>,
    store: Store,
    last: SavedIndex | undefined,
  ): Promise<SavedIndex> {
    const { articles, batches } = this.context;
    const texts = searchedTexts(edition);
    const posts = texts.map(({ key }) => key);
    const changed = last && changedPosts(last, texts, articles);
    if (last && changed?.length === 0) return last;
    const input: IndexInput = { texts, state, edition, articles, batches, store };
    const files = (last && changed && (await updateFiles(last, changed, input))) ?? (await buildFiles(input));
    return { posts, files };
  }
}

/** Input of the functions below, which make an index. */
interface IndexInput {
  readonly articles: Articles;
  readonly batches: Batches;
  readonly store: Store;
  readonly texts: readonly SearchedText[];
  readonly state: ReadState;
  readonly edition: Outline;
}

/** Returns the ids of new and changed posts; undefined if the ids of other posts have changed, or too many posts have. */
function changedPosts({ posts: before }: SavedIndex, texts: readonly SearchedText[], articles: Articles): number[] | undefined {
  if (before.length > texts.length || before.some((key, id) => texts[id]?.key !== key)) return undefined;
  const isSame = (path: string) => articles.previous(path)?.hashes.article === articles.hashes(path).article;
  const changed = texts.flatMap(({ source }, id) => (id < before.length && isSame(source.path) ? [] : id));
  return changed.length > Math.max(1, texts.length / UPDATE_RATIO) ? undefined : changed;
}

/** Posts in a run. Longer runs are merged faster and need more memory. */
const RUN = 128;

async function buildFiles(input: IndexInput): Promise<SearchFile[]> {
  const { texts, store, batches } = input;
  const { rows, runs } = await indexRuns(input);
  const files: SearchFile[] = [];
  await batches.run(SEARCH_SHARDS, undefined, [...indexSteps(runs, texts.length)], {
    batchSize: 1,
    inputOf: (step) => step,
    onResult: async (_step, { files: made, bytes }) => {
      files.push(...made);
      for (const [at, { key }] of made.entries()) await store.put(key, bytes[at] as Uint8Array);
    },
  });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of rowFiles(rows)) files.push(await save(file, store));
  files.push(await save({ path: SEARCH_SCRIPT, content: searchScript.text(), characters: '' }, store));
  return [...files, await saveRoot(files, input)];
}

/** Indexes all posts in runs. Returns their rows and the packed terms of each run. */
async function indexRuns({ texts, articles, state, edition, batches }: IndexInput) {
  const rows: ResultRow[] = [];
  const runs: PackedRun[] = [];
  const parts = Array.from({ length: Math.ceil(texts.length / RUN) }, (_, at) => at);
  await batches.run(SEARCH_RUNS, undefined, parts, {
    batchSize: 1,
    inputOf: async (part) => {
      const own = texts.slice(part * RUN, (part + 1) * RUN);
      const folder = `${edition.config.prefix}/`;
      const posts = own.map(async ({ source, year }) => ({
        source,
        folder,
        article: await articles.body(source, state),
        ...(year !== undefined && { year }),
      }));
      return { from: part * RUN, posts: await Promise.all(posts) };
    },
    onResult: (part, { rows: own, bytes }) => {
      runs[part] = bytes;
      for (const [at, row] of own.entries()) rows[part * RUN + at] = row;
    },
  });
  return { rows, runs };
}

/** Updates the files of the last build's index. Returns undefined if the store no longer has one of them. */
async function updateFiles(last: SavedIndex, changed: readonly number[], input: IndexInput): Promise<SearchFile[] | undefined> {
  const { texts, store } = input;
  const changes = await changesOf(last.posts.length, changed, input);
  const touched = changes && touchedFiles(changes, last.posts.length, texts.length);
  if (!touched) return undefined;
  const files = new Map(last.files.filter(({ path }) => path !== ROOT).map((file) => [file.path, file]));
  const contents = await store.getMany(touched.map(({ path }) => files.get(path)?.key ?? ''));
  for (const [at, { path, change }] of touched.entries()) {
    const content = contents[at];
    if (!content && files.has(path)) return undefined;
    files.set(path, await save(change(Buffer.from(content ?? []).toString()), store));
  }
  return [...files.values(), await saveRoot([...files.values()], input)];
}

/**
 * Indexes some posts as they were and as they are. Returns undefined if the store no longer has an old article.
 * @param before number of posts in the last build's index
 */
async function changesOf(before: number, changed: readonly number[], input: IndexInput): Promise<IndexChange[] | undefined> {
  const { texts, articles } = input;
  const now = changed.map((id) => ({ id, text: texts[id] as SearchedText }));
  const previous = await Promise.all(
    now
      .filter(({ id }) => id < before)
      .map(async ({ text: { source, year } }) => {
        const article = await articles.previousArticle(source.path);
        return article && { ...article, ...(year !== undefined && { year }) };
      }),
  );
  const old = previous.filter((each) => each !== undefined);
  if (old.length < previous.length) return undefined;
  const fresh = now.map(({ text: { key: _key, ...text } }) => ({ ...text, article: undefined }));
  const posts = await indexPosts([...old, ...fresh], input);
  return now.map(({ id }, at) => {
    return { id, before: id < before ? posts[at] : undefined, after: posts[old.length + at] as IndexedPost };
  });
}

/** Indexes posts in workers. @param posts posts with their packed articles; a missing article is rendered first */
async function indexPosts(
  posts: readonly (Omit<SearchInput, 'article' | 'folder'> & { readonly article: Uint8Array | undefined })[],
  { state, edition, articles, batches }: IndexInput,
): Promise<IndexedPost[]> {
  const results = new Map<unknown, IndexedPost>();
  await batches.run(SEARCH, undefined, posts, {
    inputOf: async (post) => ({
      ...post,
      folder: `${edition.config.prefix}/`,
      article: post.article ?? (await articles.body(post.source, state)),
    }),
    onResult: (post, indexed) => void results.set(post, indexed),
  });
  return posts.map((post) => results.get(post) as IndexedPost);
}

async function saveRoot(files: readonly SearchFile[], { texts, store }: IndexInput): Promise<SearchFile> {
  return save(rootOf(files, texts.length), store);
}

/** Makes the root file. Its version is a hash of all other files. */
function rootOf(files: readonly SearchFile[], posts: number): IndexFile {
  return rootFile(hashOf(...files.map(({ path, key }) => `${path} ${key}`).sort()), posts, files);
}

/** Saves a file in the store. */
async function save(file: IndexFile, store: Store): Promise<SearchFile> {
  const { bytes, ...saved } = encodeFile(file);
  await store.put(saved.key, bytes);
  return saved;
}
