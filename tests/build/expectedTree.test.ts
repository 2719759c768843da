// A small site that has each kind of page and output, and the files that are made of it: tests/site/. After a change that is
// meant, `TITLEBLOCK_ACCEPT=1 npx vitest run tests/build/expectedTree.test.ts` writes what is made; its diff is to be read.

import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { filesBelow, PROJECT, QUIET, temporaryFolder } from '../support.js';

const SITE = join(PROJECT, 'tests/site');
const EXPECTED = join(SITE, 'expected');

test('the files of a site, each as it is expected', async () => {
  const root = temporaryFolder();
  for (const folder of ['content', 'templates']) cpSync(join(SITE, folder), join(root, folder), { recursive: true });
  const out = join(root, 'dist');
  const { problems } = await build({ ...QUIET, root, out, noCache: true });
  expect(problems).toEqual([]);
  if (process.env.TITLEBLOCK_ACCEPT) {
    rmSync(EXPECTED, { recursive: true, force: true });
    cpSync(out, EXPECTED, { recursive: true });
  }
  expect(filesBelow(out)).toEqual(filesBelow(EXPECTED));
  for (const path of filesBelow(out)) {
    expect([path, readFileSync(join(out, path), 'utf8')]).toEqual([path, readFileSync(join(EXPECTED, path), 'utf8')]);
  }
});
