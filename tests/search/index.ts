// Builds an index in memory and searches it as a browser does.

import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { openSearch, type Search } from '../../scripts/features/search/fullText/find.js';
import {
  type IndexFile,
  indexRun,
  indexSteps,
  rootFile,
  rowFiles,
  type SearchedPost,
  shardFiles,
} from '../../scripts/features/search/fullText/index.js';

/** Makes the files of an index without its root. @param run posts per run */
export function indexFiles(posts: readonly SearchedPost[], run = 3): IndexFile[] {
  const runs = Array.from({ length: Math.ceil(posts.length / run) }, (_, at) =>
    indexRun(at * run, posts.slice(at * run, (at + 1) * run)),
  );
  const steps = indexSteps(
    runs.map(({ terms }) => terms),
    posts.length,
  );
  return [...Array.from(steps).flatMap((step) => [...shardFiles(step)]), ...rowFiles(runs.flatMap(({ rows }) => rows))];
}

/** Makes the files of an index with its root. */
export function filesOf(posts: readonly SearchedPost[]): Map<string, IndexFile> {
  const files = indexFiles(posts);
  return new Map([...files, rootFile('1', posts.length, files)].map((file) => [file.path, file]));
}

/** Opens a search of an index in memory. @param asked collects the names of loaded files */
export function searchOf(posts: readonly SearchedPost[], asked: string[] = []): Promise<Search> {
  const files = filesOf(posts);
  return openSearch({
    file: async (name) => {
      asked.push(name);
      const file = files.get(name);
      if (!file) throw new Error(`there is no ${name}`);
      // Browsers receive bytes.
      return Buffer.from(file.content).toString();
    },
    page: async (path) => {
      asked.push(path);
      return textOfHtml((posts.find((post) => post.path === path) as SearchedPost).html);
    },
  });
}

/** Returns the ids of all posts that match a query, in the order of results. */
export async function find(search: Search, query: string): Promise<number[]> {
  const { hits, wanted, trust } = await search.find(query);
  const looked = await Promise.all(
    hits.map(async ({ id }) => trust === 'sure' || (await search.matchInPage(id, wanted)).isFound),
  );
  return hits.filter((_hit, at) => looked[at]).map(({ id }) => id);
}

export function post(id: number, parts: Partial<SearchedPost>): SearchedPost {
  return { title: '', path: `posts/${id}.html`, date: '2020-01-01', tags: [], html: '', ...parts };
}
