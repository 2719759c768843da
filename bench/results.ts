// Results of benchmarks, saved as JSON in results/. `npm run docs` makes the tables and charts of docs/ from them (tables.ts), so
// that no figure is typed by hand. keep.ts writes them.

import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Run } from './process.js';

/** Where and when a benchmark ran. */
export interface Measured {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly machine: { readonly processor: string; readonly cores: number; readonly node: string };
  readonly rounds: number;
}

/** The work of a build: what all generators do, or also a search and, for titleblock, cards and its other defaults. */
export type Work = 'equal work' | 'as it comes';

/** A generator with its medians for each case. */
export interface ProgramResult {
  readonly name: string;
  readonly work: Work;
  readonly cases: { readonly [name: string]: Run };
}

export interface SiteResult {
  readonly posts: number;
  /** True if the texts are from a real archive. */
  readonly isArchive: boolean;
  readonly programs: readonly ProgramResult[];
  /** Lower bounds in seconds for any Node program, by name. */
  readonly floors: { readonly [name: string]: number };
}

export interface GeneratorsResult extends Measured {
  readonly sites: readonly SiteResult[];
}

/** Microseconds per post. */
export interface StageTimes {
  /** In the first round of a process, in which V8 compiles. */
  readonly cold: number;
  /** Median of later rounds. */
  readonly warm: number;
}

export interface StagesResult extends Measured {
  readonly posts: number;
  /** Stages in order; `bare` for those that unified has too. */
  readonly stages: readonly { readonly name: string; readonly ours: StageTimes; readonly bare?: StageTimes }[];
}

export interface DevResult extends Measured {
  readonly versions: { readonly [server: string]: string };
  /** Milliseconds by wait and server. */
  readonly sites: readonly { readonly posts: number; readonly waits: { readonly [what: string]: ServerTimes } }[];
}

export type ServerTimes = { readonly [server: string]: number };

export interface Results {
  readonly generators: GeneratorsResult;
  readonly stages: StagesResult;
  readonly dev: DevResult;
}

/** Returns the path of a benchmark's result. */
export function resultFile(bench: keyof Results): string {
  return fileURLToPath(new URL(`results/${bench}.json`, import.meta.url));
}

export function readResult<Bench extends keyof Results>(bench: Bench): Results[Bench] {
  return JSON.parse(readFileSync(resultFile(bench), 'utf8')) as Results[Bench];
}

/** Describes today's run on this machine. */
export function measuredHere(rounds: number): Measured {
  const processors = cpus();
  const processor = (processors[0]?.model ?? 'unknown').replace(/\s+/g, ' ').trim();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: { processor, cores: processors.length, node: process.versions.node },
    rounds,
  };
}

/** Formats where, when and how often something was measured. */
export function whereAndWhen({ date, machine: { processor, cores, node }, rounds }: Measured): string {
  const often = rounds === 1 ? 'one round' : `medians of ${rounds} rounds`;
  return `${often} on ${date}, on a machine with ${cores} cores (${processor}) and Node ${node}`;
}
