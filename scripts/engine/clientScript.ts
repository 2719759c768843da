// A script that runs in readers' browsers, in one file: bundled when a site is built, or beforehand with the package.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazy } from '../base/flow/lazy.js';
import { load, PROJECT } from '../base/program.js';

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
  const text = lazy(() => (existsSync(join(PROJECT, packed)) ? readFileSync(join(PROJECT, packed), 'utf8') : bundle()));
  return { packed, text, bundle };
}
