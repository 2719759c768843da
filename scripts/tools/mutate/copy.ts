// A copy of the project whose sources hold the mutants of a sample. Tests run in it as they do in the project, those that start the
// program as well: it bundles the sources that are next to it. Edits of the project disturb no run.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instrumented, type Switched } from './instrument.js';

/** Folders that no test reads, or that the copy makes anew. */
const LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'build']);

/** @returns the folder of the copy */
export function copyWith(project: string, mutants: readonly Switched[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'titleblock-mutants-'));
  for (const name of readdirSync(project))
    if (!LEFT_OUT.has(name)) cpSync(join(project, name), join(copy, name), { recursive: true });
  // Each package is a link, and what the program keeps in node_modules/.cache is of the copy alone.
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
