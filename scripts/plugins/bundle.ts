// Bundles the plugins of a site, each with everything that it imports. A hash of the bundle is part of the key of all results
// that the plugin affects.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { problem } from '../base/diagnostics.js';
import { hashOf } from '../base/hash.js';
import { isWithin } from '../base/inside.js';
import { load, PROJECT } from '../base/program.js';
import { CONFIG_FILE } from '../config/config.js';
import type { PluginSetting } from '../config/plugins.js';
import type { Diagnostic } from '../types.js';
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
  readonly problems: readonly Diagnostic[];
}

export const NO_PLUGINS: BundledPlugins = { settings: [], bundles: [], files: [], problems: [] };

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
  const bundles = settings.flatMap((setting) => {
    const { name, place } = setting;
    const report = (reason: string, note?: string) =>
      problems.push(problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${name}": ${reason}`, { ...(note && { note }) }));
    const bundle = bundleOf(root, setting, report);
    for (const path of bundle?.inputs ?? []) files.set(path, fileStamp(path));
    return bundle ? [bundle.made] : [];
  });
  // A missing package may be installed in many places, so no list of files would show it: never reuse this result.
  if (problems.length > 0) files.set('', 'missing');
  return { settings, bundles, files: [...files], problems };
}

type Report = (reason: string, note?: string) => void;

function bundleOf(
  root: string,
  { name, options }: PluginSetting,
  report: Report,
): { readonly made: PluginBundle; readonly inputs: readonly string[] } | undefined {
  const entry = entryOf(root, name, report);
  if (entry === undefined) return undefined;
  const esbuild = esbuildFor(root);
  if (!esbuild) {
    report('esbuild is required to load it', 'npm install esbuild');
    return undefined;
  }
  try {
    const { outputFiles, metafile } = esbuild.buildSync({
      stdin: {
        contents: `export * from ${JSON.stringify(entry)}; export { default } from ${JSON.stringify(entry)};`,
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
      .filter((path) => path !== '<stdin>')
      .map((path) => join(root, path));
    return {
      made: { name, kind: kindOf(name), options, code, hash: hashOf(name, code, JSON.stringify(options ?? null)) },
      inputs,
    };
  } catch (error) {
    const [first] =
      (error as { errors?: readonly { text: string; location?: { file: string; line: number; column: number } }[] }).errors ?? [];
    const at =
      first?.location && first.location.file !== '<stdin>'
        ? `${first.location.file}:${first.location.line}:${first.location.column + 1}: `
        : '';
    report(first ? `${at}${first.text}` : (error as Error).message);
    return undefined;
  }
}

/** Returns what to import: a file of the site, or a package. Reports a file that is missing or outside of the site. */
function entryOf(root: string, name: string, report: Report): string | undefined {
  if (!name.startsWith('.')) return name;
  const file = join(root, name);
  if (!existsSync(file)) report('no such file in the site’s folder');
  else if (!isWithin([root], file)) report('it is outside the site’s folder');
  else return `./${name.replace(/^\.\//, '')}`;
  return undefined;
}

/** Returns the kind of a plugin by its package name: `remark-gfm`, `@me/rehype-x`. */
function kindOf(name: string): PluginBundle['kind'] {
  const [, kind] = /^(?:@[^/]+\/)?(remark|rehype)-/.exec(name) ?? [];
  return (kind as 'remark' | 'rehype' | undefined) ?? 'titleblock';
}

/** Loads esbuild from the site or from the program; returns undefined if neither has it. */
function esbuildFor(root: string): typeof import('esbuild') | undefined {
  for (const from of [createRequire(join(root, 'package.json')), load]) {
    try {
      return from('esbuild') as typeof import('esbuild');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}
