// Posts like a post: by the tags and the words of the title that they share, rare ones counting more.

import type { Source } from '../types.js';

const MOST = 3;
/** A tag says more about a subject than a word of the title. */
const TAG_WEIGHT = 3;
/** A term that more posts share than this says nothing, and would cost much. */
const COMMON = 200;

/**
 * Up to three related posts for each post, the likest first; where too few are alike, the nearest in time.
 * @param posts newest first
 * @returns by path
 */
export function relatedPosts(posts: readonly Source[]): ReadonlyMap<string, readonly Source[]> {
  const terms = posts.map(termsOf);
  const holders = new Map<string, number[]>();
  for (const [index, own] of terms.entries()) {
    for (const term of own) {
      const list = holders.get(term);
      if (list) list.push(index);
      else holders.set(term, [index]);
    }
  }
  return new Map(
    posts.map((post, index) => {
      const scores = new Map<number, number>();
      for (const term of terms[index] ?? []) {
        const sharing = holders.get(term) ?? [];
        if (sharing.length > COMMON) continue;
        const weight = (term.startsWith('#') ? TAG_WEIGHT : 1) * Math.log(1 + posts.length / sharing.length);
        for (const other of sharing) if (other !== index) scores.set(other, (scores.get(other) ?? 0) + weight);
      }
      const ranked = [...scores].sort((a, b) => b[1] - a[1] || Math.abs(a[0] - index) - Math.abs(b[0] - index) || a[0] - b[0]);
      const chosen = ranked.slice(0, MOST).map(([other]) => other);
      for (let step = 1; chosen.length < MOST && step < posts.length; step++) {
        for (const other of [index + step, index - step]) {
          if (chosen.length < MOST && posts[other] && !chosen.includes(other)) chosen.push(other);
        }
      }
      return [post.path, chosen.map((other) => posts[other] as Source)];
    }),
  );
}

/** Tags, Latin words of three letters or more, and pairs of Han characters. */
function termsOf({ meta }: Source): Set<string> {
  const title = (meta.title ?? '').toLowerCase();
  const words = title.match(/[\p{Script=Latin}\p{N}]{3,}/gu) ?? [];
  const pairs = (title.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
  return new Set([...meta.tags.map((tag) => `#${tag.toLowerCase()}`), ...words, ...pairs]);
}
