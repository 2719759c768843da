// Translates finished English texts. A catalogue has patterns such as `missing picture "{path}"`; the values in a text are found
// by the pattern and put into its translation. Texts without a translation stay English.

/**
 * English patterns and their translations. `{name}` is a value that is kept, such as a path; `{.name}` is one without spaces,
 * `{#name}` a number; `{@name}` is translated by the same catalogue, such as `3 posts`.
 */
export type Catalogue = { readonly [english: string]: string };

interface Pattern {
  /** Texts around the values. */
  readonly parts: readonly string[];
  readonly names: readonly string[];
  readonly translation: string;
  /** Number of characters outside of values: of two patterns that match, the one with more is more specific. */
  readonly fixed: number;
  /** Made when a text has all `parts`: making it takes longer than looking for them. */
  expression?: RegExp;
}

const VALUE = /\{([@.#]?[a-zA-Z]+)\}/g;

/** Expressions for values, by the character before their names. */
const KINDS: { readonly [sign: string]: string } = { '#': '([\\d,.]+)', '.': '(\\S+?)' };

/**
 * Returns a function that translates a text.
 * @param catalogues asked in their order
 * @returns undefined for a text without a translation
 */
export function translator(...catalogues: readonly Catalogue[]): (text: string) => string | undefined {
  const exact = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const catalogue of catalogues)
    for (const english in catalogue) {
      const translation = catalogue[english] as string;
      if (english.includes('{') && VALUE.test(english)) patterns.push(patternOf(english, translation));
      else if (!exact.has(english)) exact.set(english, translation);
      VALUE.lastIndex = 0;
    }
  patterns.sort((a, b) => b.fixed - a.fixed);
  const translate = (text: string): string | undefined => {
    const known = exact.get(text);
    if (known !== undefined) return known;
    for (const pattern of patterns) {
      const values = valuesIn(text, pattern);
      if (!values) continue;
      return pattern.translation.replace(VALUE, (whole, name: string) => {
        const value = values.get(name);
        if (value === undefined) return whole;
        return name.startsWith('@') ? (translate(value) ?? value) : value;
      });
    }
    return undefined;
  };
  return translate;
}

function patternOf(english: string, translation: string): Pattern {
  // Texts and names alternate.
  const pieces = english.split(VALUE);
  const parts = pieces.filter((_piece, at) => at % 2 === 0);
  const names = pieces.filter((_piece, at) => at % 2 === 1);
  return { parts, names, translation, fixed: parts.join('').length };
}

/** Returns the values of a text by their names; undefined if the pattern does not match. */
function valuesIn(text: string, pattern: Pattern): ReadonlyMap<string, string> | undefined {
  const { parts, names } = pattern;
  if (!text.startsWith(parts[0] as string) || !text.endsWith(parts.at(-1) as string)) return undefined;
  if (!parts.every((part) => text.includes(part))) return undefined;
  pattern.expression ??= expressionOf(pattern);
  const values = pattern.expression.exec(text);
  return values ? new Map(names.map((name, at) => [name, values[at + 1] as string])) : undefined;
}

function expressionOf({ parts, names }: Pattern): RegExp {
  const source = parts.map((part, at) => literally(part) + (at < names.length ? kindOf(names[at] as string) : ''));
  return new RegExp(`^${source.join('')}$`);
}

const kindOf = (name: string): string => KINDS[name[0] as string] ?? '([^]+?)';

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
