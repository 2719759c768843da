// Jobs at a worker: whoever can write to the queue cannot choose which files it reads or removes.

import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { TASKS } from '../../scripts/cli/tasks.js';
import { type Blobs, openBlobs } from '../../scripts/work/queue/blobs.js';
import { doneKey, type JobData, pack, unpack } from '../../scripts/work/queue/protocol.js';
import { TaskRunner } from '../../scripts/work/queue/worker.js';
import { picture, temporaryFolder } from '../support.js';

/** Keys that were set on the server. */
const set: string[] = [];
const REDIS = { set: async (key: string) => void set.push(key) } as never;
const open: TaskRunner[] = [];
afterEach(async () => {
  for (const hands of open.splice(0)) await hands.close();
});

/** Makes a worker with a store in a folder. */
async function worker() {
  const hands = new TaskRunner(REDIS, { threads: 1, tasks: TASKS });
  open.push(hands);
  const folder = temporaryFolder();
  const blobs: Blobs = await openBlobs(folder, REDIS);
  hands.blobs = blobs;
  const put = async (bytes: Uint8Array) => {
    const hash = hashOfBytes(bytes);
    await blobs.put(hash, bytes);
    return hash;
  };
  const work = (data: { readonly [name: string]: unknown }) => hands.do({ id: 'task.1', data: data as unknown as JobData });
  return { hands, folder, blobs, put, work };
}

const pictureOf = (bytes: Uint8Array, hash: string) => {
  const named = 'images/a.png';
  return { path: named, file: '', size: bytes.length, hash, shown: 100, named, settings };
};
const settings = { widths: [100], formats: ['webp'], quality: { avif: 50, webp: 80, jpeg: 80 }, maxMegapixels: 9 };

test('makes a picture from the bytes with its hash', async () => {
  const { blobs, put, work } = await worker();
  const bytes = await picture();
  const file = await put(bytes);
  set.length = 0;
  const { output } = await work({ name: 'picture', input: await put(pack(pictureOf(bytes, file))), file });
  expect(unpack((await blobs.get(output)) as Uint8Array)).toMatchObject({ result: { picture: { width: 60, height: 40 } } });
  // The next build finds the result, whichever attempt made it.
  expect(set).toEqual([doneKey('task')]);
});

test('fetches a partial file again from the start', async () => {
  const { hands, blobs, put, work } = await worker();
  const bytes = await picture();
  const file = await put(bytes);
  const job = { name: 'picture', input: await put(pack(pictureOf(bytes, file))), file };
  hands.blobs = {
    ...blobs,
    getFile: async (_hash, path) => {
      appendFileSync(path, bytes.subarray(0, 20));
      return false;
    },
  };
  await expect(work(job)).rejects.toThrow(`missing in the store: ${file}`);
  hands.blobs = {
    ...blobs,
    getFile: async (_hash, path) => {
      appendFileSync(path, bytes);
      return true;
    },
  };
  expect(await work(job)).toMatchObject({ output: expect.any(String) });
});

test('names a file by its hash, and touches no other', async () => {
  const { put, work } = await worker();
  const victim = join(temporaryFolder(), 'victim.txt');
  writeFileSync(victim, 'x');
  const inTemporary = join(tmpdir(), `${basename(temporaryFolder())}-victim`);
  writeFileSync(inTemporary, 'x');
  const input = await put(pack({ file: '', settings }));
  for (const file of [`../${basename(inTemporary)}`, victim, '..', '', `${input}/../../x`, `${input}\n`, 7, ['a']])
    await expect(work({ name: 'picture', input, file })).rejects.toThrow('not a hash');
  for (const hash of ['../x', `../../${basename(victim)}`]) {
    await expect(work({ name: 'pages', input: hash })).rejects.toThrow('not a hash');
    await expect(work({ name: 'pages', input, shared: hash })).rejects.toThrow('not a hash');
  }
  expect([existsSync(victim), existsSync(inTemporary)]).toEqual([true, true]);
});

test('refuses a task that would read a path in its input', async () => {
  const { put, work } = await worker();
  const secret = join(temporaryFolder(), 'secret.png');
  writeFileSync(secret, await picture());
  const input = await put(pack({ file: secret, maxMegapixels: 9, pixels: { file: secret }, size: 9, settings }));
  for (const name of ['clean', 'probe', 'study', 'encode', 'animate', 'icon', 'drawing', 'constructor', '__proto__', 7])
    await expect(work({ name, input })).rejects.toThrow('must not run on other machines');
  await expect(work({ name: 'clean', input, file: input })).rejects.toThrow('must not run on other machines');
  await expect(work({ name: 'picture', input })).rejects.toThrow('needs a file');
  await expect(work({ name: 'pages', input, file: input })).rejects.toThrow('must not have a file');
});

test('uses only hashes as paths in a folder store', async () => {
  const { blobs } = await worker();
  for (const hash of ['../../etc/passwd', '..', '', '/etc/passwd'])
    for (const doing of [
      () => blobs.get(hash),
      () => blobs.has(hash),
      () => blobs.put(hash, new Uint8Array()),
      () => blobs.getFile(hash, 'x'),
    ])
      await expect(doing()).rejects.toThrow('not a hash');
});
