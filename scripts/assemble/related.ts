// Posts like a post: by the tags and the words of title and text that they share, rare ones counting more. Time and memory grow
// with the number of posts: a term that very many posts share is passed over.

import type { Source } from '../types.js';

/** Related posts of each post. */
export const MOST_RELATED = 3;
/** A tag says more about a subject than a word of the title, and that more than one of the text; by the signs before them. */
const WEIGHTS = { '#': 3, '~': 0.6 } as const;
/** A term that more posts share than this says nothing, and would cost much. */
const COMMON = 100;

/** The posts of a site, ready to be asked which are like one of them. */
export class RelatedPosts {
  /** The numbers of each post's terms, and by those, the posts that share one. */
  private readonly terms: readonly (readonly number[])[];
  private readonly sharing: number[][] = [];
  private readonly weights: number[] = [];
  private readonly scores: Float64Array;

  /**
   * @param posts newest first
   * @param wordsOf the words that a post uses most, divided by spaces
   */
  constructor(
    private readonly posts: readonly Source[],
    wordsOf: (post: Source) => string,
  ) {
    const numbers = new Map<string, number>();
    this.scores = new Float64Array(posts.length);
    this.terms = posts.map((post, index) => termsOf(post, wordsOf(post)).map((term) => this.note(term, index, numbers)));
  }

  /** Positions of up to three posts like the one at a position, the likest first; where too few are, the nearest in time. */
  to(index: number): number[] {
    const scores = this.scores;
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
    for (let step = 1; chosen.length < MOST_RELATED && step < this.posts.length; step++) {
      for (const other of [index + step, index - step]) {
        if (chosen.length < MOST_RELATED && this.posts[other] && !chosen.includes(other)) chosen.push(other);
      }
    }
    return chosen;
  }

  /** Notes that a post has a term; gives the term's number. */
  private note(term: string, index: number, numbers: Map<string, number>): number {
    let number = numbers.get(term);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(term, number);
      this.sharing.push([]);
      this.weights.push(WEIGHTS[term[0] as keyof typeof WEIGHTS] ?? 1);
    }
    // One more than common is enough to know that it is.
    const holders = this.sharing[number] as number[];
    if (holders.length <= COMMON) holders.push(index);
    return number;
  }

  /** Scores the posts that share a term with one; gives those. */
  private score(index: number): number[] {
    const scores = this.scores;
    const touched: number[] = [];
    for (const term of this.terms[index] ?? []) {
      const holders = this.sharing[term] as number[];
      if (holders.length > COMMON) continue;
      const weight = (this.weights[term] as number) * Math.log(1 + this.posts.length / holders.length);
      for (const other of holders) {
        if (other === index) continue;
        if (scores[other] === 0) touched.push(other);
        scores[other] = (scores[other] as number) + weight;
      }
    }
    return touched;
  }
}

/**
 * The related posts of all posts.
 * @param posts newest first
 * @returns positions in `posts`, three places a post, -1 where there is none
 */
export function relatedPosts(posts: readonly Source[], wordsOf: (post: Source) => string): Int32Array {
  const found = new RelatedPosts(posts, wordsOf);
  const result = new Int32Array(posts.length * MOST_RELATED).fill(-1);
  for (let at = 0; at < posts.length; at++) result.set(found.to(at), at * MOST_RELATED);
  return result;
}

/** The terms of posts with the words that they were found for. */
const known = new WeakMap<Source, { readonly words: string; readonly terms: readonly string[] }>();

function termsOf(post: Source, words: string): readonly string[] {
  const before = known.get(post);
  if (before?.words === words) return before.terms;
  const terms = findTerms(post, words);
  known.set(post, { words, terms });
  return terms;
}

/** Tags, Latin words of three letters or more and pairs of Han characters of the title, words of the text; each once. */
function findTerms({ meta }: Source, words: string): string[] {
  const title = (meta.title ?? '').toLowerCase();
  const terms = new Set<string>();
  for (const tag of meta.tags) terms.add(`#${tag.toLowerCase()}`);
  for (const [word] of title.matchAll(/[\p{Script=Latin}\p{N}]{3,}/gu)) terms.add(word);
  let before = '';
  for (const char of title) {
    const isHan = char > '⺀' && HAN.test(char);
    if (isHan && before) terms.add(before + char);
    before = isHan ? char : '';
  }
  for (const word of words.split(' ')) if (word) terms.add(`~${word}`);
  return [...terms];
}

const HAN = /\p{Script=Han}/u;
