// Makes the tables and charts of README.md and docs/ from the results of benchmarks (results.ts), for `npm run docs`.

import { markdownTable } from '../scripts/tools/docs/markdownTable.js';
import { CASES, type CaseName } from './cases.js';
import { type Bar, chart, stackChart } from './chart.js';
import type { Run } from './process.js';
import {
  type DevResult,
  type GeneratorsResult,
  type ProgramResult,
  readResult,
  type SiteResult,
  type StagesResult,
  whereAndWhen,
} from './results.js';

/** Cases in the table of README.md. */
const SHORT: readonly CaseName[] = CASES.slice(0, 5);

/** Tables by their names in pages. */
export const BENCH_TABLES: { readonly [name: string]: () => string } = {
  speed: () => speedTable(readResult('generators')),
  generators: () => generatorsTables(readResult('generators')),
  devServers: () => devTables(readResult('dev')),
  stages: () => stagesTable(readResult('stages')),
};

/** Returns the charts by path. */
export function benchCharts(): { readonly [path: string]: string } {
  return { 'docs/speed.svg': speedChart(readResult('generators')), 'docs/stages.svg': stagesChart(readResult('stages')) };
}

/** Formats a number with its significant digits. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const thousands = (number: number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Returns the name of a program in a table; titleblock's with its kind of work. */
function nameOf({ name, work }: Pick<ProgramResult, 'name' | 'work'>): string {
  if (name !== 'titleblock') return name;
  return work === 'equal work' ? '**titleblock**, equal work' : '**titleblock**, as it comes';
}

/** Returns the largest site. */
function largest({ sites }: GeneratorsResult): SiteResult {
  const [first, ...others] = sites;
  if (!first) throw new Error('no site has been measured');
  return others.reduce((most, each) => (each.posts > most.posts ? each : most), first);
}

/** Makes a row for each program, with a figure for each measured case. */
function rowsOf(programs: readonly ProgramResult[], cases: readonly CaseName[], textOf: (run: Run) => string): string[][] {
  return programs.map((program) => [
    nameOf(program),
    ...cases.map((name) => {
      const run = program.cases[name];
      return run ? textOf(run) : '';
    }),
  ]);
}

// ── README.md ───────────────────────────────────────────────────────────────────────────────────────────────────────

export function speedTable(result: GeneratorsResult): string {
  const { posts, programs } = largest(result);
  const rows = rowsOf(programs, SHORT, ({ seconds }) => figure(seconds));
  const withMemory = rows.map((row, at) => [...row, figure(programs[at]?.cases['from scratch']?.megabytes ?? Number.NaN)]);
  const head = `Seconds to build ${thousands(posts)} Chinese posts, and peak megabytes of a build from scratch; ${whereAndWhen(result)}:`;
  return `${head}\n\n${markdownTable(['', ...SHORT, 'MB'], withMemory)}`;
}

// ── docs/builds.md ──────────────────────────────────────────────────────────────────────────────────────────────────

export function generatorsTables(result: GeneratorsResult): string {
  const bySize = [...result.sites].sort((a, b) => b.posts - a.posts);
  const rounds = `${whereAndWhen(result)}.`;
  return [`${rounds.charAt(0).toUpperCase()}${rounds.slice(1)}`, ...bySize.flatMap(siteTables)].join('\n\n');
}

function siteTables({ posts, isArchive, programs, floors }: SiteResult): string[] {
  const site = isArchive ? `${thousands(posts)} posts of a real archive` : `${thousands(posts)} posts`;
  const seconds = rowsOf(programs, CASES, (run) => figure(run.seconds));
  const ofFloors = Object.entries(floors).map(([name, value]) => [name, '', figure(value), '', '', '', '']);
  const work = rowsOf(programs, CASES, ({ processor, megabytes }) => `${figure(processor)} · ${figure(megabytes)}`);
  return [
    `${site}, seconds:`,
    markdownTable(['', ...CASES], [...seconds, ...ofFloors]),
    `${site}, CPU seconds · peak megabytes:`,
    markdownTable(['', ...CASES], work),
  ];
}

export function devTables({ versions, sites, ...measured }: DevResult): string {
  const servers = Object.keys(versions);
  const rows = sites.flatMap(({ posts, waits }) =>
    Object.entries(waits).map(([what, times]) => [
      `${thousands(posts)} posts: ${what}`,
      ...servers.map((server) => {
        const time = times[server];
        return time === undefined ? '' : time.toFixed(0);
      }),
    ]),
  );
  const names = servers.map((server) => `${server} ${versions[server]}`.trim());
  return `Milliseconds, ${whereAndWhen(measured)}:\n\n${markdownTable(['', ...names], rows)}`;
}

export function stagesTable({ stages, posts, ...measured }: StagesResult): string {
  type Stage = StagesResult['stages'][number];
  const columns: readonly ((stage: Stage) => number | undefined)[] = [
    ({ ours }) => ours.warm,
    ({ bare }) => bare?.warm,
    ({ ours }) => ours.cold,
    ({ bare }) => bare?.cold,
  ];
  const shown = (value: number | undefined) => (value === undefined ? '' : value.toFixed(0));
  const rows = stages.map((stage) => [stage.name, ...columns.map((column) => shown(column(stage)))]);
  const sums = columns.map((column) => stages.reduce((sum, stage) => sum + (column(stage) ?? 0), 0));
  const head = ['', 'titleblock', 'bare unified', 'titleblock, cold', 'bare unified, cold'];
  const line = `Microseconds for each of ${thousands(posts)} posts, ${whereAndWhen(measured)}:`;
  return `${line}\n\n${markdownTable(head, [...rows, ['together', ...sums.map((sum) => sum.toFixed(0))]])}`;
}

// ── charts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Cases in the chart. */
const DRAWN: readonly CaseName[] = ['from scratch', 'a text edited', 'a template edited'];

export function speedChart(result: GeneratorsResult): string {
  const { posts, programs } = largest(result);
  const bars = DRAWN.flatMap((name) =>
    programs.flatMap((program): Bar[] => {
      const seconds = program.cases[name]?.seconds;
      const isOwn = program.name === 'titleblock';
      return seconds === undefined ? [] : [{ group: name, name: nameOf(program).replaceAll('*', ''), seconds, isOwn }];
    }),
  );
  return chart(`Seconds to build ${thousands(posts)} posts`, bars);
}

export function stagesChart({ stages, posts }: StagesResult): string {
  const stackOf = (name: string, which: 'ours' | 'bare', when: 'cold' | 'warm') => ({
    name,
    parts: stages.flatMap((stage) => {
      const times = stage[which];
      return times ? [{ name: stage.name, value: times[when] }] : [];
    }),
  });
  const stacks = [
    stackOf('titleblock', 'ours', 'warm'),
    stackOf('bare unified', 'bare', 'warm'),
    stackOf(`titleblock, the first ${thousands(posts)}`, 'ours', 'cold'),
    stackOf(`bare unified, the first ${thousands(posts)}`, 'bare', 'cold'),
  ];
  return stackChart('Microseconds for each post, on one thread', stacks, 'µs');
}
