// The store of expensive results (rendered articles, pictures) in `.cache/store`. The key of a picture is a hash of everything it
// was made from. The key of an article is a hash of its file and the settings, but not of the answers to its lookups, which are
// in the record; so the value of a key can change.
//
// LevelDB stores them: it is used by one process at a time, survives crashes and checks its blocks. Each value has its own
// checksum too, so that a flipped bit counts as "not stored". A damaged store is removed when it is closed, and the next build
// fills a new one. No build fails because the database cannot be opened, read or written: results are then made again.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, hashOfBytes } from '../base/hash.js';
import { FileLevel, type Level } from './fileLevel.js';

/** Keys of the results that a build uses. */
export interface StoreUse {
  /** Returns all keys. Called once a day, and if nothing is known of the previous build. */
  readonly all: () => ReadonlySet<string>;
  /**
   * Keys that this build uses and the previous one did not (`added`), and the reverse (`dropped`); undefined if nothing is known of
   * the previous build.
   */
  readonly since?: { readonly added: readonly string[]; readonly dropped: readonly string[] };
}

export interface Store {
  /** Starts opening the database in the background. */
  readonly prepare: () => void;
  /** Returns a result; undefined if it is not stored. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Returns several results, in the order of their keys. */
  readonly getMany: (keys: readonly string[]) => Promise<(Uint8Array | undefined)[]>;
  /** True if all of these results are stored. Their bytes are not checked. */
  readonly hasAll: (keys: readonly string[]) => Promise<boolean>;
  /** Stores a result. Waits if too much is being written. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Marks results that are no longer used, and removes those that have been unused for long. */
  readonly retire: (use: StoreUse) => Promise<void>;
  /** Marks results as unused from today on. */
  readonly markUnused: (keys: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const DAY = 86_400_000;

/** Returns today in days since 1970. */
export function today(): number {
  return Math.floor(Date.now() / DAY);
}

/** Days that an unused result is kept. */
const MAX_UNUSED_DAYS = 30;

const CHECKSUM_BYTES = 16;
/** Maximum bytes waiting to be written. */
const MAX_PENDING_BYTES = 4_000_000;
/** Milliseconds between two writes: the work that a killed build can lose. */
const FLUSH_INTERVAL = 500;
/** Prefixes of keys: results, and the day since which each has been unused. */
const RESULT = 'r/';
const UNUSED = 'u/';
/** Key of the day of the last clean-up. */
const LAST_SWEEP = 'swept';

/** Loads LevelDB. */
type LoadLevel = () => Promise<Pick<typeof import('classic-level'), 'ClassicLevel'>>;

/**
 * Returns a store in a folder, which is opened when first used.
 * @param folder absolute; undefined for a store in memory
 * @param today days since 1970
 * @param load fails on platforms without a LevelDB binary: results are then stored as plain files
 */
export function openStore(
  folder: string | undefined,
  today: number,
  load: LoadLevel = () => import('classic-level') as ReturnType<LoadLevel>,
): Store {
  return folder === undefined ? new MemoryStore() : new LevelStore(folder, today, load);
}

/** A store in memory, which leaves nothing behind. */
class MemoryStore implements Store {
  private readonly kept = new Map<string, Uint8Array>();

  prepare = (): void => {};
  get = async (key: string) => this.kept.get(key);
  getMany = async (keys: readonly string[]) => keys.map((key) => this.kept.get(key));
  hasAll = async (keys: readonly string[]) => keys.every((key) => this.kept.has(key));
  put = async (key: string, bytes: Uint8Array): Promise<void> => void this.kept.set(key, bytes);
  retire = async (): Promise<void> => {};
  markUnused = async (): Promise<void> => {};
  close = async (): Promise<void> => {};
}

class LevelStore implements Store {
  private opening: Promise<Level | undefined> | undefined;
  private damaged = false;
  /** Results not yet written to the disk. */
  private readonly unwritten = new Map<string, Uint8Array>();
  private batch: { key: string; bytes: Uint8Array }[] = [];
  private bytesInBatch = 0;
  private flushed = performance.now();
  private writing = Promise.resolve();
  /** Keys requested in the same turn of the event loop, fetched together. */
  private wanted: string[] = [];
  private answer: Promise<(Uint8Array | undefined)[]> | undefined;

  constructor(
    private readonly folder: string,
    private readonly today: number,
    private readonly load: LoadLevel,
  ) {}

  prepare = (): void => {
    void this.open();
  };

  get = async (key: string): Promise<Uint8Array | undefined> => {
    const at = this.wanted.push(key) - 1;
    this.answer ??= Promise.resolve().then(() => {
      const keys = this.wanted;
      this.wanted = [];
      this.answer = undefined;
      return this.getMany(keys);
    });
    return (await this.answer)[at];
  };

  getMany = async (keys: readonly string[]): Promise<(Uint8Array | undefined)[]> => {
    const found = keys.map((key) => this.unwritten.get(key));
    const missing = keys.filter((_key, index) => found[index] === undefined);
    const level = missing.length > 0 ? await this.open() : undefined;
    if (!level) return found;
    const values = await this.guarded(() => level.getMany(missing.map((key) => RESULT + key)));
    let next = 0;
    return values ? found.map((bytes, index) => bytes ?? this.checked(keys[index] as string, values[next++])) : found;
  };

  hasAll = async (keys: readonly string[]): Promise<boolean> => {
    const missing = keys.filter((key) => !this.unwritten.has(key));
    if (missing.length === 0) return true;
    const level = await this.open();
    const found = level && (await this.guarded(() => level.hasMany(missing.map((key) => RESULT + key))));
    return found?.every(Boolean) ?? false;
  };

  put = async (key: string, bytes: Uint8Array): Promise<void> => {
    this.unwritten.set(key, bytes);
    this.batch.push({ key, bytes });
    this.bytesInBatch += bytes.length;
    if (this.bytesInBatch < MAX_PENDING_BYTES && performance.now() - this.flushed < FLUSH_INTERVAL) return;
    await this.writing;
    void this.flush();
  };

  retire = async (use: StoreUse): Promise<void> => {
    await this.flush();
    const level = await this.open();
    if (level) await this.guarded(() => retire(level, use, this.today));
  };

  markUnused = async (keys: readonly string[]): Promise<void> => {
    await this.flush();
    const level = await this.open();
    const value = Buffer.from(String(this.today));
    if (level) await this.guarded(() => level.batch(keys.map((key) => ({ type: 'put' as const, key: UNUSED + key, value }))));
  };

  close = async (): Promise<void> => {
    if (this.batch.length > 0) await this.flush();
    await this.writing;
    const level = await this.opening;
    await level?.close().catch(() => {});
    if (this.damaged) rmSync(this.folder, { recursive: true, force: true });
  };

  /** Returns the database; undefined if it cannot be used. */
  private async open(): Promise<Level | undefined> {
    this.opening ??= openLevel(this.folder, this.load);
    const level = await this.opening;
    return this.damaged ? undefined : level;
  }

  /** Runs an operation on the database. A failure marks it as damaged. */
  private async guarded<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      this.damaged = true;
      return undefined;
    }
  }

  private flush(): Promise<void> {
    const entries = this.batch;
    this.flushed = performance.now();
    this.batch = [];
    this.bytesInBatch = 0;
    this.writing = this.writing.then(async () => {
      const level = await this.open();
      if (!level) return;
      const put = ({ key, bytes }: { key: string; bytes: Uint8Array }) =>
        ({ type: 'put', key: RESULT + key, value: Buffer.concat([checksum(key, hashOfBytes(bytes)), bytes]) }) as const;
      await this.guarded(async () => {
        await level.batch(entries.map(put));
        for (const { key, bytes } of entries) if (this.unwritten.get(key) === bytes) this.unwritten.delete(key);
      });
    });
    return this.writing;
  }

  private checked(key: string, value: Uint8Array | undefined): Uint8Array | undefined {
    if (value === undefined) return undefined;
    const bytes = value.subarray(CHECKSUM_BYTES);
    const hash = hashOfBytes(bytes);
    if (value.length >= CHECKSUM_BYTES && checksum(key, hash).equals(value.subarray(0, CHECKSUM_BYTES))) {
      hashes.set(bytes, hash);
      return bytes;
    }
    this.damaged = true;
    return undefined;
  }
}

async function openLevel(folder: string, load: LoadLevel): Promise<Level | undefined> {
  const loaded = await load().catch(() => undefined);
  if (!loaded) return openFiles(folder);
  const attempt = async (): Promise<Level> => {
    const level = new loaded.ClassicLevel<string, Uint8Array>(folder, {
      valueEncoding: 'view',
      writeBufferSize: 4_000_000,
      // Results are read only once, so a large cache is useless.
      cacheSize: 1_000_000,
    });
    await level.open();
    return level;
  };
  try {
    return await attempt();
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code === 'LEVEL_LOCKED') return undefined;
  }
  try {
    rmSync(folder, { recursive: true, force: true });
    return await attempt();
  } catch {
    return undefined;
  }
}

function openFiles(folder: string): Level | undefined {
  try {
    return new FileLevel(join(folder, 'files'));
  } catch {
    return undefined;
  }
}

/**
 * Returns the checksum of a value.
 * @param hash of the bytes
 */
function checksum(key: string, hash: string): Buffer {
  return Buffer.from(hashOf(key, hash), 'base64url').subarray(0, CHECKSUM_BYTES);
}

/** Hashes computed while checking values from a store. */
const hashes = new WeakMap<Uint8Array, string>();

/** Returns the hash of a value from a store, without computing it again. */
export function hashOfStored(bytes: Uint8Array): string {
  return hashes.get(bytes) ?? hashOfBytes(bytes);
}

async function retire(level: Level, use: StoreUse, today: number): Promise<void> {
  const changes = new Map<string, Uint8Array | undefined>();
  const now = Buffer.from(String(today));
  const dayOf = (value: Uint8Array | undefined) => Number(Buffer.from(value ?? []).toString());
  for (const key of use.since?.dropped ?? []) changes.set(UNUSED + key, now);
  for (const key of use.since?.added ?? []) changes.set(UNUSED + key, undefined);
  // Clean up once a day.
  if (!use.since || dayOf(await level.get(LAST_SWEEP)) !== today) {
    const used = use.all();
    const dated = new Set<string>();
    for await (const [entry, value] of level.iterator({ gte: UNUSED, lt: `${UNUSED}\uFFFF` })) {
      const key = entry.slice(UNUSED.length);
      dated.add(key);
      // This build uses it, although it is marked: the build that marked it may have left no record.
      if (used.has(key)) changes.set(entry, undefined);
      else if (!changes.has(entry) && today - dayOf(value) > MAX_UNUSED_DAYS) {
        changes.set(entry, undefined);
        changes.set(RESULT + key, undefined);
      }
    }
    if (!use.since) {
      // Without a record, every result that is not used now counts as unused from today.
      for await (const entry of level.keys({ gte: RESULT, lt: `${RESULT}\uFFFF` })) {
        const key = entry.slice(RESULT.length);
        if (!used.has(key) && !dated.has(key)) changes.set(UNUSED + key, now);
      }
    }
    changes.set(LAST_SWEEP, now);
  }
  if (changes.size === 0) return;
  await level.batch(
    [...changes].map(([key, value]) =>
      value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value },
    ),
  );
}
