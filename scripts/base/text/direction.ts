// The direction in which a language is written.

export type Direction = 'ltr' | 'rtl';

/** Scripts that are written from right to left (Unicode, property Bidi_Class R and AL). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

const known = new Map<string, Direction>();

/** @param lang a language tag (BCP 47); its script is the likely one, where it names none */
export function directionOf(lang: string): Direction {
  let direction = known.get(lang);
  if (!direction) {
    direction = RIGHT_TO_LEFT.has(scriptOf(lang) ?? '') ? 'rtl' : 'ltr';
    known.set(lang, direction);
  }
  return direction;
}

function scriptOf(lang: string): string | undefined {
  try {
    return new Intl.Locale(lang).maximize().script;
  } catch {
    return undefined;
  }
}

/** The direction of a text within another one; undefined if both have the same. */
export function directionWithin(lang: string, outer: string): Direction | undefined {
  const direction = directionOf(lang);
  return direction === directionOf(outer) ? undefined : direction;
}
