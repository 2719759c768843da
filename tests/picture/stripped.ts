// Strips pictures by format.

import { gif } from '../../scripts/base/pictureFormats/gif.js';
import { jpeg } from '../../scripts/base/pictureFormats/jpeg.js';
import { png } from '../../scripts/base/pictureFormats/png.js';
import { webp } from '../../scripts/base/pictureFormats/webp.js';

const STRIPPABLE = { jpeg, png, webp, gif };

export type Strippable = keyof typeof STRIPPABLE;

/** Removes the metadata of a picture. */
export function stripped(format: Strippable, bytes: Uint8Array): Uint8Array {
  return STRIPPABLE[format].strip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}
