// Where the program lies, and which program it is.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program's folder, which holds scripts/. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Loads a package when it is needed, which most builds never do. */
export const load = createRequire(import.meta.url);

/** Loads a package that is an ES module alone, when it is needed. */
export function loadModule(name: string): Promise<unknown> {
  return globalThis.titleblockImport ? globalThis.titleblockImport(name) : import(name);
}

/** The version of an installed package, which is not loaded. */
export function packageVersion(name: string): string {
  const entry = load.resolve(name);
  const folder = join('node_modules', name, '');
  const root = entry.slice(0, entry.lastIndexOf(folder) + folder.length);
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

declare global {
  /** Set by scripts/start/start.cjs: a hash of all sources and of the versions of all packages. */
  var titleblockProgram: string | undefined;
  /** Set by scripts/start/start.cjs: a bundle cannot import by itself. */
  var titleblockImport: ((name: string) => Promise<unknown>) | undefined;
}

/**
 * A name for the program that changes whenever its results could: its sources, its packages, and Node, whose Unicode
 * tables they use. Stored results of another program are never used.
 */
export function programVersion(): string {
  return `${globalThis.titleblockProgram ?? 'unbundled'} ${process.version}`;
}
