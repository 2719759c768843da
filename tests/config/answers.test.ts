// Warnings that are answered for good, and answers that silence nothing.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { buildSite, QUIET, SITE_YAML } from '../support.js';

const CODE = '```nolanguage\nx\n```\n';
const site = (answered: string, more: { [path: string]: string } = {}) => ({
  'content/site.yaml': `${SITE_YAML}${answered}`,
  'content/posts/old/2020-01-02-a.md': `% A\n\n${CODE}`,
  'content/posts/2020-01-03-b.md': `% B\n\n${CODE}`,
  ...more,
});

test.each([
  ['a folder', 'answered: {code/language: posts/old}\n', ['content/posts/2020-01-03-b.md']],
  ['a file, as a list', 'answered: {code/language: [content/posts/2020-01-03-b.md]}\n', ['content/posts/old/2020-01-02-a.md']],
  ['all', 'answered: {code/language: .}\n', []],
])('in site.yaml: %s', async (_what, answered, left) => {
  const { problems } = await buildSite(site(answered));
  expect(problems.map(({ file }) => file)).toEqual(left);
});

test('in the text of a post, for that post only', async () => {
  const { problems } = await buildSite(
    site('', { 'content/posts/2020-01-03-b.md': `% B\n\n<!-- answered: code/language -->\n\n${CODE}` }),
  );
  expect(problems.map(({ file, ruleId }) => [file, ruleId])).toEqual([['content/posts/old/2020-01-02-a.md', 'code/language']]);
});

test('reports answers without a warning, and unknown rules, at their places', async () => {
  const { report } = await buildSite(
    site('answered: {code/language: ., picture/heavy: posts/old}\n', {
      'content/posts/2020-01-03-b.md': '% B\n\n<!-- answered: date/more code/langage -->\n',
    }),
  );
  expect(report).toContain('content/posts/2020-01-03-b.md:3:1  warning  there is no date/more warning to silence  answer/idle');
  expect(report).toContain('unknown rule "code/langage"');
  expect(report).toContain('did you mean code/language?');
  expect(report).toMatch(
    /content\/site\.yaml:3:\d+ {2}warning {2}there is no picture\/heavy warning in content\/posts\/old to silence/,
  );
});

test('ignores an answer in code', async () => {
  const answer = '<!-- answered: code/language -->';
  for (const shown of [
    `\`${answer}\``,
    `\`\` \`x\` ${answer} \`\``,
    `\`\`\`\n${answer}\n\`\`\``,
    `- a\n\n  ~~~\n  ${answer}\n  ~~~`,
    `> \`\`\`\n> ${answer}\n> \`\`\``,
  ]) {
    const { problems } = await buildSite(site('', { 'content/posts/2020-01-03-b.md': `% B\n\n${shown}\n\n${CODE}` }));
    expect(problems.map(({ ruleId }) => ruleId)).toEqual(['code/language', 'code/language']);
    const after = await buildSite(site('', { 'content/posts/2020-01-03-b.md': `% B\n\n${shown}\n\n${answer}\n\n${CODE}` }));
    expect(after.problems.map(({ file }) => file)).toEqual(['content/posts/old/2020-01-02-a.md']);
  }
});

test('does not silence errors; an unknown rule is an error', async () => {
  const dead = { 'content/posts/2020-01-03-b.md': '% B\n\n[x](gone.md)\n' };
  const { published, problems } = await buildSite(site('answered: {code/language: ., link/dead: .}\n', dead));
  expect(published).toBe(false);
  expect(problems.map(({ ruleId }) => ruleId)).toEqual(['link/dead', 'answer/idle']);
  const { report } = await buildSite(site('answered: {code/languag: .}\n'));
  expect(report).toContain('answered: unknown rule "code/languag"; did you mean code/language?');
  expect((await buildSite(site('answered: {code/language: 3}\n'))).report).toContain('expected a folder or file below content/');
});

test('an answered warning doesn’t fail a strict build, nor the next one without changes', async () => {
  const { root } = await buildSite(site('answered: {code/language: .}\n'));
  for (const _again of [1, 2]) {
    const { published, problems } = await build({ ...QUIET, root, out: join(root, 'dist'), strict: true });
    expect([published, problems]).toEqual([true, []]);
  }
});
