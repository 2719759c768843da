// Combines the markdown constructs of plugins. Errors in a construct name its plugin.

import type { Constructs } from '../markdown/constructs.js';
import { checkConstructs } from '../markdown/index.js';
import type { Line } from '../markdown/text.js';
import { guarded } from './guarded.js';
import type { LoadedPlugin } from './load.js';

/** The constructs of the plugins of a site. */
export interface PluginConstructs {
  /** All constructs; undefined if there are none. */
  readonly constructs?: Constructs;
  /** Plugins whose constructs conflict with those of the plugins before them, and why. */
  readonly refused: readonly { readonly plugin: string; readonly reason: string }[];
}

const cache = new Map<string, PluginConstructs>();

/**
 * Combines the constructs of plugins. Returns the same object for the same plugins, because render pipelines are cached by it.
 */
export function constructsOf(plugins: readonly LoadedPlugin[]): PluginConstructs {
  const withConstructs = plugins.filter(({ parts }) => parts.constructs);
  const key = withConstructs.map(({ key }) => key).join(' ');
  const constructs = cache.get(key) ?? combine(withConstructs);
  cache.set(key, constructs);
  return constructs;
}

function combine(plugins: readonly LoadedPlugin[]): PluginConstructs {
  let constructs: Constructs | undefined;
  const refused: { plugin: string; reason: string }[] = [];
  for (const plugin of plugins) {
    try {
      const { block = [], inline = [] } = constructs ?? {};
      const more = { block: [...block, ...blocksOf(plugin)], inline: [...inline, ...inlinesOf(plugin)] };
      if (plugin.parts.constructs) checkConstructs({ ...plugin.parts.constructs, ...more });
      constructs = more;
    } catch (error) {
      refused.push({ plugin: plugin.name, reason: (error as Error).message });
    }
  }
  return { ...(constructs && { constructs }), refused };
}

const NOTHING_TAKEN = 'takes no text where it says that it does';

function blocksOf({ name: plugin, parts }: LoadedPlugin): NonNullable<Constructs['block']> {
  return (parts.constructs?.block ?? []).map((construct) => ({
    ...construct,
    read: guarded(plugin, (lines: readonly Line[], at, document, around) => {
      const taken = construct.read(lines, at, document, around);
      if (taken && !(taken.next > at)) throw new Error(`its construct "${construct.name}" ${NOTHING_TAKEN}`);
      return taken;
    }),
  }));
}

function inlinesOf({ name: plugin, parts }: LoadedPlugin): NonNullable<Constructs['inline']> {
  return (parts.constructs?.inline ?? []).map((construct) => ({
    ...construct,
    read: guarded(plugin, (reader) => {
      const { at } = reader;
      const isRead = construct.read(reader);
      if (isRead && !(reader.at > at)) throw new Error(`its construct "${construct.name}" ${NOTHING_TAKEN}`);
      if (!isRead && reader.at !== at) throw new Error(`its construct "${construct.name}" moves on where it reads nothing`);
      return isRead;
    }),
  }));
}
