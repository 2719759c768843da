// Finds files that should not be published: private keys and password files, exports and dumps of other blogs, sidecar files of
// photo programs, texts with secrets, and videos with the location where they were taken.

import { closeSync, readFileSync, readSync } from 'node:fs';
import { placeAt, problem } from '../../base/diagnostics.js';
import { contentPath, inputFolderOf, isContentFile } from '../../base/inputFolders.js';
import { FORMATS, WEB_PIXEL_EXTENSIONS } from '../../base/pictureFormats/table.js';
import { MARKDOWN_FILE } from '../../base/siteLookup.js';
import type { Diagnostic } from '../../types.js';
import { findSecrets, type Secret } from './secrets.js';

const PICTURES = WEB_PIXEL_EXTENSIONS.join('|');

/** Names of files that nobody publishes on purpose. */
const NAMES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^(?:htpasswd|wp-config\.php)$/i, 'a password file'],
  [/^(?:credentials?|secrets?|client_secret.*|service[-_]account.*)(?:\.(?:json|ya?ml|toml|ini|csv|db))?$/i, 'a password file'],
  [/^(?:kubeconfig|.+\.(?:kdbx?|ovpn|tfstate|tfvars))$/i, 'a password file'],
  [/^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!.*\.pub$)(?:\..+)?$/i, 'a private key'],
  [/\.(?:pem|ppk|p8|p12|pfx|jks|keystore)$/i, 'a key file'],
  [
    new RegExp(`.\\.(?:xmp|aae|pp3|dop|nksc|on1)$|\\.(?:${PICTURES}|hei[cf]|dng|mp4|mov)\\.(?:.*\\.)?json$`, 'i'),
    'a sidecar file of a photo program',
  ],
];

/** A dump or export of another blog, which holds drafts, comments and e-mail addresses besides posts. */
interface Export {
  /** Matches the file name; enough to recognise the export. */
  readonly name?: RegExp;
  /** Matches the first `HEAD` characters. */
  readonly text?: RegExp;
  readonly what: string;
}

const EXPORTS: readonly Export[] = [
  { text: /^[^<]*<[\s\S]*?xmlns:wp=["']https?:\/\/wordpress\.org\/export\//i, what: 'a WordPress export' },
  { text: /^[^<]*<[\s\S]*?<disqus\b[^>]*xmlns=["']https?:\/\/disqus\.com/i, what: 'a Disqus export' },
  { text: /^[^<]*<[\s\S]*?<id>tag:blogger\.com,1999:blog-[^<]*\.(?:archive|settings)/i, what: 'a Blogger export' },
  { text: /^\s*\{\s*(?:"db"\s*:\s*\[\s*\{\s*)?"meta"\s*:\s*\{\s*"exported_on"/, what: 'a Ghost export' },
  { text: /^%TYPECHO_BACKUP/, what: 'a Typecho backup' },
  { text: /^--\s*(?:(?:MySQL|MariaDB|phpMyAdmin SQL|Adminer)\b|PostgreSQL database dump)/m, what: 'a database dump' },
  { name: /\.(?:sql|sqlite3?)(?:\.(?:gz|zip|bz2|xz|zst))?$/i, what: 'a database dump' },
];
/** Characters at the beginning of a file in which an export is recognised. */
const HEAD_LENGTH = 4000;

/** Keynote presentations have this extension too; they are ZIP archives. */
const KEY = /\.key$/i;

/** Extensions of files that are not text. */
const BINARY = new RegExp(
  `\\.(?:${PICTURES}|heic|ico|pdf|zip|gz|br|xz|7z|tar|mp3|ogg|opus|flac|wav|woff2?|ttf|otf|wasm|epub|docx?|xlsx?|pptx?)$`,
  'i',
);
/** True for files that are scanned here. Markdown is scanned when it is rendered. */
export function isScanned(path: string): boolean {
  return inputFolderOf(path)?.isSearched === true && !MARKDOWN_FILE.test(path);
}

/** Maximum bytes of a text that is scanned. Nobody writes longer ones by hand. */
export const MAX_TEXT_BYTES = 5_000_000;
const DRAWING = /\.svg$/i;
/**
 * Names of the metadata in which videos keep their location: QuickTime File Format, "Location metadata"; 3GPP TS 26.244, `loci`;
 * the GPS tracks of GoPro (`gpmd`) and Android (`camm`); XMP.
 */
const LOCATION_MARKS = ['com.apple.quicktime.location.ISO6709', '\u00A9xyz', 'loci', 'gpmd', 'camm', 'exif:GPSL'].map((mark) =>
  Buffer.from(mark, 'latin1'),
);
const MARK_OVERLAP = Math.max(...LOCATION_MARKS.map(({ length }) => length)) - 1;
/** Types of the first box of a video. Old QuickTime videos have no `ftyp`. */
const VIDEO_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'skip', 'pnot']);
/** Bytes of a video that are read at once. */
const READ_SIZE = 1 << 20;

/** A file that is opened only if its name does not decide the matter. */
export interface Openable {
  /** Size in bytes. */
  readonly size: number;
  /** Opens the file. @returns a file descriptor, which the caller closes */
  readonly open: () => number;
}

/**
 * Returns the problems of publishing a file.
 * @param path from the site's root
 */
export async function leaksInFile(path: string, file: Openable): Promise<Diagnostic[]> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const what = NAMES.find(([pattern]) => pattern.test(name))?.[1];
  if (what) return [fileLeak(path, 'leak/file', `this is ${what}, and would be published`, 'delete it or move it away')];
  const dump = isContentFile(path) ? EXPORTS.find((each) => each.name?.test(name)) : undefined;
  if (dump) return [exportLeak(path, dump)];
  if (BINARY.test(name)) return [];
  if (KEY.test(name) && !withFile(file, isZip))
    return [fileLeak(path, 'leak/file', 'this is a private key, and would be published', 'delete it or move it away')];
  if (withFile(file, isVideo)) return withFile(file, (descriptor) => leaksInVideo(path, descriptor, file.size));
  if (file.size > MAX_TEXT_BYTES) return [];
  const bytes = withFile(file, (descriptor) => readFileSync(descriptor));
  if (bytes.includes(0)) return [];
  const text = bytes.toString('utf8');
  const head = text.slice(0, HEAD_LENGTH);
  const other = isContentFile(path) ? EXPORTS.find((each) => each.text?.test(head)) : undefined;
  if (other) return [exportLeak(path, other)];
  // Pictures embedded in an SVG are cleaned with it.
  const found = (await findSecrets(text)).filter(({ isLocation }) => !(isLocation && DRAWING.test(name)));
  return found.map((secret) => secretProblem(path, text, secret));
}

/** True if an open file is a ZIP archive. */
function isZip(descriptor: number): boolean {
  const start = new Uint8Array(2);
  readSync(descriptor, start, 0, 2, 0);
  return start[0] === 0x50 && start[1] === 0x4b;
}

/** Opens a file, calls a function with its descriptor, and closes it. */
function withFile<T>({ open }: Openable, work: (descriptor: number) => T): T {
  const descriptor = open();
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Brands of HEIC (ISO base media file format, `ftyp`). */
const HEIC = /hei[cxmsf]|hev[cxms]|mif[12]|msf1/;

/** True if a brand is that of a picture format. @param brand four characters */
function isPicture(brand: string): boolean {
  return HEIC.test(brand) || Object.values(FORMATS).some(({ brands }) => brands?.test(brand));
}

/**
 * True if an open file is an ISO media or QuickTime video or sound, whatever its name. Pictures such as AVIF are cleaned
 * elsewhere.
 */
function isVideo(descriptor: number): boolean {
  const start = Buffer.alloc(12);
  readSync(descriptor, start, 0, start.length, 0);
  const [type, brand] = [start.toString('latin1', 4, 8), start.toString('latin1', 8)];
  return VIDEO_BOXES.has(type) && !(type === 'ftyp' && isPicture(brand));
}

function leaksInVideo(path: string, descriptor: number, size: number): Diagnostic[] {
  const found = metadataRanges(descriptor, size).some(([from, to]) => hasLocation(descriptor, from, to));
  if (!found) return [];
  const note = 'remove it with `ffmpeg -i video.mp4 -map_metadata -1 -c copy new.mp4`';
  return [fileLeak(path, 'leak/location', 'this video contains its location', note)];
}

/**
 * Returns the byte ranges of a video without its media data (`mdat`), in which any four letters occur by chance.
 * @see ISO/IEC 14496-12, section 4.2
 */
function metadataRanges(descriptor: number, size: number): (readonly [from: number, to: number])[] {
  const ranges: (readonly [number, number])[] = [];
  const header = Buffer.alloc(16);
  for (let at = 0; at < size; ) {
    const length = readSync(descriptor, header, 0, 16, at);
    const short = length < 8 ? 0 : header.readUInt32BE(0);
    const long = short === 1 && length === 16 ? Number(header.readBigUInt64BE(8)) : short;
    // If a box has an impossible length, the rest of the file is scanned as a whole.
    const end = long >= 8 && at + long <= size ? at + long : size;
    if (header.toString('latin1', 4, 8) !== 'mdat' || (end === size && short !== 0 && at + long !== size)) ranges.push([at, end]);
    at = end;
  }
  return ranges;
}

function hasLocation(descriptor: number, from: number, to: number): boolean {
  const bytes = Buffer.alloc(Math.min(to - from, READ_SIZE));
  // Reads overlap, because a mark may cross the boundary of two.
  for (let at = from; at < to; at += bytes.length - MARK_OVERLAP) {
    const length = readSync(descriptor, bytes, 0, Math.min(bytes.length, to - at), at);
    const part = bytes.subarray(0, length);
    if (LOCATION_MARKS.some((mark) => part.includes(mark))) return true;
    if (length < bytes.length || at + length >= to) return false;
  }
  return false;
}

function exportLeak(path: string, { what }: Export): Diagnostic {
  const remedy = 'move it out of content/; docs/moving.md says how its posts become files';
  return fileLeak(path, 'leak/file', `this is ${what}, with drafts, comments or addresses of readers`, remedy);
}

function fileLeak(path: string, rule: 'leak/file' | 'leak/location', reason: string, remedy: string): Diagnostic {
  return problem(path, undefined, rule, reason, { note: `${remedy}; ${howToAllow(rule, path)}` });
}

/** Makes the problem of a secret in a text. @param path from the site's root */
export function secretProblem(path: string, text: string, { at: [start, end], what, isLocation = false }: Secret): Diagnostic {
  if (isLocation) {
    const note = `save it as a file in images/ and show that, which is published without it; ${howToAllow('leak/location', path)}`;
    return problem(path, placeAt(text, start, end), 'leak/location', 'this picture contains its location', { note });
  }
  const reason = `this looks like a secret (${what}), and would be published`;
  const note = `remove it, and revoke it if it was ever published; ${howToAllow('leak/secret', path)}`;
  return problem(path, placeAt(text, start, end), 'leak/secret', reason, { note });
}

/** Returns the part of a note that says how to allow a false alarm. */
function howToAllow(rule: string, path: string): string {
  return `if it may be published, add \`answered: {${rule}: ${isContentFile(path) ? contentPath(path) : path}}\` to content/site.yaml`;
}
