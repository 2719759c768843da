// A content-addressed store for inputs and results of tasks: on the queue's server, in a shared folder, or in a bucket. Equal
// bytes are stored once, and everything read is compared with its hash.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, openAsBlob, openSync, readFileSync } from 'node:fs';
import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { QueueError } from '../../base/errors.js';
import type { FileContent } from '../../base/fileContent.js';
import { hashOfBytes, isHash } from '../../base/hash.js';
import { loadModule } from '../../base/program.js';
import { replaceFile } from '../../base/replaceFile.js';
import { PREFIX } from './connection.js';

export interface Blobs {
  readonly has: (hash: string) => Promise<boolean>;
  readonly put: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Returns undefined if there is none. */
  readonly get: (hash: string) => Promise<Uint8Array | undefined>;
  /** Stores a file without loading it into memory. */
  readonly putFile: (hash: string, path: string) => Promise<void>;
  /** Writes the bytes to a new file. Returns false if they are missing, or a part of them; the file may then be incomplete. */
  readonly getFile: (hash: string, path: string) => Promise<boolean>;
}

/** @param store a folder or `s3://bucket/prefix`; undefined for the queue's server */
export async function openBlobs(store: string | undefined, redis: Redis): Promise<Blobs> {
  if (store === undefined) return redisBlobs(redis);
  return store.startsWith('s3://') ? bucketBlobs(store) : folderBlobs(store);
}

/**
 * Checks a hash before it becomes part of a path, since others can write to the queue.
 * @throws if it is not a hash
 */
function checkedHash(hash: string): string {
  if (!isHash(hash)) throw new Error(`not a hash: ${JSON.stringify(hash)}`);
  return hash;
}

/** Returns the bytes with this hash; undefined if they are missing or wrong, or it is not a hash. */
export async function verified(blobs: Blobs, hash: string): Promise<Uint8Array | undefined> {
  if (!isHash(hash)) return undefined;
  const bytes = await blobs.get(hash);
  return bytes && hashOfBytes(bytes) === hash ? bytes : undefined;
}

/** Returns the hash of a file without loading it into memory. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('base64url').slice(0, hashOfBytes(new Uint8Array()).length);
}

/** Seconds for which the server keeps a blob. */
const TTL_SECONDS = 86_400;
const PART_BYTES = 1_000_000;

function redisBlobs(redis: Redis): Blobs {
  const key = (hash: string) => `${PREFIX}:blob:${hash}`;
  const partKey = (hash: string, part: number) => `${key(hash)}:${part}`;
  const putPart = (hash: string, part: number, bytes: Uint8Array) =>
    redis.set(partKey(hash, part), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 'EX', TTL_SECONDS + 60);
  // Written last: whoever sees the number of parts finds all of them.
  const finish = async (hash: string, parts: number) => void (await redis.set(key(hash), String(parts), 'EX', TTL_SECONDS));
  const partsOf = async (hash: string) => Number((await redis.get(key(hash))) ?? -1);
  return {
    has: async (hash) => (await redis.exists(key(hash))) === 1,
    put: async (hash, bytes) => {
      const parts = Math.ceil(bytes.length / PART_BYTES);
      for (let part = 0; part < parts; part++)
        await putPart(hash, part, bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
      await finish(hash, parts);
    },
    get: async (hash) => {
      const parts = await partsOf(hash);
      if (parts < 0) return undefined;
      const all = await Promise.all(Array.from({ length: parts }, (_, part) => redis.getBuffer(partKey(hash, part))));
      return all.every((part) => part !== null) ? Buffer.concat(all as Buffer[]) : undefined;
    },
    putFile: async (hash, path) => {
      let parts = 0;
      for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES }))
        await putPart(hash, parts++, bytes as Buffer);
      await finish(hash, parts);
    },
    getFile: async (hash, path) => {
      const parts = await partsOf(hash);
      for (let part = 0; part < parts; part++) {
        const bytes = await redis.getBuffer(partKey(hash, part));
        if (!bytes) return false;
        await appendFile(path, bytes);
      }
      return parts >= 0;
    },
  };
}

function folderBlobs(folder: string): Blobs {
  const place = (hash: string) => join(folder, checkedHash(hash).slice(0, 2), hash);
  const put = (hash: string, content: FileContent) => {
    if (existsSync(place(hash))) return;
    mkdirSync(join(folder, hash.slice(0, 2)), { recursive: true });
    replaceFile(place(hash), content);
  };
  return {
    has: async (hash) => existsSync(place(hash)),
    put: async (hash, bytes) => put(hash, bytes),
    get: async (hash) => (existsSync(place(hash)) ? readFileSync(place(hash)) : undefined),
    putFile: async (hash, path) => put(hash, { open: () => openSync(path, 'r') }),
    getFile: async (hash, path) => {
      if (!existsSync(place(hash))) return false;
      await copyFile(place(hash), path);
      return true;
    },
  };
}

/**
 * Opens a bucket with the interface of Amazon S3. Keys and region come from the environment, under the names that AWS tools use.
 */
async function bucketBlobs(store: string, env = process.env): Promise<Blobs> {
  const { AwsClient } = (await loadModule('aws4fetch').catch(() => {
    throw new QueueError('--queue-store s3://… needs the package aws4fetch: run npm install aws4fetch');
  })) as typeof import('aws4fetch');
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: region = 'us-east-1' } = env;
  if (!accessKeyId || !secretAccessKey)
    throw new QueueError(`${store} needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment`);
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  const { host, pathname } = new URL(store);
  const endpoint = env.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com`;
  const address = (hash: string) => `${endpoint}/${host}${pathname.replace(/\/$/, '')}/${checkedHash(hash)}`;
  const ask = async (hash: string, method: string, body?: BodyInit) => {
    const response = await client.fetch(address(hash), { method, ...(body !== undefined && { body }) });
    if (response.ok || response.status === 404) return response;
    throw new QueueError(`${store}: ${method} failed with ${response.status} ${response.statusText}`);
  };
  return {
    has: async (hash) => (await ask(hash, 'HEAD')).ok,
    put: async (hash, bytes) => void (await ask(hash, 'PUT', bytes as BodyInit)),
    get: async (hash) => {
      const response = await ask(hash, 'GET');
      return response.ok ? response.bytes() : undefined;
    },
    putFile: async (hash, path) => void (await ask(hash, 'PUT', await openAsBlob(path))),
    getFile: async (hash, path) => {
      const response = await ask(hash, 'GET');
      if (!response.ok) return false;
      for await (const part of response.body ?? []) await appendFile(path, part);
      return true;
    },
  };
}
