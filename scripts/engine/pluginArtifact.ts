// The artifact of a plugin's feature. Its table names are prefixed with the feature's name and its store keys with the plugin's
// key, so that they cannot collide with others, and so that a changed plugin finds none of its old results.

import { pluginKey } from '../assemble/pluginFeatures.js';
import type { Store } from '../cache/store.js';
import { guardedObject, PluginFailure } from '../plugins/guarded.js';
import { Batches } from '../work/batches.js';
import type { Artifact, ArtifactContext, EngineFeature } from './artifact.js';
import type { Row, RowTables } from './rows.js';

/** Runs the tasks of plugins in this thread: workers know only the program's own tasks. */
const HERE = new Batches(0);

/** Returns the artifact of a feature; undefined if it has none. */
export function artifactOf({ name, plugin, artifact }: EngineFeature, context: ArtifactContext): Artifact | undefined {
  if (!artifact || !plugin) return artifact?.(context);
  const start = pluginKey(plugin.key, '');
  const keyed = (store: Store): Store => new KeyedStore(store, start);
  const last = context.last && ownRows(context.last, name, start);
  const made: Partial<Artifact> | null | undefined = artifact({
    ...context,
    batches: HERE,
    store: context.store && keyed(context.store),
    last,
  });
  if (typeof made !== 'object' || made === null)
    throw new PluginFailure(plugin.name, `the artifact of "${name}" is not an object`);
  const own = guardedObject(plugin.name, made);
  const whole = own.whole && guardedObject(plugin.name, own.whole);
  return {
    ...(own.prepare && { prepare: own.prepare }),
    rows: (state) => foreignRows(own.rows?.(state) ?? {}, name, start),
    ...(whole && {
      whole: {
        stage: whole.stage ?? name,
        wanted: (config) => whole.wanted(config),
        make: (state, store) => whole.make(state, keyed(store)),
      },
    }),
    ...(own.facts && { facts: own.facts }),
    ...(own.problems && { problems: own.problems }),
    ...(own.problemsOfFiles && { problemsOfFiles: own.problemsOfFiles }),
    ...(own.problemsOfPublished && { problemsOfPublished: own.problemsOfPublished }),
    kept: async (key) => (key.startsWith(start) ? own.kept?.(key.slice(start.length)) : undefined),
    ...(own.onRequest && { onRequest: own.onRequest }),
  };
}

/** A view of a store in which all keys have a prefix, invisible to its user. */
class KeyedStore implements Store {
  constructor(
    private readonly store: Store,
    private readonly start: string,
  ) {}

  private keys = (own: readonly string[]): string[] => own.map((key) => this.start + key);
  prepare = (): void => this.store.prepare();
  get = (key: string) => this.store.get(this.start + key);
  getMany = (keys: readonly string[]) => this.store.getMany(this.keys(keys));
  hasAll = (keys: readonly string[]) => this.store.hasAll(this.keys(keys));
  put = (key: string, bytes: Uint8Array) => this.store.put(this.start + key, bytes);
  markUnused = (keys: readonly string[]) => this.store.markUnused(this.keys(keys));
  /** Left to the owner of the store. */
  retire = async (): Promise<void> => {};
  close = async (): Promise<void> => {};
}

/** Adds the prefixes to the tables of a plugin's feature. */
function foreignRows(tables: RowTables, name: string, start: string): RowTables {
  const foreign = (row: Row): Row => ({ ...row, key: start + row.key, keys: row.keys.map((key) => start + key) });
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [`${name}/${table}`, rows.map(foreign)]));
}

/** Removes the prefixes. Rows of another version of the plugin are left out. */
function ownRows(tables: RowTables, name: string, start: string): RowTables {
  const own = (row: Row): Row => ({
    ...row,
    key: row.key.slice(start.length),
    keys: row.keys.map((key) => key.slice(start.length)),
  });
  return Object.fromEntries(
    Object.keys(tables)
      .filter((table) => table.startsWith(`${name}/`))
      .map((table) => [table.slice(name.length + 1), (tables[table] ?? []).filter(({ key }) => key.startsWith(start)).map(own)]),
  );
}
