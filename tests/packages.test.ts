// Each package that the code imports is named by the package.json that installs it. A package that is there only because another
// one needs it (a phantom) may vanish with the next version of that one.

import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COPIED, isCopied } from '../scripts/tools/packedFiles.js';
import { TOOL_FOLDERS } from '../scripts/tools/toolFolders.js';
import { filesBelow, PROJECT } from './support.js';

type Names = { readonly [name: string]: string };

interface Manifest {
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly peerDependencies?: Names;
}

interface Import {
  readonly file: string;
  readonly name: string;
  readonly isType: boolean;
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(PROJECT, folder, 'package.json'), 'utf8')) as Manifest;
const own = manifestOf('.');
const shipped = { ...own.dependencies, ...own.peerDependencies };
const all = { ...shipped, ...own.devDependencies };

const BARE = "'((?:@[a-z][^'/]*/)?[a-z][^'/:]*)(?:/[^']*)?'";
/** Static imports and exports, which begin a line, and calls that load a package. */
const STATIC = new RegExp(`^(?:import|export)\\s(type\\s)?(?:[^';]*?\\sfrom\\s)?${BARE};`, 'gm');
const CALLS = new RegExp(
  `(typeof )?\\b(?:import|require|load|loadModule|loadOptional(?:<typeof import\\('[^']*'\\)>)?)(?:\\.resolve)?\\(${BARE}\\)`,
  'g',
);

/** Returns the packages that the code of a text imports. */
function importsIn(text: string, file = 'a.ts'): Import[] {
  const code = text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...code.matchAll(STATIC), ...code.matchAll(CALLS)]
    .map(([, type, name = '']) => ({ file, name, isType: type !== undefined }))
    .filter(({ name }) => !builtinModules.includes(name));
}

/** Returns the imports of a folder's files, except those below some others. */
function importsBelow(folder: string, besides: readonly string[] = []): Import[] {
  return filesBelow(join(PROJECT, folder))
    .map((path) => `${folder}/${path}`)
    .filter(
      (path) =>
        /\.(?:ts|cjs)$/.test(path) &&
        !path.includes('node_modules/') &&
        !besides.some((each) => `${path}/`.startsWith(`${each}/`)),
    )
    .flatMap((path) => importsIn(readFileSync(join(PROJECT, path), 'utf8'), path));
}

/** Returns the imports that no list of packages has. The types of `hast` may come from `@types/hast`. */
function phantoms(imports: readonly Import[], packages: Names, typePackages = packages): Import[] {
  return imports.filter(
    ({ name, isType }) =>
      !(name in packages) && !(isType && (name in typePackages || `@types/${name}` in typePackages)) && name !== 'titleblock',
  );
}

const PROGRAM = importsBelow('scripts', ['scripts/tools']);

test('finds imports of all forms', () => {
  const text = [
    "import a from 'a';\nimport {\n  b,\n} from 'b/c';\nimport type { C } from '@s/c/d';\nexport { e } from 'e';\nimport 'f';",
    "import { join, posix } from 'node:path';\nimport { x } from './x.js';\n// import g from 'g';",
    "const h = load('h') as typeof import('h');\nconst i = await import('i');\nloadOptional<typeof import('j')>('j');",
  ].join('\n');
  expect(importsIn(text).map(({ name, isType }) => (isType ? `type ${name}` : name))).toEqual([
    'a',
    'b',
    'type @s/c',
    'e',
    'f',
    'h',
    'type h',
    'i',
    'j',
  ]);
  expect(
    phantoms(importsIn("import a from 'a';\nimport type { B } from 'b';"), {}, { '@types/a': '', '@types/b': '' }),
  ).toMatchObject([{ name: 'a' }]);
});

test('the program imports its dependencies only, and each of them', () => {
  expect(PROGRAM.length).toBeGreaterThan(50);
  expect(phantoms(PROGRAM, shipped, all)).toEqual([]);
  const used = new Set(PROGRAM.map(({ name }) => name));
  expect(Object.keys(shipped).filter((name) => !used.has(name))).toEqual([]);
});

test('tools and tests import packages that a clone installs', () => {
  expect(phantoms(importsBelow('scripts/tools'), all)).toEqual([]);
  // The imports in this file are examples.
  expect(phantoms(importsBelow('tests', [...Object.keys(TOOL_FOLDERS), 'tests/packages.test.ts']), all)).toEqual([]);
});

describe.each(Object.keys(TOOL_FOLDERS))('%s', (folder) => {
  test('imports packages that it or the clone installs', () => {
    // The benchmark writes sites for Astro, which it measures.
    const written = folder === 'bench' ? ['bench/frames.ts'] : [];
    expect(phantoms(importsBelow(folder, written), { ...all, ...manifestOf(folder).dependencies })).toEqual([]);
  });
});

test('the links between packed texts lead to packed files', () => {
  const packed = COPIED.flatMap((path) =>
    statSync(join(PROJECT, path)).isDirectory() ? filesBelow(join(PROJECT, path)).map((each) => `${path}/${each}`) : [path],
  );
  const texts = packed.filter((path) => path.endsWith('.md') && isCopied(path));
  expect(texts).toContain('README.zh.md');
  const dead = texts.flatMap((path) =>
    [
      ...readFileSync(join(PROJECT, path), 'utf8')
        .replace(/^(`{3,}).*?^\1|`[^`\n]*`/gms, '')
        .matchAll(/\]\((?![a-z]+:|#)([^)\s#]+\.(?:md|svg))/g),
    ].flatMap(([, link = '']) => {
      const to = posix.join(posix.dirname(path), link);
      // What contributors read is in the clone only.
      return to.startsWith('.github/') || (isCopied(to) && packed.includes(to)) ? [] : [`${path}: ${link}`];
    }),
  );
  expect(dead).toEqual([]);
});
