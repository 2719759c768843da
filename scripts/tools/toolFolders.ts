// Folders with packages of their own, which `npm install` leaves out since few need them. `npm run tools` installs all of them;
// `npm run tools -- tests/lint` installs one. Whatever needs such a folder is skipped without it, and says so.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The folders, by the use of their packages. */
export const TOOL_FOLDERS = {
  'tests/lint': 'the linter',
  'tests/browser': 'browser tests and validators',
  'tests/package': 'tests of the packages',
  'tests/optional': 'packages that a site may add',
  bench: 'benchmarks',
} as const;

export type ToolFolder = keyof typeof TOOL_FOLDERS;

/** Returns the folder of an installed package of a tool folder. */
export function toolPath(folder: ToolFolder, ...path: readonly string[]): string {
  return join(PROJECT, folder, 'node_modules', ...path);
}

export function hasTools(folder: ToolFolder): boolean {
  return existsSync(toolPath(folder, '.package-lock.json'));
}

/**
 * Says that something is skipped.
 * @throws Error with TITLEBLOCK_WHOLE, which CI sets: nothing may be skipped there
 */
export function skip(what: string, hint: string): void {
  const message = `skipped: ${what} (${hint})`;
  if (process.env.TITLEBLOCK_WHOLE) throw new Error(`${message}, with TITLEBLOCK_WHOLE`);
  console.warn(message);
}

/** Returns true if a folder's packages are installed. If not, says what is skipped and which command installs them. */
export function needsTools(folder: ToolFolder, what: string): boolean {
  const isInstalled = hasTools(folder);
  if (!isInstalled) skip(what, `npm run tools -- ${folder} installs what is needed`);
  return isInstalled;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv.slice(2);
  const unknown = given.filter((name) => !(name in TOOL_FOLDERS));
  if (unknown.length > 0) {
    console.error(`unknown folder "${unknown.join('", "')}"; expected one of ${Object.keys(TOOL_FOLDERS).join(', ')}`);
    process.exitCode = 2;
  } else
    for (const folder of given.length > 0 ? given : Object.keys(TOOL_FOLDERS))
      execFileSync('npm', ['ci', '--prefix', folder], { cwd: PROJECT, stdio: 'inherit' });
}
