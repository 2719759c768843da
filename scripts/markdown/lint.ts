// The rules for text that the reader reads differently from what its writer probably meant, above all a writer used to CommonMark.

import type { Position } from './nodes.js';

/** The rules of remarkPandoc's messages, each with its meaning. */
export const LINT = {
  'heading-blank-line': 'a `# heading` right after a line of text: without a blank line it is text',
  'heading-space': '`#heading` without a space is text',
  'heading-sign': 'a `#` right after the last word of a heading closes it and is not shown: `C#`',
  'list-space': 'a list marker followed by a space other than U+0020: it is text',
  'list-indent': 'a list item that is indented like a continuation of the paragraph above: it is text',
  'list-blank-line': 'a list right after a line of text: without a blank line it is text',
  'table-blank-line': 'a table right after a line of text: without a blank line it is text',
  'table-cells': 'a table cell beyond the last column: it is not shown',
  'table-sign': 'code, a formula or a wikilink in a table with a `|`, which ends the cell: it is text in several cells',
  'table-border': 'a `|` in a grid table that is not below a `+`: it is text, and its row has one cell fewer',
  'table-row': 'with `gfm`: a line of text right after a table: it becomes a row',
  'table-ruler': 'with `gfm`: a table whose line of dashes has more or fewer columns than its first row, which is shown as text',
  'html-block': 'with `gfm` and `commonmark`: markdown in a block of HTML, without a blank line before it: it is text',
  'unclosed-fence': 'a line of ``` or ~~~ that opens no code block: it is never closed, or followed by something else',
  'unclosed-div': 'a `:::` or `<div>` that is never closed: it contains everything that follows',
  'undefined-reference': 'a link `[text][label]` with an undefined label: it is text',
  'undefined-note': 'an undefined note `[^id]`: it is text',
  'duplicate-note': 'a note that is defined twice: only one of the texts is shown',
  'unused-note': 'a note that nothing refers to: it is not shown',
  'raw-tex': 'a TeX command or environment, which is left out of the page',
  'dollar-signs': 'a formula with Chinese punctuation in it, or like `$HOME:$PATH`: probably two sums of money, or variables',
} as const;

export type LintRule = keyof typeof LINT;

export interface Lint {
  readonly rule: LintRule;
  readonly reason: string;
  /** How to fix it. */
  readonly remedy: string;
  readonly position: Position;
}

export type Warn = (lint: Lint) => void;

/** A heading or list item whose marker is followed by a space that no dialect accepts. */
const ODD_SPACE = /^ {0,3}(?:(#{1,6})|[-*+]|\d{1,9}[.)])[\u3000\u00a0\u2002-\u200b](?=[^\s#])/;

/** Returns the warning about such a space, which an editor shows like any other. */
export function oddSpace(line: string): Omit<Lint, 'position'> | undefined {
  const match = ODD_SPACE.exec(line);
  if (!match) return undefined;
  const [what, marker] = match[1] ? ['a heading', '#'] : ['an item of a list', 'marker'];
  return {
    rule: match[1] ? 'heading-space' : 'list-space',
    reason: `this is read as text, not as ${what}`,
    remedy: `the space after the ${marker} is not an ordinary one (U+0020); replace it, or write a \\ before the ${marker} if it is text`,
  };
}

/** A list item that is indented so far that it only continues the text before it. */
const DEEP_ITEM = /^(?: {4,}|\t)[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/;

/** Returns the warning about a line in a paragraph that was meant as a list item. */
export function deepItem(line: string): Omit<Lint, 'position'> | undefined {
  return DEEP_ITEM.test(line)
    ? {
        rule: 'list-indent',
        reason: 'this is read as paragraph text, not as an item of a list',
        remedy: 'move its marker below the first letter of the text that it belongs to',
      }
    : undefined;
}

/** Wraps a function so that it gets each warning once, however often the reader tries to read its text. */
export function once(warn: Warn): Warn {
  const reported = new Set<string>();
  return (lint) => {
    const key = `${lint.rule} ${lint.position.start.offset}`;
    if (!reported.has(key)) warn(lint);
    reported.add(key);
  };
}
