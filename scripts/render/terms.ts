// The words that an article is about, for related posts: those it uses most, segmented by Unicode's rules and the dictionary of
// the language.

/** So much of a text is looked at, in UTF-16 units: segmenting takes a microsecond each. */
const LOOKED_AT = 1600;
const MOST = 24;
/** Words of one letter say little, and so do short ones of Latin letters. */
const WORTH = /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}|[\p{L}\p{N}]{4,})$/u;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The words that a text uses most, the most frequent first; at most 24, in small letters.
 * @param lang language tag
 */
export function termsOf(text: string, lang: string): string[] {
  let segmenter = segmenters.get(lang);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(lang, { granularity: 'word' });
    segmenters.set(lang, segmenter);
  }
  const counts = new Map<string, number>();
  for (const { segment, isWordLike } of segmenter.segment(text.slice(0, LOOKED_AT))) {
    if (!isWordLike || !WORTH.test(segment)) continue;
    const word = segment.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([word]) => word);
}
