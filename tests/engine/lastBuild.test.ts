// The record of a build: the day it depends on, and the results it uses in the store.

import { expect, test } from 'vitest';
import { dayOf, type LastBuild, type SiteRecord, type SourceRecord, storeUse } from '../../scripts/engine/lastBuild.js';
import { plainRow, type RowTables, storedRow } from '../../scripts/engine/rows.js';

const TODAY = '2026-11-26';

test.each([
  ['a date that has come', { date: TODAY }, ''],
  ['a date to come', { date: '2026-11-27' }, TODAY],
  ['a change to come', { date: TODAY, meta: { updated: '2026-11-27' } }, TODAY],
  ['a first day', { visibility: { from: '2020-01-01' } }, TODAY],
  ['a last day', { visibility: { until: '2020-01-01' } }, TODAY],
])('records the day of a build if its output depends on it: %s', (_what, source, day) => {
  const dayFor = (future: string) =>
    dayOf({ future, timezone: 'UTC' } as never, [{ source: { meta: {}, ...source } as never }], { today: () => TODAY });
  expect([dayFor('publish'), dayFor('wait')]).toEqual([day, TODAY]);
});

const sourceOf = (key: string) => ({ key }) as SourceRecord;
const siteOf = (rows: RowTables) => ({ rows }) as SiteRecord;
const lastOf = (sources: readonly SourceRecord[], rows: RowTables) => ({ sources, site: siteOf(rows) }) as LastBuild<unknown>;

test('counts articles and stored rows as used', () => {
  const rows = { cards: [storedRow('a', 'card'), plainRow('b', 'nothing kept')], pictures: [storedRow('p', 'picture')] };
  // The empty key is that of a draft.
  const { all, since } = storeUse([sourceOf('article'), sourceOf('')], siteOf(rows), undefined);
  expect([[...all()].sort(), since]).toEqual([['article', 'card', 'picture'], undefined]);
});

test('compares the used results with those of the previous build', () => {
  const [same, edited, draft] = [sourceOf('same'), sourceOf('edited'), sourceOf('')];
  const pictures = [storedRow('p', 'picture')];
  const last = lastOf([same, sourceOf('old'), draft], { pictures, cards: [storedRow('a', 'card'), storedRow('b', 'old card')] });
  const rows = { pictures, cards: [storedRow('a', 'card'), storedRow('b', 'new card')] };
  const { all, since } = storeUse([same, edited, draft], siteOf(rows), last);
  expect(since).toEqual({ added: ['edited', 'new card'], dropped: ['old', 'old card'] });
  expect([...all()].sort()).toEqual(['card', 'edited', 'new card', 'picture', 'same']);
});
