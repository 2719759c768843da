// The writing direction of languages.

export type Direction = 'ltr' | 'rtl';

/** Scripts written from right to left (Unicode, property Bidi_Class R and AL). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

const cache = new Map<string, Direction>();

/** Returns the direction of a language. @param lang language tag (BCP 47); without a script, the likely one is assumed */
export function directionOf(lang: string): Direction {
  let direction = cache.get(lang);
  if (!direction) {
    direction = RIGHT_TO_LEFT.has(scriptOf(lang) ?? '') ? 'rtl' : 'ltr';
    cache.set(lang, direction);
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

/** Returns the direction of a text within a text of another language; undefined if both have the same. */
export function directionWithin(lang: string, outer: string): Direction | undefined {
  const direction = directionOf(lang);
  return direction === directionOf(outer) ? undefined : direction;
}
