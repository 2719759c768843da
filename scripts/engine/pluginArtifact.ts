// What a plugin's feature makes of a site: its tables and keys have names of their own, and its keys begin with the key of the plugin.

import { pluginKey } from '../assemble/pluginFeatures.js';
import type { Store } from '../cache/store.js';
import { guardedObject, PluginFailure } from '../plugins/guarded.js';
import { Batches } from '../work/batches.js';
import type { Artifact, ArtifactMeans, MadeFeature } from './artifact.js';
import type { Row, RowTables } from './rows.js';

/** Does the tasks of plugins in this thread: workers know those of the program alone. */
const HERE = new Batches(0);

/** What a feature makes of a site; undefined if it makes nothing. */
export function artifactOf({ name, plugin, artifact }: MadeFeature, means: ArtifactMeans): Artifact | undefined {
  if (!artifact || !plugin) return artifact?.(means);
  const start = pluginKey(plugin.key, '');
  const keyed = (store: Store): Store => new KeyedStore(store, start);
  const last = means.last && ownRows(means.last, name, start);
  const made: Partial<Artifact> | null | undefined = artifact({
    ...means,
    batches: HERE,
    store: means.store && keyed(means.store),
    last,
  });
  if (typeof made !== 'object' || made === null) throw new PluginFailure(plugin.name, `the artifact of "${name}" is no object`);
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

/** A store whose keys have a common beginning, which whoever uses it does not see. */
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
  /** Whoever opened the store looks after it. */
  retire = async (): Promise<void> => {};
  close = async (): Promise<void> => {};
}

/** The tables of a plugin's feature, as the record has them. */
function foreignRows(tables: RowTables, name: string, start: string): RowTables {
  const foreign = (row: Row): Row => ({ ...row, key: start + row.key, keys: row.keys.map((key) => start + key) });
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [`${name}/${table}`, rows.map(foreign)]));
}

/** And back: those rows that the same plugin made. */
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
