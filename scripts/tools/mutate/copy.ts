// Makes a copy of the project with the mutants of a sample in its sources. Tests run in it as in the project, including those that start
// the program, which bundles the sources next to it. Editing the project doesn't disturb a run.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TOOL_FOLDERS } from '../toolFolders.js';
import { instrumented, type NumberedMutant } from './instrument.js';

/** Folders that no test reads, or that are created in the copy. */
const LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'build']);

const isCopied = (path: string) => basename(path) !== 'node_modules';

/** Makes the copy. @returns its folder */
export function copyWith(project: string, mutants: readonly NumberedMutant[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'titleblock-mutants-'));
  for (const name of readdirSync(project))
    if (!LEFT_OUT.has(name)) cpSync(join(project, name), join(copy, name), { recursive: true, filter: isCopied });
  // Packages are linked, but the program's cache in node_modules/.cache belongs to the copy.
  mkdirSync(join(copy, 'node_modules'));
  mkdirSync(join(copy, 'tmp'));
  for (const name of readdirSync(join(project, 'node_modules')))
    if (name !== '.cache' && name !== '.vite') symlinkSync(join(project, 'node_modules', name), join(copy, 'node_modules', name));
  for (const folder of Object.keys(TOOL_FOLDERS)) {
    const packages = join(project, folder, 'node_modules');
    if (existsSync(packages)) symlinkSync(packages, join(copy, folder, 'node_modules'));
  }
  for (const file of new Set(mutants.map((each) => each.file))) {
    const source = readFileSync(join(project, file), 'utf8');
    writeFileSync(
      join(copy, file),
      instrumented(
        source,
        mutants.filter((each) => each.file === file),
      ),
    );
  }
  return copy;
}
