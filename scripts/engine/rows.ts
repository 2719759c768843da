// What a build knows of the things it made besides articles: pictures, cards, icons, the index of the search and so on. All of them are
// rows of tables of one form, so that a new kind of thing needs no place of its own in the record, and none in the count of what the
// store still has to keep.

import type { StoredTable, Table } from '../cache/record.js';

export interface Row {
  /** What tells it from others in its table: mostly a path. */
  readonly id: string;
  /** A hash that is cheap to make, of what `key` is made from; empty where the key itself is compared. */
  readonly by: string;
  /** A hash of all that it was made from. */
  readonly key: string;
  /** The keys of all that the store has of it. */
  readonly keys: readonly string[];
  /** More that is known of it, in a form of its own. */
  readonly value: string;
}

/** Rows by the names of their tables; each in an order that does not change by itself. */
export type RowTables = { readonly [table: string]: readonly Row[] };

/** What a row says whose thing is kept under its own key. */
export function keptRow(id: string, key: string, { by = '', value = '' } = {}): Row {
  return { id, by, key, keys: [key], value };
}

/** A row of something that the store has nothing of: it is in the output folder alone. */
export function unkeptRow(id: string, key: string): Row {
  return { id, by: '', key, keys: [], value: '' };
}

/** A row of something that holds as long as the articles that it was made of: the store has nothing of it. */
export function plainRow(id: string, value: string): Row {
  return { id, by: '', key: 'articles', keys: [], value };
}

/** Rows, or those of the last build where they say the same: then their tables need not be written again. */
export function sameRows(rows: readonly Row[], before: readonly Row[] | undefined): readonly Row[] {
  const isSame = (row: Row, other: Row | undefined) =>
    row === other || (row.id === other?.id && row.key === other.key && row.value === other.value && row.by === other.by);
  return before && rows.length === before.length && rows.every((row, at) => isSame(row, before[at])) ? before : rows;
}

/** Stands for the row's own key, which most have. */
const OWN = '=';

/** What a column says that is not written. */
const DEFAULTS: { readonly [column: string]: string } = { by: '', key: '', keys: OWN, value: '' };

/** Rows as columns of the record. */
export function tableOfRows(rows: readonly Row[]): Table {
  const keysOf = ({ key, keys }: Row) => (keys.length === 1 && keys[0] === key ? OWN : keys.join(' '));
  const columns = {
    by: rows.map(({ by }) => by),
    key: rows.map(({ key }) => key),
    keys: rows.map(keysOf),
    value: rows.map(({ value }) => value),
  };
  // A column that says nothing is not written.
  const said = Object.entries(columns).filter(([name, values]) => values.some((value) => value !== DEFAULTS[name]));
  return { keys: rows.map(({ id }) => id), columns: Object.fromEntries(said) };
}

/** And back. */
export function rowsOfTable({ keys: ids, has, texts }: StoredTable): readonly Row[] {
  const column = (name: string) => (has(name) ? texts(name) : []);
  const [bys, keys, kept, values] = ['by', 'key', 'keys', 'value'].map(column) as [string[], string[], string[], string[]];
  return ids().map((id, at) => {
    const [key = '', all = OWN] = [keys[at], kept[at]];
    const own = all === OWN ? [key] : all.split(' ').filter(Boolean);
    return { id, by: bys[at] ?? '', key, keys: own, value: values[at] ?? '' };
  });
}

/** The keys of all that rows have in the store. @param others tables whose rows, where they are the same, are left out */
export function keysOfRows(tables: RowTables, others: RowTables = {}): string[] {
  return Object.entries(tables).flatMap(([name, rows]) => (rows === others[name] ? [] : rows.flatMap(({ keys }) => keys)));
}
