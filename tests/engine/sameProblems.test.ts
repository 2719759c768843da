// Builds, `check` and `dev` find the same problems in a site that each sees for the first time. tests/dev/samePages.test.ts
// compares builds with `dev` after edits.

import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECK_RULES } from '../../scripts/base/diagnostics.js';
import { stoppedClock } from '../../scripts/base/text/civilDate.js';
import { build } from '../../scripts/build/build.js';
import { check } from '../../scripts/check/check.js';
import { ServedSite } from '../../scripts/dev/servedSite.js';
import type { Diagnostic } from '../../scripts/types.js';
import { anyEdit, doEdit, FIRST_SITE, preparePictures } from '../build/randomEdits.js';
import { core, EDITS, PROJECT, QUIET, temporaryFolder, writeSite } from '../support.js';

/** Rules that only one side can check, each with the reason. */
const EXEMPT: readonly (readonly [rule: RegExp, reason: string])[] = [
  [/^(?:leak\/(?:draft|path)|publish\/|verify\/)/, 'says what happens when files are written'],
  [/^picture\/heavy$/, 'a picture is encoded by builds alone'],
];

const isCompared = ({ ruleId }: Diagnostic) => !(ruleId in CHECK_RULES) && !EXEMPT.some(([rule]) => rule.test(ruleId));

function told(problems: readonly Diagnostic[]): string[] {
  return problems
    .filter(isCompared)
    .map(({ file, place, ruleId, fatal, reason }) => `${file}:${place?.line}:${place?.column} ${fatal} ${ruleId} ${reason}`)
    .sort();
}

async function allSides(root: string): Promise<{ readonly [side: string]: readonly string[] }> {
  const options = { ...QUIET, today: stoppedClock(), root, out: temporaryFolder(), noCache: true };
  const served = new ServedSite({
    root,
    pictureFolder: temporaryFolder(),
    outputFolder: join(root, 'dist'),
    drafts: false,
    last: undefined,
  });
  const sides = {
    built: told((await build(options)).problems),
    checked: told(await check({ root, drafts: false })),
    served: told((await served.problems()) ?? []),
  };
  await served.close();
  return sides;
}

const FOLDERS = ['tests/sites', '../shared/faults'].map((folder) => join(PROJECT, folder));

describe.each(FOLDERS.filter((folder) => existsSync(folder)))('%s', (folder) => {
  test.each(core(24, readdirSync(folder)))('%s', async (name) => {
    const root = temporaryFolder();
    cpSync(join(folder, name), root, { recursive: true });
    const { built, checked, served } = await allSides(root);
    expect(checked).toEqual(built);
    expect(served).toEqual(built);
  });
});

describe('a site after random edits', () => {
  let pictures: readonly Buffer[] = [];
  beforeAll(async () => {
    pictures = await preparePictures();
  });

  test(`${EDITS} edits`, { timeout: 60_000 + EDITS * 3000 }, async () => {
    const edits = fc.array(anyEdit(), { minLength: 5, maxLength: 5 });
    const run = async (sequence: Parameters<typeof doEdit>[1][]) => {
      const [a, b] = pictures as [Buffer, Buffer];
      const root = writeSite({ ...FIRST_SITE, 'images/a.png': a, 'images/b.png': b });
      for (const edit of sequence) {
        doEdit(root, edit);
        const { built, checked, served } = await allSides(root);
        expect([edit.name, checked, served]).toEqual([edit.name, built, built]);
      }
    };
    await fc.assert(fc.asyncProperty(edits, run), { numRuns: Math.ceil(EDITS / 5), endOnFailure: true });
  });
});
