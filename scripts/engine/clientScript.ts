// Scripts for readers' browsers, each bundled into one file: in advance for the package, or when this version of the program
// first builds a site with it.

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lazy } from '../base/flow/lazy.js';
import { load, PROJECT } from '../base/program.js';
import { replaceFile } from '../base/replaceFile.js';

export interface ClientScript {
  /** Path of the bundle in the package. */
  readonly packed: string;
  /** Returns the bundle, made only if it is not cached. */
  readonly text: () => string;
  readonly bundle: () => string;
}

/** @param entry path below the project, without `.ts` */
export function clientScript(entry: string): ClientScript {
  const packed = `${entry}.js`;
  const bundle = () => {
    const { buildSync } = load('esbuild') as typeof import('esbuild');
    const { outputFiles } = buildSync({
      entryPoints: [join(PROJECT, `${entry}.ts`)],
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
    });
    return (outputFiles[0] as { readonly text: string }).text;
  };
  const text = lazy(() => readIfThere(join(PROJECT, packed)) ?? cachedBundle(`${basename(entry)}.js`, bundle));
  return { packed, text, bundle };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Returns the bundle from the cache of this program version (scripts/start/start.cjs), or makes it. */
function cachedBundle(name: string, bundle: () => string): string {
  const folder = join(PROJECT, 'node_modules/.cache/titleblock', globalThis.titleblockProgram ?? 'unbundled');
  const known = readIfThere(join(folder, name));
  if (known !== undefined) return known;
  const text = bundle();
  try {
    // Only a folder with the program's own bundles is ever removed, so this one is not created here.
    if (existsSync(folder)) replaceFile(join(folder, name), text);
  } catch {
    // The disk is read-only or full.
  }
  return text;
}
