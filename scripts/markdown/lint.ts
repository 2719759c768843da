// What a writer may not expect, above all one who knows CommonMark: the rules, and how one is told.

import type { Position } from './nodes.js';

/** The rules of remarkPandoc's messages, with what each finds. */
export const LINT = {
  'heading-blank-line': 'a `# heading` right after a line of text: without a blank line it is text',
  'heading-space': '`#heading` without a space is text',
  'heading-sign': 'a `#` right after the last word of a heading closes it and is not shown: `C#`',
  'list-blank-line': 'a list right after a line of text: without a blank line it is text',
  'table-blank-line': 'a table right after a line of text: without a blank line it is text',
  'table-cells': 'a cell of a table that no column is for: it is not shown',
  'table-ruler': 'with `gfm`: a table whose line of dashes has more or fewer parts than its first row: it is text',
  'html-block': 'with `gfm` and `commonmark`: markdown in a block of HTML, without a blank line before it: it is text',
  'unclosed-fence': 'a line of ``` or ~~~ that opens no code block: it is never closed, or followed by something else',
  'unclosed-div': 'a `:::` or `<div>` that is never closed: it contains everything that follows',
  'undefined-reference': 'a link `[text][label]` with an undefined label: it is text',
  'undefined-note': 'an undefined note `[^id]`: it is text',
  'duplicate-note': 'a note that is defined twice: only one of the texts is shown',
  'unused-note': 'the text of a note that nothing refers to: it is not shown',
  'raw-tex': 'a TeX command or environment, which is left out of the page',
  'dollar-signs': 'a formula with Chinese punctuation in it: probably two sums of money',
} as const;

export type LintRule = keyof typeof LINT;

export interface Lint {
  readonly rule: LintRule;
  readonly reason: string;
  /** What to do. */
  readonly remedy: string;
  readonly position: Position;
}

export type Warn = (lint: Lint) => void;

/** Tells each thing once, however often its text is read on trial. */
export function once(warn: Warn): Warn {
  const told = new Set<string>();
  return (lint) => {
    const key = `${lint.rule} ${lint.position.start.offset}`;
    if (!told.has(key)) warn(lint);
    told.add(key);
  };
}
