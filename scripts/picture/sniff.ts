// What a file is, by its bytes: names lie.

import { ALL_ENDINGS, endingOf, FORMATS, type Format } from '../base/pictureFormats/table.js';

/** What a file turns out to be. */
export type Sniffed =
  | { readonly format: Format }
  /** `what` completes "it is …"; `isPicture` if it is one that may have metadata. */
  | { readonly format: undefined; readonly what: string; readonly remedy?: string; readonly isPicture?: true };

/** So many bytes at the beginning of a file are enough to tell. */
export const HEAD_BYTES = 4096;

const NAMES = Object.keys(FORMATS) as Format[];

type Signature = readonly [signature: string, what: string, remedy: string];

const CONVERT = 'convert it to JPEG';
const HEIC = `${CONVERT}: \`heif-convert x.heic x.jpg\`, or on a Mac \`sips -s format jpeg x.heic --out x.jpg\``;

/** Signatures of pictures that cannot be read and may have metadata, at the beginning of the file. */
const OTHER_PICTURES: readonly Signature[] = [
  ['\xFF\x0A', 'a JPEG XL picture', `${CONVERT}: \`djxl x.jxl x.jpg\``],
  ['\0\0\0\x0CJXL ', 'a JPEG XL picture', `${CONVERT}: \`djxl x.jxl x.jpg\``],
  ['\0\0\0\x0CjP  ', 'a JPEG 2000 picture', CONVERT],
  ['8BPS', 'a Photoshop file', 'export it as PNG or JPEG'],
  ['FUJIFILMCCD-RAW', 'a raw photograph', CONVERT],
  ['IIRO', 'a raw photograph', CONVERT],
  ['IIRS', 'a raw photograph', CONVERT],
  ['IIU\0', 'a raw photograph', CONVERT],
  ['\0MRM', 'a raw photograph', CONVERT],
  ['II\x1A\0\0\0HEAP', 'a raw photograph', CONVERT],
  ['FOVb', 'a raw photograph', CONVERT],
  ['gimp xcf', 'a file of GIMP', 'export it as PNG or JPEG'],
  ['II\xBC', 'a JPEG XR picture', CONVERT],
];

/**
 * Endings of pictures that cannot be read and may have metadata. They have many variants, and a file that is called so is published
 * in none of them.
 */
const OTHER_ENDINGS: ReadonlySet<string> = new Set(
  `heic heif hif heics heifs jxl jp2 j2k jpf jpx psd psb xcf jxr hdp wdp svgz dng cr2 cr3 crw nef nrw arw sr2 srf raf orf rw2 rwl pef
  srw x3f mrw 3fr iiq erf gpr kdc`.split(/\s+/),
);

/** Signatures of other files that may be called pictures. */
const OTHERS: readonly Signature[] = [
  ['BM', 'a Windows bitmap', 'convert it to PNG'],
  ['%PDF', 'a PDF', 'link to it instead, or save its page as PNG'],
  ['%!PS', 'a PostScript file', 'convert it to SVG or PNG'],
  ['\0\0\x01\0', 'an icon of Windows', 'convert it to PNG'],
  ['PK\x03\x04', 'a ZIP archive', 'unpack it'],
  ['version https://git-lfs', 'a pointer of Git LFS, not the picture itself', 'run `git lfs pull`'],
];

/**
 * Tells what a file is.
 * @param head its first `HEAD_BYTES`
 */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { format: undefined, what: 'empty', remedy: 'copy it again from the original' };
  const latin = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  const told = NAMES.find((name) => FORMATS[name].signature?.test(latin));
  if (told) return { format: told };
  if (latin.startsWith('ftyp', 4)) {
    const brands = brandsIn(latin);
    const branded = NAMES.find((name) => FORMATS[name].brands?.test(brands));
    if (branded) return { format: branded };
    if (/hei[cxmsf]|hev[cxms]|mif[12]|msf1|miaf|MiHE|avc[is]|vvic/.test(brands)) return other('a HEIC picture', HEIC);
    if (/crx /.test(brands)) return other('a raw photograph', CONVERT);
    return { format: undefined, what: 'a film', remedy: 'show a video with `<video src>`' };
  }
  for (const [signature, what, remedy] of OTHER_PICTURES) if (latin.startsWith(signature)) return other(what, remedy);
  for (const [signature, what, remedy] of OTHERS) if (latin.startsWith(signature)) return { format: undefined, what, remedy };
  // XML may begin in UTF-16, and with comments of any length.
  const text = latin.replaceAll('\0', '').replace(/^(?:\xEF\xBB\xBF|\xFE\xFF|\xFF\xFE)?\s*/, '');
  if (/<svg[\s>]/i.test(text) && /^<(?:\?xml|!DOCTYPE|!--|svg)/i.test(text)) return { format: 'svg' };
  if (/^<(?:!DOCTYPE html|html|head|body)/i.test(text))
    return { format: undefined, what: 'a web page', remedy: 'save the picture itself, not the page that shows it' };
  if (!/[\0-\x08\x0E-\x1F]/.test(latin)) return { format: undefined, what: 'text' };
  return { format: undefined, what: 'of an unknown type' };
}

/** The brands of a file in boxes (ISO/IEC 14496-12, section 4.3): the size of the first box may have 32 bits or 64. */
function brandsIn(latin: string): string {
  const sizeAt = (at: number) => Buffer.from(latin.slice(at, at + 4).padEnd(4, '\0'), 'latin1').readUInt32BE();
  const [start, size] = sizeAt(0) === 1 ? [16, sizeAt(12)] : [8, sizeAt(0)];
  return latin.slice(start, size > start ? size : latin.length);
}

function other(what: string, remedy: string): Sniffed {
  return { format: undefined, what, remedy, isPicture: true };
}

/**
 * Whether a file may be published only without its metadata: a picture by its name or by its bytes.
 * @param path its name decides for text: a page with a drawing in it is no picture
 */
export function isCleaned(path: string, sniffed: Sniffed): boolean {
  const isByBytes = sniffed.format === undefined ? sniffed.isPicture === true : sniffed.format !== 'svg';
  return isByBytes || isCalledPicture(path);
}

/** Whether a file's name says that it is a picture, of those that can be read and of others. */
export function isCalledPicture(path: string): boolean {
  return isNamedPicture(path) || OTHER_ENDINGS.has(endingOf(path) ?? '');
}

/** Tells what a file is that is published under its name. Most raw photographs are TIFF by their bytes, and another kind by their names. */
export function sniffNamed(path: string, sniffed: Sniffed): Sniffed {
  const ending = endingOf(path);
  if (sniffed.format === undefined && !sniffed.isPicture && OTHER_ENDINGS.has(ending ?? '')) {
    const isUnclear = sniffed.what === 'a film' || sniffed.what === 'of an unknown type';
    const what = isUnclear ? `called .${ending}, and may be a picture with metadata` : sniffed.what;
    return other(what, ending === 'svgz' ? 'unpack it with `gunzip`' : (sniffed.remedy ?? CONVERT));
  }
  const isRaw = sniffed.format === 'tiff' && !isNamedPicture(path) && ending !== undefined;
  return isRaw ? other('a raw photograph, or a TIFF with another file extension', CONVERT) : sniffed;
}

/** Whether a file is a picture by its name. */
export function isNamedPicture(path: string): boolean {
  return ALL_ENDINGS.has(endingOf(path) ?? '');
}
