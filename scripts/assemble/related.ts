// Posts like a post: by the tags and the words of title and text that they share, rare ones counting more. Time and memory grow
// with the number of posts: a term that very many posts share is passed over.

import type { Source } from '../types.js';

/** Related posts of each post. */
export const MOST_RELATED = 3;
/** A tag says more about a subject than a word of the title, and that more than one of the text; by the signs before them. */
const WEIGHTS = { '#': 3, '~': 0.6 } as const;
/** A term that more posts share than this says nothing, and would cost much. */
const COMMON = 100;

/**
 * Up to three related posts for each post, the likest first; where too few are alike, the nearest in time.
 * @param posts newest first
 * @param wordsOf the words that a post uses most, divided by spaces
 * @returns positions in `posts`, three places a post, -1 where there is none
 */
export function relatedPosts(posts: readonly Source[], wordsOf: (post: Source) => string): Int32Array {
  const numbers = new Map<string, number>();
  const sharing: number[][] = [];
  const weights: number[] = [];
  const terms = posts.map((post, index) =>
    termsOf(post, wordsOf(post)).map((term) => {
      let number = numbers.get(term);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(term, number);
        sharing.push([]);
        weights.push(WEIGHTS[term[0] as keyof typeof WEIGHTS] ?? 1);
      }
      // One more than common is enough to know that it is.
      const holders = sharing[number] as number[];
      if (holders.length <= COMMON) holders.push(index);
      return number;
    }),
  );
  const result = new Int32Array(posts.length * MOST_RELATED).fill(-1);
  const scores = new Float64Array(posts.length);
  for (const [index, own] of terms.entries()) {
    const touched: number[] = [];
    for (const term of own) {
      const holders = sharing[term] as number[];
      if (holders.length > COMMON) continue;
      const weight = (weights[term] as number) * Math.log(1 + posts.length / holders.length);
      for (const other of holders) {
        if (other === index) continue;
        if (scores[other] === 0) touched.push(other);
        scores[other] = (scores[other] as number) + weight;
      }
    }
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
    for (let step = 1; chosen.length < MOST_RELATED && step < posts.length; step++) {
      for (const other of [index + step, index - step]) {
        if (chosen.length < MOST_RELATED && posts[other] && !chosen.includes(other)) chosen.push(other);
      }
    }
    result.set(chosen, index * MOST_RELATED);
  }
  return result;
}

/** Tags, Latin words of three letters or more and pairs of Han characters of the title, words of the text; each once. */
function termsOf({ meta }: Source, words: string): string[] {
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
