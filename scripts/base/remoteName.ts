// The file names of downloaded pictures of other sites. A name follows from the address alone, so rendering can compute it.

import { hashOf, shortHash } from './hash.js';
import { imageFile } from './inputFolders.js';
import { USUAL_EXTENSIONS } from './pictureFormats/table.js';

/** Folder of downloaded pictures, from the site's folder. */
export const REMOTE_FOLDER = imageFile('remote');

const EXTENSION = new RegExp(`\\.(?:${USUAL_EXTENSIONS.join('|')})$`, 'i');

/**
 * Returns the path for a picture's address, from the site's folder.
 * @returns undefined if it is not a web address
 */
export function remotePath(address: string): string | undefined {
  const url = remoteUrl(address);
  if (!url) return undefined;
  const file = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const extension = EXTENSION.exec(file)?.[0] ?? '';
  const plain = (text: string) => text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  const name = plain(file.slice(0, file.length - extension.length)).slice(0, 60) || 'picture';
  return `${REMOTE_FOLDER}/${plain(url.host)}/${name}-${shortHash(hashOf(url.href))}${extension.toLowerCase()}`;
}

/**
 * Parses a web address. Removes user, password and fragment; `//host/path` becomes https. Returns undefined for other addresses.
 */
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

/** Removes user and password from an address before it is published. */
export function withoutUser(address: string): string {
  return address.replace(/^((?:https?:)?\/\/)[^/?#\\]*@/i, '$1');
}
