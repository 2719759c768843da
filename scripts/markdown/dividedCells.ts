// Finds code, formulas and wikilinks that a `|` splits into several cells of a table row. Each part becomes plain text in a cell of
// its own, which its writer rarely means.

import type { Extensions } from './extensions.js';
import { codeSpans } from './inline/code.js';
import { isMoney, mathEnd } from './inline/math.js';
import type { Lint } from './lint.js';

type Kind = 'code' | 'formula' | 'wikilink';

export interface DividedPart {
  readonly kind: Kind;
  /** Offsets in the row; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

const WIKILINK = /\[\[[^[\]\n]+\]\]/y;
const SIGN = /(?<!\\)\|/;

/**
 * Finds the parts of a table row that a `|` splits.
 * @param row the line as it was written
 * @param kinds the kinds that the dialect reads, and that a `|` splits in it
 */
export function dividedParts(row: string, kinds: ReadonlySet<Kind>): DividedPart[] {
  const parts: DividedPart[] = [];
  const spans = codeSpans(row);
  const endOf: { readonly [sign: string]: (at: number) => [Kind, number] | undefined } = {
    '`': (at) => ['code', spans(at)?.end ?? at + (/^`+/.exec(row.slice(at))?.[0].length ?? 1)],
    $: (at) => {
      const end = mathEnd(row, at);
      return end === undefined || isMoney(row.slice(at + 1, end - 1)) ? undefined : ['formula', end];
    },
    '[': (at) => {
      WIKILINK.lastIndex = at;
      return WIKILINK.test(row) ? ['wikilink', WIKILINK.lastIndex] : undefined;
    },
  };
  for (let at = 0; at < row.length; at++) {
    if (row[at] === '\\') {
      at++;
      continue;
    }
    const [kind, end] = endOf[row[at] ?? '']?.(at) ?? [];
    if (!kind || end === undefined || (kind !== 'code' && !kinds.has(kind))) continue;
    if (kinds.has(kind) && SIGN.test(row.slice(at, end))) parts.push({ kind, start: at, end });
    at = end - 1;
  }
  return parts;
}

/** Returns the kinds of text that a `|` splits in a dialect. GitHub and CommonMark split code and formulas, Pandoc splits neither. */
export function dividedKinds(extensions: Extensions, isPandoc: boolean): ReadonlySet<Kind> {
  const has = (...names: readonly string[]) => names.some((name) => extensions.has(name));
  const kinds: Kind[] = isPandoc ? [] : ['code'];
  if (!isPandoc && has('tex_math_dollars')) kinds.push('formula');
  if (has('wikilinks_title_after_pipe', 'wikilinks_title_before_pipe')) kinds.push('wikilink');
  return new Set(kinds);
}

/** Returns the warning about a split part. */
export function dividedPart({ kind }: DividedPart): Omit<Lint, 'position'> {
  return {
    rule: 'table-sign',
    reason: `this ${kind} is read as text in several cells: a \`|\` in it ends a cell`,
    remedy: 'write `\\|` for a vertical bar in a cell',
  };
}
