// The cases of the benchmark of generators.

/** All cases, in the order of the tables. */
export const CASES = [
  'from scratch',
  'nothing changed',
  'a text edited',
  'a title edited',
  'a template edited',
  'a new post',
] as const;
export type CaseName = (typeof CASES)[number];
