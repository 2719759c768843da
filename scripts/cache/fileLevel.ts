// A replacement for LevelDB on platforms without a binary: the part of its interface that the store uses, over plain files. Each
// entry is a file that is written atomically and named by a hash of its key. The file begins with the key, so that entries can be
// listed.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../base/hash.js';
import { replaceFile } from '../base/replaceFile.js';

/** A map from texts to bytes. The keys in a range can be listed, in any order. */
export interface Level {
  get(key: string): Promise<Uint8Array | undefined>;
  getMany(keys: string[]): Promise<(Uint8Array | undefined)[]>;
  hasMany(keys: string[]): Promise<boolean[]>;
  batch(changes: Change[]): Promise<void>;
  keys(range: Range): AsyncIterable<string>;
  iterator(range: Range): AsyncIterable<[key: string, value: Uint8Array]>;
  close(): Promise<void>;
}

export type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

/** A half-open range of keys. */
export interface Range {
  readonly gte: string;
  readonly lt: string;
}

/** Names of subfolders: the first character of the hashes in them. */
const DIVISIONS = /^[\w-]$/;

export class FileLevel implements Level {
  /** @param folder absolute; created if missing */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  get = async (key: string): Promise<Uint8Array | undefined> => {
    const entry = entryIn(this.fileOf(key));
    return entry?.[0] === key ? entry[1] : undefined;
  };

  getMany = (keys: string[]) => Promise.all(keys.map(this.get));

  hasMany = async (keys: string[]) => (await this.getMany(keys)).map((bytes) => bytes !== undefined);

  batch = async (changes: Change[]): Promise<void> => {
    for (const change of changes) {
      const file = this.fileOf(change.key);
      if (change.type === 'del') rmSync(file, { force: true });
      else {
        mkdirSync(join(file, '..'), { recursive: true });
        const key = Buffer.from(change.key);
        const length = Buffer.alloc(4);
        length.writeUInt32LE(key.length);
        replaceFile(file, Buffer.concat([length, key, change.value]));
      }
    }
  };

  async *iterator({ gte, lt }: Range): AsyncGenerator<[string, Uint8Array]> {
    for (const division of readdirSync(this.folder).filter((name) => DIVISIONS.test(name))) {
      for (const name of readdirSync(join(this.folder, division))) {
        const entry = entryIn(join(this.folder, division, name));
        if (entry && entry[0] >= gte && entry[0] < lt) yield entry;
      }
    }
  }

  async *keys(range: Range): AsyncGenerator<string> {
    for await (const [key] of this.iterator(range)) yield key;
  }

  close = async (): Promise<void> => {};

  private fileOf(key: string): string {
    const name = hashOf(key);
    return join(this.folder, name[0] as string, name);
  }
}

/** Reads an entry; undefined if there is none. */
function entryIn(file: string): [key: string, value: Uint8Array] | undefined {
  try {
    const bytes = readFileSync(file);
    const end = 4 + bytes.readUInt32LE(0);
    return end <= bytes.length ? [bytes.toString('utf8', 4, end), bytes.subarray(end)] : undefined;
  } catch {
    return undefined;
  }
}
