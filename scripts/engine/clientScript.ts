// A script that runs in readers' browsers, in one file: bundled when a version of the program first builds a site with it, or
// beforehand with the package.

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lazy } from '../base/flow/lazy.js';
import { load, PROJECT } from '../base/program.js';
import { replaceFile } from '../base/replaceFile.js';

export interface ClientScript {
  /** Where the package has it, below the project. */
  readonly packed: string;
  /** Its text. */
  readonly text: () => string;
  /** Bundles it. */
  readonly bundle: () => string;
}

/** @param entry below the project, without `.ts` */
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
  const text = lazy(() => kept(join(PROJECT, packed)) ?? bundledOnce(`${basename(entry)}.js`, bundle));
  return { packed, text, bundle };
}

function kept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What a version of the program bundled before, next to the bundles of the program itself (scripts/start/start.cjs). */
function bundledOnce(name: string, bundle: () => string): string {
  const folder = join(PROJECT, 'node_modules/.cache/titleblock', globalThis.titleblockProgram ?? 'unbundled');
  const known = kept(join(folder, name));
  if (known !== undefined) return known;
  const text = bundle();
  try {
    // Without the program's own bundles, no one would remove it.
    if (existsSync(folder)) replaceFile(join(folder, name), text);
  } catch {
    // A read-only place, or a full one.
  }
  return text;
}
