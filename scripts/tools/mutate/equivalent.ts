// Mutants that no test can notice, each with the reason. They are in no sample. A test says which entries match no mutant any more.

export interface Equivalent {
  readonly file: string;
  /** The line, without the spaces around it. */
  readonly code: string;
  /** The part of it that is replaced. */
  readonly from: string;
  /** The code in its place: undefined if a statement is removed, `anything` for all of them. */
  readonly to: string | undefined;
  readonly reason: string;
}

const NEVER = 'the value is never used: another one is set before';
const SPEED = 'it saves time, and the result is the same without it';
const HASH = 'any hash spreads terms over the table, some a little worse';

export const EQUIVALENT: readonly Equivalent[] = [
  ...inFile('scripts/read/frontMatter.ts', [
    ["if (yaml.trim() === '') parse();", "yaml.trim() === ''", 'true', 'gray-matter hands the same text to the same parser'],
  ]),
  ...inFile('scripts/read/walk.ts', [
    ['walk.files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));', '1', '2', 'a sort asks for the sign alone'],
  ]),
  ...inFile('scripts/template/compile.ts', [
    [
      'if (!(error instanceof TemplateSyntaxError)) throw error;',
      '!(error instanceof TemplateSyntaxError)',
      'false',
      'the parser throws no other error',
    ],
  ]),
  ...inFile('scripts/template/value.ts', [['return a < b ? -1 : a > b ? 1 : 0;', '1', '2', 'a sort asks for the sign alone']]),
  ...inFile('scripts/text/characters.ts', [
    ['let lineEnd = -1;', '1', '2', 'no place is before the beginning'],
    ["if (!plain.includes('&#')) return plain;", "'&#'", "''", SPEED],
  ]),
  ...inFile('scripts/text/civilDate.ts', [
    [
      String.raw`const MONTH_FIRST = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;`,
      String.raw`/^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i`,
      String.raw`/^([a-z]*)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i`,
      'an empty name is the name of no month',
    ],
  ]),
  ...inFile('scripts/text/cut.ts', [
    [
      'const start = segmenter.segment(text.slice(0, end + LONGEST)).containing(end)?.index ?? 0;',
      '0',
      '1',
      'the text is longer than `end`, so there is a segment',
    ],
  ]),
  ...inFile('scripts/text/rawHtml.ts', [
    ['let start = 0;', '0', '1', NEVER],
    ["let attribute = '';", "''", "'x'", NEVER],
    [
      String.raw`const opening = /^\s*=\s*(["']?)/.exec(written) ?? [''];`,
      String.raw`/^\s*=\s*(["']?)/`,
      String.raw`/\s*=\s*(["']?)/`,
      'what is written after a name begins with the sign, or is empty',
    ],
  ]),
  ...inFile('scripts/text/terms.ts', [
    ['const SLOTS = 2 ** 14;', '14', '15', HASH],
    ['const SLOTS = 2 ** 14;', '2', '3', HASH],
    [
      'let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;',
      'Math.imul(pair, 0x9e3779b1) >>> 15',
      '(Math.imul(pair, 0x9e3779b1)) << (15)',
      HASH,
    ],
    ['let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;', '0x9e3779b1', '2654435762', HASH],
    ['let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;', '15', '16', HASH],
    [
      '.sort(([m, a, v], [n, b, w]) => n - m || a - b || (v < w ? -1 : 1))',
      'v < w',
      '(v) <= (w)',
      'no word is in the list twice',
    ],
    ['all += having[count] as number;', 'all += having[count] as number;', undefined, SPEED],
  ]),
  ...inFile('scripts/text/wordBreaks.ts', [['segmenters.set(lang, found);', 'segmenters.set(lang, found);', undefined, SPEED]]),
];

function inFile(
  file: string,
  entries: readonly (readonly [code: string, from: string, to: string | undefined, reason: string])[],
): Equivalent[] {
  return entries.map(([code, from, to, reason]) => ({ file, code, from, to, reason }));
}
