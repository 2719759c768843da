// Loads bundled plugins, once in each thread.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pluggable, PluggableList } from 'unified';
import { hashOf } from '../base/hash.js';
import { PROJECT } from '../base/program.js';
import { IMPORT_META_URL, type PluginBundle } from './bundle.js';
import type { Plugin, PluginParts, PluginSite } from './plugin.js';

/** A loaded plugin. */
export interface LoadedPlugin {
  readonly name: string;
  /** Hash of its bundle and of the site's settings, on which its parts depend. */
  readonly key: string;
  readonly parts: PluginParts;
}

/** The plugins whose features make pages; plain data, for workers that render pages. */
export interface PagePlugins {
  readonly bundles: readonly PluginBundle[];
  readonly site: PluginSite;
}

/** A plugin could not be loaded. */
export class PluginError extends Error {
  override readonly name = 'PluginError';
}

const loaded = new Map<string, LoadedPlugin>();

/**
 * Loads a plugin, or returns the loaded one.
 * @throws PluginError if it throws or does not return parts
 */
export function loadPlugin(bundle: PluginBundle, site: PluginSite): LoadedPlugin {
  const key = keyOf(bundle, site);
  let plugin = loaded.get(key);
  if (!plugin) {
    plugin = { name: bundle.name, key, parts: partsOf(bundle, site) };
    loaded.set(key, plugin);
  }
  return plugin;
}

/** Returns the key of a plugin for a site. */
export function keyOf({ hash }: PluginBundle, site: PluginSite): string {
  return hashOf(hash, JSON.stringify(site));
}

function partsOf({ name, kind, code, options }: PluginBundle, site: PluginSite): PluginParts {
  try {
    const plugin = moduleOf(name, code).default;
    if (typeof plugin !== 'function') throw new Error('its default export is not a function');
    if (kind !== 'titleblock') {
      const list: PluggableList = [options === undefined ? (plugin as Pluggable) : ([plugin, options] as unknown as Pluggable)];
      return kind === 'remark' ? { remark: list } : { rehype: list };
    }
    const parts = (plugin as Plugin)(site, options);
    if (typeof parts !== 'object' || parts === null) throw new Error('it does not return an object');
    if (typeof Object(parts).then === 'function') throw new Error('it returns a promise; a plugin returns its parts at once');
    return parts;
  } catch (error) {
    throw new PluginError((error as Error).message);
  }
}

function moduleOf(name: string, code: string): { readonly default?: unknown } {
  const module = { exports: {} as { readonly default?: unknown } };
  const require = createRequire(join(PROJECT, 'package.json'));
  const url = pathToFileURL(join(PROJECT, 'scripts/plugins/plugin.js')).href;
  // The sourceURL names the plugin in stack traces.
  new Function('module', 'exports', 'require', IMPORT_META_URL, `${code}\n//# sourceURL=${encodeURI(name)}`)(
    module,
    module.exports,
    require,
    url,
  );
  return module.exports;
}
