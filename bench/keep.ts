// Saves the results of a benchmark if TITLEBLOCK_BENCH_WRITE is set, and updates the tables and charts that show them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeGenerated } from '../scripts/tools/docs/docs.js';
import { type Results, resultFile } from './results.js';

/** Significant digits of a saved figure; more would be noise. */
const DIGITS = 4;

/** Saves the result of a benchmark if TITLEBLOCK_BENCH_WRITE is set. */
export function saveResult<Bench extends keyof Results>(bench: Bench, result: Results[Bench]): void {
  if (!process.env.TITLEBLOCK_BENCH_WRITE) return;
  const file = resultFile(bench);
  mkdirSync(dirname(file), { recursive: true });
  const rounded = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value);
  writeFileSync(file, `${JSON.stringify(result, rounded, 2)}\n`);
  writeGenerated();
  console.log(`\nwritten: bench/results/${bench}.json, and the pages that show it`);
}
