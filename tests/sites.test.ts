// The whole report of sites with problems, in both languages: tests/sites/NAME beside expected.txt and expected.zh.txt in it. To
// add a case, add a folder and run the test with TITLEBLOCK_ACCEPT=1; then read both reports.

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { report } from '../scripts/base/diagnostics.js';
import type { Speech } from '../scripts/base/speech.js';
import { textIn } from '../scripts/cli/terminal.js';
import { speechOf } from '../scripts/language/language.js';
import { buildAt, PROJECT, temporaryFolder } from './support.js';

const SITES = join(PROJECT, 'tests/sites');

const CHINESE = speechOf('zh') as Speech;

test.each(readdirSync(SITES))('reports the problems of %s', async (name) => {
  const root = temporaryFolder();
  cpSync(join(SITES, name), root, { recursive: true });
  const built = await buildAt(root);
  const chinese = report(built.problems, { color: false, textOf: textIn(root), speech: CHINESE });
  for (const [file, text] of [
    ['expected.txt', built.report],
    ['expected.zh.txt', chinese],
  ] as const) {
    const expected = join(SITES, name, file);
    if (process.env.TITLEBLOCK_ACCEPT && text !== '') writeFileSync(expected, text);
    expect(text).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '');
  }
  expect(built.published).toBe(!built.problems.some(({ fatal }) => fatal));
});
