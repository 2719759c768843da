// Calls the plugins of a site and collects what they add to it: pages, files, variables. Their changes to texts are in
// transform.ts.

import { nearest, problem } from '../base/diagnostics.js';
import type { Config } from '../config/config.js';
import { CONFIG_FILE } from '../config/config.js';
import type { PluginSetting } from '../config/plugins.js';
import type { Diagnostic, SiteIndex, Source } from '../types.js';
import type { PluginBundle } from './bundle.js';
import { constructsOf } from './constructs.js';
import { type LoadedPlugin, loadPlugin } from './load.js';
import {
  PLUGIN_PARTS,
  type PluginFile,
  type PluginPage,
  type PluginSite,
  type PluginSource,
  type PluginValue,
  type PluginView,
} from './plugin.js';
import { checkResults } from './results.js';

/** Everything that plugins add to a site. */
export interface PluginContributions {
  readonly plugins: readonly LoadedPlugin[];
  readonly pages: readonly PluginPage[];
  readonly files: readonly PluginFile[];
  readonly variables: { readonly [name: string]: PluginValue };
  readonly view: PluginView;
  readonly problems: readonly Diagnostic[];
}

export const NO_CONTRIBUTIONS: PluginContributions = {
  plugins: [],
  pages: [],
  files: [],
  variables: {},
  view: { posts: [], pages: [], data: {} },
  problems: [],
};

/** Returns the settings that plugins get. */
export function pluginSite({ title, url, description, author, language }: Config): PluginSite {
  return { title, url: url.origin + url.base, description, author, language };
}

/** Returns a post or page in the form that plugins get. */
export function pluginSource({ path, url, kind, edition, meta, date }: Source): PluginSource {
  const language = edition === undefined ? {} : { language: edition };
  return {
    path,
    url,
    kind: kind === 'post' ? kind : 'page',
    ...language,
    title: meta.title ?? '',
    ...(date && { date }),
    tags: meta.tags,
    meta: meta.meta,
  };
}

/** Input of `callPlugins`. */
export interface PluginInput {
  readonly config: Config;
  readonly bundles: readonly PluginBundle[];
  readonly index: Pick<SiteIndex, 'posts' | 'pages'>;
  readonly data: PluginView['data'];
  /** Calls each plugin twice and reports it if the results differ. */
  readonly twice?: boolean;
}

/** Calls all plugins. A plugin that fails is reported and adds nothing. */
export function callPlugins({ config, bundles, index, data, twice = false }: PluginInput): PluginContributions {
  if (bundles.length === 0) return NO_CONTRIBUTIONS;
  const problems: Diagnostic[] = [];
  const plugins: LoadedPlugin[] = [];
  const pages: PluginPage[] = [];
  const files: PluginFile[] = [];
  const variables: { [name: string]: PluginValue } = {};
  const view: PluginView = { posts: index.posts.map(pluginSource), pages: index.pages.map(pluginSource), data };
  for (const bundle of bundles) {
    const { place } = config.plugins.find(({ name }) => name === bundle.name) as PluginSetting;
    const report = (reason: string) =>
      problems.push(problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${bundle.name}" ${reason}`));
    try {
      const plugin = loadPlugin(bundle, pluginSite(config));
      for (const part of Object.keys(plugin.parts).filter((each) => !PLUGIN_PARTS.includes(each))) {
        const reason = `plugin "${bundle.name}" returns "${part}", which is not a part of a plugin`;
        problems.push(
          problem(CONFIG_FILE, place, 'plugin/failed', reason, { expected: nearest(part, PLUGIN_PARTS), severity: 'warning' }),
        );
      }
      const call = () => {
        const results = {
          pages: [...(plugin.parts.pages?.(view) ?? [])],
          files: [...(plugin.parts.files?.(view) ?? [])],
          variables: plugin.parts.variables?.(view) ?? {},
        };
        checkResults(results);
        return results;
      };
      const first = call();
      if (twice && JSON.stringify(first) !== JSON.stringify(call())) {
        const reason = `plugin "${bundle.name}" returns different pages, files or variables for the same input`;
        problems.push(problem(CONFIG_FILE, place, 'plugin/unsteady', reason));
      }
      plugins.push(plugin);
      pages.push(...first.pages);
      files.push(...first.files);
      Object.assign(variables, first.variables);
    } catch (error) {
      report(`failed: ${(error as Error).message}`);
    }
  }
  for (const { plugin, reason } of constructsOf(plugins).refused) {
    const { place } = config.plugins.find(({ name }) => name === plugin) as PluginSetting;
    problems.push(problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${plugin}" cannot be used: ${reason}`));
  }
  return { plugins, pages, files, variables, view, problems };
}
