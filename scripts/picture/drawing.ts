// Drawings without what acts in them, and with clean pictures within.

import { readFileSync } from 'node:fs';
import { FORMATS, type Format, WEB_PIXEL_ENDINGS } from '../base/pictureFormats/table.js';
import { HEAD_BYTES, isCleaned, sniff } from './sniff.js';
import { type CleanSvg, cleanSvg } from './svg.js';

/** A drawing, cleaned. */
export function cleanDrawing(file: string): CleanSvg {
  const { svg, ...rest } = cleanSvg(svgText(file));
  return { svg: withCleanPictures(svg), ...rest };
}

/** Data addresses in a drawing: the type with its parameters, and the bytes. */
const DATA_ADDRESSES = /data:([\w.+/-]*(?:;[^,"'()<>]*)?),([^"'()<>]*)/gi;
/** Types that say that the bytes are a picture with pixels. */
const PIXEL_TYPES = new RegExp(`^image/(?:${WEB_PIXEL_ENDINGS.join('|')})`, 'i');

/**
 * A drawing whose inner pictures have lost their metadata. The bytes decide what a picture is, as they do in browsers, not the type.
 * @throws if one cannot be cleaned without decoding it
 */
export function withCleanPictures(svg: string): string {
  return svg.replace(DATA_ADDRESSES, (address, type: string, encoded: string) => {
    const bytes = bytesOfAddress(type, encoded);
    const sniffed = sniff(bytes.subarray(0, HEAD_BYTES));
    const { format } = sniffed;
    if (format === 'svg') return dataAddress(format, Buffer.from(withCleanPictures(bytes.toString())));
    const stripped = format && FORMATS[format].stripped;
    if (stripped) return dataAddress(format, stripped(bytes));
    if (isCleaned('', sniffed) || PIXEL_TYPES.test(type)) throw new Error('a picture in it cannot be read');
    return address;
  });
}

function dataAddress(format: Format, bytes: Uint8Array): string {
  return `data:${FORMATS[format].mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** The bytes of a data address (RFC 2397) from the text of an XML file. */
function bytesOfAddress(type: string, encoded: string): Buffer {
  const plain = encoded
    .replace(/&#\w+;|[\r\n\t]/g, '')
    .replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, /;\s*base64\s*$/i.test(type) ? 'base64' : 'latin1');
}

/** The text of an SVG, which XML lets be UTF-16 too. */
export function svgText(file: string): string {
  const bytes = readFileSync(file);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
