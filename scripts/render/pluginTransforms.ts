// Runs the plugins that transform an article's trees, and records their lookups.

import type { Node } from 'unist';
import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { SiteLookup } from '../base/siteLookup.js';
import type { Constructs } from '../markdown/constructs.js';
import type { PluginBundle } from '../plugins/bundle.js';
import { constructsOf } from '../plugins/constructs.js';
import { pluginSource } from '../plugins/contributions.js';
import { type LoadedPlugin, loadPlugin } from '../plugins/load.js';
import type { PluginSite } from '../plugins/plugin.js';
import { type TransformedFile, transform } from '../plugins/transform.js';
import type { Diagnostic, Lookup, Source } from '../types.js';
import { lookUpName } from './lookups.js';

/** Plugins that transform texts. */
export interface RenderPlugins {
  readonly bundles: readonly PluginBundle[];
  readonly site: PluginSite;
  /** True to run each plugin twice, and report different results. */
  readonly runTwice: boolean;
}

export class PluginTransforms {
  readonly problems: Diagnostic[] = [];
  readonly lookups: Lookup[] = [];
  /** Constructs that plugins add to Pandoc's. */
  readonly constructs: Constructs | undefined;
  private readonly loaded: readonly LoadedPlugin[];
  private readonly file: TransformedFile;

  constructor(
    private readonly plugins: RenderPlugins,
    source: Source,
    text: string,
    lookup: SiteLookup,
  ) {
    this.loaded = plugins.bundles.flatMap((bundle) => {
      try {
        return [loadPlugin(bundle, plugins.site)];
      } catch {
        // The error is reported at the plugin's name in site.yaml.
        return [];
      }
    });
    this.constructs = constructsOf(this.loaded).constructs;
    const find = (name: string): string | undefined => {
      const answer = lookUpName(name, lookup, source.edition);
      this.lookups.push({ ask: 'name', key: name, answer: JSON.stringify(answer) });
      return answer.url;
    };
    this.file = { path: contentFile(source.path), text, data: { source: pluginSource(source), find } };
  }

  async transform(kind: 'remark' | 'rehype', tree: Node): Promise<Node> {
    if (this.plugins.runTwice) await this.compare(kind, structuredClone(tree));
    const { tree: changed, problems } = await transform(tree, kind, this.loaded, this.file);
    this.problems.push(...problems);
    return changed;
  }

  /** Runs each plugin twice on the same tree, and compares the results. */
  private async compare(kind: 'remark' | 'rehype', tree: Node): Promise<void> {
    let current = tree;
    for (const plugin of this.loaded) {
      const [one, two] = [
        await transform(structuredClone(current), kind, [plugin], this.file),
        await transform(structuredClone(current), kind, [plugin], this.file),
      ];
      if (JSON.stringify(one.tree) !== JSON.stringify(two.tree)) {
        const note = 'a plugin must not depend on clocks, random numbers or the network';
        const reason = `plugin "${plugin.name}" returns different results for the same text`;
        this.problems.push(problem(this.file.path, undefined, 'plugin/unsteady', reason, { note }));
      }
      current = one.tree;
    }
  }
}
