// A small site with every kind of page and output, compared with its expected files in tests/site/. After an intended change,
// `TITLEBLOCK_ACCEPT=1 npx vitest run tests/build/expectedTree.test.ts` updates them; review the diff.

import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { filesBelow, PROJECT, QUIET, temporaryFolder } from '../support.js';

const SITE = join(PROJECT, 'tests/site');
const EXPECTED = join(SITE, 'expected');

test('builds exactly the expected files', async () => {
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
