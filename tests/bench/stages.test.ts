// `npm run bench -- stages` sees every stage: it puts watches around functions of the program, which may move.

import { expect, test } from 'vitest';
import { generated, writeSite } from '../../bench/site.js';
import { roundsOf, STAGES } from '../../bench/stageProcess.js';
import { temporaryFolder } from '../support.js';

test('every stage of a build is measured, and of bare unified those that it has', async () => {
  const root = temporaryFolder();
  writeSite('titleblock', root, generated(12));
  const [ours, ...others] = await roundsOf({ side: 'ours', root, posts: 12, rounds: 2 });
  expect(others.length).toBe(1);
  expect(STAGES.filter((stage) => !((ours?.[stage] ?? 0) > 0))).toEqual([]);
  const [bare] = await roundsOf({ side: 'bare', root, posts: 12, rounds: 1 });
  expect(Object.keys(bare ?? {})).toEqual(['parse', 'tree', 'stringify']);
});

test('a process that fails says so', async () => {
  await expect(roundsOf({ side: 'ours', root: temporaryFolder(), posts: 1, rounds: 1 })).rejects.toThrow(
    /ended with 1: [\s\S]*pipeline of the posts was not measured/,
  );
});
