// Pictures of other sites, fetched once. They are in images/remote/ from then on, next to a list of where each came from, and
// belong to the site like any other picture: keep them with the posts, and a build needs no network.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitTo } from '../base/flow/limit.js';
import { RequestError, request, whyFailed } from '../base/flow/request.js';
import { hashOfBytes } from '../base/hash.js';
import { IMAGES, imagePath } from '../base/inputFolders.js';
import { makeFoldersOf } from '../base/inside.js';
import { REMOTE_FOLDER, remoteUrl } from '../base/remoteName.js';
import { saveFile } from '../base/saveFile.js';
import { HEAD_BYTES, sniff } from './sniff.js';

/** The list of what was fetched. */
const LOCK_FILE = `${REMOTE_FOLDER}/lock.json`;
/** Pictures that are fetched at once. */
const AT_ONCE = 4;

export interface Wanted {
  readonly url: string;
  /** Where it will lie, from the root of the site. */
  readonly path: string;
}

export interface FetchOptions {
  /** The site's folder. */
  readonly root: string;
  readonly maxBytes: number;
  /** Whether servers of this machine and of private networks may be asked. */
  readonly allowPrivate: boolean;
  /** Milliseconds that a picture may take to come. */
  readonly patience?: number;
}

/** What is noted of a picture that was fetched. */
interface Locked {
  readonly path: string;
  readonly bytes: number;
  /** The hash of its bytes. */
  readonly hash: string;
}

/**
 * Fetches pictures and puts them into images/remote/.
 * @returns how many came, and why others did not, by their addresses
 */
export async function fetchPictures(
  wanted: readonly Wanted[],
  { root, ...options }: FetchOptions,
): Promise<{ fetched: number; failures: ReadonlyMap<string, string> }> {
  const failures = new Map<string, string>();
  const came = new Map<string, Locked>();
  const fetchOne = async ({ url, path }: Wanted) => {
    try {
      const bytes = await download(url, options);
      write(root, path, bytes);
      came.set(remoteUrl(url)?.href ?? url, { path, bytes: bytes.length, hash: hashOfBytes(bytes) });
    } catch (error) {
      failures.set(url, whyFailed(error));
    }
  };
  const limit = limitTo(AT_ONCE);
  const once = new Map(wanted.map((each) => [each.path, each]));
  await Promise.all([...once.values()].map((each) => limit(() => fetchOne(each))));
  if (came.size > 0) noteInLock(root, came);
  return { fetched: came.size, failures };
}

async function download(address: string, { maxBytes, patience, allowPrivate }: Omit<FetchOptions, 'root'>): Promise<Uint8Array> {
  const url = remoteUrl(address);
  if (!url) throw new RequestError('it is not a web address');
  const reply = await request(withUserOf(url, address), { patience, allowPrivate, headers: { accept: 'image/*' } });
  if (!reply.ok) {
    reply.cancel();
    throw new RequestError(`the server responded ${reply.status} ${reply.statusText}`.trim());
  }
  const bytes = await reply.bytes(maxBytes);
  const sniffed = sniff(bytes.subarray(0, HEAD_BYTES));
  if (sniffed.format === undefined) throw new RequestError(`the response is not a picture: it is ${sniffed.what}`);
  return bytes;
}

/** An address with the user and the password that a writer gave: the server is told, and no file. */
function withUserOf(url: URL, address: string): URL {
  const { username, password } = new URL(address, 'https://x');
  const whole = new URL(url);
  whole.username = username;
  whole.password = password;
  return whole;
}

/** Writes a file of images/ next to its place and renames it. */
function write(root: string, path: string, bytes: string | Uint8Array): void {
  saveFile(makeFoldersOf(join(root, IMAGES), imagePath(path)), bytes);
}

function noteInLock(root: string, came: ReadonlyMap<string, Locked>): void {
  let before: { readonly [url: string]: Locked } = {};
  try {
    before = JSON.parse(readFileSync(join(root, LOCK_FILE), 'utf8')) as typeof before;
  } catch {
    // There is none yet, or it is no longer a list.
  }
  const all = Object.entries({ ...before, ...Object.fromEntries(came) });
  all.sort(([a], [b]) => (a < b ? -1 : 1));
  write(root, LOCK_FILE, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}
