// The libraries as packages of their own, for programs that need no more: code, types, README, and the dependencies that their
// code and types name.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { buildSync } from 'esbuild';
import { own, PROJECT, rangeOf, write, writeJson } from './packedFiles.js';
import { noticeOf } from './thirdParty.js';

export interface LibraryPackage {
  /** Its README is scripts/lib/NAME.md. */
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** Entry points: files of scripts/lib/, by the path after the package's name. */
  readonly entries: { readonly [path: string]: string };
  /** Modules that become part of the package, since their packages are large and one file is used. */
  readonly included: readonly string[];
}

export const LIBRARY_PACKAGES: readonly LibraryPackage[] = [
  {
    name: 'remark-pandoc',
    description: 'Reads Pandoc’s markdown to mdast: a remark plugin in place of remark-parse.',
    keywords: ['remark', 'remark-plugin', 'unified', 'mdast', 'markdown', 'pandoc'],
    entries: { '.': 'markdown' },
    included: [],
  },
  {
    name: 'pandoc-template',
    description: 'Pandoc’s template language: compiles, renders and checks templates.',
    keywords: ['pandoc', 'template', 'template-engine'],
    entries: { '.': 'template' },
    included: [],
  },
  {
    name: 'cjk-search',
    description: 'Full-text search of static sites in Chinese, Japanese, Korean and other languages, without a server.',
    keywords: ['search', 'full-text-search', 'static-site', 'chinese', 'japanese', 'korean', 'cjk'],
    entries: { '.': 'search', './client': 'searchClient' },
    included: ['opencc-js/dict/TSCharacters'],
  },
];

/** Makes the folder of a library's package. @param build folder for what is needed in between */
export function makeLibrary(library: LibraryPackage, build: string, folder: string): void {
  const { name, description, keywords, entries, included } = library;
  const files = Object.values(entries);
  const packages = new Set(bundle(library, folder));
  for (const [path, text] of declarations(
    build,
    files.map((file) => `scripts/lib/${file}`),
  )) {
    write(join(folder, 'types', relative('scripts', path)), text);
    for (const each of typePackages(text)) packages.add(each);
  }
  cpSync(join(PROJECT, 'LICENSE'), join(folder, 'LICENSE'));
  cpSync(join(PROJECT, `scripts/lib/${name}.md`), join(folder, 'README.md'));
  if (included.length > 0) write(join(folder, 'THIRD-PARTY.txt'), noticeOf(name, included.map(packageOf)));
  const { version, license, engines } = own;
  writeJson(join(folder, 'package.json'), {
    ...{ name, version, description, license, keywords, type: 'module', sideEffects: false, engines },
    exports: {
      ...Object.fromEntries(
        Object.entries(entries).map(([path, file]) => [path, { types: `./types/lib/${file}.d.ts`, default: `./${file}.js` }]),
      ),
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries([...packages].sort().map(rangeOf)),
  });
}

/** Bundles the code of a library; entry points share chunks. @returns the packages that the code imports */
function bundle({ entries, included }: LibraryPackage, folder: string): string[] {
  const { resolve } = createRequire(import.meta.url);
  const { metafile } = buildSync({
    entryPoints: Object.values(entries).map((file) => join(PROJECT, `scripts/lib/${file}.ts`)),
    outdir: folder,
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    packages: 'external',
    alias: Object.fromEntries(included.map((name) => [name, resolve(name)])),
  });
  return Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports.filter(({ external, path }) => external && !path.startsWith('node:')))
    .map(({ path }) => packageOf(path));
}

/** Returns the package of a specifier: `@a/b` for `@a/b/c`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Returns the packages that a declaration file imports; those without types of their own have them in `@types/`. */
function typePackages(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([@a-z][^']*)'/g)]
    .map(([, specifier = '']) => packageOf(specifier))
    .map((name) => (`@types/${name}` in own.devDependencies ? `@types/${name}` : name));
}

/**
 * Compiles the declarations of modules.
 * @param build folder for what is needed in between
 * @param modules paths in this repository, without `.ts`
 * @returns texts of the declaration files that these modules need, by path
 */
export function declarations(build: string, modules: readonly string[]): Map<string, string> {
  const types = join(build, 'types');
  const config = join(build, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: types,
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    rootDir: PROJECT,
    typeRoots: [join(PROJECT, 'node_modules/@types')],
  };
  writeJson(config, {
    extends: join(PROJECT, 'tsconfig.json'),
    compilerOptions,
    include: modules.map((module) => join(PROJECT, `${module}.ts`)),
    exclude: [],
  });
  execFileSync(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'inherit' });
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    const path = relative(types, file);
    if (found.has(path) || !existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    found.set(path, text);
    for (const [, other = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g))
      visit(join(dirname(file), `${other}.d.ts`));
  };
  for (const module of modules) visit(join(types, `${module}.d.ts`));
  return found;
}
