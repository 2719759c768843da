// Where a picture of another site lies when it is fetched. The name is made of the address alone, so that rendering knows it
// without asking anything else.

import { hashOf, nameOfHash } from './hash.js';
import { imageFile } from './inputFolders.js';
import { USUAL_EXTENSIONS } from './pictureFormats/table.js';

/** Below the root of the site. */
export const REMOTE_FOLDER = imageFile('remote');

const ENDING = new RegExp(`\\.(?:${USUAL_EXTENSIONS.join('|')})$`, 'i');

/**
 * The path for an address, from the root of the site.
 * @returns undefined if it is not a web address
 */
export function remotePath(address: string): string | undefined {
  const url = remoteUrl(address);
  if (!url) return undefined;
  const file = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const extension = ENDING.exec(file)?.[0] ?? '';
  const plain = (text: string) => text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  const name = plain(file.slice(0, file.length - extension.length)).slice(0, 60) || 'picture';
  return `${REMOTE_FOLDER}/${plain(url.host)}/${name}-${nameOfHash(hashOf(url.href))}${extension.toLowerCase()}`;
}

/** A web address, complete, without a user and a password; `//host/path` is asked for by https. */
export function remoteUrl(address: string): URL | undefined {
  try {
    const url = new URL(address.startsWith('//') ? `https:${address}` : address);
    url.hash = '';
    url.username = '';
    url.password = '';
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The address of a picture as it is published: without a user and a password. */
export function withoutUser(address: string): string {
  return address.replace(/^((?:https?:)?\/\/)[^/?#\\]*@/i, '$1');
}
