// The whole report of sites with problems: tests/sites/NAME beside tests/sites/NAME/expected.txt. To add a case, add a
// folder; the failing test prints what to put into expected.txt once it has been read.

import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildAt, PROJECT, temporaryFolder } from './support.js';

const SITES = join(PROJECT, 'tests/sites');

test.each(readdirSync(SITES))('%s', async (name) => {
  const root = temporaryFolder();
  cpSync(join(SITES, name), root, { recursive: true });
  const built = await buildAt(root);
  const expected = join(SITES, name, 'expected.txt');
  expect(built.report).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '');
  expect(built.published).toBe(!built.problems.some(({ fatal }) => fatal));
});
