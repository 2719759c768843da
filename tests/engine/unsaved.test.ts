// Problems of unsaved text are those that the file has after it is saved.

import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { sortProblems } from '../../scripts/base/diagnostics.js';
import { check } from '../../scripts/check/check.js';
import { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import { viewingProfile } from '../../scripts/engine/profile.js';
import { FEATURES } from '../../scripts/features/table.js';
import type { Diagnostic } from '../../scripts/types.js';
import { Batches } from '../../scripts/work/batches.js';
import { anyEdit, doEdit, FIRST_SITE, preparePictures } from '../build/randomEdits.js';
import { bytesBelow, EDITS, filesBelow, SITE_YAML, temporaryFolder, writeSite } from '../support.js';

const batches = new Batches(0);
const open = (root: string) =>
  new Engine({
    root,
    inputs: new Inputs(root, undefined),
    features: FEATURES,
    profile: viewingProfile(true),
    last: undefined,
    store: undefined,
    batches,
    outputFolder: root,
  });

const rulesOf = (problems: readonly Diagnostic[] | undefined) => problems?.map(({ ruleId, place }) => [ruleId, place?.line]);

const SITE = {
  'content/site.yaml': SITE_YAML,
  'content/posts/2020-01-02-a.md': '% A\n\n[b](2020-01-03-b.md#part)\n',
  'content/posts/2020-01-03-b.md': '% B\n\n## Part {#part}\n',
};

test('reports problems of an unsaved text, header, new file, settings or template', async () => {
  const engine = open(writeSite(SITE));
  const problemsOf = async (file: string, text: string) => rulesOf(await engine.problemsOf(file, text));
  const a = 'content/posts/2020-01-02-a.md';
  expect(await problemsOf(a, SITE[a])).toEqual([]);
  expect(await problemsOf(a, '% A\n\n[b](2020-01-03-b.md#gone) ![x](no.png)\n')).toEqual([
    ['picture/missing', 3],
    ['link/anchor', 3],
  ]);
  expect(await problemsOf(a, '% A\n% Me\n% 2020-13-01\n\nText.\n')).toEqual([['date/malformed', 3]]);
  expect(await problemsOf('content/new.md', '---\ntitle: New\nlayout: gone\n---\n\n[a](posts/2020-01-02-a.md)\n')).toEqual([
    ['template/missing', 3],
  ]);
  expect(await problemsOf('content/site.yaml', `${SITE_YAML}navigaton: []\n`)).toEqual([['config/unknown', 3]]);
  expect(await problemsOf('templates/page.html', '<p>$gone$</p>\n')).toEqual([['template/variable', 1]]);
});

test('changes neither the engine nor the disk', async () => {
  const root = writeSite(SITE);
  const engine = open(root);
  const before = bytesBelow(root);
  const problems = async () => engine.problems(await engine.settle());
  const first = await problems();
  await engine.problemsOf('content/posts/2020-01-03-b.md', '% B\n\n## Other\n');
  await engine.problemsOf('content/site.yaml', 'title: [\n');
  expect(engine.update()).toBe(false);
  expect(await problems()).toEqual(first);
  expect(bytesBelow(root)).toEqual(before);
  expect(engine.state?.outline.config.title).toBe('试验');
});

let pictures: readonly Buffer[] = [];
beforeAll(async () => {
  pictures = await preparePictures();
});
afterEach(() => batches.close());

/** Rules that concern other files too, or that are checked only for saved files. */
const OTHERS = /^(?:url\/|leak\/|picture\/unused|title\/|insecure|link\/insecure|front-matter\/ignored)/;

test(`reports the same problems before and after saving: ${EDITS} edits`, { timeout: 60_000 + EDITS * 2000 }, async () => {
  const [a, b] = pictures as [Buffer, Buffer];
  let compared = 0;
  const run = async (edits: Parameters<typeof doEdit>[1][]) => {
    let root = writeSite({ ...FIRST_SITE, 'images/a.png': a, 'images/b.png': b });
    for (const edit of edits) {
      const saved = temporaryFolder();
      cpSync(root, saved, { recursive: true });
      doEdit(saved, edit);
      const textIn = (folder: string, file: string) =>
        existsSync(join(folder, file)) ? readFileSync(join(folder, file)).toString('latin1') : undefined;
      const changed = filesBelow(saved).filter((file) => textIn(root, file) !== textIn(saved, file));
      const [file = ''] = changed;
      // Compare edits of a single text. The edited site is the start of the next edit.
      if (
        changed.length === 1 &&
        /^content\/.*\.md$/.test(file) &&
        filesBelow(root).every((each) => existsSync(join(saved, each)))
      ) {
        const now = await open(root).problemsOf(file, readFileSync(join(saved, file), 'utf8'));
        const then = (await check({ root: saved, drafts: true })).filter((each) => each.file === file);
        compared++;
        const told = (problems: readonly Diagnostic[]) =>
          sortProblems(problems).flatMap(({ ruleId, place, reason }) =>
            OTHERS.test(ruleId) ? [] : `${ruleId} ${place?.line}:${place?.column} ${reason}`,
          );
        expect([edit.name, told(now ?? [])]).toEqual([edit.name, told(then)]);
      }
      root = saved;
    }
  };
  const edits = fc.array(anyEdit(), { minLength: 5, maxLength: 5 });
  await fc.assert(fc.asyncProperty(edits, run), { numRuns: Math.ceil(EDITS / 5), endOnFailure: true });
  expect(compared).toBeGreaterThan(EDITS / 10);
});
