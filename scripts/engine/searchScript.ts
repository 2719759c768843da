// The script that searches in a browser, of one file: bundled here, or with the package.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazy } from '../base/flow/lazy.js';
import { load, PROJECT } from '../base/program.js';

export const searchScript = lazy((): string => {
  const packed = join(PROJECT, 'scripts/search/browser.js');
  return existsSync(packed) ? readFileSync(packed, 'utf8') : searchScriptSource(PROJECT);
});

/** Bundles it. @param project the folder that holds scripts/ */
export function searchScriptSource(project: string): string {
  const { buildSync } = load('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(project, 'scripts/search/browser.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  return (outputFiles[0] as { readonly text: string }).text;
}
