// Posts like a post: by the tags and the words of title and text that they share, rare ones counting more.
// Time and memory grow with the number of posts, since a term that very many
// posts share is passed over; and a changed post changes only what is found for posts that share a term with it.

import { CLASS_SHIFT, type SubjectTerms } from '../../assemble/subjectTerms.js';

/** Related posts of each post. */
export const MOST_RELATED = 3;
/** A tag says more about a subject than a word of the title, and that more than one of the text. */
const WEIGHTS = [0.6, 1, 3];
/** A term that more posts share than this says nothing, and would cost much. */
const COMMON = 100;

/** The posts of a site, ready to be asked which are like one of them. */
export class RelatedPosts {
  /** The terms of all posts, one post after the other, by their numbers; and where each post's begin, and the last end. */
  private readonly terms: Int32Array;
  private readonly starts: Int32Array;
  /** By the numbers of terms: how many posts share it, and where in `sharing` those stand. */
  private readonly counts: Int32Array;
  private readonly places: Int32Array;
  private readonly sharing: Int32Array;
  private readonly weights: Float64Array;
  private readonly numbers: TermNumbers;
  private readonly scores: Float64Array;

  /** @param posts their terms, newest first */
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

  /** Positions of up to three posts like the one at a position, the likest first; where too few are, the nearest in time. */
  to(index: number): number[] {
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
      if (place >= MOST_RELATED) continue;
      chosen.splice(place, 0, other);
      if (chosen.length > MOST_RELATED) chosen.pop();
    }
    for (const other of touched) scores[other] = 0;
    for (let step = 1; chosen.length < MOST_RELATED && step < scores.length; step++) {
      for (const other of [index + step, index - step]) {
        const isPost = other >= 0 && other < scores.length;
        if (chosen.length < MOST_RELATED && isPost && !chosen.includes(other)) chosen.push(other);
      }
    }
    return chosen;
  }

  /** How many posts have a term. */
  countOf(term: number): number {
    const number = this.numbers.find(term);
    return number === undefined ? 0 : (this.counts[number] as number);
  }

  /** All posts that have one of some terms. */
  having(terms: ReadonlySet<number>): Set<number> {
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

  /** Places that the posts of a term take in `sharing`. */
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

  /** Scores the posts that share a term with one; gives those. */
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

/** A rare term counts more. The number of all posts does not count: a new post would change what is found for all. */
function weightOf(term: number, count: number): number {
  return (WEIGHTS[term >>> CLASS_SHIFT] as number) * Math.log(1 + COMMON / count);
}

/** Numbers for terms, in the order in which they come: a table of hashes, several times as fast as a Map. */
class TermNumbers {
  size = 0;
  private readonly slots: Int32Array;
  private readonly terms: Uint32Array;

  /** @param most terms that come, with those that come again */
  constructor(most: number) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 2 + 2)));
    this.terms = new Uint32Array(most);
  }

  add(term: number): number {
    const slot = this.slotOf(term);
    const known = this.slots[slot] as number;
    if (known > 0) return known - 1;
    this.terms[this.size++] = term;
    this.slots[slot] = this.size;
    return this.size - 1;
  }

  find(term: number): number | undefined {
    const known = this.slots[this.slotOf(term)] as number;
    return known > 0 ? known - 1 : undefined;
  }

  term(number: number): number {
    return this.terms[number] as number;
  }

  /** The slot that a term has, or would have; slots hold a number and 1. */
  private slotOf(term: number): number {
    const mask = this.slots.length - 1;
    let slot = (Math.imul(term, 0x9e3779b1) >>> 7) & mask;
    while (this.slots[slot] !== 0 && this.terms[(this.slots[slot] as number) - 1] !== term) slot = (slot + 1) & mask;
    return slot;
  }
}

/**
 * The related posts of all posts.
 * @param posts their terms, newest first
 * @returns positions in `posts`, three places a post, -1 if there is none
 */
export function relatedPosts(posts: readonly SubjectTerms[]): Int32Array {
  const found = new RelatedPosts(posts);
  const result = new Int32Array(posts.length * MOST_RELATED).fill(-1);
  for (let at = 0; at < posts.length; at++) result.set(found.to(at), at * MOST_RELATED);
  return result;
}

/** What was found before. */
export interface KnownRelated {
  /** How many posts there were. */
  readonly count: number;
  /** The terms of the one at a position, newest first. */
  readonly termsOf: (at: number) => SubjectTerms;
  readonly related: Int32Array;
}

/**
 * The related posts of all posts, where terms of some have changed or posts have come that are newer than all others: the same as
 * `relatedPosts`, but found again only for those that it can concern.
 * @param posts those before, after the new ones
 * @param changed positions of the posts whose terms have changed, new ones among them
 */
export function changedRelatedPosts(
  before: KnownRelated,
  posts: readonly SubjectTerms[],
  changed: readonly number[],
): Int32Array {
  const added = posts.length - before.count;
  const found = new RelatedPosts(posts);
  const result = new Int32Array(posts.length * MOST_RELATED).fill(-1);
  result.set(
    before.related.map((other) => (other < 0 ? other : other + added)),
    added * MOST_RELATED,
  );
  const again = new Set(changed);
  // Near the newest posts, new ones are the nearest in time.
  if (added > 0) for (let at = 0; at < Math.min(posts.length, added + MOST_RELATED); at++) again.add(at);
  for (const post of found.having(changedTerms(before, posts, changed, found))) again.add(post);
  for (const at of again) result.fill(-1, at * MOST_RELATED, (at + 1) * MOST_RELATED).set(found.to(at), at * MOST_RELATED);
  return result;
}

/** The terms whose posts have changed, where that matters: those that were too common and still are do not. */
function changedTerms(
  before: KnownRelated,
  posts: readonly SubjectTerms[],
  changed: readonly number[],
  found: RelatedPosts,
): Set<number> {
  const added = posts.length - before.count;
  /** How many more posts have a term than before; and all terms that a changed post has or had, but not both. */
  const more = new Map<number, number>();
  for (const at of changed) {
    const [old, now] = [new Set(at < added ? [] : before.termsOf(at - added)), new Set(posts[at])];
    for (const term of now) if (!old.has(term)) more.set(term, (more.get(term) ?? 0) + 1);
    for (const term of old) if (!now.has(term)) more.set(term, (more.get(term) ?? 0) - 1);
  }
  return new Set(
    [...more].flatMap(([term, difference]) => {
      const now = found.countOf(term);
      return now > COMMON && now - difference > COMMON ? [] : term;
    }),
  );
}
