// The output of `check` and `build` with many problems: a few of each rule, and a table of the rest.

import { expect, test } from 'vitest';
import { problem, problemKey } from '../../scripts/base/diagnostics.js';
import { ENGLISH } from '../../scripts/base/speech.js';
import { hiddenText, shownProblems } from '../../scripts/cli/shown.js';
import { run, writeSite } from '../support.js';

const many = (count: number, rule: Parameters<typeof problem>[2]) =>
  Array.from({ length: count }, (_, at) => problem(`content/${at}.md`, { line: at + 1, column: 1 }, rule, `problem ${at}`));
const counts = (problems: ReturnType<typeof many>, told = new Set<string>()) => {
  const { shown: whole, hidden: rest } = shownProblems(problems, told);
  return [whole.length, [...rest].map(([rule, { count }]) => [rule, count])];
};

test('shows few problems in full, the first of repeated ones, and a few of each rule if there are very many', () => {
  expect(counts(many(9, 'code/language'))).toEqual([9, []]);
  expect(counts(many(9, 'picture/alt'))).toEqual([1, [['picture/alt', 8]]]);
  expect(counts(many(3, 'picture/alt'))).toEqual([3, []]);
  expect(counts([...many(90, 'code/language'), ...many(2, 'title/duplicate')])).toEqual([5, [['code/language', 87]]]);
  expect(counts(many(90, 'link/dead'))).toEqual([90, []]);
  expect(counts(many(1535, 'link/dead'))).toEqual([10, [['link/dead', 1525]]]);
});

test('lists problems reported before in the table, with their first place', () => {
  const problems = many(4, 'code/language');
  const { shown: whole, hidden: rest } = shownProblems(problems, new Set(problems.slice(1).map(problemKey)));
  expect(whole).toEqual(problems.slice(0, 1));
  expect(hiddenText(rest, 'npm run check -- --all', ENGLISH).split('\n')).toEqual([
    '     3  code/language  a code block in an unknown language; it is not highlighted; content/1.md:2…',
    '  reported before, or too many to list: run `npm run check -- --all` to see them',
    '',
  ]);
});

test('check prints problems that the last build didn’t report, and all of them with --all', () => {
  const root = writeSite({ 'content/posts/2020-01-02-a.md': '% A\n\n~~~ nolanguage\nx\n~~~\n' });
  expect(run(['check', '--root', root]).stderr).toContain('content/posts/2020-01-02-a.md:3:');
  run(['build', '--root', root]);
  const known = run(['check', '--root', root]).stderr;
  expect(known).toMatch(/^ +1 {2}code\/language .*content\/posts\/2020-01-02-a\.md:3$/m);
  expect(known).toMatch(/0 errors, 1 warning\n$/);
  expect(run(['check', '--all', '--root', root]).stderr).toContain('│ ~~~ nolanguage');
}, 60_000);
