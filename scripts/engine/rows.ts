// Rows: the record's entries for artifacts (pictures, cards, icons, search index…). All tables have the same form, so a new
// artifact needs no code in the record or in the clean-up of the store.

import type { StoredTable, Table } from '../cache/record.js';

export interface Row {
  /** Unique in its table; usually a path. */
  readonly id: string;
  /** A cheap hash of the inputs of `key`; empty if `key` itself is compared. */
  readonly inputsHash: string;
  /** Hash of everything it was made from. */
  readonly key: string;
  /** Keys of its results in the store. */
  readonly keys: readonly string[];
  /** More data, in the artifact's own format. */
  readonly value: string;
}

/** Rows by table name, in a stable order. */
export type RowTables = { readonly [table: string]: readonly Row[] };

/** Returns a row whose result is in the store under its own key. */
export function storedRow(id: string, key: string, { inputsHash = '', value = '' } = {}): Row {
  return { id, inputsHash, key, keys: [key], value };
}

/** Returns a row whose result is only in the output folder, not in the store. */
export function unstoredRow(id: string, key: string): Row {
  return { id, inputsHash: '', key, keys: [], value: '' };
}

/** Returns a row that is valid as long as the articles it was made from are. Nothing is in the store. */
export function plainRow(id: string, value: string): Row {
  return { id, inputsHash: '', key: 'articles', keys: [], value };
}

/** Returns the last build's rows if they are equal, so that their table need not be written again. */
export function sameRows(rows: readonly Row[], before: readonly Row[] | undefined): readonly Row[] {
  const isSame = (row: Row, other: Row | undefined) =>
    row === other ||
    (row.id === other?.id && row.key === other.key && row.value === other.value && row.inputsHash === other.inputsHash);
  return before && rows.length === before.length && rows.every((row, at) => isSame(row, before[at])) ? before : rows;
}

/** Short form of `keys` if it is just the row's own key, as in most rows. */
const OWN = '=';

/** Values of columns that are left out. */
const DEFAULTS: { readonly [column: string]: string } = { inputsHash: '', key: '', keys: OWN, value: '' };

/** Packs rows as a table of the record. */
export function tableOfRows(rows: readonly Row[]): Table {
  const keysOf = ({ key, keys }: Row) => (keys.length === 1 && keys[0] === key ? OWN : keys.join(' '));
  const columns = {
    inputsHash: rows.map((row) => row.inputsHash),
    key: rows.map(({ key }) => key),
    keys: rows.map(keysOf),
    value: rows.map(({ value }) => value),
  };
  // Leave out columns that have only default values.
  const said = Object.entries(columns).filter(([name, values]) => values.some((value) => value !== DEFAULTS[name]));
  return { keys: rows.map(({ id }) => id), columns: Object.fromEntries(said) };
}

/** Unpacks rows from a table of the record. */
export function rowsOfTable({ keys: ids, has, texts }: StoredTable): readonly Row[] {
  const column = (name: string) => (has(name) ? texts(name) : []);
  const [inputsHashes, keys, kept, values] = ['inputsHash', 'key', 'keys', 'value'].map(column) as [
    string[],
    string[],
    string[],
    string[],
  ];
  return ids().map((id, at) => {
    const [key = '', all = OWN] = [keys[at], kept[at]];
    const own = all === OWN ? [key] : all.split(' ').filter(Boolean);
    return { id, inputsHash: inputsHashes[at] ?? '', key, keys: own, value: values[at] ?? '' };
  });
}

/**
 * Returns the store keys of rows.
 * @param others tables to compare with; a table that is the same object in both is left out
 */
export function keysOfRows(tables: RowTables, others: RowTables = {}): string[] {
  return Object.entries(tables).flatMap(([name, rows]) => (rows === others[name] ? [] : rows.flatMap(({ keys }) => keys)));
}
