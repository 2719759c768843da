// Features that plugins bring: of the same form as those of the program, and put together with them. Whatever is made by one depends on
// the hash of its bundle, and what it throws names its plugin.

import type { PluginBundle } from '../plugins/bundle.js';
import { guarded } from '../plugins/guarded.js';
import { type LoadedPlugin, loadPlugin, type PagePlugins } from '../plugins/load.js';
import type { PluginSite } from '../plugins/plugin.js';
import type { Feature, Features } from './feature.js';
import type { Kind, Output, Parts } from './kind.js';

/** What a feature of a plugin can have. Its settings are the options of the plugin. */
const PARTS: ReadonlySet<string> = new Set([
  ...['name', 'kinds', 'adds', 'linked', 'outputs', 'common', 'loads', 'artifact', 'derived', 'check'],
  ...['tasks', 'usedFiles', 'isListUrl'],
]);

/** A plugin whose feature cannot be used. */
export interface FeatureProblem {
  readonly plugin: string;
  readonly reason: string;
}

export interface FeaturesWithPlugins<Row extends Feature> {
  readonly features: Features<Row>;
  readonly problems: readonly FeatureProblem[];
}

/** Features with those of plugins; the same ones for the same plugins. */
export function withPlugins<Row extends Feature>(
  features: Features<Row>,
  plugins: readonly LoadedPlugin[],
): FeaturesWithPlugins<Row> {
  const problems: FeatureProblem[] = [];
  const taken = new Set(features.rows.flatMap(namesIn));
  const more = plugins.flatMap((plugin): Row[] => {
    const { name, parts } = plugin;
    if (parts.feature === undefined) return [];
    const reason = mistakeIn(parts.feature, taken);
    if (reason !== undefined) {
      problems.push({ plugin: name, reason });
      return [];
    }
    for (const each of namesIn(parts.feature as Row)) taken.add(each);
    // What it has besides is known to those who hand the features on.
    return [featureOf(plugin) as Row];
  });
  return { features: features.with(more), problems };
}

/** The names that no other feature may have. */
function namesIn({ name, kinds = [], linked = [], outputs = [] }: Feature): string[] {
  return [
    `feature ${name}`,
    ...kinds.map((each) => `kind ${each.name}`),
    ...[...linked, ...outputs].map((each) => `output ${each.name}`),
  ];
}

/** Why a plugin's feature cannot be used, for its writer. */
function mistakeIn(feature: unknown, taken: ReadonlySet<string>): string | undefined {
  if (typeof feature !== 'object' || feature === null) return 'its feature is no object';
  const unknown = Object.keys(feature).find((part) => !PARTS.has(part));
  if (unknown !== undefined) return `its feature has "${unknown}"; a plugin's can have ${[...PARTS].join(', ')}`;
  const { name, kinds = [], linked = [], outputs = [] } = feature as Feature;
  if (typeof name !== 'string' || name === '') return 'its feature has no name';
  for (const [part, all] of Object.entries({ kinds, linked, outputs }))
    if (!Array.isArray(all) || all.some((each) => typeof each?.name !== 'string' || typeof each.addresses !== 'function'))
      return `its feature's ${part} are not all objects with a name and addresses`;
  const twice = namesIn(feature as Feature).find((each) => taken.has(each));
  return twice === undefined ? undefined : `there is another ${twice}`;
}

const known = new WeakMap<LoadedPlugin, Feature>();

function featureOf(plugin: LoadedPlugin): Feature {
  let feature = known.get(plugin);
  if (!feature) {
    feature = guardedFeature(plugin, plugin.parts.feature as Feature);
    known.set(plugin, feature);
  }
  return feature;
}

/** A feature that names its plugin in errors, and whose files depend on the bundle. */
function guardedFeature({ name, hash }: LoadedPlugin, feature: Feature): Feature {
  const { kinds = [], adds = {}, linked = [], outputs = [], common, loads } = feature;
  const parts = <Data>(own: Parts<Data>): Parts<Data> => ({
    plugin: { meaning: 'the plugin', hash: () => hash },
    ...Object.fromEntries(Object.entries(own).map(([part, each]) => [part, { ...each, ...functionsOf(name, each) }])),
  });
  /** Addresses are made one after the other: all of them at once, so that their errors are seen. */
  const addresses = <Asked>(own: (asked: Asked) => Iterable<unknown>) => guarded(name, (asked: Asked) => [...own(asked)]);
  const ofKind = (own: Kind): Kind =>
    ({ ...own, ...functionsOf(name, own), addresses: addresses(own.addresses), parts: parts(own.parts) }) as Kind;
  const ofOutput = <Asked>(own: Output<unknown, Asked>): Output<unknown, Asked> =>
    ({
      ...own,
      ...functionsOf(name, own),
      addresses: addresses(own.addresses),
      parts: parts(own.parts),
      content: guarded(name, ((site, data, supply) =>
        own.content(site, data, { ...supply, kept: (key) => supply.kept(pluginKey(hash, key)) })) as Output['content']),
    }) as Output<unknown, Asked>;
  return {
    ...feature,
    bundle: hash,
    kinds: kinds.map(ofKind),
    adds: Object.fromEntries(Object.entries(adds).map(([kind, own]) => [kind, { ...own, ...functionsOf(name, own) }])),
    linked: linked.map(ofOutput),
    outputs: outputs.map(ofOutput),
    ...(common && { common: { ...common, ...functionsOf(name, common) } }),
    ...(loads && { loads: guarded(name, loads) }),
  };
}

/** The functions of an object, guarded. */
function functionsOf(plugin: string, own: object): object {
  const functions = Object.entries(own).filter(([, value]) => typeof value === 'function');
  return Object.fromEntries(functions.map(([name, value]) => [name, guarded(plugin, value)]));
}

/** The key under which a result of a plugin's feature is kept. @param hash of its bundle */
export function pluginKey(hash: string, key: string): string {
  return `${hash}.${key}`;
}

/** Those plugins whose features make pages. */
export function pagePlugins({ rows }: Features, bundles: readonly PluginBundle[], site: PluginSite): PagePlugins | undefined {
  const hashes = new Set(
    rows.flatMap(({ bundle, kinds = [], adds = {}, common }) =>
      bundle !== undefined && (kinds.length > 0 || Object.keys(adds).length > 0 || common) ? bundle : [],
    ),
  );
  const used = bundles.filter(({ hash }) => hashes.has(hash));
  return used.length > 0 ? { bundles: used, site } : undefined;
}

/** Features with those that make pages. */
export function withPagePlugins(features: Features, plugins: PagePlugins | undefined): Features {
  if (!plugins) return features;
  return withPlugins(
    features,
    plugins.bundles.map((bundle) => loadPlugin(bundle, plugins.site)),
  ).features;
}
