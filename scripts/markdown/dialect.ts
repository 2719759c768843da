// The names of dialects, in Pandoc's notation: a base, then +extension and -extension.

export type Reader = 'pandoc' | 'commonmark' | 'gfm';

const DIALECT = /^(markdown|commonmark|gfm)((?:[+-][a-z_]+)*)$/;

/** Whether a text names a dialect. */
export function isDialect(name: string): boolean {
  return DIALECT.test(name);
}

/** Which reader reads a dialect. */
export function readerOf(dialect: string): Reader {
  const base = DIALECT.exec(dialect)?.[1];
  return base === 'commonmark' || base === 'gfm' ? base : 'pandoc';
}
