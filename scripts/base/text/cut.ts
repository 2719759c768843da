// Cuts texts to a length without dividing a grapheme cluster.

/** Characters that may continue a grapheme cluster (Unicode Standard Annex #29, "Grapheme Cluster Boundaries"). */
const CONTINUES = /^(?:[\p{Grapheme_Extend}\p{Mc}\p{Emoji_Modifier}\p{Regional_Indicator}\u1160-\u11ff]|\u200d)/u;

/** UTF-16 units beyond the cut that are examined: longer than any emoji. */
const MAX_CLUSTER = 64;

let segmenter: Intl.Segmenter | undefined;

/**
 * Returns the beginning of a text.
 * @param most maximum length in UTF-16 units
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = pairEnd(text, most);
  if (text[end - 1] !== '\u200d' && !CONTINUES.test(text.slice(end, end + 2))) return text.slice(0, end);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  // Segment from the beginning: which regional indicators form a flag depends on how many precede them.
  const start = segmenter.segment(text.slice(0, end + MAX_CLUSTER)).containing(end)?.index ?? 0;
  // If the whole text is one cluster, cut it anyway.
  return text.slice(0, start === 0 ? end : start);
}

function pairEnd(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
}

/** Returns the first grapheme cluster of a text, such as a letter or an emoji. */
export function firstCharacter(text: string): string {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const [first] = segmenter.segment(text.trimStart().slice(0, MAX_CLUSTER));
  return first?.segment ?? '';
}
