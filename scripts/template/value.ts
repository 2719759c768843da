// The values of templates: their types, truth, conversion to text, and pipes.

import type { Pipe } from './nodes.js';

/** HTML: inserted as it is, neither escaped nor indented. */
export interface Html {
  readonly html: string;
}

/** A value of a template. */
export type Value = string | number | boolean | null | undefined | Html | readonly Value[] | { readonly [name: string]: Value };
/** The values of a template, by name. */
export type Values = { readonly [name: string]: Value };
/** Values in layers: the first layer that has a name wins. So values that many pages share need not be copied. */
export type Layers = readonly Values[];

export function isHtml(value: Value): value is Html {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { html?: unknown }).html === 'string' &&
    Object.keys(value).length === 1
  );
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isMap(value: Value): value is Values {
  return typeof value === 'object' && value !== null && !isList(value) && !isHtml(value);
}

/** True for values that Pandoc's `$if$` accepts: maps, non-empty texts, `true`, numbers, and lists with a true value. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.some(isTrue);
  if (isHtml(value)) return value.html !== '';
  return value !== null && value !== undefined && value !== false && value !== '';
}

/** Returns the field at a path, or undefined. */
export function field(value: Value, path: readonly string[]): Value {
  let current = value;
  for (const name of path) {
    if (!isMap(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** Returns the items that a loop iterates over: those of a list; a map or scalar as the only item; none for no value. */
export function items(value: Value): readonly Value[] {
  if (isList(value)) return value;
  return value === null || value === undefined ? [] : [value];
}

/**
 * Converts a value to text for interpolation. One line break at its end is dropped, as in Pandoc.
 * @param escapeText applied to text, not to HTML
 */
export function toText(value: Value, escapeText: (text: string) => string): string {
  if (value === null || value === undefined) return '';
  if (isList(value)) return value.map((item) => toText(item, escapeText)).join('');
  if (isHtml(value)) return value.html;
  if (isMap(value)) return 'true';
  return escapeText(String(value).replaceAll('\r\n', '\n').replace(/\n$/, ''));
}

/** Applies pipes to a value. The block pipes (`left`, `right`, `center`) have no effect here. */
export function applyPipes(value: Value, pipes: readonly Pipe[]): Value {
  return pipes.reduce((current, pipe) => TRANSFORMS[pipe.name]?.(current) ?? current, value);
}

const TRANSFORMS: Record<string, (value: Value) => Value> = {
  pairs: (value) => {
    if (isList(value)) return value.map((item, index) => ({ key: String(index + 1), value: item }));
    if (isMap(value))
      return Object.keys(value)
        .sort(byCodePoint)
        .map((key) => ({ key, value: value[key] }));
    return value;
  },
  first: (value) => (isList(value) ? value[0] : value),
  last: (value) => (isList(value) ? value.at(-1) : value),
  rest: (value) => (isList(value) && value.length > 0 ? value.slice(1) : value),
  allbutlast: (value) => (isList(value) && value.length > 0 ? value.slice(0, -1) : value),
  reverse: (value) =>
    isList(value)
      ? [...value].reverse()
      : onText(value, (text) =>
          text
            .split('\n')
            .map((line) => [...line].reverse().join(''))
            .join('\n'),
        ),
  length: (value) => {
    if (isList(value)) return String(value.length);
    if (isHtml(value)) return String([...value.html].length);
    if (isMap(value)) return String(Object.keys(value).length);
    return value === null || value === undefined ? '0' : String([...String(value)].length);
  },
  uppercase: (value) => onText(value, (text) => text.toUpperCase()),
  lowercase: (value) => onText(value, (text) => text.toLowerCase()),
  chomp: (value) => onText(value, (text) => text.replace(/(?<!\n)\n+$/, '')),
  alpha: (value) => onText(value, (text) => (/^-?\d+$/.test(text) ? alpha(Number(text)) : text)),
  roman: (value) => onText(value, (text) => (/^\d+$/.test(text) ? roman(Number(text)) : text)),
};

/** Applies a change of text to a value and, in lists and maps, to every value inside it. */
function onText(value: Value, change: (text: string) => string): Value {
  if (isList(value)) return value.map((item) => onText(item, change));
  if (isHtml(value)) return { html: onHtmlText(value.html, change) };
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, onText(item, change)]));
  return typeof value === 'string' || typeof value === 'number' ? change(String(value)) : value;
}

/** Changes the text of HTML, but not its tags and character references. */
function onHtmlText(html: string, change: (text: string) => string): string {
  return html.replace(/(<[^>]*>|&[#\w]+;)|[^<&]+/g, (part, markup) => (markup ? part : change(part)));
}

function alpha(n: number): string {
  return String.fromCharCode(97 + ((((n - 1) % 26) + 26) % 26));
}

function roman(n: number): string {
  const digits: [number, string][] = [
    [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'],
    [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
  ]; // biome-ignore format: a table
  // Roman numerals end at 3999. Zero gives an empty text, as in Pandoc.
  if (n > 3999) return String(n);
  let rest = n;
  let text = '';
  for (const [value, letters] of digits) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
