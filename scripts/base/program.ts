// The program itself: its folder, its version, and loading of packages on demand.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the program's folder, which contains scripts/. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Loads a CommonJS package on demand. Most builds need none. */
export const load = createRequire(import.meta.url);

/** Loads an ES module on demand. */
export function loadModule(name: string): Promise<unknown> {
  return globalThis.titleblockImport ? globalThis.titleblockImport(name) : import(name);
}

/** Returns the version of an installed package without loading it. */
export function packageVersion(name: string): string {
  const entry = load.resolve(name);
  const folder = join('node_modules', name, '');
  const root = entry.slice(0, entry.lastIndexOf(folder) + folder.length);
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

declare global {
  /** Set by scripts/start/start.cjs: a hash of all sources and of the versions of all packages. */
  var titleblockProgram: string | undefined;
  /** Set by scripts/start/start.cjs, because a bundle cannot call `import()` itself. */
  var titleblockImport: ((name: string) => Promise<unknown>) | undefined;
}

/**
 * Returns a text that changes whenever the program could give other results: with its sources, its packages, and Node, which has
 * the Unicode tables. It is part of the cache key, so results of another version are never reused.
 */
export function programVersion(): string {
  return `${globalThis.titleblockProgram ?? 'unbundled'} ${process.version}`;
}
