// Related posts as an artifact. A build reuses the last build's result and recomputes only what changed terms affect. While `dev`
// has not rendered all articles, related posts are computed from the terms known so far.

import type { Outline } from '../../assemble/outline.js';
import { readTerms } from '../../assemble/subjectTerms.js';
import type { Articles } from '../../engine/articles.js';
import type { Artifact, ArtifactContext, ArtifactFacts, PlanContext } from '../../engine/artifact.js';
import type { ReadState } from '../../engine/reading.js';
import { plainRow, type RowTables, sameRows } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import { changedRelatedPosts, MAX_RELATED, RelatedPosts, relatedPosts } from './related.js';

/** The last result is updated if at most one post in this many has changed. */
const UPDATE_RATIO = 4;

/** Related posts of a build: the paths of all posts, newest first, and `MOST_RELATED` positions for each (-1 for none). */
export interface RelatedRecord {
  readonly posts: readonly string[];
  readonly related: Int32Array;
}

/**
 * Converts related posts to rows. They are valid as long as the terms of all articles are the same.
 * @param last rows of the last build, reused if they are equal
 */
function rowsOfRelated({ posts, related }: RelatedRecord, last: RowTables | undefined): RowTables {
  const places = Buffer.from(related.buffer, related.byteOffset, related.byteLength).toString('base64');
  return { related: sameRows([plainRow('posts', JSON.stringify(posts)), plainRow('places', places)], last?.related) };
}

/** Reads rows made by `rowsOfRelated`. */
function relatedOfRows({ related = [] }: RowTables): RelatedRecord {
  const [posts, places] = related;
  const bytes = Uint8Array.from(Buffer.from(places?.value ?? '', 'base64'));
  return { posts: JSON.parse(posts?.value ?? '[]'), related: new Int32Array(bytes.buffer) };
}

/**
 * Finds the related posts of all posts, updating the last build's result if few have changed. All articles must be ready.
 * @param posts newest first
 * @returns as `relatedPosts`
 */
export function findRelated(posts: readonly Source[], articles: Articles, last: RelatedRecord | undefined): Int32Array {
  const termsOf = ({ path }: Source) => articles.hashes(path).terms;
  const all = () => posts.map((post) => readTerms(termsOf(post)));
  const before = last?.posts ?? [];
  const added = posts.length - before.length;
  if (!last || added < 0 || before.some((path, at) => posts[at + added]?.path !== path)) return relatedPosts(all());
  const termsBefore = (at: number) => articles.previous(before[at] as string)?.hashes.terms ?? '';
  const changed = posts.flatMap((post, at) => (at < added || termsBefore(at - added) !== termsOf(post) ? at : []));
  if (changed.length === 0) return last.related;
  if (changed.length * UPDATE_RATIO > posts.length) return relatedPosts(all());
  const previous = { count: before.length, termsOf: (at: number) => readTerms(termsBefore(at)), related: last.related };
  return changedRelatedPosts(previous, all(), changed);
}

export type RelatedContext = Pick<ArtifactContext, 'articles' | 'last'>;

/** Related posts: exact if all articles are ready, else from the terms known so far. */
export class Related implements Artifact {
  private exact: { readonly outline: Outline; readonly related: Int32Array } | undefined;
  private partial: { readonly outline: Outline; readonly terms: number; readonly posts: RelatedPosts } | undefined;

  constructor(private readonly context: RelatedContext) {}

  facts = ({ state: { outline }, isWhole }: PlanContext): ArtifactFacts => ({
    made: (at: number) => (isWhole ? this.relatedTo(outline, at) : this.relatedSoFar(outline, at)),
  });

  rows({ outline }: Pick<ReadState, 'outline'>): RowTables {
    const posts = outline.posts.map(({ path }) => path);
    return rowsOfRelated({ posts, related: this.all(outline) }, this.context.last);
  }

  /** Returns the related posts of all posts, as `relatedPosts`. All articles must be ready. */
  all(outline: Outline): Int32Array {
    if (this.exact?.outline !== outline) {
      const { articles, last } = this.context;
      this.exact = { outline, related: findRelated(outline.posts, articles, last && relatedOfRows(last)) };
    }
    return this.exact.related;
  }

  /** Returns the positions of posts related to the post at a position. All articles must be ready. */
  relatedTo(outline: Outline, at: number): readonly number[] {
    return [...this.all(outline).subarray(at * MAX_RELATED, (at + 1) * MAX_RELATED)].filter((other) => other >= 0);
  }

  /** The same, from the terms known so far. */
  relatedSoFar(outline: Outline, at: number): readonly number[] {
    const { articles } = this.context;
    const { termsVersion } = articles;
    if (this.partial?.outline !== outline || this.partial.terms !== termsVersion) {
      const posts = new RelatedPosts(outline.posts.map((post) => articles.terms(post)));
      this.partial = { outline, terms: termsVersion, posts };
    }
    return this.partial.posts.relatedTo(at);
  }
}
