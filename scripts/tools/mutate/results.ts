// Reads and writes the recorded results of `npm run mutate`, which docs/reliability.md shows as a table.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The result of a sample. */
export interface Result {
  readonly mutants: number;
  readonly killed: number;
  /** The tests that ran: those of the room, or the whole suite. */
  readonly tests: 'near' | 'all';
  readonly date: string;
  readonly seed: number;
}

export type Results = { readonly [room: string]: Result };

const FILE = fileURLToPath(new URL('results.json', import.meta.url));

export function readResults(): Results {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Results;
}

export function writeResult(room: string, result: Result): void {
  const all = Object.entries({ ...readResults(), [room]: result }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

/** Returns the share of killed mutants in percent, rounded down. */
export function shareOf({ killed, mutants }: Pick<Result, 'killed' | 'mutants'>): number {
  return mutants === 0 ? 100 : Math.floor((100 * killed) / mutants);
}
