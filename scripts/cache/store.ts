// Expensive results (rendered articles, pictures), kept in `.cache/store` by their keys. The key of a picture is a hash of all that
// it was made from. The key of an article is a hash of its file and the settings, and not of the answers to its look-ups, which
// the record holds: so a key can be given another value.
//
// LevelDB keeps them: one process at a time, whole after a crash, checked blocks. Each value has a checksum of its own
// besides, so that a flipped bit means "not kept", and a store that turns out to be damaged is removed when it is closed, and
// made again by the next build. A database that cannot be opened, read or written fails no build: its results are made again.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, hashOfBytes } from '../base/hash.js';
import { FileLevel, type Level } from './fileLevel.js';

/** The keys of results that a build uses. */
export interface StoreUse {
  /** All of them; asked once a day, and where nothing is known of the build before. */
  readonly all: () => ReadonlySet<string>;
  /** What it uses and the build before did not, and the other way round; undefined if nothing is known of that one. */
  readonly since?: { readonly added: readonly string[]; readonly dropped: readonly string[] };
}

export interface Store {
  /** Begins to open what will be asked, while other things are done. */
  readonly prepare: () => void;
  /** A result that was kept. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Several results, in the order of their keys. */
  readonly getMany: (keys: readonly string[]) => Promise<(Uint8Array | undefined)[]>;
  /** Whether all of some results are kept; their bytes are not looked at. */
  readonly hasAll: (keys: readonly string[]) => Promise<boolean>;
  /** Keeps a result; waits while much is on its way to the disk. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Notes which results no build uses any more, and forgets those that none has used for long. */
  readonly retire: (use: StoreUse) => Promise<void>;
  /** Notes that no build uses some results, as of today. */
  readonly markUnused: (keys: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const DAY = 86_400_000;

/** Today, in days since 1970. */
export function today(): number {
  return Math.floor(Date.now() / DAY);
}

/** Days that a result is kept after the last build that used it. */
const MAX_UNUSED_DAYS = 30;

const CHECKSUM_BYTES = 16;
/** Bytes that may be on their way to the disk. */
const MAX_PENDING_BYTES = 4_000_000;
/** Milliseconds of work that may be lost when a build is killed. */
const FLUSH_INTERVAL = 500;
/** Prefixes of keys: results, and the day since which one is not used. */
const RESULT = 'r/';
const UNUSED = 'u/';
/** The day on which old results were last looked for. */
const LAST_SWEEP = 'swept';

/** Loads LevelDB. */
type LoadLevel = () => Promise<Pick<typeof import('classic-level'), 'ClassicLevel'>>;

/**
 * A store in a folder; opened when something is asked of it.
 * @param folder absolute; undefined for a store that lasts as long as the build
 * @param today days since 1970
 * @param load fails on platforms that LevelDB has no binary for: results are kept as plain files there
 */
export function openStore(
  folder: string | undefined,
  today: number,
  load: LoadLevel = () => import('classic-level') as ReturnType<LoadLevel>,
): Store {
  return folder === undefined ? new MemoryStore() : new LevelStore(folder, today, load);
}

/** A store that keeps nothing when it is closed. */
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
  /** What is not on the disk yet. */
  private readonly unwritten = new Map<string, Uint8Array>();
  private batch: { key: string; bytes: Uint8Array }[] = [];
  private bytesInBatch = 0;
  private flushed = performance.now();
  private writing = Promise.resolve();
  /** What is asked for in one turn is fetched at once. */
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

  /** The database; undefined if it cannot be used. */
  private async open(): Promise<Level | undefined> {
    this.opening ??= openLevel(this.folder, this.load);
    const level = await this.opening;
    return this.damaged ? undefined : level;
  }

  /** Does something with the database; what fails shows that it is damaged. */
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
      // Results are read once: what was read need not stay.
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

/** @param hash of the bytes */
function checksum(key: string, hash: string): Buffer {
  return Buffer.from(hashOf(key, hash), 'base64url').subarray(0, CHECKSUM_BYTES);
}

/** The hashes of what came out of a store: it was hashed to be checked. */
const hashes = new WeakMap<Uint8Array, string>();

/** The hash of the bytes of a result that a store gave. */
export function hashOfStored(bytes: Uint8Array): string {
  return hashes.get(bytes) ?? hashOfBytes(bytes);
}

async function retire(level: Level, use: StoreUse, today: number): Promise<void> {
  const changes = new Map<string, Uint8Array | undefined>();
  const now = Buffer.from(String(today));
  const dayOf = (value: Uint8Array | undefined) => Number(Buffer.from(value ?? []).toString());
  for (const key of use.since?.dropped ?? []) changes.set(UNUSED + key, now);
  for (const key of use.since?.added ?? []) changes.set(UNUSED + key, undefined);
  // Once a day is often enough to look for what is old.
  if (!use.since || dayOf(await level.get(LAST_SWEEP)) !== today) {
    const used = use.all();
    const dated = new Set<string>();
    for await (const [entry, value] of level.iterator({ gte: UNUSED, lt: `${UNUSED}\uFFFF` })) {
      const key = entry.slice(UNUSED.length);
      dated.add(key);
      // A build that dropped it may have left no record: what counts is what this build uses.
      if (used.has(key)) changes.set(entry, undefined);
      else if (!changes.has(entry) && today - dayOf(value) > MAX_UNUSED_DAYS) {
        changes.set(entry, undefined);
        changes.set(RESULT + key, undefined);
      }
    }
    if (!use.since) {
      // Nothing is known of the builds before: whatever is here and not used now counts from today.
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
