// `npm run lint`: types, then style. `--write` corrects the style only (`npm run format`).

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needsTools, type ToolFolder, toolPath } from './toolFolders.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TSC = join(PROJECT, 'node_modules/typescript/bin/tsc');
const BIOME = toolPath('tests/lint', '@biomejs/biome/bin/biome');
/** Folders with a tsconfig.json of their own, since their packages may be missing. */
const TYPED: readonly ToolFolder[] = ['tests/browser', 'tests/package', 'bench'];

/** Runs a program of Node. @returns true if it succeeds */
function succeeds(...args: readonly string[]): boolean {
  return spawnSync(process.execPath, args, { cwd: PROJECT, stdio: 'inherit' }).status === 0;
}

function* results(isWriting: boolean): Iterable<boolean> {
  if (!isWriting) {
    yield succeeds(TSC);
    for (const folder of TYPED) if (needsTools(folder, `the type check of ${folder}`)) yield succeeds(TSC, '-p', folder);
  }
  if (needsTools('tests/lint', 'Biome'))
    yield succeeds(BIOME, 'check', ...(isWriting ? ['--write'] : ['--error-on-warnings']), '.');
}

for (const isGood of results(process.argv.includes('--write'))) if (!isGood) process.exitCode = 1;
