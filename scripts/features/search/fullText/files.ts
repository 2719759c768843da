// The files of an index, below its folder.

/** What a reader has to know first. */
export const ROOT = 'index.json';
/** Posts that are in a file of rows. */
export const ROWS = 512;
export const FORMAT = 1;

export const shardFile = (shard: number): string => `terms/${shard}.txt`;
export const rowsFile = (part: number): string => `posts/${part}.json`;

export interface Root {
  readonly format: number;
  /** Changes whenever a file does. */
  readonly version: string;
  readonly shards: number;
  /** Chinese characters with those that stand for them, `云雲 干乾幹`: those that occur. */
  readonly variants: string;
}

/** A post as a result shows it, and its tags, a line each, which its page may not show. */
export type Row = readonly [title: string, path: string, date: string, tags: string];

/** Characters with what they stand for. */
export function readVariants(groups: string): Map<string, string> {
  const variants = new Map<string, string>();
  for (const group of groups.split(' ')) {
    const [character, ...others] = group;
    for (const other of others) variants.set(other, character as string);
  }
  return variants;
}

export function writeVariants(variants: ReadonlyMap<string, string>): string {
  const groups = new Map<string, string>();
  for (const [variant, character] of variants) groups.set(character, (groups.get(character) ?? character) + variant);
  return [...groups.values()].sort().join(' ');
}
