// Tables of results for README.md and docs/builds.md.

import { expect, test } from 'vitest';
import type { GeneratorsResult, Measured, StagesResult } from '../../bench/results.js';
import { devTables, generatorsTables, speedChart, speedTable, stagesChart, stagesTable } from '../../bench/tables.js';

const MEASURED: Measured = { date: '2026-11-29', machine: { processor: 'P', cores: 2, node: '20.1.0' }, rounds: 3 };
const run = (seconds: number) => ({ seconds, processor: seconds * 2, megabytes: 100 * seconds, own: 1 });
const HUGO = { 'from scratch': run(12.5), 'a text edited': run(16.64) };
const GENERATORS: GeneratorsResult = {
  ...MEASURED,
  sites: [
    { posts: 148, isArchive: true, programs: [{ name: 'Hugo 1', work: 'equal work', cases: HUGO }], floors: {} },
    {
      posts: 10_000,
      isArchive: false,
      programs: [
        { name: 'titleblock', work: 'equal work', cases: { 'from scratch': run(10), 'nothing changed': run(0.4) } },
        { name: 'Hugo 1', work: 'equal work', cases: HUGO },
        { name: 'titleblock', work: 'as it comes', cases: { 'from scratch': run(123.4) } },
      ],
      floors: { 'Node alone': 0.06 },
    },
  ],
};

test('README.md: shows the largest site, with a row for each program', () => {
  expect(speedTable(GENERATORS)).toBe(
    [
      'Seconds to build 10,000 Chinese posts, and peak megabytes of a build from scratch; medians of 3 rounds on 2026-11-29, on a machine with 2 cores (P) and Node 20.1.0:',
      '',
      '|  | from scratch | nothing changed | a text edited | a title edited | a template edited | MB |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| **titleblock**, equal work | 10.0 | 0.40 |  |  |  | 1000 |',
      '| Hugo 1 | 12.5 |  | 16.6 |  |  | 1250 |',
      '| **titleblock**, as it comes | 123 |  |  |  |  | 12340 |',
    ].join('\n'),
  );
});

test('docs/builds.md: shows every site, the largest first', () => {
  const text = generatorsTables(GENERATORS);
  const [first, ...rest] = text.split('\n\n');
  expect(first).toBe('Medians of 3 rounds on 2026-11-29, on a machine with 2 cores (P) and Node 20.1.0.');
  expect(rest.filter((_each, at) => at % 2 === 0)).toEqual([
    '10,000 posts, seconds:',
    '10,000 posts, CPU seconds · peak megabytes:',
    '148 posts of a real archive, seconds:',
    '148 posts of a real archive, CPU seconds · peak megabytes:',
  ]);
  expect(text).toContain('\n| Node alone |  | 0.06 |  |  |  |  |');
  expect(text).toContain('\n| **titleblock**, equal work | 20.0 · 1000 | 0.80 · 40.0 |  |  |  |  |');
  // All rows have as many cells as their heads.
  expect(new Set([...text.matchAll(/^\|.*$/gm)].map(([row]) => row.split('|').length))).toEqual(new Set([9]));
});

test('throws without results', () => {
  expect(() => speedTable({ ...MEASURED, sites: [] })).toThrow('no site has been measured');
});

test('servers: shows a row for each wait', () => {
  const sites = [{ posts: 394, waits: { 'a text saved → served': { titleblock: 20.4, Hugo: 61 }, more: { titleblock: 5 } } }];
  const rows = devTables({ ...MEASURED, versions: { titleblock: '', Hugo: '1.2' }, sites }).split('\n');
  expect(rows.slice(2)).toEqual([
    '|  | titleblock | Hugo 1.2 |',
    '| --- | --- | --- |',
    '| 394 posts: a text saved → served | 20 | 61 |',
    '| 394 posts: more | 5 |  |',
  ]);
});

const STAGES: StagesResult = {
  ...MEASURED,
  rounds: 1,
  posts: 1000,
  stages: [
    { name: 'read', ours: { cold: 40, warm: 20.4 } },
    { name: 'parse', ours: { cold: 400, warm: 200 }, bare: { cold: 3000, warm: 2000 } },
  ],
};

test('stages: shows a row for each, and their sum', () => {
  expect(stagesTable(STAGES).split('\n')).toEqual([
    'Microseconds for each of 1,000 posts, one round on 2026-11-29, on a machine with 2 cores (P) and Node 20.1.0:',
    '',
    '|  | titleblock | bare unified | titleblock, cold | bare unified, cold |',
    '| --- | --- | --- | --- | --- |',
    '| read | 20 |  | 40 |  |',
    '| parse | 200 | 2000 | 400 | 3000 |',
    '| together | 220 | 2000 | 440 | 3000 |',
  ]);
});

test('charts show the figures of the tables', () => {
  const speed = speedChart(GENERATORS);
  for (const part of ['Seconds to build 10,000 posts', 'titleblock, equal work', '10.00 s', '12.50 s', '16.64 s', '123.40 s'])
    expect(speed).toContain(`>${part}<`);
  expect(speed).not.toContain('>a template edited<');
  const stages = stagesChart(STAGES);
  for (const part of ['titleblock, the first 1,000', '440 µs', '2000 µs', '3000']) expect(stages).toContain(`>${part}<`);
});
