// The folders of scripts/ form an acyclic graph, and each imports only what its row in the table says.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowedImports, floorsOf, roomImports } from '../scripts/tools/docs/rooms.js';
import { PROJECT } from './support.js';

const found = roomImports(join(PROJECT, 'scripts'));

test('imports exactly what each row says', () => {
  const allowed = allowedImports();
  const isAllowed = ({ from, to }: (typeof found)[number]) => allowed[from]?.includes(to) ?? false;
  expect(found.filter((each) => !isAllowed(each)).map(({ files }) => files.join(' → '))).toEqual([]);
  const used = new Set(found.map(({ from, to }) => `${from} → ${to}`));
  const unused = Object.entries(allowed).flatMap(([from, others]) => others.map((to) => `${from} → ${to}`));
  expect(unused.filter((each) => !used.has(each))).toEqual([]);
});

test('has no cycles', () => {
  const allowed = allowedImports();
  const placed = new Set(floorsOf(allowed).flat());
  expect(Object.keys(allowed).filter((room) => !placed.has(room))).toEqual([]);
});

test('puts each room above everything it imports, and rooms in cycles nowhere', () => {
  expect(floorsOf({ a: ['b', 'c'], b: ['c'], c: [], d: ['c'] })).toEqual([['c'], ['b', 'd'], ['a']]);
  expect(floorsOf({ a: ['b'], b: ['a'], c: [] })).toEqual([['c']]);
});
