// Bundles the plugins of a site, each with everything that it imports. A hash of the bundle is part of the key of all results
// that the plugin affects.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { problem } from '../base/diagnostics.js';
import { hashOf } from '../base/hash.js';
import { load, PROJECT } from '../base/program.js';
import { CONFIG_FILE } from '../config/config.js';
import type { PluginSetting } from '../config/plugins.js';
import type { Diagnostic } from '../types.js';
import { entryOf, isInstalled, missingPackage, type PluginFault, placesOfPackage } from './entry.js';
import { fileStamp } from './fileStamp.js';

/** A bundled plugin; plain data, so that any thread can load it. */
export interface PluginBundle {
  /** Name in site.yaml. */
  readonly name: string;
  /** `titleblock` for a plugin with this program's API; `remark` and `rehype` for unchanged plugins of unified. */
  readonly kind: 'titleblock' | 'remark' | 'rehype';
  readonly options: unknown;
  /** A CommonJS module. */
  readonly code: string;
  /** A hash of code and options. */
  readonly hash: string;
}

/** Name of the variable that replaces `import.meta.url` in a bundle. */
export const IMPORT_META_URL = 'titleblockUrl';

/** The bundled plugins of a site. */
export interface BundledPlugins {
  readonly settings: readonly PluginSetting[];
  readonly bundles: readonly PluginBundle[];
  /** Absolute paths of the bundled files, with their size and mtime. */
  readonly files: readonly (readonly [path: string, stamp: string])[];
  /** Absolute paths of files that would repair plugins that failed, with their size and mtime. */
  readonly awaited: readonly (readonly [path: string, stamp: string])[];
  readonly problems: readonly Diagnostic[];
}

export const NO_PLUGINS: BundledPlugins = { settings: [], bundles: [], files: [], awaited: [], problems: [] };

/**
 * Bundles the plugins of a site.
 * @param root the site's folder
 * @param before the last result, which is returned if neither the settings nor a file has changed
 */
export function bundlePlugins(root: string, settings: readonly PluginSetting[], before = NO_PLUGINS): BundledPlugins {
  if (settings.length === 0) return NO_PLUGINS;
  const isSame = JSON.stringify(settings) === JSON.stringify(before.settings);
  if (isSame && before.files.every(([path, look]) => look === fileStamp(path))) return before;
  const problems: Diagnostic[] = [];
  const files = new Map<string, string>();
  const awaited = new Map<string, string>();
  const bundles = settings.flatMap((setting) => {
    const bundle = bundleOf(root, setting);
    if ('made' in bundle) {
      for (const path of bundle.inputs) files.set(path, fileStamp(path));
      return [bundle.made];
    }
    const { reason, awaited: places, ...more } = bundle;
    for (const path of places) awaited.set(path, fileStamp(path));
    problems.push(problem(CONFIG_FILE, setting.place, 'plugin/failed', `plugin "${setting.name}": ${reason}`, more));
    return [];
  });
  // The cause may be gone without any trace in these files: a build never reuses this result.
  if (problems.length > 0) files.set('', 'failed');
  return { settings, bundles, files: [...files], awaited: [...awaited], problems };
}

/** True if a file of a plugin has changed, wherever it is, or one that may repair a plugin that failed. */
export function haveChanged({ files, awaited }: BundledPlugins): boolean {
  return [...files, ...awaited].some(([path, stamp]) => path !== '' && stamp !== fileStamp(path));
}

type Bundled = { readonly made: PluginBundle; readonly inputs: readonly string[] };

function bundleOf(root: string, { name, options }: PluginSetting): Bundled | PluginFault {
  const entry = entryOf(root, name);
  if ('reason' in entry) return entry;
  const esbuild = esbuildFor(root);
  if (!esbuild)
    return {
      reason: 'esbuild is required to load it',
      note: 'npm install esbuild',
      awaited: placesOfPackage(root, 'esbuild'),
    };
  const { path } = entry;
  try {
    const { outputFiles, metafile } = esbuild.buildSync({
      stdin: {
        contents: `export * from ${JSON.stringify(path)}; export { default } from ${JSON.stringify(path)};`,
        resolveDir: root,
      },
      absWorkingDir: root,
      // Sites outside of a clone of the program can use the packages of the clone.
      nodePaths: [join(PROJECT, 'node_modules')],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      define: { 'import.meta.url': IMPORT_META_URL },
      external: ['*.node', 'sharp'],
      logLevel: 'silent',
    });
    const code = (outputFiles[0] as { readonly text: string }).text;
    const inputs = Object.keys(metafile.inputs)
      .filter((file) => file !== '<stdin>')
      .map((file) => join(root, file));
    return {
      made: {
        name,
        kind: entry.isFile ? 'titleblock' : kindOf(name),
        options,
        code,
        hash: hashOf(name, code, JSON.stringify(options ?? null)),
      },
      inputs,
    };
  } catch (error) {
    return faultOf(root, name, error as Error & { readonly errors?: readonly Mistake[] });
  }
}

/** An error of esbuild. */
interface Mistake {
  readonly text: string;
  readonly location?: { readonly file: string; readonly line: number; readonly column: number } | null;
}

function faultOf(
  root: string,
  name: string,
  { errors: [first] = [], message }: { readonly errors?: readonly Mistake[]; readonly message: string },
): PluginFault {
  if (!first) return { reason: message, awaited: [] };
  const { text, location } = first;
  const [, missing] = /^Could not resolve "([^"./][^"]*)"/.exec(text) ?? [];
  if (!location || location.file === '<stdin>')
    return missing === undefined ? { reason: text, awaited: placesOfPackage(root, name) } : missingPackage(root, root, name);
  const file = join(root, location.file);
  return {
    reason: `${location.file}:${location.line}:${location.column + 1}: ${text}`,
    awaited: [file, ...(missing === undefined ? [] : placesOfPackage(dirname(file), missing))],
  };
}

/** Returns the kind of a plugin by its package name: `remark-gfm`, `@me/rehype-x`. */
function kindOf(name: string): PluginBundle['kind'] {
  const [, kind] = /^(?:@[^/]+\/)?(remark|rehype)-/.exec(name) ?? [];
  return (kind as 'remark' | 'rehype' | undefined) ?? 'titleblock';
}

/** Loads esbuild from the site or from the program; returns undefined if neither has it. */
function esbuildFor(root: string): typeof import('esbuild') | undefined {
  for (const [folder, from] of [
    [root, createRequire(join(root, 'package.json'))],
    [PROJECT, load],
  ] as const) {
    try {
      if (isInstalled(folder, 'esbuild')) return from('esbuild') as typeof import('esbuild');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}
