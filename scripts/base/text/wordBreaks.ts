// Finds where a title may be broken into lines. Browsers break Chinese between any two characters; with `word-break: keep-all`,
// they break it only at `<wbr>`, which is put between words here.

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{3,}/u;
/** Matches text outside of tags, character references and formulas; formulas are matched so that they can be skipped. */
const TEXT = /<math[\s>].*?<\/math>|[^<>&]+(?=<|&|$)/gs;
/**
 * Characters that must not begin a line, and those that must not end one (Requirements for Chinese Text Layout, section 3.1.3).
 */
const NOT_FIRST = /^[\p{Pe}\p{Pf}，。！？、；：…—·％,.!?;:%)\]}]/u;
const NOT_LAST = /[\p{Ps}\p{Pi}([{]$/u;

/** Words that must stay on the same line as the number before them. */
const COUNTED = /^[年月日号时点分秒岁天个篇章版期周届元块倍次]/;
const NUMBER = /\d ?$/;

/**
 * Matches single characters that belong to the next word: prefixes that the dictionary separates (白名单 becomes 白 and 名单), verbs,
 * prepositions. Particles belong to the word before instead.
 */
const FORWARD = /^(?![的了着过地得们吗呢吧啊呀嘛])\p{Script=Han}$/u;
const HAN_WORD = /^\p{Script=Han}/u;
/** A single character is joined to the next word only if the part is shorter than this. */
const MAX_JOINED = 6;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(lang: string): Intl.Segmenter {
  let result = segmenters.get(lang);
  if (!result) {
    result = new Intl.Segmenter(lang, { granularity: 'word' });
    segmenters.set(lang, result);
  }
  return result;
}

/**
 * Divides a text into parts between which a line may be broken.
 * @param lang language tag of the text
 */
export function lineParts(text: string, lang: string): string[] {
  const parts: string[] = [];
  // The last two characters so far.
  let end = '';
  let last = '';
  for (const segment of segmentsOf(text, lang)) {
    const isCounted = COUNTED.test(segment) && NUMBER.test(end);
    const isOneWord = FORWARD.test(last) && HAN_WORD.test(segment) && (parts.at(-1)?.length ?? 0) < MAX_JOINED;
    const isJoined = end !== '' && (isCounted || isOneWord || segment === ' ' || NOT_FIRST.test(segment) || NOT_LAST.test(end));
    last = segment;
    if (isJoined) parts[parts.length - 1] += segment;
    else parts.push(segment);
    end = (end + segment).slice(-2);
  }
  return parts;
}

/** Texts are segmented in pieces of this length, because the time of `Intl.Segmenter` is quadratic in the length. */
const PIECE_LENGTH = 1000;

function* segmentsOf(text: string, lang: string): Iterable<string> {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + PIECE_LENGTH, text.length);
    // Don't divide a surrogate pair.
    if (to < text.length && /[\udc00-\udfff]/.test(text[to] as string)) to--;
    for (const { segment } of segmenter(lang).segment(text.slice(from, to))) yield segment;
    from = to;
  }
}

/** Cache of results, because each title is on its own page, on those of its neighbours, and in lists. */
const cache = new Map<string, string>();
const CACHE_SIZE = 20_000;

/**
 * A phrase of at most this many characters is not broken. In the largest title of the themes, it fits on a line of a window of 320 px:
 * 8.5 × 32.3 px in 280 px, with its punctuation mark at half width.
 */
const MAX_PHRASE = 8;
const PHRASE_END = /[\p{P}\s]$/u;

/** Joins the parts of short phrases. A phrase ends with a punctuation mark or a space. */
function phraseParts(parts: readonly string[]): string[] {
  const phrases: string[][] = [[]];
  for (const part of parts) {
    phrases.at(-1)?.push(part);
    if (PHRASE_END.test(part)) phrases.push([]);
  }
  return phrases.flatMap((phrase) => {
    const whole = phrase.join('');
    return whole !== '' && [...whole.replace(PHRASE_END, '')].length <= MAX_PHRASE ? [whole] : phrase;
  });
}

/**
 * Puts `<wbr>` between the phrases of a Chinese or Japanese title, and between the words of long phrases. Returns other titles
 * unchanged. Browsers know phrases of Japanese alone (`word-break: auto-phrase`).
 * @param html title as HTML
 */
export function withWordBreaks(html: string, lang: string): string {
  if (!HAN.test(html)) return html;
  const key = `${lang} ${html}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const result = addWordBreaks(html, lang);
  cache.set(key, result);
  return result;
}

function addWordBreaks(html: string, lang: string): string {
  return html.replace(TEXT, (text) => {
    if (text.startsWith('<') || !HAN.test(text)) return text;
    const parts = phraseParts(lineParts(text, lang)).map((part) => part.replace(/(?<=\d) (?=.)/, '\u00A0'));
    // A line can be broken at a space without a `<wbr>`.
    return parts.join('<wbr>').replaceAll(' <wbr>', ' ');
  });
}
