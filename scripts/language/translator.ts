// Translates finished English texts. A catalogue has patterns such as `missing picture "{path}"`; the values in a text are found
// by the pattern and put into its translation. Texts without a translation stay English.

/**
 * English patterns and their translations. `{name}` is a value that is kept, such as a path; `{.name}` is one without spaces,
 * `{#name}` a number; `{@name}` is translated by the same catalogue, such as `3 posts`.
 */
export type Catalogue = { readonly [english: string]: string };

interface Pattern {
  readonly expression: RegExp;
  readonly names: readonly string[];
  readonly translation: string;
  /** Characters outside of values: of two patterns that match, the one with more says more. */
  readonly fixed: number;
}

const VALUE = /\{([@.#]?[a-zA-Z]+)\}/g;

/** Expressions for values, by the sign before their names. */
const KINDS: { readonly [sign: string]: string } = { '#': '([\\d,.]+)', '.': '(\\S+?)' };

/**
 * Returns a function that translates a text.
 * @param catalogues asked in their order
 * @returns undefined for a text without a translation
 */
export function translator(...catalogues: readonly Catalogue[]): (text: string) => string | undefined {
  const exact = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [english, translation] of catalogues.flatMap((each) => Object.entries(each))) {
    const names = [...english.matchAll(VALUE)].map(([, name]) => name as string);
    if (names.length === 0) {
      if (!exact.has(english)) exact.set(english, translation);
      continue;
    }
    const parts = english.split(/\{[@.#]?[a-zA-Z]+\}/);
    const source = parts.map((part, at) => literally(part) + (at < names.length ? kindOf(names[at] as string) : ''));
    patterns.push({ expression: new RegExp(`^${source.join('')}$`), names, translation, fixed: parts.join('').length });
  }
  patterns.sort((a, b) => b.fixed - a.fixed);
  const translate = (text: string): string | undefined => {
    const known = exact.get(text);
    if (known !== undefined) return known;
    for (const { expression, names, translation } of patterns) {
      const values = expression.exec(text)?.slice(1);
      if (!values) continue;
      const valueBy = new Map(names.map((name, at) => [name, values[at] as string]));
      return translation.replace(VALUE, (whole, name: string) => {
        const value = valueBy.get(name);
        if (value === undefined) return whole;
        return name.startsWith('@') ? (translate(value) ?? value) : value;
      });
    }
    return undefined;
  };
  return translate;
}

const kindOf = (name: string): string => KINDS[name[0] as string] ?? '([^]+?)';

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
