// Related posts as an artifact. A build reuses the last build's result and recomputes only what changed terms affect. While `dev`
// has not rendered all articles, related posts are computed from the terms known so far.

import type { Outline } from '../../assemble/outline.js';
import { readTerms } from '../../assemble/subjectTerms.js';
import type { Articles } from '../../engine/articles.js';
import type { Artifact, ArtifactContext, ArtifactFacts, PlanContext } from '../../engine/artifact.js';
import type { ReadState } from '../../engine/reading.js';
import { plainRow, type Row, type RowTables, sameRows } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import { changedRelatedPosts, MAX_RELATED, RelatedPosts, relatedPosts } from './related.js';

/** The last result is updated if at most one post in this many has changed. */
const UPDATE_RATIO = 4;

/** Related posts of an edition in a build: the paths of all its posts, newest first, and `MOST_RELATED` positions for each (-1 for none). */
export interface RelatedRecord {
  readonly posts: readonly string[];
  readonly related: Int32Array;
}

/**
 * Converts the related posts of an edition to rows. They are valid as long as the terms of all its articles are the same.
 * @param prefix of the edition's addresses
 */
function rowsOfRelated({ posts, related }: RelatedRecord, prefix: string): Row[] {
  const places = Buffer.from(related.buffer, related.byteOffset, related.byteLength).toString('base64');
  return [plainRow(`posts${prefix}`, JSON.stringify(posts)), plainRow(`places${prefix}`, places)];
}

/** Reads rows made by `rowsOfRelated`. */
function relatedOfRows({ related = [] }: RowTables, prefix: string): RelatedRecord {
  const rowValue = (name: string) => related.find(({ id }) => id === `${name}${prefix}`)?.value;
  const bytes = Uint8Array.from(Buffer.from(rowValue('places') ?? '', 'base64'));
  return { posts: JSON.parse(rowValue('posts') ?? '[]'), related: new Int32Array(bytes.buffer) };
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
  /** By edition. */
  private readonly exact = new WeakMap<Outline, Int32Array>();
  private readonly partial = new WeakMap<Outline, { readonly terms: number; readonly posts: RelatedPosts }>();

  constructor(private readonly context: RelatedContext) {}

  facts = ({ isWhole }: PlanContext): ArtifactFacts => ({
    made: (edition: Outline, at: number) => (isWhole ? this.relatedTo(edition, at) : this.relatedSoFar(edition, at)),
  });

  rows({ outline }: Pick<ReadState, 'outline'>): RowTables {
    const rows = outline.editions().flatMap((edition) => {
      const posts = edition.posts.map(({ path }) => path);
      return rowsOfRelated({ posts, related: this.all(edition) }, edition.config.prefix);
    });
    return { related: sameRows(rows, this.context.last?.related) };
  }

  /** Returns the related posts of all posts of an edition, as `relatedPosts`. All articles must be ready. */
  all(edition: Outline): Int32Array {
    let related = this.exact.get(edition);
    if (!related) {
      const { articles, last } = this.context;
      related = findRelated(edition.posts, articles, last && relatedOfRows(last, edition.config.prefix));
      this.exact.set(edition, related);
    }
    return related;
  }

  /** Returns the positions of posts related to the post at a position. All articles must be ready. */
  relatedTo(edition: Outline, at: number): readonly number[] {
    return [...this.all(edition).subarray(at * MAX_RELATED, (at + 1) * MAX_RELATED)].filter((other) => other >= 0);
  }

  /** The same, from the terms known so far. */
  relatedSoFar(edition: Outline, at: number): readonly number[] {
    const { articles } = this.context;
    const { termsVersion } = articles;
    let partial = this.partial.get(edition);
    if (partial?.terms !== termsVersion) {
      partial = { terms: termsVersion, posts: new RelatedPosts(edition.posts.map((post) => articles.terms(post))) };
      this.partial.set(edition, partial);
    }
    return partial.posts.relatedTo(at);
  }
}
