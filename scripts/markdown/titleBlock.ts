// Parses Pandoc's title block: up to three fields at the start of a file, each on a line that begins with `%`.
//
// A field is its `%` line with the lines after it that begin with a space or a tab and are not blank. The fields are title,
// authors and date, in this order; a `%` alone leaves one out. The body begins after the third field, or at the first line that
// belongs to no field.

import { endsWide, isWide } from './eastAsianWidth.js';

export interface TitleField {
  /** Inline markdown; its lines are joined as Pandoc joins them. */
  readonly text: string;
  /** Its range in the file, in UTF-16 units: from `%` to the end of its last line. */
  readonly start: number;
  readonly end: number;
}

/** A `%` title block. */
export interface TitleBlock {
  readonly title?: TitleField;
  readonly authors: readonly string[];
  /** The range of the authors, if the block has a second field. */
  readonly authorLine?: Pick<TitleField, 'start' | 'end'>;
  readonly date?: TitleField;
  /** Offset of the body, after blank lines. */
  readonly end: number;
}

/**
 * Parses the title block of a file.
 * @param text the whole file, with or without a byte order mark
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
    ...(title && isFilled(title) && { title: toField(title) }),
    authors: authors ? splitAuthors(authors.lines) : [],
    ...(authors && { authorLine: { start: authors.start, end: authors.end } }),
    ...(date && isFilled(date) && { date: toField(date) }),
    end: position + blank,
  };
}

function lineAt(text: string, start: number): { content: string; next: number } {
  const end = text.indexOf('\n', start);
  const stop = end < 0 ? text.length : end;
  return { content: text.slice(start, stop).replace(/\r$/, ''), next: end < 0 ? text.length : end + 1 };
}

function isFilled({ lines }: { lines: string[] }): boolean {
  return lines.some(Boolean);
}

function toField({ lines, start, end }: { lines: string[]; start: number; end: number }): TitleField {
  const text = lines.reduce((all, line) => all + (all && !(endsWide(all) && isWide(line)) ? ' ' : '') + line, '');
  return { text, start, end };
}

/** A unit of an author line. A `;` inside escapes, code, brackets, link targets, quotes or emphasis separates nothing. */
const ATOM =
  /\\.|(`+)[^`]+?\1(?!`)|\[[^\]]*\](?:\([^)]*\))?|<\w+:[^\s<>]*>|&#?\w+;|"[^"]+"|“[^”]*”|(\*\*?|__?)(?=\S)(?:(?!\2).)+?\2|[^;]/gsu;

/** Maximum length of an author line whose markup is parsed, in UTF-16 units. A longer line is split at every `;`. */
const MAX_PARSED_LENGTH = 2000;

/** Splits authors at `;` and at line breaks. Empty names are dropped. */
function splitAuthors(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    if (line.length > MAX_PARSED_LENGTH)
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
