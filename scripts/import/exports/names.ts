// Names of files for texts of an export, which has none.

import { decode } from '../../base/siteLookup.js';

/** Letters of a file name. Some systems allow no more than 255 bytes. */
const MOST = 60;

/**
 * Returns a file name for a text, without extension.
 * @param slug its name in addresses, which may be percent-encoded
 * @param otherwise its title or number, for a text without a slug
 */
export function fileNameFor(slug: string | undefined, otherwise: string): string {
  const written = decode(slug ?? '') ?? slug ?? '';
  const name = [written, otherwise].map(cleaned).find((each) => each !== '') ?? 'text';
  return [...name].slice(0, MOST).join('');
}

function cleaned(name: string): string {
  return name
    .normalize('NFC')
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-')
    .replace(/^[-_.]+|[-.]+$/g, '');
}

/** Returns a name that shows no address of an e-mail; undefined if nothing else is left. */
export function withoutMail(name: string | undefined): string | undefined {
  const plain = name?.trim() ?? '';
  return plain === '' || /\S@\S/.test(plain) ? undefined : plain;
}
