// `npm run bench -- stages` measures every stage. It wraps functions of the program, which may change.

import { expect, test } from 'vitest';
import { generated, writeSite } from '../../bench/site.js';
import { roundsOf, STAGES } from '../../bench/stageProcess.js';
import { LONG, temporaryFolder } from '../support.js';

test.runIf(LONG)('measures every stage of a build, and those that bare unified has', async () => {
  const root = temporaryFolder();
  writeSite('titleblock', root, generated(12));
  const [ours, ...others] = await roundsOf({ side: 'ours', root, posts: 12, rounds: 2 });
  expect(others.length).toBe(1);
  expect(STAGES.filter((stage) => !((ours?.[stage] ?? 0) > 0))).toEqual([]);
  const [bare] = await roundsOf({ side: 'bare', root, posts: 12, rounds: 1 });
  expect(Object.keys(bare ?? {})).toEqual(['parse', 'tree', 'stringify']);
});

test('reports a process that fails', async () => {
  await expect(roundsOf({ side: 'ours', root: temporaryFolder(), posts: 1, rounds: 1 })).rejects.toThrow(
    /ended with 1: [\s\S]*pipeline of the posts was not measured/,
  );
});
