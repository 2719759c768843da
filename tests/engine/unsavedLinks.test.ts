// Links of unsaved text: to its own headings, and to other files as they are saved.

import { expect, test } from 'vitest';
import { SITE_YAML, writeSite } from '../support.js';
import { openEngine } from './open.js';

const A = 'content/posts/2020-01-02-a.md';
const NEW = 'content/posts/2020-01-04-c.md';

test.each([
  ['a new heading of its own', A, '[x](#new)\n\n## New {#new}\n', []],
  ['a heading that it has no more', A, '[x](#old)\n', ['link/anchor 3']],
  ['a heading of another', A, '[x](2020-01-03-b.md#part)\n', []],
  ['none of another', A, '[x](2020-01-03-b.md#gone)\n', ['link/anchor 3']],
  ['its own, in a file that is new', NEW, '[x](#new)\n\n## New {#new}\n', []],
  ['none of its own, in a file that is new', NEW, '[x](#old)\n', ['link/anchor 3']],
  ['a file that is not there', NEW, '[x](gone.md)\n', ['link/dead 3']],
])('checks a link to %s', async (_what, file, text, told) => {
  const engine = openEngine(
    writeSite({
      'content/site.yaml': SITE_YAML,
      [A]: '% A\n\n[x](#old)\n\n## Old {#old}\n',
      'content/posts/2020-01-03-b.md': '% B\n\n## Part {#part}\n',
    }),
  );
  const problems = await engine.problemsOf(file, `% A\n\n${text}`);
  expect(problems?.map(({ ruleId, place }) => `${ruleId} ${place?.line}`)).toEqual(told);
});
