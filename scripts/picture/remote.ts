// Downloads pictures of other sites into images/remote/, once. From then on they belong to the site like its other pictures: a
// build needs no network. `lock.json` records the address and hash of each.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitTo } from '../base/flow/limit.js';
import { failureReason, RequestError, request } from '../base/flow/request.js';
import { hashOfBytes } from '../base/hash.js';
import { IMAGES, imagePath } from '../base/inputFolders.js';
import { makeFoldersOf } from '../base/inside.js';
import { REMOTE_FOLDER, remoteUrl } from '../base/remoteName.js';
import { saveFile } from '../base/saveFile.js';
import { HEAD_BYTES, sniff } from './sniff.js';

/** The record of downloaded pictures. */
const LOCK_FILE = `${REMOTE_FOLDER}/lock.json`;
/** Maximum downloads at once. */
const MAX_DOWNLOADS = 4;

/** A picture to download. */
export interface RemotePicture {
  readonly url: string;
  /** Path of the file to write, from the site's folder. */
  readonly path: string;
}

export interface FetchOptions {
  /** The site's folder. */
  readonly root: string;
  readonly maxBytes: number;
  /** Allows requests to this machine and to private networks. */
  readonly allowPrivate: boolean;
  /** Timeout in milliseconds of one picture. */
  readonly timeout?: number;
}

/** Entry of `lock.json`. */
interface LockEntry {
  readonly path: string;
  readonly bytes: number;
  /** Hash of its bytes. */
  readonly hash: string;
}

/**
 * Downloads pictures into images/remote/.
 * @returns the number of downloaded pictures, and the failures of others by address
 */
export async function fetchPictures(
  wanted: readonly RemotePicture[],
  { root, ...options }: FetchOptions,
): Promise<{ fetched: number; failures: ReadonlyMap<string, string> }> {
  const failures = new Map<string, string>();
  const downloaded = new Map<string, LockEntry>();
  const fetchOne = async ({ url, path }: RemotePicture) => {
    try {
      const bytes = await downloadPicture(url, options);
      write(root, path, bytes);
      downloaded.set(remoteUrl(url)?.href ?? url, { path, bytes: bytes.length, hash: hashOfBytes(bytes) });
    } catch (error) {
      failures.set(url, failureReason(error));
    }
  };
  const limit = limitTo(MAX_DOWNLOADS);
  const byPath = new Map(wanted.map((each) => [each.path, each]));
  await Promise.all([...byPath.values()].map((each) => limit(() => fetchOne(each))));
  if (downloaded.size > 0) updateLock(root, downloaded);
  return { fetched: downloaded.size, failures };
}

/** Downloads a picture. @throws RequestError if the server does not respond with one */
export async function downloadPicture(
  address: string,
  { maxBytes, timeout, allowPrivate }: Omit<FetchOptions, 'root'>,
): Promise<Uint8Array> {
  const url = remoteUrl(address);
  if (!url) throw new RequestError('it is not a web address');
  const reply = await request(withUserOf(url, address), { timeout, allowPrivate, headers: { accept: 'image/*' } });
  if (!reply.ok) {
    reply.cancel();
    throw new RequestError(`the server responded ${reply.status} ${reply.statusText}`.trim());
  }
  const bytes = await reply.bytes(maxBytes);
  const sniffed = sniff(bytes.subarray(0, HEAD_BYTES));
  if (sniffed.format === undefined) throw new RequestError(`the response is not a picture: it is ${sniffed.what}`);
  return bytes;
}

/** Returns a URL with the user and password of the original address. They are sent to the server but not written to any file. */
function withUserOf(url: URL, address: string): URL {
  const { username, password } = new URL(address, 'https://x');
  const whole = new URL(url);
  whole.username = username;
  whole.password = password;
  return whole;
}

/** Writes a file below images/ atomically. */
function write(root: string, path: string, bytes: string | Uint8Array): void {
  saveFile(makeFoldersOf(join(root, IMAGES), imagePath(path)), bytes);
}

function updateLock(root: string, downloaded: ReadonlyMap<string, LockEntry>): void {
  let before: { readonly [url: string]: LockEntry } = {};
  try {
    before = JSON.parse(readFileSync(join(root, LOCK_FILE), 'utf8')) as typeof before;
  } catch {
    // The file is missing or damaged: start a new one.
  }
  const all = Object.entries({ ...before, ...Object.fromEntries(downloaded) });
  all.sort(([a], [b]) => (a < b ? -1 : 1));
  write(root, LOCK_FILE, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}
