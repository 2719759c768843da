// Reads and writes lists of addresses in content/. Each line is one address, in YAML that is also JSON. The lines are sorted, so that
// branches merge well. They are parsed one by one, since a YAML parser takes a second for ten thousand lines.

const LINE = /^("(?:[^"\\]|\\.)*"): (\{.*\})$/;

/** A line of a list. */
export interface UrlLine {
  readonly url: string;
  readonly value: { readonly [name: string]: unknown };
  /** Line number, from 1. */
  readonly line: number;
}

/** Reads a list. @returns its valid lines, and the numbers of the invalid ones */
export function readUrlLines(text: string): { readonly lines: UrlLine[]; readonly wrong: number[] } {
  const lines: UrlLine[] = [];
  const wrong: number[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim() || line.startsWith('#')) continue;
    const [, key, value] = LINE.exec(line) ?? [];
    try {
      if (key === undefined || value === undefined) throw new Error('no line');
      lines.push({ url: JSON.parse(key) as string, value: JSON.parse(value) as UrlLine['value'], line: at + 1 });
    } catch {
      wrong.push(at + 1);
    }
  }
  return { lines, wrong };
}

/** Returns the comments at the top of a list, which the writer may have changed or translated. */
export function commentsOf(text: string): string {
  return /^(?:#[^\n]*\n)*/.exec(text.replaceAll('\r\n', '\n'))?.[0] ?? '';
}

/** Returns a text as comment lines. */
export function asComments(text: string): string {
  return text.replace(/^/gm, '# ').concat('\n');
}

/** The values of a line: texts, lists of texts and `true`. Undefined ones are left out. */
export type UrlValues = { readonly [name: string]: string | readonly string[] | true | undefined };

/** Returns the text of a list. @param head comments at its top */
export function writeUrlLines(head: string, entries: Iterable<readonly [url: string, values: UrlValues]>): string {
  return (
    head +
    [...entries]
      .map(([url, values]) => `${JSON.stringify(url)}: ${pairs(values)}\n`)
      .sort()
      .join('')
  );
}

function pairs(values: UrlValues): string {
  const defined = Object.entries(values).filter(([, value]) => value !== undefined);
  return `{${defined.map(([name, value]) => `${JSON.stringify(name)}: ${shown(value)}`).join(', ')}}`;
}

function shown(value: UrlValues[string]): string {
  return Array.isArray(value) ? `[${value.map((each) => JSON.stringify(each)).join(', ')}]` : JSON.stringify(value);
}

/** True for a list of texts. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
