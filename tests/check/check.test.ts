// The problems that `check` reports: those of a build and more, in several formats.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sortProblems } from '../../scripts/base/diagnostics.js';
import { ENGLISH } from '../../scripts/base/speech.js';
import { build } from '../../scripts/build/build.js';
import { check } from '../../scripts/check/check.js';
import { annotations, sarif } from '../../scripts/cli/machine.js';
import type { Diagnostic } from '../../scripts/types.js';
import { buildAt, filesBelow, QUIET, run, SITE_YAML, writeSite } from '../support.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const rulesOf = (problems: readonly Diagnostic[]) => problems.map(({ file, ruleId }) => [file, ruleId]);

test('reports the problems of a build without writing a file', async () => {
  const root = writeSite({
    'content/posts/2020-01-02-a.md': '% A\n\n[x](gone.md) ![no text](images/a.png){.b}\n\n```nolanguage\nx\n```\n',
    'content/posts/2020-01-03-b.md': 'no title\n\n<div>\n',
    'content/posts/2020-01-04-c.md': '---\ntitle: C\ndraft: true\n---\n\n[x](gone.md)\n',
    'images/a.png': PNG,
  });
  const before = filesBelow(root);
  const problems = await check({ root, drafts: false });
  expect(filesBelow(root)).toEqual(before);
  const built = await build({ ...QUIET, root, out: join(root, 'dist') });
  expect(problems).toEqual(sortProblems(built.problems));
  expect(problems.length).toBeGreaterThan(3);
  expect(rulesOf(await check({ root, drafts: true }))).toContainEqual(['content/posts/2020-01-04-c.md', 'link/dead']);
});

test('reports pictures that nothing shows or links to', async () => {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}logo: images/logo.png\n`,
    'content/posts/2020-01-02-a.md':
      '---\ntitle: A\ncover: images/cover.png\n---\n\n![a](images/shown.png) [b](images/linked.png)\n',
    'templates/partials/footer.html': '<img src="/images/template.png" alt="">',
    ...Object.fromEntries(
      ['logo', 'cover', 'shown', 'linked', 'template', 'icon', 'unused'].map((name) => [`images/${name}.png`, PNG]),
    ),
  });
  expect(rulesOf(await check({ root, drafts: false }))).toEqual([['images/unused.png', 'picture/unused']]);
});

test('reports titles of two posts, but not those of translations', async () => {
  const root = writeSite({
    'content/posts/2020-01-02-a.md': '% 年终总结\n',
    'content/posts/2021-01-02-b.md': '% 年终 总结\n',
    'content/posts/2022-01-02-c.md': '% 年终总结\n',
    'content/posts/2022-01-03-d.md': '---\ntitle: 年终总结\nlang: en\n---\n',
  });
  const problems = await check({ root, drafts: false });
  expect(problems).toMatchObject([
    {
      file: 'content/posts/2022-01-02-c.md',
      place: { line: 1, column: 1 },
      ruleId: 'title/duplicate',
      reason: 'content/posts/2020-01-02-a.md has the same title, "年终总结"',
    },
  ]);
});

test('reports pictures and frames over http:// on a site with https://', async () => {
  const text =
    '% A\n\n![a](http://e.org/a.png)\n\n<iframe src="http://e.org/film"></iframe>\n\n<video src="https://e.org/v" poster="http://e.org/p"></video>\n\n`<iframe src="http://e.org/code">`\n';
  const files = { 'content/posts/2020-01-02-a.md': text };
  const insecure = async (root: string) =>
    (await check({ root, drafts: false }))
      .filter(({ ruleId }) => ruleId === 'url/insecure')
      .map(({ place }) => [place?.line, place?.column]);
  expect(await insecure(writeSite(files))).toEqual([
    [3, 1],
    [5, 9],
    [7, 30],
  ]);
  const plain = SITE_YAML.replace('https:', 'http:');
  expect(await insecure(writeSite({ ...files, 'content/site.yaml': plain }))).toEqual([]);
});

test('omits answered warnings', async () => {
  const files = { 'images/a.png': PNG, 'content/site.yaml': `${SITE_YAML}answered: {picture/unused: .}\n` };
  const root = writeSite(files);
  expect(await check({ root, drafts: false })).toEqual([]);
  // A build doesn't check the rule, so it doesn't report the answer as idle.
  expect((await build({ ...QUIET, root, out: join(root, 'dist') })).problems).toEqual([]);
});

test('the command: exit codes, JSON, SARIF, annotations', () => {
  const root = writeSite({ 'content/posts/2020-01-02-a.md': '% A\n\n```nolanguage\nx\n```\n' });
  const warned = run(['check', '--root', root]);
  expect(warned).toMatchObject({ status: 0, stdout: '' });
  expect(warned.stderr).toMatch(/2020-01-02-a\.md:3:1 {2}warning .*\n[\s\S]*0 errors, 1 warning\n$/);
  expect(run(['check', '--root', root, '--strict']).status).toBe(1);
  expect(JSON.parse(run(['check', '--root', root, '--json']).stdout).problems).toMatchObject([{ ruleId: 'code/language' }]);
  expect(JSON.parse(run(['check', '--root', root, '--sarif']).stdout).runs[0].results).toMatchObject([
    { ruleId: 'code/language' },
  ]);
  expect(run(['check', '--root', root], { env: { GITHUB_ACTIONS: 'true' } }).stdout).toMatch(
    /^::warning file=content\/posts\/2020-01-02-a\.md,line=3,col=1.*,title=code\/language::/,
  );
}, 60_000);

test('reports the same problems of drawings, icons and future posts as a build', async () => {
  const files = {
    'content/site.yaml': `${SITE_YAML}future: error\n`,
    'content/posts/2020-01-02-a.md': '% A\n\n![drawing](images/a.svg)\n',
    'content/posts/2999-01-02-b.md': '---\ntitle: B\ncreated: 2020-01-01\nmood: glad\n---\n',
    'content/_notes/c.md': '% C\n',
    'images/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    'images/icon.png': 'no picture',
  };
  const root = writeSite(files);
  const toLines = (problems: readonly Diagnostic[]) => problems.map(({ ruleId, file, reason }) => `${file} ${ruleId} ${reason}`);
  const found = toLines(await check({ root, drafts: false }));
  const built = await buildAt(root);
  expect(found).toEqual(toLines(built.problems));
  expect(new Set(built.rules)).toEqual(
    new Set(['date/future', 'front-matter/ignored', 'picture/unreadable', 'picture/unsafe', 'source/underscore']),
  );
}, 60_000);

test('SARIF and annotations have place and message', () => {
  const problem: Diagnostic = {
    file: 'content/放,手.md',
    place: { line: 2, column: 3, endLine: 2, endColumn: 5 },
    ruleId: 'link/dead',
    fatal: true,
    reason: 'gone: 100%',
    expected: ['a.md'],
    note: 'look',
  };
  expect(annotations([problem], ENGLISH)).toBe(
    '::error file=content/放%2C手.md,line=2,col=3,endLine=2,endColumn=5,title=link/dead::gone: 100%25%0Adid you mean a.md?%0Alook\n',
  );
  expect(sarif([problem])).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { rules: [{ id: 'link/dead' }] } },
        results: [
          {
            level: 'error',
            message: { text: 'gone: 100%\ndid you mean a.md?\nlook' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI('content/放,手.md') },
                  region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 5 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});
