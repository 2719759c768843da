// Folds text for comparison: one case, one width, no accents, and one form of each Chinese character. The index and the query are
// folded alike, so that spellings that are the same to a reader are the same to the search.

/** For each UTF-16 unit of a folded text, the offset of its character in the original text; then the length of the original. */
export type Offsets = Uint32Array;

/** Characters that belong to the one before: combining marks, the sound marks of half-width kana, invisible characters. */
const EXTENDS = /[\p{M}\uff9e\uff9f\p{Default_Ignorable_Code_Point}]/u;
/** Accents of Latin, Greek and Cyrillic letters. Marks of other scripts are letters of their own, and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
/** Latin letters that Unicode does not decompose, with what readers type for them. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ħ: 'h',
    ŧ: 't',
    ı: 'i',
    ŋ: 'n',
    ĸ: 'k',
    ƒ: 'f',
    ɓ: 'b',
    ɗ: 'd',
    ɠ: 'g',
    ɨ: 'i',
    ʉ: 'u',
  }),
);
/** Soft hyphens, joiners, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** The lowest code of a character that `EXTENDS` matches: the soft hyphen. */
const FIRST_MARK = 0xad;

export class Folder {
  /** Folded forms of characters that were met, for those longer than one unit. */
  private readonly folded = new Map<string, string>();
  /** The same for single units, which are most characters; an array is faster. */
  private readonly units: (string | undefined)[] = new Array(0x10000);

  /** @param variants the simplified form of each traditional character (`雲` → `云`) */
  constructor(private readonly variants: ReadonlyMap<string, string>) {}

  /** Folds a text. */
  fold(text: string): string {
    let folded = '';
    for (let at = 0, end = 0; at < text.length; at = end) {
      end = endOfCharacter(text, at);
      folded += this.foldCharacter(text, at, end);
    }
    return folded;
  }

  /** Folds a text and returns the original offset of each unit of the result. */
  foldWithOffsets(text: string): { readonly folded: string; readonly offsets: Offsets } {
    let folded = '';
    const offsets: number[] = [];
    for (let at = 0, end = 0; at < text.length; at = end) {
      end = endOfCharacter(text, at);
      const part = this.foldCharacter(text, at, end);
      folded += part;
      for (let n = 0; n < part.length; n++) offsets.push(at);
    }
    return { folded, offsets: Uint32Array.from([...offsets, text.length]) };
  }

  private foldCharacter(text: string, from: number, to: number): string {
    if (to - from === 1) {
      const unit = text.charCodeAt(from);
      const cached = this.units[unit];
      if (cached !== undefined) return cached;
      const folded = this.compute(text.slice(from, to));
      this.units[unit] = folded;
      return folded;
    }
    const character = text.slice(from, to);
    const cached = this.folded.get(character);
    if (cached !== undefined) return cached;
    const folded = this.compute(character);
    this.folded.set(character, folded);
    return folded;
  }

  private compute(character: string): string {
    // Upper case first, so that ß becomes ss. A final sigma becomes an ordinary one, which is the lower case of a lone capital.
    const seen = character.replace(INVISIBLE, '');
    const cased = seen.normalize('NFKC').toUpperCase().toLowerCase();
    const plain = cased.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
    return [...plain].map((each) => this.variants.get(each) ?? LETTERS.get(each) ?? each).join('');
  }
}

/**
 * Returns the end of a character with its marks. A Hangul syllable may be decomposed (NFD, as in file names on macOS) into a
 * leading consonant, a vowel, and perhaps a trailing consonant.
 * @see Unicode, section 3.12, "Conjoining Jamo Behavior"
 */
function endOfCharacter(text: string, at: number): number {
  let end = nextPoint(text, at);
  if (isBetween(text, at, 0x1100, 0x1112) && isBetween(text, end, 0x1161, 0x1175)) end++;
  if (isOpenSyllable(text, end - 1, at) && isBetween(text, end, 0x11a8, 0x11c2)) end++;
  while (end < text.length && text.charCodeAt(end) >= FIRST_MARK && isMark(text, end)) end = nextPoint(text, end);
  return end;
}

function isBetween(text: string, at: number, first: number, last: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= first && unit <= last;
}

/** True if `from` to `last` is a Hangul syllable without a trailing consonant, so that one may follow. */
function isOpenSyllable(text: string, last: number, from: number): boolean {
  if (last > from) return isBetween(text, last, 0x1161, 0x1175);
  return isBetween(text, from, 0xac00, 0xd7a3) && (text.charCodeAt(from) - 0xac00) % 28 === 0;
}

function nextPoint(text: string, at: number): number {
  return at + ((text.codePointAt(at) as number) > 0xffff ? 2 : 1);
}

/** Results of `isMark` by unit: 0 for unknown, 1 for no, 2 for yes. */
const marks = new Uint8Array(0x10000);

function isMark(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xe000) return EXTENDS.test(String.fromCodePoint(text.codePointAt(at) as number));
  if (marks[unit] === 0) marks[unit] = EXTENDS.test(String.fromCharCode(unit)) ? 2 : 1;
  return marks[unit] === 2;
}
