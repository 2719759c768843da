// Recognises files by their first bytes, because file extensions may be wrong.

import { ALL_EXTENSIONS, extensionOf, FORMATS, type Format } from '../base/pictureFormats/table.js';

/** The format of a file, or what it is instead of a readable picture. */
export type Sniffed =
  | { readonly format: Format }
  /** `what` completes "it is …"; `isPicture` for unreadable pictures, which may have metadata. */
  | { readonly format: undefined; readonly what: string; readonly remedy?: string; readonly isPicture?: true };

/** Bytes at the beginning of a file that are needed to recognise it. */
export const HEAD_BYTES = 4096;

const NAMES = Object.keys(FORMATS) as Format[];

type Signature = readonly [signature: string, what: string, remedy: string];

const CONVERT = 'convert it to JPEG';
const HEIC = `${CONVERT}: \`heif-convert x.heic x.jpg\`, or on a Mac \`sips -s format jpeg x.heic --out x.jpg\``;

/** Signatures at the beginning of pictures that cannot be read and may have metadata. */
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
  ['gimp xcf', 'a GIMP file', 'export it as PNG or JPEG'],
  ['II\xBC', 'a JPEG XR picture', CONVERT],
];

/**
 * File extensions of pictures that cannot be read and may have metadata. The formats have too many variants to recognise them all
 * by signature, so a file with such an extension is never published.
 */
const OTHER_EXTENSIONS: ReadonlySet<string> = new Set(
  `heic heif hif heics heifs jxl jp2 j2k jpf jpx psd psb xcf jxr hdp wdp svgz dng cr2 cr3 crw nef nrw arw sr2 srf raf orf rw2 rwl pef
  srw x3f mrw 3fr iiq erf gpr kdc`.split(/\s+/),
);

/** Signatures of other files that may have a picture's extension. */
const OTHER_SIGNATURES: readonly Signature[] = [
  ['BM', 'a Windows bitmap', 'convert it to PNG'],
  ['%PDF', 'a PDF', 'link to it instead, or save its page as PNG'],
  ['%!PS', 'a PostScript file', 'convert it to SVG or PNG'],
  ['\0\0\x01\0', 'a Windows icon', 'convert it to PNG'],
  ['PK\x03\x04', 'a ZIP archive', 'unpack it'],
  ['version https://git-lfs', 'a Git LFS pointer, not the picture itself', 'run `git lfs pull`'],
];

/**
 * Recognises a file.
 * @param head the first `HEAD_BYTES` of the file
 */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { format: undefined, what: 'empty', remedy: 'copy it again from the original' };
  const latin = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  const signed = NAMES.find((name) => FORMATS[name].signature?.test(latin));
  if (signed) return { format: signed };
  if (latin.startsWith('ftyp', 4)) {
    const brands = brandsIn(latin);
    const branded = NAMES.find((name) => FORMATS[name].brands?.test(brands));
    if (branded) return { format: branded };
    if (/hei[cxmsf]|hev[cxms]|mif[12]|msf1|miaf|MiHE|avc[is]|vvic/.test(brands)) return other('a HEIC picture', HEIC);
    if (/crx /.test(brands)) return other('a raw photograph', CONVERT);
    return { format: undefined, what: 'a video', remedy: 'show a video with `<video src>`' };
  }
  for (const [signature, what, remedy] of OTHER_PICTURES) if (latin.startsWith(signature)) return other(what, remedy);
  for (const [signature, what, remedy] of OTHER_SIGNATURES)
    if (latin.startsWith(signature)) return { format: undefined, what, remedy };
  // XML may be UTF-16, and may begin with long comments.
  const text = latin.replaceAll('\0', '').replace(/^(?:\xEF\xBB\xBF|\xFE\xFF|\xFF\xFE)?\s*/, '');
  if (/<svg[\s>]/i.test(text) && /^<(?:\?xml|!DOCTYPE|!--|svg)/i.test(text)) return { format: 'svg' };
  if (/^<(?:!DOCTYPE html|html|head|body)/i.test(text))
    return { format: undefined, what: 'a web page', remedy: 'save the picture itself, not the page that shows it' };
  if (!/[\0-\x08\x0E-\x1F]/.test(latin)) return { format: undefined, what: 'text' };
  return { format: undefined, what: 'of an unknown type' };
}

/** Returns the brands of an ISO media file (ISO/IEC 14496-12, section 4.3). The size of the first box has 32 or 64 bits. */
function brandsIn(latin: string): string {
  const sizeAt = (at: number) => Buffer.from(latin.slice(at, at + 4).padEnd(4, '\0'), 'latin1').readUInt32BE();
  const [start, size] = sizeAt(0) === 1 ? [16, sizeAt(12)] : [8, sizeAt(0)];
  return latin.slice(start, size > start ? size : latin.length);
}

function other(what: string, remedy: string): Sniffed {
  return { format: undefined, what, remedy, isPicture: true };
}

/**
 * True if a file must lose its metadata before it is published: it is a picture by its bytes or its extension.
 * @param path decides whether text is an SVG: an HTML page may begin with `<svg` too
 */
export function needsCleaning(path: string, sniffed: Sniffed): boolean {
  const isByBytes = sniffed.format === undefined ? sniffed.isPicture === true : sniffed.format !== 'svg';
  return isByBytes || hasPictureExtension(path);
}

/** True if a file has the extension of a picture, readable or not. */
export function hasPictureExtension(path: string): boolean {
  return hasReadablePictureExtension(path) || OTHER_EXTENSIONS.has(extensionOf(path) ?? '');
}

/** Corrects the result of `sniff` by the file extension. Most raw photographs, for example, have the signature of TIFF. */
export function sniffNamed(path: string, sniffed: Sniffed): Sniffed {
  const extension = extensionOf(path);
  if (sniffed.format === undefined && !sniffed.isPicture && OTHER_EXTENSIONS.has(extension ?? '')) {
    const isUnclear = sniffed.what === 'a video' || sniffed.what === 'of an unknown type';
    const what = isUnclear ? `a file with the extension .${extension}, which may be a picture with metadata` : sniffed.what;
    return other(what, extension === 'svgz' ? 'unpack it with `gunzip`' : (sniffed.remedy ?? CONVERT));
  }
  const isRaw = sniffed.format === 'tiff' && !hasReadablePictureExtension(path) && extension !== undefined;
  return isRaw ? other('a raw photograph, or a TIFF with another file extension', CONVERT) : sniffed;
}

/** True if a file has the extension of a readable picture format. */
export function hasReadablePictureExtension(path: string): boolean {
  return ALL_EXTENSIONS.has(extensionOf(path) ?? '');
}
