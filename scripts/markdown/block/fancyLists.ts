// Parses list markers: bullets, the numbers of fancy_lists and example_lists, the marks of definition_lists.

import type { Extensions } from '../extensions.js';
import { indentOf } from '../text.js';
import { isRule } from './horizontalRules.js';

export interface Marker {
  /** Columns up to the item's text. */
  readonly width: number;
  /** Indentation of the item's later paragraphs, in columns. */
  readonly indent: number;
  readonly style: 'bullet' | 'decimal' | 'default' | 'example' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman';
  readonly delimiter: '' | '.' | ')' | '()';
  readonly number: number;
  readonly label?: string;
}

/** Parses the list marker at the start of a line. */
export function listMarker(text: string, extensions: Extensions): Marker | undefined {
  return bulletMarker(text, extensions) ?? orderedMarker(text, extensions);
}

const BULLET = /^ {0,3}[*+-](?= |$)/;

export function bulletMarker(text: string, extensions: Extensions): Marker | undefined {
  const match = BULLET.exec(text);
  if (!match || isRule(text)) return undefined;
  const width = textColumn(text, match[0].length);
  const indent = extensions.has('four_space_rule') ? 4 : width;
  return { width, indent, style: 'bullet', delimiter: '', number: 1 };
}

const ORDERED = /^( {0,3})(?:(\()?(?:(\d{1,9})|(#)|@([\p{L}\p{N}_-]*)|([ivxlcdm]+|[a-z])|([IVXLCDM]+|[A-Z]))([.)]))(?= |$)/u;

/**
 * Parses the marker of an ordered list at the start of a line.
 * @param like the first marker of the list that it may continue: after `h`, `i` is a letter
 */
export function orderedMarker(text: string, extensions: Extensions, like?: Marker): Marker | undefined {
  const match = ORDERED.exec(text);
  if (!match || /^ {0,3}p\. ?\d/.test(text)) return undefined;
  const [whole, , open, digits, hash, label, lower, upper, close] = match;
  if (open && close !== ')') return undefined;
  const delimiter = open ? '()' : (close as '.' | ')');
  const width = textColumn(text, whole.length);
  const marker = (style: Marker['style'], number: number): Marker => ({
    width,
    // A label may be long, so later lines are indented by four at most.
    indent: extensions.has('four_space_rule') ? 4 : style === 'example' ? Math.min(width, 4) : width,
    style,
    delimiter,
    number,
    ...(label && { label }),
  });
  const fancy = extensions.has('fancy_lists');
  if (!fancy && (delimiter !== '.' || !(digits || hash))) return undefined;
  if (digits) return marker(fancy ? 'decimal' : 'default', Number(digits));
  if (hash) return marker('default', 1);
  if (label !== undefined) return extensions.has('example_lists') ? marker('example', 1) : undefined;
  const letters = lower ?? upper ?? '';
  const small = letters.toLowerCase();
  const kind = lower ? 'lower' : 'upper';
  const roman = romanNumber(small);
  const wantsRoman = like?.style === `${kind}-roman`;
  const asRoman = roman > 0 && (wantsRoman || (like?.style !== `${kind}-alpha` && (small === 'i' || small.length > 1)));
  if (!asRoman && small.length > 1) return undefined;
  // "B. Russell" is a name: a capital letter with a period needs two spaces after it.
  if (upper && delimiter === '.' && small.length === 1 && !/^(?: {2}|$)/.test(text.slice(whole.length))) return undefined;
  return asRoman ? marker(`${kind}-roman`, roman) : marker(`${kind}-alpha`, small.charCodeAt(0) - 96);
}

/** Pandoc's grammar: letters for powers of ten may be repeated without limit (`iiii` is 4, `mmmm` is 4000). */
const ROMAN = /^m*(?:cm)?d?(?:cd)?c*(?:xc)?l?(?:xl)?x*(?:ix)?v?(?:iv)?i*$/;
const ROMAN_DIGITS: { readonly [letter: string]: number } = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

function romanNumber(text: string): number {
  if (!ROMAN.test(text)) return 0;
  const digits = [...text].map((letter) => ROMAN_DIGITS[letter] ?? 0);
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

/**
 * Returns the column where an item's text begins: after the marker and up to four spaces. If there are more, only one belongs to the
 * marker, and the others make the text indented code.
 */
export function textColumn(text: string, marker: number): number {
  const spaces = indentOf(text.slice(marker));
  return marker + (spaces > 4 ? 1 : spaces);
}

/** The mark before a definition. */
export const DEFINITION_MARK = /^ {0,3}[:~](?= |$)/;

export function isDefinitionMark(text: string): boolean {
  return DEFINITION_MARK.test(text);
}
