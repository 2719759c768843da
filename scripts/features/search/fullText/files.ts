// Names and formats of the files of an index, below its folder.

/** The root file, which a search loads first. */
export const ROOT = 'index.json';
/** Posts in one row file. */
export const ROWS = 512;
export const FORMAT = 1;

export const shardFile = (shard: number): string => `terms/${shard}.txt`;
export const rowsFile = (part: number): string => `posts/${part}.json`;

/** Content of the root file. */
export interface Root {
  readonly format: number;
  /** Changes whenever a file changes. Requests for other files carry it, so that browsers can cache them. */
  readonly version: string;
  readonly shards: number;
  /** Simplified characters that occur in the index, each followed by its traditional variants: `云雲 干乾幹`. */
  readonly variants: string;
}

/** A post as a result shows it. Tags are one per line; they confirm hits, because a page may not show them. */
export type ResultRow = readonly [title: string, path: string, date: string, tags: string];

/** Parses `Root.variants`. Returns the simplified character of each variant. */
export function readVariants(groups: string): Map<string, string> {
  const variants = new Map<string, string>();
  for (const group of groups.split(' ')) {
    const [character, ...others] = group;
    for (const other of others) variants.set(other, character as string);
  }
  return variants;
}

/** Formats variants as in `Root.variants`. */
export function writeVariants(variants: ReadonlyMap<string, string>): string {
  const groups = new Map<string, string>();
  for (const [variant, character] of variants) groups.set(character, (groups.get(character) ?? character) + variant);
  return [...groups.values()].sort().join(' ');
}
