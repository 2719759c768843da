// `npm run conformance`: compares our own cases, and those of other projects if they are checked out next to this one, with minimum scores
// that only rise.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SHARED = join(PROJECT, '../shared/conformance');
/** Minimum percentage of equal cases, for each source. */
const FLOOR = '100';

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: PROJECT, stdio: 'inherit' }).status === 0;
}

let passed = run('npx', ['vitest', 'run', 'tests/conformance']);
if (existsSync(SHARED)) {
  const cases = ['cases-open.jsonl', 'cases-cjk.jsonl'].map((file) => join(SHARED, file)).join(',');
  const render = 'npm run -s conformance:render';
  passed =
    run('node', [join(SHARED, 'compare.mjs'), '--cases', cases, '--render', render, '--show', '5', '--floor', FLOOR]) && passed;
} else console.log('../shared is not here: its cases are skipped');
process.exitCode = passed ? 0 : 1;
