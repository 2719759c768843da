// Formulas between single dollar signs that the old tool did not know: its markdown removed backslashes before the program of formulas saw
// them. Here the formula is read as it is written.

import { maskedCode } from './tags.js';

const FORMULA = /(?<![\\$\w])\$(?![\s$])((?:\\.|[^$\\\n])+?)(?<!\s)\$(?![\d$])/g;

/**
 * Removes the backslashes that markdown would have removed from formulas.
 * @param signs the signs that a backslash escapes in the markdown of the old tool, as a class of a regular expression
 */
export function withPlainFormulas(text: string, dialect: string, signs: string): string {
  if (!dialect.includes('tex_math_dollars') || !/\$[^$\n]*\\/.test(text)) return text;
  const masked = maskedCode(text, dialect.replace(/\+tex_math\w*/g, ''));
  const escaped = new RegExp(`\\\\([${signs}])`, 'g');
  return text.replace(FORMULA, (all, formula: string, at: number) =>
    masked[at] === '$' ? `$${formula.replace(escaped, '$1')}$` : all,
  );
}

/** Signs that kramdown escapes. @see kramdown, "Escaping" */
export const KRAMDOWN_SIGNS = '\\\\.*_+`()\\[\\]{}#!<>:|"\'=$-';

/** Signs that CommonMark escapes. */
export const COMMONMARK_SIGNS = '!-/:-@\\[-`{-~';
