// Finds related posts by the tags, title words and text words that posts share; rare terms count more. Terms that very many posts
// share are skipped, so time and memory are linear in the number of posts. The scores of a post depend only on posts that share a
// term with it, so a change requires recomputing only those.

import { CLASS_SHIFT, type SubjectTerms } from '../../assemble/subjectTerms.js';

/** Related posts per post. */
export const MAX_RELATED = 3;
/** Weight of a term by its class: word of the text, word of the title, tag. */
const WEIGHTS = [0.6, 1, 3];
/** Terms that more posts share are ignored: they say little about a subject, and comparing so many posts is slow. */
const COMMON = 100;

/** An inverted index of the posts of a site, which answers which posts are related to a post. */
export class RelatedPosts {
  /** Term numbers of all posts, concatenated. Those of post `at` begin at `starts[at]` and end at `starts[at + 1]`. */
  private readonly terms: Int32Array;
  private readonly starts: Int32Array;
  /** By term number: how many posts have the term, and where in `sharing` their positions begin. */
  private readonly counts: Int32Array;
  private readonly places: Int32Array;
  private readonly sharing: Int32Array;
  private readonly weights: Float64Array;
  private readonly numbers: TermNumbers;
  private readonly scores: Float64Array;

  /** @param posts terms of all posts, newest first */
  constructor(posts: readonly SubjectTerms[]) {
    this.scores = new Float64Array(posts.length);
    this.starts = new Int32Array(posts.length + 1);
    for (const [at, { length }] of posts.entries()) this.starts[at + 1] = (this.starts[at] as number) + length;
    const all = this.starts[posts.length] as number;
    this.numbers = new TermNumbers(all);
    this.terms = new Int32Array(all);
    let place = 0;
    for (const terms of posts) for (const term of terms) this.terms[place++] = this.numbers.add(term);
    const { size } = this.numbers;
    this.counts = new Int32Array(size);
    for (const number of this.terms) this.counts[number] = (this.counts[number] as number) + 1;
    this.places = new Int32Array(size + 1);
    for (let at = 0; at < size; at++) this.places[at + 1] = (this.places[at] as number) + this.isRare(at);
    this.sharing = new Int32Array(this.places[size] as number);
    this.weights = Float64Array.from(this.counts, (count, number) => weightOf(this.numbers.term(number), count));
    this.fill();
  }

  /**
   * Returns the positions of up to `MOST_RELATED` related posts, best first. If too few share a term, the nearest in time follow.
   */
  relatedTo(index: number): number[] {
    const { scores } = this;
    const touched = this.score(index);
    const far = (other: number) => Math.abs(other - index);
    const isBetter = (a: number, b: number) => {
      const [x, y] = [scores[a] as number, scores[b] as number];
      return x !== y ? x > y : far(a) !== far(b) ? far(a) < far(b) : a < b;
    };
    const chosen: number[] = [];
    for (const other of touched) {
      let place = chosen.length;
      while (place > 0 && isBetter(other, chosen[place - 1] as number)) place--;
      if (place >= MAX_RELATED) continue;
      chosen.splice(place, 0, other);
      if (chosen.length > MAX_RELATED) chosen.pop();
    }
    for (const other of touched) scores[other] = 0;
    for (let step = 1; chosen.length < MAX_RELATED && step < scores.length; step++) {
      for (const other of [index + step, index - step]) {
        const isPost = other >= 0 && other < scores.length;
        if (chosen.length < MAX_RELATED && isPost && !chosen.includes(other)) chosen.push(other);
      }
    }
    return chosen;
  }

  /** Returns how many posts have a term. */
  countOf(term: number): number {
    const number = this.numbers.find(term);
    return number === undefined ? 0 : (this.counts[number] as number);
  }

  /** Returns the positions of all posts that have at least one of some terms. */
  postsWith(terms: ReadonlySet<number>): Set<number> {
    const wanted = new Uint8Array(this.numbers.size);
    for (const term of terms) {
      const number = this.numbers.find(term);
      if (number !== undefined) wanted[number] = 1;
    }
    const having = new Set<number>();
    for (let post = 0; post < this.scores.length; post++) {
      for (let at = this.starts[post] as number; at < (this.starts[post + 1] as number); at++) {
        if (wanted[this.terms[at] as number]) having.add(post);
      }
    }
    return having;
  }

  /** Returns how many entries of `sharing` a term needs: 0 for a common term. */
  private isRare(number: number): number {
    const count = this.counts[number] as number;
    return count <= COMMON ? count : 0;
  }

  private fill(): void {
    const next = this.places.slice();
    for (let post = 0; post < this.scores.length; post++) {
      for (let at = this.starts[post] as number; at < (this.starts[post + 1] as number); at++) {
        const number = this.terms[at] as number;
        if (this.isRare(number) === 0) continue;
        const place = next[number] as number;
        this.sharing[place] = post;
        next[number] = place + 1;
      }
    }
  }

  /** Adds up the scores of the posts that share a term with a post. Returns their positions; the caller resets their scores. */
  private score(index: number): number[] {
    const { scores } = this;
    const touched: number[] = [];
    for (let at = this.starts[index] as number; at < (this.starts[index + 1] as number); at++) {
      const number = this.terms[at] as number;
      const weight = this.weights[number] as number;
      for (let place = this.places[number] as number; place < (this.places[number + 1] as number); place++) {
        const other = this.sharing[place] as number;
        if (other === index) continue;
        if (scores[other] === 0) touched.push(other);
        scores[other] = (scores[other] as number) + weight;
      }
    }
    return touched;
  }
}

/**
 * Returns the weight of a term: more for a rare one. It must not depend on the number of posts, or a new post would change all
 * scores.
 */
function weightOf(term: number, count: number): number {
  return (WEIGHTS[term >>> CLASS_SHIFT] as number) * Math.log(1 + COMMON / count);
}

/** Numbers terms in the order in which they are added. A hash table with open addressing, several times as fast as a Map. */
class TermNumbers {
  size = 0;
  private readonly slots: Int32Array;
  private readonly terms: Uint32Array;

  /** @param capacity number of calls of `add`, duplicates included */
  constructor(capacity: number) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2 + 2)));
    this.terms = new Uint32Array(capacity);
  }

  add(term: number): number {
    const slot = this.slotOf(term);
    const value = this.slots[slot] as number;
    if (value > 0) return value - 1;
    this.terms[this.size++] = term;
    this.slots[slot] = this.size;
    return this.size - 1;
  }

  find(term: number): number | undefined {
    const value = this.slots[this.slotOf(term)] as number;
    return value > 0 ? value - 1 : undefined;
  }

  term(number: number): number {
    return this.terms[number] as number;
  }

  /** Returns the slot of a term, or the one to put it in. A slot holds the term's number plus 1; 0 is empty. */
  private slotOf(term: number): number {
    const mask = this.slots.length - 1;
    let slot = (Math.imul(term, 0x9e3779b1) >>> 7) & mask;
    while (this.slots[slot] !== 0 && this.terms[(this.slots[slot] as number) - 1] !== term) slot = (slot + 1) & mask;
    return slot;
  }
}

/**
 * Finds the related posts of all posts.
 * @param posts terms of all posts, newest first
 * @returns positions in `posts`, `MOST_RELATED` per post; -1 for none
 */
export function relatedPosts(posts: readonly SubjectTerms[]): Int32Array {
  const index = new RelatedPosts(posts);
  const result = new Int32Array(posts.length * MAX_RELATED).fill(-1);
  for (let at = 0; at < posts.length; at++) result.set(index.relatedTo(at), at * MAX_RELATED);
  return result;
}

/** A result to update. */
export interface LastRelated {
  /** Number of posts. */
  readonly count: number;
  /** Returns the old terms of the post at an old position. */
  readonly termsOf: (at: number) => SubjectTerms;
  readonly related: Int32Array;
}

/**
 * Updates related posts after some posts have changed or new ones were added before all others. Returns the same as
 * `relatedPosts`, but recomputes only the posts that the change can affect.
 * @param posts terms of all posts: new posts first, then the old ones in their order
 * @param changed positions of the posts whose terms have changed, including new ones
 */
export function changedRelatedPosts(before: LastRelated, posts: readonly SubjectTerms[], changed: readonly number[]): Int32Array {
  const added = posts.length - before.count;
  const index = new RelatedPosts(posts);
  const result = new Int32Array(posts.length * MAX_RELATED).fill(-1);
  result.set(
    before.related.map((other) => (other < 0 ? other : other + added)),
    added * MAX_RELATED,
  );
  const affected = new Set(changed);
  // Posts near the beginning may have been filled up with their nearest in time, which are now new posts.
  if (added > 0) for (let at = 0; at < Math.min(posts.length, added + MAX_RELATED); at++) affected.add(at);
  for (const post of index.postsWith(changedTerms(before, posts, changed, index))) affected.add(post);
  for (const at of affected) result.fill(-1, at * MAX_RELATED, (at + 1) * MAX_RELATED).set(index.relatedTo(at), at * MAX_RELATED);
  return result;
}

/**
 * Returns the terms that changed posts have gained or lost. Terms that were and are too common have no effect and are left out.
 */
function changedTerms(
  before: LastRelated,
  posts: readonly SubjectTerms[],
  changed: readonly number[],
  index: RelatedPosts,
): Set<number> {
  const added = posts.length - before.count;
  /** By term that a changed post gained or lost: how many more posts have it now. */
  const more = new Map<number, number>();
  for (const at of changed) {
    const [old, now] = [new Set(at < added ? [] : before.termsOf(at - added)), new Set(posts[at])];
    for (const term of now) if (!old.has(term)) more.set(term, (more.get(term) ?? 0) + 1);
    for (const term of old) if (!now.has(term)) more.set(term, (more.get(term) ?? 0) - 1);
  }
  return new Set(
    [...more].flatMap(([term, difference]) => {
      const now = index.countOf(term);
      return now > COMMON && now - difference > COMMON ? [] : term;
    }),
  );
}
