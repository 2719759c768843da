// Pandoc's title block: up to three fields at the very start of a file, each on a line that begins with `%`.
//
// Line by line: a field is its `%` line and the lines after it that begin with a space or a tab and are not blank.
// The three fields are title, authors and date, in this order; `%` alone leaves one out. What comes after the
// third, or after the first line that is neither, is the body.

import { endsWide, isWide } from './eastAsianWidth.js';

export interface TitleField {
  /** Inline markdown: the lines joined as Pandoc joins them. */
  readonly text: string;
  /** Where it is in the file, in UTF-16 units: from its `%` to the end of its last line. */
  readonly start: number;
  readonly end: number;
}

/** A `%` title block. */
export interface TitleBlock {
  readonly title?: TitleField;
  readonly authors: readonly string[];
  /** The place of the authors, if the block has a second line. */
  readonly authorLine?: Pick<TitleField, 'start' | 'end'>;
  readonly date?: TitleField;
  /** Where the text after the block begins (after blank lines). */
  readonly end: number;
}

/**
 * Reads the title block of a file.
 * @param text the whole file; a byte order mark may precede
 * @returns undefined if the file does not begin with `%`
 * @see Pandoc manual, "Extension: pandoc_title_block"
 */
export function parseTitleBlock(text: string): TitleBlock | undefined {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  if (text[position] !== '%') return undefined;
  const fields: { lines: string[]; start: number; end: number }[] = [];
  while (fields.length < 3 && text[position] === '%') {
    const start = position;
    let { content, next } = lineAt(text, position + 1);
    const lines = [content.trim()];
    let end = next;
    for (;;) {
      ({ content, next } = lineAt(text, end));
      if (!/^[ \t]+\S/.test(content)) break;
      lines.push(content.trim());
      end = next;
    }
    fields.push({ lines, start, end });
    position = end;
  }
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(position))?.[0].length ?? 0;
  const [title, authors, date] = fields;
  return {
    ...(title && isGiven(title) && { title: oneText(title) }),
    authors: authors ? splitAuthors(authors.lines) : [],
    ...(authors && { authorLine: { start: authors.start, end: authors.end } }),
    ...(date && isGiven(date) && { date: oneText(date) }),
    end: position + blank,
  };
}

function lineAt(text: string, start: number): { content: string; next: number } {
  const end = text.indexOf('\n', start);
  const stop = end < 0 ? text.length : end;
  return { content: text.slice(start, stop).replace(/\r$/, ''), next: end < 0 ? text.length : end + 1 };
}

function isGiven({ lines }: { lines: string[] }): boolean {
  return lines.some(Boolean);
}

function oneText({ lines, start, end }: { lines: string[]; start: number; end: number }): TitleField {
  const text = lines.reduce((all, line) => all + (all && !(endsWide(all) && isWide(line)) ? ' ' : '') + line, '');
  return { text, start, end };
}

/** What a `;` may stand inside of without dividing: escapes, code, brackets and their targets, quotes, emphasis. */
const ATOM =
  /\\.|(`+)[^`]+?\1(?!`)|\[[^\]]*\](?:\([^)]*\))?|<\w+:[^\s<>]*>|&#?\w+;|"[^"]+"|“[^”]*”|(\*\*?|__?)(?=\S)(?:(?!\2).)+?\2|[^;]/gsu;

/** Longest author line whose markup is looked at, in UTF-16 units; a longer one is divided at every `;`. */
const LONGEST = 2000;

/** Authors are divided by `;` and by line breaks; empty ones are dropped. */
function splitAuthors(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    if (line.length > LONGEST)
      return line
        .split(';')
        .map((name) => name.trim())
        .filter(Boolean);
    const names = [''];
    let end = 0;
    for (const { 0: atom, index } of line.matchAll(ATOM)) {
      if (index > end) names.push('');
      names.push(`${names.pop()}${atom}`);
      end = index + atom.length;
    }
    return names.map((name) => name.trim()).filter(Boolean);
  });
}
