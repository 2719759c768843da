// Finds what the name of a plugin in site.yaml stands for: a file of the site, with or without `./`, or a package. If there is
// neither, it says what was probably meant, and which files may turn up later.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '../base/diagnostics.js';
import { isWithin } from '../base/inside.js';
import { PROJECT } from '../base/program.js';

/** Why a plugin cannot be loaded. */
export interface PluginFault {
  readonly reason: string;
  readonly note?: string;
  readonly expected?: readonly string[];
  /** Absolute paths of files that would repair it, if they appear or change. */
  readonly awaited: readonly string[];
}

/** What to import, as esbuild names it from the site's folder. */
export interface PluginEntry {
  readonly path: string;
  readonly isFile: boolean;
}

/** Returns what to import for a plugin's name. A package is not looked up: esbuild does that. */
export function entryOf(root: string, name: string): PluginEntry | PluginFault {
  const file = join(root, name);
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (!isFile && !isPath(name)) return { path: name, isFile: false };
  if (!existsSync(file)) return { reason: 'no such file in the site’s folder', expected: filesLike(root, name), awaited: [file] };
  if (!isWithin([root], file)) return { reason: 'it is outside the site’s folder', awaited: [] };
  return { path: `./${name.replace(/^\.\//, '')}`, isFile: true };
}

/** True if a name is meant as a path: packages have neither an extension nor a slash, except after their scope. */
function isPath(name: string): boolean {
  return name.startsWith('.') || /\.[cm]?[jt]sx?$/.test(name) || (name.includes('/') && !name.startsWith('@'));
}

/** Describes a package that is not installed. @param from the absolute folder that imports it */
export function missingPackage(root: string, from: string, name: string): PluginFault {
  const expected = filesLike(root, name);
  const how = expected.length > 0 ? {} : { note: `npm install ${packageOf(name)}` };
  return { reason: 'no package of this name is installed', expected, ...how, awaited: placesOfPackage(from, name) };
}

/** Returns the files in plugins/ whose names are like that of a plugin. */
function filesLike(root: string, name: string): string[] {
  const folder = join(root, 'plugins');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.[cm]?[jt]sx?$/.test(file)) : [];
  const stem = (path: string) => path.replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, '');
  const stems = nearest(stem(name), new Set(files.map(stem)), 1);
  return files.filter((file) => stems.includes(stem(file))).map((file) => `./plugins/${file}`);
}

/** Files in node_modules/ that a package manager writes last. */
const LISTS = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml', '.yarn-integrity'];

/** Returns the files that change when a package is installed where a folder can import it. */
export function placesOfPackage(from: string, name: string): string[] {
  const folders = [join(PROJECT, 'node_modules'), ...packageFolders(from)];
  return folders.flatMap((folder) => [join(packageOf(name), 'package.json'), ...LISTS].map((file) => join(folder, file)));
}

/**
 * True if a folder can import a package. Node must not be asked earlier: it remembers that a package without a package.json, which is
 * being installed, has none.
 */
export function isInstalled(from: string, name: string): boolean {
  return packageFolders(from).some((folder) => existsSync(join(folder, name, 'package.json')));
}

/** Returns the folders in which Node looks for the packages that a folder imports. */
function packageFolders(from: string): string[] {
  const parent = dirname(from);
  return [join(from, 'node_modules'), ...(parent === from ? [] : packageFolders(parent))];
}

/** Returns the package of an import: `a` for `a/b`, `@a/b` for `@a/b/c`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
