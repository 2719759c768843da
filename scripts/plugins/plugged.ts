// What the plugins of a site add to it, besides what they do to texts: pages, files, variables.

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

export interface Plugged {
  readonly plugins: readonly LoadedPlugin[];
  readonly pages: readonly PluginPage[];
  readonly files: readonly PluginFile[];
  readonly variables: { readonly [name: string]: PluginValue };
  readonly view: PluginView;
  readonly problems: readonly Diagnostic[];
}

export const NOTHING_PLUGGED: Plugged = {
  plugins: [],
  pages: [],
  files: [],
  variables: {},
  view: { posts: [], pages: [], data: {} },
  problems: [],
};

export function pluginSite({ title, url, description, author, language }: Config): PluginSite {
  return { title, url: url.origin + url.base, description, author, language };
}

export function pluginSource({ path, url, kind, meta, date }: Source): PluginSource {
  return { path, url, kind, title: meta.title ?? '', ...(date && { date }), tags: meta.tags, meta: meta.meta };
}

/** What plugins are given. */
export interface PluginInput {
  readonly config: Config;
  readonly bundles: readonly PluginBundle[];
  readonly index: Pick<SiteIndex, 'posts' | 'pages'>;
  readonly data: PluginView['data'];
  /** Each is asked twice, and told of where its answers differ. */
  readonly twice?: boolean;
}

/** Asks all plugins. One that fails adds nothing. */
export function plug({ config, bundles, index, data, twice = false }: PluginInput): Plugged {
  if (bundles.length === 0) return NOTHING_PLUGGED;
  const problems: Diagnostic[] = [];
  const plugins: LoadedPlugin[] = [];
  const pages: PluginPage[] = [];
  const files: PluginFile[] = [];
  const variables: { [name: string]: PluginValue } = {};
  const view: PluginView = { posts: index.posts.map(pluginSource), pages: index.pages.map(pluginSource), data };
  for (const bundle of bundles) {
    const { place } = config.plugins.find(({ name }) => name === bundle.name) as PluginSetting;
    const say = (reason: string) =>
      problems.push(problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${bundle.name}" ${reason}`));
    try {
      const plugin = loadPlugin(bundle, pluginSite(config));
      for (const part of Object.keys(plugin.parts).filter((each) => !PLUGIN_PARTS.includes(each))) {
        const reason = `plugin "${bundle.name}" returns "${part}", which is not a part of a plugin`;
        problems.push(
          problem(CONFIG_FILE, place, 'plugin/failed', reason, { expected: nearest(part, PLUGIN_PARTS), severity: 'warning' }),
        );
      }
      const made = () => {
        const results = {
          pages: [...(plugin.parts.pages?.(view) ?? [])],
          files: [...(plugin.parts.files?.(view) ?? [])],
          variables: plugin.parts.variables?.(view) ?? {},
        };
        checkResults(results);
        return results;
      };
      const first = made();
      if (twice && JSON.stringify(first) !== JSON.stringify(made())) {
        const reason = `plugin "${bundle.name}" returns different pages, files or variables for the same input`;
        problems.push(problem(CONFIG_FILE, place, 'plugin/unsteady', reason));
      }
      plugins.push(plugin);
      pages.push(...first.pages);
      files.push(...first.files);
      Object.assign(variables, first.variables);
    } catch (error) {
      say(`fails: ${(error as Error).message}`);
    }
  }
  for (const { plugin, reason } of constructsOf(plugins).refused) {
    const { place } = config.plugins.find(({ name }) => name === plugin) as PluginSetting;
    problems.push(problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${plugin}" cannot be used: ${reason}`));
  }
  return { plugins, pages, files, variables, view, problems };
}
