// What the packages share: values of this repository's package.json, and writing of files; and what is copied into the program's.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: object;
  readonly dependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
  /** Optional packages, for builds with a queue. */
  readonly peerDependencies: { readonly [name: string]: string };
}

export const own = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as PackageJson;

const ranges = { ...own.peerDependencies, ...own.devDependencies, ...own.dependencies };

/** Returns an entry of dependencies: a package, and the range of versions that the program uses. */
export function rangeOf(name: string): [name: string, range: string] {
  return [name, ranges[name] ?? '*'];
}

export function write(file: string, data: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
}

export function writeJson(file: string, value: object): void {
  write(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Files and folders that the package of the program has as they are. */
export const COPIED = [
  'README.md',
  'README.zh.md',
  'ARCHITECTURE.md',
  'LICENSE',
  'CHANGELOG.md',
  'docs',
  'scripts/features/search/fullText/README.md',
  'scripts/lib/README.md',
  'scripts/lib/cjk-search.md',
  'scripts/lib/pandoc-template.md',
  'scripts/lib/remark-pandoc.md',
  'scripts/markdown/README.md',
  'scripts/picture/fonts',
  'scripts/start/start.cjs',
  'scripts/template/README.md',
  'templates',
] as const;

/** True for a file that is copied. Other pictures of the docs would be more than all of their texts. */
export function isCopied(path: string): boolean {
  const isBelow = COPIED.some((each) => path === each || path.startsWith(`${each}/`));
  return isBelow && !path.startsWith('docs/screenshots/');
}
