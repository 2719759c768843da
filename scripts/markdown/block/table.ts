// A table as it is found in a text, of whatever kind.

import type { Line } from '../text.js';

export type Align = 'left' | 'right' | 'center' | undefined;

export interface Cell {
  readonly lines: readonly Line[];
  /** The index of its first column. */
  readonly column: number;
  readonly columns?: number;
  readonly rows?: number;
}

export type Rows = readonly (readonly Cell[])[];

export interface Table {
  readonly align: readonly Align[];
  readonly header: Rows;
  readonly body: Rows;
  readonly footer?: Rows;
  /** Whether cells hold blocks; else inline text. */
  readonly blocks?: true;
  /** Cells that no column is for, which are not shown. */
  readonly lost?: readonly Line[];
  /** Lines of rows in which signs end cells. */
  readonly divided?: readonly Line[];
  /** Bars of a grid table that are below no border. */
  readonly astray?: readonly Line[];
  /** The first line after it. */
  readonly next: number;
}

export type TableReader = (lines: readonly Line[], at: number) => Table | undefined;
