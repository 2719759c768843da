// The common result of all table parsers, before its cells are read.

import type { Line } from '../text.js';

export type Align = 'left' | 'right' | 'center' | undefined;

export interface Cell {
  readonly lines: readonly Line[];
  /** The index of its first column. */
  readonly column: number;
  /** Number of columns and rows that it spans, if more than one. */
  readonly columns?: number;
  readonly rows?: number;
}

export type Rows = readonly (readonly Cell[])[];

export interface Table {
  readonly align: readonly Align[];
  readonly header: Rows;
  readonly body: Rows;
  readonly footer?: Rows;
  /** True if cells hold blocks; otherwise they hold inline text. */
  readonly blocks?: true;
  /** Cells beyond the last column, which are not shown. */
  readonly surplus?: readonly Line[];
  /** Lines of rows that are split at each `|`: in some dialects even inside code and formulas. */
  readonly splitRows?: readonly Line[];
  /** Bars of a grid table that stand below no border. */
  readonly strayBars?: readonly Line[];
  /** The first line after it. */
  readonly next: number;
}

export type TableReader = (lines: readonly Line[], at: number) => Table | undefined;
