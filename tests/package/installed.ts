// Helpers of the package tests: an empty folder with packages, and what validators say about a package.

import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { environment, temporaryFolder, writeFiles } from '../support.js';

type Names = { readonly [name: string]: string };

export const run = (program: string, args: readonly string[], cwd: string, env: Names = {}) =>
  promisify(execFile)(program, args, {
    cwd,
    env: environment({ npm_config_yes: 'false', INIT_CWD: '', ...env }),
    maxBuffer: 1e8,
  });

/** Makes a folder with packages. */
export async function installed(dependencies: Names, overrides: Names = {}): Promise<string> {
  const folder = join(temporaryFolder(), 'home');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies, overrides }));
  await run('npm', ['install', '--no-fund', '--no-audit'], folder);
  return folder;
}

/** Compiles `main.ts` as strictly as a stranger might. */
export async function compile(folder: string, source: string, lib?: readonly string[]): Promise<void> {
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2022',
    strict: true,
    exactOptionalPropertyTypes: true,
    outDir: 'out',
    types: ['node'],
    ...(lib && { lib }),
  };
  writeFiles(folder, { 'main.ts': source, 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['main.ts'] }) });
  await run('npx', ['--no-install', 'tsc'], folder);
}

/** Returns what publint and attw say about a package. @param tarball its archive, next to the folder that it was made from */
export async function complaintsAbout(name: string, tarball: string): Promise<unknown[]> {
  const folder = join(dirname(tarball), name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { messages } = await publint({ pkgDir: folder, strict: true });
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  // The packages are for Node's modules: what cannot read exports, or requires, is not served.
  const problems = analysis.types ? analysis.problems.filter((problem) => !isOfOldNode(problem)) : ['no types'];
  return [...messages.map((message) => formatMessage(message, manifest)), ...problems];
}

/** Node before exports (10), and `require` of a package of modules. */
function isOfOldNode(problem: unknown): boolean {
  const { kind, resolutionKind } = problem as { kind?: string; resolutionKind?: string };
  return resolutionKind === 'node10' || (kind === 'CJSResolvesToESM' && resolutionKind === 'node16-cjs');
}
