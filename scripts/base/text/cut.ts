// Texts cut to a length, never within what a reader takes for one character.

/** What belongs to the character before it (Unicode Standard Annex #29, "Grapheme Cluster Boundaries"). */
const GOES_ON = /^(?:[\p{Grapheme_Extend}\p{Mc}\p{Emoji_Modifier}\p{Regional_Indicator}\u1160-\u11ff]|\u200d)/u;

/** How far a character is looked at beyond the end, in UTF-16 units: more than any emoji takes. */
const LONGEST = 64;

let segmenter: Intl.Segmenter | undefined;

/**
 * The beginning of a text.
 * @param most its length at most, in UTF-16 units
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = pairEnd(text, most);
  if (text[end - 1] !== '\u200d' && !GOES_ON.test(text.slice(end, end + 2))) return text.slice(0, end);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  // From the beginning on: two flags side by side are told from four letters by counting.
  const start = segmenter.segment(text.slice(0, end + LONGEST)).containing(end)?.index ?? 0;
  // Marks without end are cut all the same.
  return text.slice(0, start === 0 ? end : start);
}

function pairEnd(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
}

/** The first of what a reader takes for one character: an emoji may be made of several. */
export function firstCharacter(text: string): string {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const [first] = segmenter.segment(text.trimStart().slice(0, LONGEST));
  return first?.segment ?? '';
}
