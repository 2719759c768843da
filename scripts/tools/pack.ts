// `npm run pack`: makes the npm packages in build/: titleblock, create-titleblock, and the libraries that are packages of their own
// (packLibraries.ts). The program is bundled, the libraries are compiled, and their types are included. Everything comes from this
// repository. `npm run pack -- titleblock` makes one of them.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { hashOfBytes } from '../base/hash.js';
import { FEATURES } from '../features/table.js';
import { COPIED, isCopied, own, PROJECT, rangeOf, write, writeJson } from './packedFiles.js';
import { declarations, LIBRARY_PACKAGES, makeLibrary } from './packLibraries.js';
import { licencesOf, sbomOf } from './thirdParty.js';

const BUILD = join(PROJECT, 'build');
/** Libraries by the path after the package's name. */
const LIBRARIES = { '.': 'index', './markdown': 'markdown', './template': 'template' } as const;
/** ES modules that the program loads by name at runtime. */
const MODULES = ['@secretlint/core', '@secretlint/secretlint-rule-preset-recommend'];
/** Packages used in the types of the libraries. */
const TYPES = ['@types/hast', '@types/mdast', 'unified', 'vfile'];

/** The parts of start.cjs used here. */
interface Start {
  readonly bundle: (part: string, more: object) => { readonly code: Uint8Array; readonly map?: Uint8Array };
  readonly loaded: readonly string[];
  /** Optional packages, which are not installed with it. */
  readonly optional: readonly string[];
}

const start = createRequire(import.meta.url)('../start/start.cjs') as Start;

/** Packages by name, each with a function that makes its folder. */
const MAKERS: { readonly [name: string]: (folder: string, build: string) => void } = {
  titleblock: makeProgram,
  'create-titleblock': makeCreate,
  ...Object.fromEntries(
    LIBRARY_PACKAGES.map((each) => [each.name, (folder: string, build: string) => makeLibrary(each, build, folder)]),
  ),
};

/**
 * Makes packages and packs them.
 * @param build folder for packages and archives, which is emptied
 * @returns the paths of the archives by name
 */
export function pack(names: readonly string[] = Object.keys(MAKERS), build = BUILD): { readonly [name: string]: string } {
  const unknown = names.find((name) => !Object.hasOwn(MAKERS, name));
  if (unknown !== undefined) throw new Error(`unknown package "${unknown}"; expected one of ${Object.keys(MAKERS).join(', ')}`);
  rmSync(build, { recursive: true, force: true });
  return Object.fromEntries(
    names.map((name) => {
      const folder = join(build, name);
      mkdirSync(folder, { recursive: true });
      MAKERS[name]?.(folder, build);
      return [name, packFolder(folder, build)];
    }),
  );
}

function makeProgram(program: string, build: string): void {
  copyFiles(program);
  bundleProgram(program);
  compileLibraries(program, build);
  writeJson(join(program, 'package.json'), manifest());
  const sbom = sbomOf(PROJECT);
  writeJson(join(program, 'sbom.cdx.json'), sbom);
  writeFileSync(join(program, 'THIRD-PARTY.txt'), licencesOf(PROJECT, sbom));
}

function copyFiles(program: string): void {
  const filter = (from: string) => statSync(from).isDirectory() || isCopied(relative(PROJECT, from).replaceAll(sep, '/'));
  for (const path of COPIED) cpSync(join(PROJECT, path), join(program, path), { recursive: true, filter });
}

function bundleProgram(program: string): void {
  const folder = join(program, 'scripts/start');
  const codes: Uint8Array[] = [];
  for (const name of ['front', 'back']) {
    const { code, map } = start.bundle(name, { sourcemap: 'linked', outfile: join(folder, `${name}.cjs`), sourceRoot: '' });
    codes.push(code);
    writeFileSync(join(folder, `${name}.cjs`), code);
    if (map) writeFileSync(join(folder, `${name}.cjs.map`), map);
  }
  const ofBrowsers = FEATURES.rows
    .flatMap(({ scripts = [] }) => scripts)
    .map(({ packed, bundle }) => [join(program, packed), bundle()] as const);
  for (const [file, text] of ofBrowsers) write(file, text);
  // The program's version is a hash of its content, as in a clone.
  const version = hashOfBytes(Buffer.concat([...codes, ...ofBrowsers.map(([, text]) => Buffer.from(text))]));
  writeJson(join(folder, 'packed.json'), { version });
}

function compileLibraries(program: string, build: string): void {
  const folder = join(program, 'scripts/lib');
  buildSync({
    entryPoints: Object.values(LIBRARIES).map((name) => join(PROJECT, `scripts/lib/${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    external: ['../start/start.cjs'],
    // The build of yaml that is an ES module.
    alias: { yaml: join(PROJECT, 'node_modules/yaml/browser/index.js') },
  });
  const entries = Object.values(LIBRARIES).map((name) => `scripts/lib/${name}`);
  for (const [path, text] of declarations(build, entries)) write(join(program, path), text);
}

/** Returns the package's package.json. Bundled packages are not dependencies. */
function manifest(): object {
  const needed = [...start.loaded, ...MODULES, 'classic-level'].sort();
  const optional = [...TYPES, ...start.optional];
  const { name, version, description, license, engines } = own;
  return {
    name,
    version,
    description,
    license,
    keywords: ['blog', 'static-site-generator', 'pandoc', 'markdown', 'chinese', 'unified'],
    type: 'module',
    engines,
    bin: { titleblock: 'scripts/start/start.cjs' },
    exports: {
      ...Object.fromEntries(
        Object.entries(LIBRARIES).map(([path, file]) => [
          path,
          { types: `./scripts/lib/${file}.d.ts`, default: `./scripts/lib/${file}.js` },
        ]),
      ),
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries(needed.map(rangeOf)),
    // Needed for the types of titleblock/markdown, for builds with a queue, and for plugins in TypeScript.
    peerDependencies: { ...Object.fromEntries(optional.map(rangeOf)), esbuild: own.dependencies.esbuild },
    peerDependenciesMeta: Object.fromEntries([...optional, 'esbuild'].map((each) => [each, { optional: true }])),
  };
}

/** Makes the package for `npm create titleblock my-blog`. */
function makeCreate(folder: string): void {
  cpSync(join(PROJECT, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(
    join(folder, 'README.md'),
    '# create-titleblock\n\n`npm create titleblock my-blog` begins a blog with titleblock: the same as `npx titleblock init my-blog`.\n',
  );
  writeFileSync(
    join(folder, 'create.cjs'),
    `#!/usr/bin/env node\nconst { dirname, join } = require('node:path');\nconst { spawnSync } = require('node:child_process');\nconst folder = dirname(require.resolve('titleblock/package.json'));\nconst start = join(folder, 'scripts/start/start.cjs');\nconst { status } = spawnSync(process.execPath, [start, 'init', ...process.argv.slice(2)], { stdio: 'inherit' });\nprocess.exitCode = status ?? 1;\n`,
    { mode: 0o755 },
  );
  const { version, license, engines } = own;
  writeJson(join(folder, 'package.json'), {
    name: 'create-titleblock',
    version,
    description: 'Begins a blog with titleblock.',
    license,
    type: 'commonjs',
    engines,
    bin: { 'create-titleblock': 'create.cjs' },
    files: ['create.cjs'],
    dependencies: { titleblock: version },
  });
}

function packFolder(folder: string, build: string): string {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', build], { cwd: folder });
  const [{ filename, size, unpackedSize, entryCount }] = archiveIn(output.toString());
  console.log(`${filename}: ${kilobytes(size)} kB, ${kilobytes(unpackedSize)} kB unpacked, ${entryCount} files`);
  return join(build, filename);
}

interface Archive {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

/** Parses npm's output, which is a list or an object by package name. */
function archiveIn(json: string): [Archive] {
  const output = JSON.parse(json) as readonly Archive[] | { readonly [name: string]: Archive };
  const [first] = Object.values(output);
  if (!first) throw new Error(`npm pack says nothing: ${json}`);
  return [first];
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1000);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  pack(names.length > 0 ? names : undefined);
  console.log(
    `in ${relative(process.cwd(), BUILD)}/: ${readdirSync(BUILD)
      .filter((name) => name.endsWith('.tgz'))
      .join(', ')}`,
  );
}
