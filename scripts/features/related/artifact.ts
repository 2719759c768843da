// Related posts: those of the last build, found again where a title, a tag or the words of a text have changed; or, while texts are
// not all read, as far as their words are known.

import type { Outline } from '../../assemble/outline.js';
import { readTerms } from '../../assemble/subjectTerms.js';
import type { Articles } from '../../engine/articles.js';
import type { Artifact, ArtifactContext, ArtifactFacts, PlanContext } from '../../engine/artifact.js';
import type { ReadState } from '../../engine/reading.js';
import { plainRow, type RowTables, sameRows } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import { changedRelatedPosts, MOST_RELATED, RelatedPosts, relatedPosts } from './related.js';

/** Of so many posts, one may change without all being compared again. */
const FEW = 4;

/** What is known of related posts: the posts, newest first, and three places for each. */
export interface KnownRelated {
  readonly posts: readonly string[];
  readonly related: Int32Array;
}

/**
 * Related posts as rows. They hold as long as the words of texts do, which articles know.
 * @param last rows of the last build, which stay where they say the same
 */
function rowsOfRelated({ posts, related }: KnownRelated, last: RowTables | undefined): RowTables {
  const places = Buffer.from(related.buffer, related.byteOffset, related.byteLength).toString('base64');
  return { related: sameRows([plainRow('posts', JSON.stringify(posts)), plainRow('places', places)], last?.related) };
}

/** Reads the rows of `rowsOfRelated`. */
function relatedOfRows({ related = [] }: RowTables): KnownRelated {
  const [posts, places] = related;
  const bytes = Uint8Array.from(Buffer.from(places?.value ?? '', 'base64'));
  return { posts: JSON.parse(posts?.value ?? '[]'), related: new Int32Array(bytes.buffer) };
}

/** The related posts of posts, newest first: three places each (related.ts). All articles are ready. */
export function findRelated(posts: readonly Source[], articles: Articles, last: KnownRelated | undefined): Int32Array {
  const termsOf = ({ path }: Source) => articles.hashes(path).terms;
  const all = () => posts.map((post) => readTerms(termsOf(post)));
  const before = last?.posts ?? [];
  const added = posts.length - before.length;
  if (!last || added < 0 || before.some((path, at) => posts[at + added]?.path !== path)) return relatedPosts(all());
  const termsBefore = (at: number) => articles.previous(before[at] as string)?.hashes.terms ?? '';
  const changed = posts.flatMap((post, at) => (at < added || termsBefore(at - added) !== termsOf(post) ? at : []));
  if (changed.length === 0) return last.related;
  if (changed.length * FEW > posts.length) return relatedPosts(all());
  const known = { count: before.length, termsOf: (at: number) => readTerms(termsBefore(at)), related: last.related };
  return changedRelatedPosts(known, all(), changed);
}

export type RelatedMeans = Pick<ArtifactContext, 'articles' | 'last'>;

/** The related posts of a site: exact ones when all articles are ready, others as far as the words of texts are known. */
export class Related implements Artifact {
  private exact: { readonly outline: Outline; readonly related: Int32Array } | undefined;
  private made: { readonly outline: Outline; readonly terms: number; readonly posts: RelatedPosts } | undefined;

  constructor(private readonly means: RelatedMeans) {}

  facts = ({ state: { outline }, isWhole }: PlanContext): ArtifactFacts => ({
    made: (at: number) => (isWhole ? this.to(outline, at) : this.soFar(outline, at)),
  });

  rows({ outline }: Pick<ReadState, 'outline'>): RowTables {
    const posts = outline.posts.map(({ path }) => path);
    return rowsOfRelated({ posts, related: this.all(outline) }, this.means.last);
  }

  /** Those of all posts, newest first: three places each. All articles are ready. */
  all(outline: Outline): Int32Array {
    if (this.exact?.outline !== outline) {
      const { articles, last } = this.means;
      this.exact = { outline, related: findRelated(outline.posts, articles, last && relatedOfRows(last)) };
    }
    return this.exact.related;
  }

  /** Those of the post at a place. All articles are ready. */
  to(outline: Outline, at: number): readonly number[] {
    return [...this.all(outline).subarray(at * MOST_RELATED, (at + 1) * MOST_RELATED)].filter((other) => other >= 0);
  }

  /** Those of the post at a place, as far as the words of texts are known. */
  soFar(outline: Outline, at: number): readonly number[] {
    const { articles } = this.means;
    const { termsVersion } = articles;
    if (this.made?.outline !== outline || this.made.terms !== termsVersion) {
      const posts = new RelatedPosts(outline.posts.map((post) => articles.terms(post)));
      this.made = { outline, terms: termsVersion, posts };
    }
    return this.made.posts.to(at);
  }
}
