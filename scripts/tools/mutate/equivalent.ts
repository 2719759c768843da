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

export const EQUIVALENT: readonly Equivalent[] = [];
