// Lines of a file, and runs of inline text joined from lines. Both map their characters back to offsets in the file.

/** A line without its line break and without the prefixes of containers. Its tabs are expanded. */
export interface Line {
  readonly text: string;
  /** Offset of its first character in the file. */
  readonly offset: number;
  /** Offset of each character in the file; only for lines with tabs or carriage returns. */
  readonly map?: readonly number[];
}

/** Inline text: lines joined by line breaks. */
export interface Run {
  readonly text: string;
  readonly lines: readonly Line[];
  /** Index where each line begins. */
  readonly starts: readonly number[];
}

const TAB_WIDTH = 4;
const FIRST_INDEX_ONLY: readonly number[] = [0];

/** Splits a text into lines at LF and CRLF. */
export function toLines(text: string): Line[] {
  const lines: Line[] = [];
  const plain = !/[\t\r]/.test(text);
  // Skips a byte order mark.
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start <= text.length; ) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const content = text.slice(start, end);
    lines.push(plain || !/[\t\r]/.test(content) ? { text: content, offset: start } : expandTabs(content, start));
    start = end + 1;
  }
  return lines;
}

function expandTabs(content: string, offset: number): Line {
  let text = '';
  const map: number[] = [];
  for (let at = 0; at < content.length; at++) {
    const char = content[at] as string;
    // Carriage returns are dropped anywhere in a line, as in Pandoc.
    const width = char === '\t' ? TAB_WIDTH - (text.length % TAB_WIDTH) : char === '\r' ? 0 : 1;
    text += char === '\t' ? ' '.repeat(width) : char.repeat(width);
    for (let n = 0; n < width; n++) map.push(offset + at);
  }
  return { text, offset, map };
}

/** Returns the part of a line from a column on. */
export function cut(line: Line, from: number): Line {
  if (from <= 0) return line;
  const text = line.text.slice(from);
  if (!line.map) return { text, offset: line.offset + Math.min(from, line.text.length) };
  return { text, offset: line.map[from] ?? offsetIn(line, line.text.length), map: line.map.slice(from) };
}

/** Returns the part of a line before a column. */
export function head(line: Line, to: number): Line {
  return { ...line, text: line.text.slice(0, to) };
}

/** Returns an empty line, placed at the end of a line. */
export function empty(line: Line): Line {
  return cut(line, line.text.length);
}

/** Removes up to `columns` spaces from the start of a line. */
export function outdent(line: Line, columns: number): Line {
  return cut(line, Math.min(columns, indentOf(line.text)));
}

export function indentOf(text: string): number {
  let n = 0;
  while (text[n] === ' ') n++;
  return n;
}

/**
 * True for the characters that Pandoc takes for white space. Spaces with a width of their own are text, such as the ideographic space
 * that indents many Chinese paragraphs, and the no-break space.
 */
export function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13;
}

/** Removes white space from the end of a text. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** Removes white space from both ends of a text. */
export function trim(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return trimEnd(start === 0 ? text : text.slice(start));
}

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || trimEnd(line.text) === '';
}

/** Returns the offset in the file of a line's end. */
export function lineEnd(line: Line): number {
  return offsetIn(line, line.text.length);
}

/** Returns the offset in the file of a column. A column after the end of the line has the offset of that end. */
export function offsetIn(line: Line, column: number): number {
  if (!line.map) return line.offset + Math.min(column, line.text.length);
  const last = line.map.at(-1);
  return line.map[column] ?? (last === undefined ? line.offset : last + 1);
}

export function toRun(lines: readonly Line[]): Run {
  const [only] = lines;
  if (only && lines.length === 1) return { text: only.text, lines, starts: FIRST_INDEX_ONLY };
  const starts: number[] = [];
  let start = 0;
  for (const { text } of lines) {
    starts.push(start);
    start += text.length + 1;
  }
  return { text: lines.map(({ text }) => text).join('\n'), lines, starts };
}

/** Returns the index of the line that holds an index, by binary search in the indexes where lines begin. */
export function rowAt(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Returns the offset in the file of an index in a run. */
export function offsetInRun(run: Run, index: number): number {
  const row = rowAt(run.starts, index);
  const line = run.lines[row];
  return line ? offsetIn(line, index - (run.starts[row] ?? 0)) : 0;
}

/** Returns a part of a run. */
export function slice(run: Run, from: number, to: number): Run {
  const lines: Line[] = [];
  for (let row = rowAt(run.starts, from); row < run.lines.length; row++) {
    const start = run.starts[row] ?? 0;
    if (start > to) break;
    const line = run.lines[row] as Line;
    lines.push(cut(head(line, Math.min(line.text.length, to - start)), Math.max(0, from - start)));
  }
  return toRun(lines);
}

/** Sources of patterns that match no further line, by the lines searched. */
const missing = new WeakMap<readonly Line[], Set<string>>();

/**
 * Returns the index of the first line from a row on that a pattern matches. Failures are remembered: constructs only ask for later
 * lines, so many openers without a closer cost one search.
 */
export function findLine(lines: readonly Line[], from: number, pattern: RegExp): number | undefined {
  const unmatched = missing.get(lines) ?? new Set<string>();
  if (unmatched.has(pattern.source)) return undefined;
  for (let row = from; row < lines.length; row++) if (pattern.test((lines[row] as Line).text)) return row;
  missing.set(lines, unmatched.add(pattern.source));
  return undefined;
}
