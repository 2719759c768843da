// Makes a copy of the project with the mutants of a sample in its sources. Tests run in it as in the project, including those that start
// the program, which bundles the sources next to it. Editing the project doesn't disturb a run.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instrumented, type NumberedMutant } from './instrument.js';

/** Folders that no test reads, or that are created in the copy. */
const LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'build']);

/** Makes the copy. @returns its folder */
export function copyWith(project: string, mutants: readonly NumberedMutant[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'titleblock-mutants-'));
  for (const name of readdirSync(project))
    if (!LEFT_OUT.has(name)) cpSync(join(project, name), join(copy, name), { recursive: true });
  // Packages are linked, but the program's cache in node_modules/.cache belongs to the copy.
  mkdirSync(join(copy, 'node_modules'));
  mkdirSync(join(copy, 'tmp'));
  for (const name of readdirSync(join(project, 'node_modules')))
    if (name !== '.cache' && name !== '.vite') symlinkSync(join(project, 'node_modules', name), join(copy, 'node_modules', name));
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
