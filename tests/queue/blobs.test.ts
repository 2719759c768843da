// Blob stores: the same behaviour on a server, in a folder and in a bucket.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { type Blobs, hashOfFile, openBlobs, verified } from '../../scripts/work/queue/blobs.js';
import { connect, disconnect } from '../../scripts/work/queue/connection.js';
import { type Bucket, openBucket } from '../publishing/bucket.js';
import { temporaryFolder } from '../support.js';
import { SERVER, Server } from './server.js';

const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

/** Runs a function with other environment variables. */
async function withEnvironment<T>(env: { readonly [name: string]: string | undefined }, work: () => Promise<T>): Promise<T> {
  const names = Object.keys(env);
  const before = names.map((name) => process.env[name]);
  const set = (values: readonly (string | undefined)[]) => {
    for (const [at, name] of names.entries()) {
      if (values[at] === undefined) delete process.env[name];
      else process.env[name] = values[at];
    }
  };
  set(Object.values(env));
  try {
    return await work();
  } finally {
    set(before);
  }
}

describe.skipIf(!SERVER)('a store', () => {
  let server: Server;
  let client: ReturnType<typeof connect>;
  let bucket: Bucket;
  beforeAll(async () => {
    server = await Server.start();
    client = connect({ url: server.url });
    bucket = await openBucket();
  });
  afterAll(async () => {
    disconnect(client);
    await server.kill();
    bucket.close();
  });

  const inBucket = () =>
    withEnvironment({ ...KEYS, AWS_ENDPOINT_URL: bucket.env.RCLONE_CONFIG_TEST_ENDPOINT }, () =>
      openBlobs('s3://posts/blobs', client),
    );
  const STORES: readonly (readonly [where: string, open: () => Promise<Blobs>])[] = [
    ['on the server', () => openBlobs(undefined, client)],
    ['in a folder that is not there yet', () => openBlobs(join(temporaryFolder(), 'a/b'), client)],
    ['in a bucket', inBucket],
  ];

  describe.each(STORES)('%s', (_where, open) => {
    const fileWith = (bytes: Uint8Array) => {
      const file = join(temporaryFolder(), 'file');
      writeFileSync(file, bytes);
      return file;
    };

    // On the server, parts have a megabyte.
    test.each([0, 10, 1_000_000, 2_000_001])('returns %i bytes, of a value and of a file', async (length) => {
      const blobs = await open();
      const [value, other] = [1, 2].map((by) => Buffer.alloc(length, by));
      for (const [bytes, put] of [
        [value, (hash: string, own: Uint8Array) => blobs.put(hash, own)],
        [other, (hash: string, own: Uint8Array) => blobs.putFile(hash, fileWith(own))],
      ] as const) {
        const own = Buffer.concat([Buffer.from('own'), bytes as Buffer]);
        const hash = hashOfBytes(own);
        await put(hash, own);
        const copy = join(temporaryFolder(), 'copy');
        expect([await blobs.has(hash), await blobs.getFile(hash, copy)]).toEqual([true, true]);
        expect(own.equals((await blobs.get(hash)) ?? new Uint8Array())).toBe(true);
        expect([readFileSync(copy).equals(own), await hashOfFile(copy)]).toEqual([true, hash]);
        expect(own.equals((await verified(blobs, hash)) ?? new Uint8Array())).toBe(true);
      }
    });

    test('returns nothing for unknown hashes', async () => {
      const blobs = await open();
      await blobs.put(hashOfBytes(Buffer.from('some')), Buffer.from('some'));
      const none = hashOfBytes(Buffer.from('none'));
      expect([await blobs.has(none), await blobs.get(none)]).toEqual([false, undefined]);
      expect(await blobs.getFile(none, join(temporaryFolder(), 'none'))).toBe(false);
      expect([await verified(blobs, none), await verified(blobs, '../x')]).toEqual([undefined, undefined]);
    });

    test('is not trusted if bytes do not match their hash', async () => {
      const blobs = await open();
      const hash = hashOfBytes(Buffer.from('right'));
      await blobs.put(hash, Buffer.from('wrong'));
      expect(await verified(blobs, hash)).toBeUndefined();
    });
  });

  test('on the server returns nothing if a part is lost', async () => {
    const blobs = await openBlobs(undefined, client);
    const bytes = Buffer.alloc(2_000_001, 7);
    const hash = hashOfBytes(bytes);
    await blobs.put(hash, bytes);
    await client.del(`titleblock:blob:${hash}:1`);
    expect(await blobs.get(hash)).toBeUndefined();
    expect(await blobs.getFile(hash, join(temporaryFolder(), 'file'))).toBe(false);
  });

  test('on the server expires after a day, parts not earlier', async () => {
    const blobs = await openBlobs(undefined, client);
    const hash = hashOfBytes(Buffer.from('ends'));
    await blobs.put(hash, Buffer.from('ends'));
    const [whole, part] = await Promise.all([client.ttl(`titleblock:blob:${hash}`), client.ttl(`titleblock:blob:${hash}:0`)]);
    expect([whole > 86_000, whole <= 86_400, part > whole]).toEqual([true, true, true]);
  });

  test('in a bucket stores blobs below its prefix', async () => {
    const blobs = await inBucket();
    bucket.objects.clear();
    const hash = hashOfBytes(Buffer.from('named'));
    await blobs.put(hash, Buffer.from('named'));
    expect([...bucket.objects.keys()]).toEqual([`blobs/${hash}`]);
  });

  test.each([
    [undefined, 'us-east-1'],
    ['eu-west-1', 'eu-west-1'],
  ])('in an Amazon bucket uses the region: %s is %s', async (named, region) => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async ({ url }: Request) => {
      asked.push(url);
      return new Response(null, { status: 404 });
    });
    try {
      const env = { ...KEYS, AWS_ENDPOINT_URL: undefined, AWS_REGION: named };
      const blobs = await withEnvironment(env, () => openBlobs('s3://posts/blobs/', client));
      const hash = hashOfBytes(Buffer.from('asked'));
      expect(await blobs.has(hash)).toBe(false);
      expect(asked).toEqual([`https://s3.${region}.amazonaws.com/posts/blobs/${hash}`]);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('in a bucket needs both keys, and reports refusals', async () => {
    for (const name of Object.keys(KEYS))
      await expect(withEnvironment({ ...KEYS, [name]: undefined }, () => openBlobs('s3://posts/blobs', client))).rejects.toThrow(
        's3://posts/blobs needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment',
      );
    const blobs = await inBucket();
    const key = `blobs/${hashOfBytes(Buffer.from('refused'))}`;
    bucket.refused.add(key);
    await expect(blobs.has(key.slice('blobs/'.length))).rejects.toThrow('s3://posts/blobs: HEAD failed with 403');
  });
});
