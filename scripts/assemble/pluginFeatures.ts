// Features of plugins. They have the same form as the program's and are combined with them. Everything they make depends on the
// hash of the plugin's bundle, and their errors name the plugin.

import { hashOf } from '../base/hash.js';
import type { PluginBundle } from '../plugins/bundle.js';
import { guarded } from '../plugins/guarded.js';
import { keyOf, type LoadedPlugin, loadPlugin, type PagePlugins } from '../plugins/load.js';
import type { PluginSite } from '../plugins/plugin.js';
import { isFileUrl } from '../plugins/results.js';
import type { Values } from '../template/value.js';
import { commonValues } from './common.js';
import type { Feature, Features } from './feature.js';
import type { Addition, Kind, Output, Part, Parts } from './kind.js';
import type { Site } from './site.js';
import type { SiteAddress } from './siteAddress.js';

/** Fields that a plugin's feature may have. Its settings are the plugin's options. */
const ALLOWED_PARTS: ReadonlySet<string> = new Set([
  ...['name', 'kinds', 'adds', 'linked', 'outputs', 'common', 'loads', 'artifact', 'check'],
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

/** Adds the features of plugins. Returns the same object for the same plugins. */
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
    // The row may have more fields: callers cast it to their own row type.
    return [featureOf(plugin) as Row];
  });
  return { features: features.with(more), problems };
}

/** Returns the names of a feature that must be unique. */
function namesIn({ name, kinds = [], linked = [], outputs = [] }: Feature): string[] {
  return [
    `feature ${name}`,
    ...kinds.map((each) => `kind ${each.name}`),
    ...[...linked, ...outputs].map((each) => `output ${each.name}`),
  ];
}

/** Required fields of a feature's items. */
const REQUIRED_FIELDS = {
  kinds: { name: 'string', template: 'string', addresses: 'function', input: 'function', values: 'function' },
  linked: { name: 'string', addresses: 'function', content: 'function' },
  outputs: { name: 'string', addresses: 'function', content: 'function' },
} as const;

/** Returns why a plugin's feature cannot be used, for its author. */
function mistakeIn(feature: unknown, taken: ReadonlySet<string>): string | undefined {
  if (typeof feature !== 'object' || feature === null) return 'its feature is not an object';
  const unknown = Object.keys(feature).find((part) => !ALLOWED_PARTS.has(part));
  if (unknown !== undefined) return `its feature has "${unknown}"; a plugin's can have ${[...ALLOWED_PARTS].join(', ')}`;
  const { name, adds = {}, common } = feature as Feature;
  if (typeof name !== 'string' || name === '') return 'its feature has no name';
  for (const [part, needed] of Object.entries(REQUIRED_FIELDS)) {
    const all: unknown = (feature as { readonly [part: string]: unknown })[part] ?? [];
    const isWhole = (each: unknown) => Object.entries(needed).every(([field, type]) => typeof Object(each)[field] === type);
    if (!Array.isArray(all) || !all.every(isWhole))
      return `its feature's ${part} are not all objects with ${Object.keys(needed).join(', ')}`;
  }
  const isAddition = (each: unknown) => typeof Object(each).values === 'function';
  if (!Object.values(Object(adds)).every(isAddition)) return `its feature's adds are not all objects with values`;
  if (common !== undefined && !isAddition(common)) return `its feature's common is not an object with values`;
  const names = namesIn(feature as Feature);
  if (new Set(names).size < names.length) return 'its feature has two kinds or outputs of one name';
  const kinds = [...taken, ...names].filter((each) => each.startsWith('kind ')).map((each) => each.slice('kind '.length));
  const stranger = Object.keys(Object(adds)).find((kind) => !kinds.includes(kind));
  if (stranger !== undefined) return `its feature adds to pages of the kind "${stranger}", which is none of ${kinds.join(', ')}`;
  const twice = names.find((each) => taken.has(each));
  return twice === undefined ? undefined : `there is another ${twice}`;
}

const featureCache = new WeakMap<LoadedPlugin, Feature>();

function featureOf(plugin: LoadedPlugin): Feature {
  let feature = featureCache.get(plugin);
  if (!feature) {
    feature = guardedFeature(plugin, plugin.parts.feature as Feature);
    featureCache.set(plugin, feature);
  }
  return feature;
}

/** Wraps a feature: its errors name the plugin, and its files depend on the plugin. */
function guardedFeature(plugin: LoadedPlugin, feature: Feature): Feature {
  const { name, key } = plugin;
  const { kinds = [], adds = {}, linked = [], outputs = [], common } = feature;
  const { check = [] } = feature as { readonly check?: readonly ((site: unknown) => Iterable<unknown>)[] };
  const addition = (own: Addition): Addition => ({
    ...NOTHING_ADDED,
    ...own,
    ...functionsOf(name, own),
    // Several features may add to a page, so part names need a prefix.
    parts: partsOf(plugin, own.parts ?? {}, `${feature.name}: `, (ask) => ask),
  });
  return {
    ...feature,
    ...functionsOf(name, feature),
    plugin: { name, key },
    kinds: kinds.map((own) => guardedKind(plugin, own)),
    adds: Object.fromEntries(Object.entries(adds).map(([kind, own]) => [kind, addition(own)])),
    linked: linked.map((own) => guardedOutput(plugin, own)),
    outputs: outputs.map((own) => guardedOutput(plugin, own)),
    ...(common && { common: { ...NO_DOCS, ...common, ...functionsOf(name, common) } }),
    ...{ check: check.map((rule) => guarded(name, (site: unknown) => [...rule(site)])) },
  };
}

const NO_DOCS = { docs: {} };

/** Defaults of an addition. */
const NOTHING_ADDED = { variables: {}, parts: {}, input: () => null };

/** The data of a plugin's page, with its address. */
interface DataWithUrl {
  readonly url: string;
  readonly own: unknown;
}

/** Wraps a kind. Its pages get the common variables besides its own. */
function guardedKind(plugin: LoadedPlugin, kind: Kind): Kind {
  const own: Kind = { ...DEFAULTS, ...kind, ...functionsOf(plugin.name, kind) };
  const withOwnData =
    <Result>(ask: (site: Site, data: unknown) => Result) =>
    (site: Site, data: unknown) =>
      ask(site, (data as DataWithUrl).own);
  return {
    ...own,
    addresses: (outline) =>
      addressesOf(plugin, kind.addresses, outline).map((each) => ({ ...each, data: { url: each.url, own: each.data } })),
    parts: partsOf(plugin, { ...own.parts, shown: shownPart(own) }, 'own ', withOwnData),
    shows: withOwnData(own.shows),
    // A worker may make the page. Cloning here reports data that cannot be sent even if no worker is used.
    input: guarded(
      plugin.name,
      (site: Site, data: unknown): DataWithUrl =>
        structuredClone({ url: (data as DataWithUrl).url, own: own.input(site, (data as DataWithUrl).own) }),
    ),
    values: (frame, input, rendered) => {
      const { url, own: given } = input as DataWithUrl;
      // A plugin returns one object instead of layers.
      const values = own.values(frame, given, rendered) as unknown as Values;
      const title = typeof values.title === 'string' ? values.title : '';
      return [values, ...commonValues(frame, { url, title, description: '', ogtype: 'website' })];
    },
  };
}

/** A part with the articles of the posts that a plugin's page shows. */
const shownPart = ({ shows }: Kind): Part<unknown> => ({
  meaning: 'the posts that it shows',
  hash: (site, data) => hashOf(...shows(site, data).map((post) => site.hashes(post).article)),
});

/** Defaults of a kind. */
const DEFAULTS: Pick<Kind, 'about' | 'showsArticle' | 'variables' | 'parts' | 'shows'> = {
  about: 'a page of a plugin',
  showsArticle: false,
  variables: {},
  parts: {},
  shows: () => [],
};

function guardedOutput<Scope>(plugin: LoadedPlugin, own: Output<unknown, Scope>): Output<unknown, Scope> {
  const { name, key: ofPlugin } = plugin;
  const content: Output['content'] = async (site, data, supply) => {
    const made: unknown = await own.content(site, data, { ...supply, kept: (key) => supply.kept(pluginKey(ofPlugin, key)) });
    if (typeof made === 'string') return Buffer.from(made);
    // Copies of site files are not allowed: one could be a draft, or a picture with its location.
    if (made instanceof Uint8Array) return made;
    throw new Error(`the content of "${own.name}" is neither text nor bytes`);
  };
  return {
    ...own,
    ...functionsOf(name, own),
    addresses: (scope) => addressesOf(plugin, own.addresses, scope),
    parts: partsOf(plugin, own.parts ?? {}, 'own ', (ask) => ask),
    content: guarded(name, content),
  };
}

/**
 * Returns the addresses of a plugin as an array, so that errors of its iterator are caught here. Throws if one is not a valid
 * file address.
 */
function addressesOf<Scope>(
  { name }: LoadedPlugin,
  own: (scope: Scope) => Iterable<SiteAddress<unknown>>,
  scope: Scope,
): SiteAddress<unknown>[] {
  return guarded(name, () =>
    Array.from(own(scope), (address) => {
      if (!isFileUrl(address?.url))
        throw new Error(`its feature makes something at "${address?.url}": expected an address such as /books.html`);
      return address;
    }),
  )();
}

type Ask<Result> = (site: Site, data: unknown) => Result;

/**
 * Returns the parts of a plugin's files, and the plugin itself as a part.
 * @param start prefix of their names, so that no part replaces another
 */
function partsOf(
  { name, key }: LoadedPlugin,
  own: Parts<unknown>,
  start: string,
  scope: (ask: Ask<string | undefined>) => Ask<string | undefined>,
): Parts<unknown> {
  const parts = Object.entries(own).map(([part, each]) => [start + part, { ...each, hash: scope(guarded(name, each.hash)) }]);
  return { ...Object.fromEntries(parts), [`plugin of ${start}`]: { meaning: 'the plugin', hash: () => key } };
}

/** Returns the functions of an object, wrapped so that errors name the plugin. */
function functionsOf(plugin: string, own: object): object {
  const functions = Object.entries(own).filter(([, value]) => typeof value === 'function');
  return Object.fromEntries(functions.map(([name, value]) => [name, guarded(plugin, value)]));
}

/**
 * Returns the store key for a result of a plugin's feature.
 * @param plugin key of the plugin
 */
export function pluginKey(plugin: string, key: string): string {
  return `${plugin}.${key}`;
}

/** Returns the plugins whose features make pages. */
export function pagePlugins({ rows }: Features, bundles: readonly PluginBundle[], site: PluginSite): PagePlugins | undefined {
  const keys = new Set(
    rows.flatMap(({ plugin, kinds = [], adds = {}, common }) =>
      plugin && (kinds.length > 0 || Object.keys(adds).length > 0 || common) ? plugin.key : [],
    ),
  );
  const used = bundles.filter((bundle) => keys.has(keyOf(bundle, site)));
  return used.length > 0 ? { bundles: used, site } : undefined;
}

/** Adds the features of plugins that make pages. */
export function withPagePlugins(features: Features, plugins: PagePlugins | undefined): Features {
  if (!plugins) return features;
  return withPlugins(
    features,
    plugins.bundles.map((bundle) => loadPlugin(bundle, plugins.site)),
  ).features;
}
