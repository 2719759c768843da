// Cleans SVGs: removes active content, and the metadata of embedded pictures.

import { readFileSync } from 'node:fs';
import { FORMATS, type Format, WEB_PIXEL_EXTENSIONS } from '../base/pictureFormats/table.js';
import { HEAD_BYTES, needsCleaning, sniff } from './sniff.js';
import { type CleanSvg, cleanSvg } from './svg.js';

/** Reads and cleans an SVG file. */
export function cleanDrawing(file: string): CleanSvg {
  const { svg, ...rest } = cleanSvg(svgText(file));
  return { svg: withCleanPictures(svg), ...rest };
}

/** Data URLs in an SVG: the media type with its parameters, and the data. */
const DATA_URLS = /data:([\w.+/-]*(?:;[^,"'()<>]*)?),([^"'()<>]*)/gi;
/** Media types of pictures with pixels. */
const PIXEL_TYPES = new RegExp(`^image/(?:${WEB_PIXEL_EXTENSIONS.join('|')})`, 'i');

/**
 * Removes the metadata of the pictures embedded in an SVG. As in browsers, a picture's format is recognised by its bytes, not by
 * its media type.
 * @throws if a picture cannot be cleaned without decoding it
 */
export function withCleanPictures(svg: string): string {
  return svg.replace(DATA_URLS, (address, type: string, encoded: string) => {
    const bytes = bytesOfDataUrl(type, encoded);
    const sniffed = sniff(bytes.subarray(0, HEAD_BYTES));
    const { format } = sniffed;
    if (format === 'svg') return dataUrl(format, Buffer.from(withCleanPictures(bytes.toString())));
    const stripped = format && FORMATS[format].strip;
    if (stripped) return dataUrl(format, stripped(bytes));
    if (needsCleaning('', sniffed) || PIXEL_TYPES.test(type)) throw new Error('a picture in it cannot be read');
    return address;
  });
}

function dataUrl(format: Format, bytes: Uint8Array): string {
  return `data:${FORMATS[format].mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** Decodes the data of a data URL (RFC 2397) in an XML file. */
function bytesOfDataUrl(type: string, encoded: string): Buffer {
  const plain = encoded
    .replace(/&#\w+;|[\r\n\t]/g, '')
    .replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, /;\s*base64\s*$/i.test(type) ? 'base64' : 'latin1');
}

/** Reads an SVG file, which may be UTF-8 or, with a byte order mark, UTF-16. */
export function svgText(file: string): string {
  const bytes = readFileSync(file);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
