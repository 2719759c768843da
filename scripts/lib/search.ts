// The entry point of the package cjk-search: makes an index for full-text search.

import { hashOf } from '../base/hash.js';
import {
  type IndexFile as File,
  indexRun,
  indexSteps,
  rootFile,
  rowFiles,
  type SearchedPost,
  shardFiles,
} from '../features/search/fullText/index.js';

export { textOfHtml } from '../base/text/htmlText.js';
export type { Heading, PageText } from '../base/text/readableText.js';
export type { SearchedPost };

/** A file of an index. */
export interface IndexFile {
  /** Path below the folder of the index. */
  readonly path: string;
  readonly content: string;
}

/**
 * Makes an index, as a list of small text files.
 * @param posts from the oldest to the newest: among results that match equally well, later ones come first
 */
export function makeIndex(posts: readonly SearchedPost[]): readonly IndexFile[] {
  const { terms, rows } = indexRun(0, posts);
  const files: File[] = [...indexSteps([terms], posts.length)].flatMap((step) => [...shardFiles(step)]);
  files.push(...rowFiles(rows));
  const version = hashOf(...files.flatMap(({ path, content }) => [path, content]));
  return [...files, rootFile(version, posts.length, files)].map(({ path, content }) => ({ path, content }));
}
