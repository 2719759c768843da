// Lists of addresses that are kept in content/: YAML with one line for each address, which is JSON at the same time. Sorted, so that
// two branches merge well; read line by line, since a list may be long and a YAML parser takes a second for ten thousand.

const LINE = /^("(?:[^"\\]|\\.)*"): (\{.*\})$/;

/** A line of a list. */
export interface UrlLine {
  readonly url: string;
  readonly value: { readonly [name: string]: unknown };
  /** Counted from 1. */
  readonly line: number;
}

/** Reads a list. @returns its lines, and the numbers of those that are none */
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

/** Texts, lists of texts and `true`; those that are undefined are left out. */
export type UrlValues = { readonly [name: string]: string | readonly string[] | true | undefined };

/** The text of a list. @param head comments that stand before it */
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
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return `{${given.map(([name, value]) => `${JSON.stringify(name)}: ${shown(value)}`).join(', ')}}`;
}

function shown(value: UrlValues[string]): string {
  return Array.isArray(value) ? `[${value.map((each) => JSON.stringify(each)).join(', ')}]` : JSON.stringify(value);
}

/** Whether a value of a line is a list of texts. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
