// What a build leaves for the next: the day that it depends on, and what the store has to keep for it.

import { expect, test } from 'vitest';
import { dayOf, type KnownSite, type KnownSource, type LastBuild, useOf } from '../../scripts/engine/lastBuild.js';
import { keptRow, plainRow, type RowTables } from '../../scripts/engine/rows.js';

const TODAY = '2026-11-26';

test.each([
  ['a date that has come', { date: TODAY }, ''],
  ['a date to come', { date: '2026-11-27' }, TODAY],
  ['a change to come', { date: TODAY, meta: { updated: '2026-11-27' } }, TODAY],
  ['a first day', { visibility: { from: '2020-01-01' } }, TODAY],
  ['a last day', { visibility: { until: '2020-01-01' } }, TODAY],
])('a build notes its day if what it publishes depends on it: %s', (_what, source, day) => {
  const dayFor = (future: string) =>
    dayOf({ future, timezone: 'UTC' } as never, [{ source: { meta: {}, ...source } as never }], { today: () => TODAY });
  expect([dayFor('publish'), dayFor('wait')]).toEqual([day, TODAY]);
});

const sourceOf = (key: string) => ({ key }) as KnownSource;
const siteOf = (rows: RowTables) => ({ rows }) as KnownSite;
const lastOf = (sources: readonly KnownSource[], rows: RowTables) => ({ sources, site: siteOf(rows) }) as LastBuild<unknown>;

test('a build uses its articles, and all that its rows have in the store', () => {
  const rows = { cards: [keptRow('a', 'card'), plainRow('b', 'nothing kept')], pictures: [keptRow('p', 'picture')] };
  // A draft has no article.
  const { all, since } = useOf([sourceOf('article'), sourceOf('')], siteOf(rows), undefined);
  expect([[...all()].sort(), since]).toEqual([['article', 'card', 'picture'], undefined]);
});

test('what a build uses is compared with the build before', () => {
  const [same, edited, draft] = [sourceOf('same'), sourceOf('edited'), sourceOf('')];
  const pictures = [keptRow('p', 'picture')];
  const last = lastOf([same, sourceOf('old'), draft], { pictures, cards: [keptRow('a', 'card'), keptRow('b', 'old card')] });
  const rows = { pictures, cards: [keptRow('a', 'card'), keptRow('b', 'new card')] };
  const { all, since } = useOf([same, edited, draft], siteOf(rows), last);
  expect(since).toEqual({ added: ['edited', 'new card'], dropped: ['old', 'old card'] });
  expect([...all()].sort()).toEqual(['card', 'edited', 'new card', 'picture', 'same']);
});
