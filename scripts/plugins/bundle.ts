// A site's plugins, each bundled with all that it imports: a hash of the bundle is part of the key of what it touches.

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
import { lookOf } from './looks.js';

/** A plugin that is ready to be loaded anywhere: plain data. */
export interface PluginBundle {
  /** As site.yaml has it. */
  readonly name: string;
  /** A plugin of ours, or one of remark or rehype as it is. */
  readonly kind: 'titleblock' | 'remark' | 'rehype';
  readonly options: unknown;
  /** A CommonJS module. */
  readonly code: string;
  /** A hash of code and options. */
  readonly hash: string;
}

/** What stands for `import.meta.url` in a bundle. */
export const IMPORT_META_URL = 'titleblockUrl';

export interface BundledPlugins {
  readonly settings: readonly PluginSetting[];
  readonly bundles: readonly PluginBundle[];
  /** Files that went into the bundles, absolute, with how they looked. */
  readonly files: readonly (readonly [path: string, look: string])[];
  readonly problems: readonly Diagnostic[];
}

export const NO_PLUGINS: BundledPlugins = { settings: [], bundles: [], files: [], problems: [] };

/**
 * Bundles the plugins of a site.
 * @param root the site's folder
 * @param before those of a moment ago, which are returned if neither the settings nor a file has changed
 */
export function bundlePlugins(root: string, settings: readonly PluginSetting[], before = NO_PLUGINS): BundledPlugins {
  if (settings.length === 0) return NO_PLUGINS;
  const isSame = JSON.stringify(settings) === JSON.stringify(before.settings);
  if (isSame && before.files.every(([path, look]) => look === lookOf(path))) return before;
  const problems: Diagnostic[] = [];
  const files = new Map<string, string>();
  const bundles = settings.flatMap((setting) => {
    const { name, place } = setting;
    const say = (reason: string, note?: string) =>
      problems.push(problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${name}": ${reason}`, { ...(note && { note }) }));
    const bundle = bundleOf(root, setting, say);
    for (const path of bundle?.inputs ?? []) files.set(path, lookOf(path));
    return bundle ? [bundle.made] : [];
  });
  // What is missing may be installed at any time, in many places: such a build holds for no other.
  if (problems.length > 0) files.set('', 'missing');
  return { settings, bundles, files: [...files], problems };
}

type Say = (reason: string, note?: string) => void;

function bundleOf(
  root: string,
  { name, options }: PluginSetting,
  say: Say,
): { readonly made: PluginBundle; readonly inputs: readonly string[] } | undefined {
  const entry = entryOf(root, name, say);
  if (entry === undefined) return undefined;
  const esbuild = esbuildFor(root);
  if (!esbuild) {
    say('esbuild is required to load it', 'npm install --save-dev esbuild');
    return undefined;
  }
  try {
    const { outputFiles, metafile } = esbuild.buildSync({
      stdin: {
        contents: `export * from ${JSON.stringify(entry)}; export { default } from ${JSON.stringify(entry)};`,
        resolveDir: root,
      },
      absWorkingDir: root,
      // A clone has packages of its own for sites that lie elsewhere.
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
    say(first ? `${at}${first.text}` : (error as Error).message);
    return undefined;
  }
}

/** What is imported: a file of the site, or a package. */
function entryOf(root: string, name: string, say: Say): string | undefined {
  if (!name.startsWith('.')) return name;
  const file = join(root, name);
  if (!existsSync(file)) say('no such file in the site’s folder');
  else if (!isWithin([root], file)) say('it is outside the site’s folder');
  else return `./${name.replace(/^\.\//, '')}`;
  return undefined;
}

/** Packages are named by what they are plugins for, whoever's they are: `remark-gfm`, `@me/rehype-x`. */
function kindOf(name: string): PluginBundle['kind'] {
  const [, kind] = /^(?:@[^/]+\/)?(remark|rehype)-/.exec(name) ?? [];
  return (kind as 'remark' | 'rehype' | undefined) ?? 'titleblock';
}

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
