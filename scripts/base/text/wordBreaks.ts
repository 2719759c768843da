// Where a title may be broken between lines: between words. Chinese has no spaces, and a browser breaks it anywhere; with
// `word-break: keep-all` it breaks at `<wbr>` alone.

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{3,}/u;
/** Tags, references and formulas are left as they are. */
const TEXT = /<math[\s>].*?<\/math>|[^<>&]+(?=<|&|$)/gs;
/** No line begins with one of these, and none ends with one of those (Requirements for Chinese Text Layout, section 3.1.3). */
const NOT_FIRST = /^[\p{Pe}\p{Pf}，。！？、；：…—·％,.!?;:%)\]}]/u;
const NOT_LAST = /[\p{Ps}\p{Pi}([{]$/u;

/** A number stays with what it counts. */
const COUNTED = /^[年月日号时点分秒岁天个篇章版期周届元块倍次]/;
const NUMBER = /\d ?$/;

/**
 * One character that belongs to what comes after it: a prefix of a word that the dictionary lacks (白名单 is 白 and 名单 there), a verb,
 * a preposition. Particles belong to what was before them.
 */
const FORWARD = /^(?![的了着过地得们吗呢吧啊呀嘛])\p{Script=Han}$/u;
const HAN_WORD = /^\p{Script=Han}/u;
/** Characters that no line breaks for the sake of the last of them. */
const LONGEST_JOINED = 6;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(lang: string): Intl.Segmenter {
  let found = segmenters.get(lang);
  if (!found) {
    found = new Intl.Segmenter(lang, { granularity: 'word' });
    segmenters.set(lang, found);
  }
  return found;
}

/**
 * A text in parts between which a line may end.
 * @param lang language tag of the text
 */
export function lineParts(text: string, lang: string): string[] {
  const parts: string[] = [];
  // The end of the text so far, which is all that is looked at of it.
  let end = '';
  let last = '';
  for (const segment of segmentsOf(text, lang)) {
    const isCounted = COUNTED.test(segment) && NUMBER.test(end);
    const isOneWord = FORWARD.test(last) && HAN_WORD.test(segment) && (parts.at(-1)?.length ?? 0) < LONGEST_JOINED;
    const isJoined = end !== '' && (isCounted || isOneWord || segment === ' ' || NOT_FIRST.test(segment) || NOT_LAST.test(end));
    last = segment;
    if (isJoined) parts[parts.length - 1] += segment;
    else parts.push(segment);
    end = (end + segment).slice(-2);
  }
  return parts;
}

/** A segmenter's time grows with the square of a text's length, so a long one is given to it in pieces. */
const PIECE = 1000;

function* segmentsOf(text: string, lang: string): Iterable<string> {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + PIECE, text.length);
    // Not between the halves of a pair.
    if (to < text.length && /[\udc00-\udfff]/.test(text[to] as string)) to--;
    for (const { segment } of segmenter(lang).segment(text.slice(from, to))) yield segment;
    from = to;
  }
}

/** Titles that were broken: each stands on its own page, on those of its neighbours, and in lists. */
const broken = new Map<string, string>();
const REMEMBERED = 20_000;

/** A title with `<wbr>` between its words; one without Chinese as it is. */
export function withWordBreaks(html: string, lang: string): string {
  if (!HAN.test(html)) return html;
  const key = `${lang} ${html}`;
  const known = broken.get(key);
  if (known !== undefined) return known;
  if (broken.size >= REMEMBERED) broken.clear();
  const made = brokenText(html, lang);
  broken.set(key, made);
  return made;
}

function brokenText(html: string, lang: string): string {
  return html.replace(TEXT, (text) => {
    if (text.startsWith('<') || !HAN.test(text)) return text;
    const parts = lineParts(text, lang).map((part) => part.replace(/(?<=\d) (?=.)/, '\u00A0'));
    // A space is a place to break already.
    return parts.join('<wbr>').replaceAll(' <wbr>', ' ');
  });
}
