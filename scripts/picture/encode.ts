// sharp: what a picture is, and files made of it. Each function here is a piece of work that could be done on another machine:
// plain values in, plain values out.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Sharp, default as SharpFunction, SharpOptions } from 'sharp';
import { isSystemError, reasonOfSystem } from '../base/errors.js';
import { load, packageVersion } from '../base/program.js';
import { sharpWithFonts } from '../card/fontFiles.js';
import type { Encoding, PictureSettings, Probe, Study } from './plan.js';
import { type Format, HEAD_BYTES, isCleaned, type Sniffed, sniff, sniffNamed } from './sniff.js';
import { isAnimatedPng, isStrippable, stripped } from './strip.js';
import { type CleanSvg, cleanSvg, withoutMetadata } from './svg.js';

/** Loaded for the first picture that has to be made: it takes a third of a second. */
let loaded: typeof SharpFunction | undefined;

function sharp(): typeof SharpFunction {
  if (!loaded) {
    loaded = load('sharp') as typeof SharpFunction;
    // Each picture is decoded once: libvips need not remember any. Threads are ours to give: a job for each core.
    loaded.cache(false);
    loaded.concurrency(1);
  }
  return loaded;
}

/** Opens a picture. libvips refuses a GIF with empty blocks, which browsers show: it reads what is left without them. */
function open(file: string, options: SharpOptions): Sharp {
  const isGif = sniffFile(file).sniffed.format === 'gif';
  return sharp()(isGif ? stripped('gif', readFileSync(file)) : file, options);
}

/**
 * Everything besides the file and the settings that a picture's files depend on, known without loading sharp: each version of
 * sharp has its version of libvips. Change `settings` when something below changes.
 */
export function encoderVersion(): string {
  version ??= JSON.stringify({ settings: 9, sharp: packageVersion('sharp'), svgo: packageVersion('svgo') });
  return version;
}

let version: string | undefined;

/** A drawing, cleaned. */
export function cleanDrawing(file: string): CleanSvg {
  const { svg, ...rest } = cleanSvg(svgText(file));
  return { svg: withCleanPictures(svg), ...rest };
}

/** Data addresses in a drawing: the type with its parameters, and the bytes. */
const DATA_ADDRESSES = /data:([\w.+/-]*(?:;[^,"'()<>]*)?),([^"'()<>]*)/gi;
/** Types that say that the bytes are a picture with pixels. */
const PIXEL_TYPES = /^image\/(?:jpe?g|png|gif|webp|avif)/i;

/**
 * A drawing whose inner pictures have lost their metadata. The bytes decide what a picture is, as they do in browsers, not the type.
 * @throws if one cannot be cleaned without decoding it
 */
function withCleanPictures(svg: string): string {
  return svg.replace(DATA_ADDRESSES, (address, type: string, encoded: string) => {
    const bytes = bytesOfAddress(type, encoded);
    const sniffed = sniff(bytes.subarray(0, HEAD_BYTES));
    const { format } = sniffed;
    if (format === 'svg') return dataAddress('svg+xml', Buffer.from(withCleanPictures(bytes.toString())));
    if (format !== undefined && isStrippable(format)) return dataAddress(format, stripped(format, bytes));
    if (isCleaned('', sniffed) || PIXEL_TYPES.test(type)) throw new Error('a picture in it cannot be read');
    return address;
  });
}

function dataAddress(type: string, bytes: Uint8Array): string {
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** The bytes of a data address (RFC 2397) from the text of an XML file. */
function bytesOfAddress(type: string, encoded: string): Buffer {
  const plain = encoded
    .replace(/&#\w+;|[\r\n\t]/g, '')
    .replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, /;\s*base64\s*$/i.test(type) ? 'base64' : 'latin1');
}

/** The text of an SVG, which XML lets be UTF-16 too. */
function svgText(file: string): string {
  const bytes = readFileSync(file);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** What came of looking at a file's header. */
export type Probed =
  | { readonly kind: 'svg' }
  | ({ readonly kind: 'pixels' } & Probe)
  /** It cannot be shown; `limit` where it could but is too large. */
  | { readonly kind: 'bad'; readonly reason: string; readonly remedy?: string; readonly limit?: true; readonly passing?: true };

/** Looks at a picture's header. */
export async function probe({ file, maxMegapixels }: { file: string; maxMegapixels: number }): Promise<Probed> {
  const { sniffed, isAnimated } = sniffFile(file);
  if (sniffed.format === undefined) return unreadable(sniffed);
  if (sniffed.format === 'svg') return { kind: 'svg' };
  try {
    const header = await headerOf(file, sniffed.format, isAnimated);
    return tooLarge(header, maxMegapixels) ?? { kind: 'pixels', ...header };
  } catch (error) {
    return { kind: 'bad', ...failureOf(error) };
  }
}

type Bad = Extract<Probed, { kind: 'bad' }>;

function unreadable({ what, remedy }: Extract<Sniffed, { format: undefined }>): Bad {
  return { kind: 'bad', reason: `it is ${what}`, ...(remedy !== undefined && { remedy }) };
}

/** @param isAnimated where sharp cannot tell: it sees one picture in an animated PNG */
async function headerOf(file: string, format: Exclude<Format, 'svg'>, isAnimated: boolean): Promise<Probe> {
  const image = open(file, { limitInputPixels: false });
  const { width, height, pages = 1, pageHeight, autoOrient, icc, space, orientation = 1 } = await image.metadata();
  // A TIFF of several pages is a document, of which the first page is shown.
  const frames = format === 'tiff' ? 1 : Math.max(pages, isAnimated ? 2 : 1);
  const upright = autoOrient ?? { width, height };
  const profile = icc === undefined ? '' : profileName(icc);
  // `sP3C` is what the shortest profile of it calls itself.
  const wide = /Display P3|sP3C/i.test(profile);
  return {
    format,
    width: upright.width,
    height: pageHeight ?? upright.height,
    frames,
    wide,
    plain: orientation === 1 && space !== 'cmyk' && (icc === undefined || wide || /sRGB/i.test(profile)),
  };
}

function tooLarge({ width, height, frames }: Probe, maxMegapixels: number): Bad | undefined {
  const megapixels = (width * height * frames) / 1_000_000;
  if (megapixels <= maxMegapixels) return undefined;
  const many = frames > 1 ? ` in ${frames} frames` : '';
  const reason = `it has ${Math.round(megapixels)} megapixels${many}; the limit is ${maxMegapixels}`;
  return { kind: 'bad', limit: true, reason };
}

function sniffFile(file: string): { readonly sniffed: Sniffed; readonly isAnimated: boolean } {
  const descriptor = openSync(file, 'r');
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
  };
  try {
    const sniffed = sniff(read(0, Math.min(HEAD_BYTES, fstatSync(descriptor).size)));
    return { sniffed, isAnimated: sniffed.format === 'png' && isAnimatedPng(read) };
  } finally {
    closeSync(descriptor);
  }
}

/** The description in a colour profile, whose text is ASCII or UTF-16 (ICC.1:2022, sections 10.15 and 10.24). */
function profileName(icc: Buffer): string {
  return icc.toString('latin1').replaceAll('\0', '');
}

/** What Node says where the system fails: `EIO: i/o error, open '/site/images/a.png'`. Other processes keep no more of an error than that. */
const SYSTEM_ERROR = /^(E[A-Z0-9]+): .*, \w+(?: '|$)/;

/** What sharp says of a file that it cannot decode, in a writer's words. */
export function failureOf(error: unknown): { readonly reason: string; readonly remedy?: string; readonly passing?: true } {
  const message = (error as Error).message.split('\n')[0] ?? '';
  const [, code] = SYSTEM_ERROR.exec(message) ?? [];
  if (code) return { reason: reasonOfSystem(code), remedy: 'fix this and build again', passing: true };
  if (
    /premature|truncated|end of (?:file|stream)|unexpected eof|not enough|cut off|read error|bad seek|out of (?:data|bounds)/i.test(
      message,
    )
  )
    return { reason: 'the file is truncated or damaged', remedy: 'copy it again from the original' };
  return { reason: message.replace(/^Input file (?:contains|has) /, 'it has ') };
}

/** A picture's pixels, decoded once; every width is made of those. */
export interface Pixels {
  /** The picture, an absolute path. */
  readonly file: string;
  /** The hash of its bytes. */
  readonly hash: string;
  /** The width at which it is decoded: its own, or the widest that is needed of a large one. */
  readonly from: number;
  readonly wide: boolean;
}

/** Pixels at one width: raw, or with their colour profile. */
interface Step {
  readonly open: () => Sharp;
  readonly raw: () => Promise<{ data: Buffer; info: { width: number; height: number; channels: number } }>;
}

/** Pixels of the pictures that are worked on. */
const decoded = new Map<string, Map<number, Promise<Step>>>();
/** So many pictures are worked on at once: one for each core. */
const AT_ONCE = availableParallelism();

function step(pixels: Pixels, width: number): Promise<Step> {
  const { file, hash, from, wide } = pixels;
  const key = `${file} ${hash} ${from}`;
  const steps = decoded.get(key) ?? new Map<number, Promise<Step>>();
  // The one that was asked for last is the last to go.
  decoded.delete(key);
  decoded.set(key, steps);
  for (const oldest of decoded.keys()) {
    if (decoded.size <= AT_ONCE) break;
    decoded.delete(oldest);
  }
  let made = steps.get(width);
  if (!made) {
    made = (async () => {
      const source =
        width === from
          ? open(file, { failOn: 'error', limitInputPixels: false }).autoOrient()
          : (await step(pixels, from)).open();
      return stepOf(source.resize({ width, withoutEnlargement: true }), wide);
    })();
    steps.set(width, made);
  }
  return made;
}

async function stepOf(image: Sharp, wide: boolean): Promise<Step> {
  if (!wide) {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return {
      open: () => sharp()(data, { raw: { width, height, channels }, limitInputPixels: false }),
      raw: async () => ({ data, info }),
    };
  }
  // Raw pixels have no colour profile; a PNG that is not compressed has.
  const png = await image.keepIccProfile().png({ compressionLevel: 0 }).toBuffer();
  const open = () => sharp()(png, { limitInputPixels: false }).keepIccProfile();
  return { open, raw: () => open().raw().toBuffer({ resolveWithObject: true }) };
}

/** Neighbours of one colour, of all neighbours, from which on a picture is a drawing: photographs have up to 0.65. */
const DRAWING = 0.7;
/** A placeholder with its rule stays below 200 bytes. */
const PLACEHOLDER_BYTES = 100;

/** Looks at a picture's pixels. */
export async function study(pixels: Pixels): Promise<Study> {
  const first = await step(pixels, pixels.from);
  const { data, info } = await first.raw();
  const hasAlpha = isTranslucent(data, info.channels);
  const drawing = flatness(data, info) >= DRAWING;
  return { hasAlpha, drawing, placeholder: hasAlpha ? '' : await placeholderOf(first) };
}

/** Whether a pixel is not opaque. */
function isTranslucent(data: Buffer, channels: number): boolean {
  if (channels !== 2 && channels !== 4) return false;
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 255) return true;
  return false;
}

/** How many pixels have the colour of their left neighbour; of every fourth row. */
function flatness(data: Buffer, { width, height, channels }: { width: number; height: number; channels: number }): number {
  let same = 0;
  let all = 0;
  for (let y = 0; y < height; y += 4) {
    const end = (y + 1) * width * channels;
    for (let at = end - (width - 1) * channels; at < end; at += channels) {
      let channel = 0;
      while (channel < channels && data[at + channel] === data[at + channel - channels]) channel++;
      if (channel === channels) same++;
      all++;
    }
  }
  return all === 0 ? 0 : same / all;
}

async function placeholderOf(pixels: Step): Promise<string> {
  for (const size of [16, 12, 8, 4]) {
    const bytes = await pixels
      .open()
      .resize({ width: size, height: size, fit: 'inside' })
      .webp({ quality: 20, effort: 6 })
      .toBuffer();
    if (bytes.length <= PLACEHOLDER_BYTES) return `data:image/webp;base64,${bytes.toString('base64')}`;
  }
  return '';
}

/** A file to be made of a picture. */
export interface EncodeInput {
  readonly pixels: Pixels;
  /** In pixels. */
  readonly width: number;
  readonly encoding: Encoding;
  readonly quality: PictureSettings['quality'];
}

/** Makes one file: upright, in sRGB or Display P3, without metadata. */
export async function encode({ pixels, width, encoding, quality }: EncodeInput): Promise<Uint8Array> {
  const image = (await step(pixels, width)).open();
  return write(image, encoding, quality).toBuffer();
}

/**
 * Qualities that look alike, and efforts that are worth their time: docs/pictures.md has the measurements.
 */
function write(image: Sharp, encoding: Encoding, quality: PictureSettings['quality']): Sharp {
  switch (encoding) {
    case 'avif':
      return image.avif({ quality: quality.avif, effort: 2 });
    case 'avif-photograph':
      return image.avif({ quality: quality.avif, effort: 2, chromaSubsampling: '4:2:0' });
    case 'webp':
      return image.webp({ quality: quality.webp, effort: 4 });
    case 'webp-near-lossless':
      return image.webp({ nearLossless: true, quality: 60, effort: 4 });
    case 'jpeg':
      return image.flatten({ background: '#fff' }).jpeg({ quality: quality.jpeg, mozjpeg: true });
    case 'png':
      return image.png({ palette: true, quality: 90, dither: 0.5, effort: 8, compressionLevel: 9 });
  }
}

/** An animation to be made smaller. */
export interface AnimateInput {
  readonly file: string;
  /** In pixels; never enlarged. */
  readonly width: number;
  readonly quality: number;
}

/** Makes an animated WebP. */
export async function animate({ file, width, quality }: AnimateInput): Promise<Uint8Array> {
  return open(file, { failOn: 'error', animated: true, limitInputPixels: false })
    .resize({ width, withoutEnlargement: true })
    .webp({ quality, effort: 4 })
    .toBuffer();
}

/** What a file is published as. */
export type CleanFile =
  /** It is no picture: published byte for byte. */
  | { readonly kind: 'copy' }
  /** Without metadata. `encoded`: the pixels were decoded and written again; `why` if only because nothing else was possible. */
  | { readonly kind: 'clean'; readonly bytes: Uint8Array; readonly encoded?: true; readonly why?: string }
  /** It is not published. */
  | Bad;

/** A file without metadata: its bytes, where they can be cleaned without decoding; else written again. */
export async function clean({ file, maxMegapixels, isTrusted }: CleanInput): Promise<CleanFile> {
  const { sniffed: found, isAnimated } = sniffFile(file);
  const sniffed = sniffNamed(file, found);
  if (!isCleaned(file, sniffed)) return { kind: 'copy' };
  if (sniffed.format === undefined) return unreadable(sniffed);
  try {
    if (sniffed.format === 'svg')
      return { kind: 'clean', bytes: Buffer.from(withCleanPictures(withoutMetadata(svgText(file), isTrusted))) };
    return await cleanPixels(file, await headerOf(file, sniffed.format, isAnimated), maxMegapixels);
  } catch (error) {
    if (isSystemError(error)) throw error;
    return { kind: 'bad', ...failureOf(error) };
  }
}

async function cleanPixels(file: string, header: Probe, maxMegapixels: number): Promise<CleanFile> {
  const { format, plain, frames } = header;
  let why: string | undefined;
  if (plain && isStrippable(format)) {
    const bytes = readFileSync(file);
    try {
      return { kind: 'clean', bytes: stripped(format, bytes) };
    } catch (error) {
      why = (error as Error).message;
    }
  }
  // sharp reads the first frame of a PNG alone.
  if (format === 'png' && frames > 1) return { kind: 'bad', reason: why ?? 'its frames cannot be decoded' };
  const limited = tooLarge(header, maxMegapixels);
  if (limited) return limited;
  return { kind: 'clean', bytes: await encodeAgain(file, header), encoded: true, ...(why !== undefined && { why }) };
}

/**
 * The bytes of a picture that was cleaned.
 * @throws if it could not be
 */
export function bytesOfClean(cleaned: CleanFile): Uint8Array {
  if (cleaned.kind === 'clean') return cleaned.bytes;
  throw new Error(cleaned.kind === 'bad' ? cleaned.reason : 'it is not a picture');
}

/** Pixels written again in their format, upright. */
async function encodeAgain(file: string, { format, wide }: Probe): Promise<Uint8Array> {
  const image = open(file, { failOn: 'error', animated: format === 'webp' || format === 'gif', limitInputPixels: false });
  const upright = wide ? image.autoOrient().keepIccProfile() : image.autoOrient();
  switch (format) {
    case 'jpeg':
      return upright.jpeg({ quality: 92, mozjpeg: true }).toBuffer();
    case 'png':
      return upright.png({ compressionLevel: 9 }).toBuffer();
    case 'webp':
      return upright.webp({ quality: 92 }).toBuffer();
    case 'gif':
      return upright.gif().toBuffer();
    case 'tiff':
      return upright.tiff({ compression: 'deflate', predictor: 'horizontal' }).toBuffer();
    case 'avif':
      return upright.avif({ quality: 90, effort: 3 }).toBuffer();
  }
}

export interface CleanInput {
  readonly file: string;
  readonly maxMegapixels: number;
  /** Whether a drawing may hold what acts. */
  readonly isTrusted: boolean;
}

/** Pixels to the inch at which browsers draw an SVG. */
const SVG_DENSITY = 96;

/**
 * A square PNG of a picture, whole, on nothing.
 * @param size pixels of a side
 * @throws if the picture cannot be read
 */
export async function icon({ file, size, maxMegapixels }: IconInput): Promise<Uint8Array> {
  const probed = await probe({ file, maxMegapixels });
  if (probed.kind === 'bad') throw new Error(probed.reason);
  const image = probed.kind === 'svg' ? await drawn(cleanDrawing(file), size) : open(file, { failOn: 'error' }).autoOrient();
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return image.resize({ width: size, height: size, fit: 'contain', background }).png({ compressionLevel: 9 }).toBuffer();
}

/** A drawing whose shorter side has so many pixels or more. */
async function drawn({ svg, width, height }: CleanSvg, side: number): Promise<Sharp> {
  const density = Math.min(2400, Math.ceil((SVG_DENSITY * side) / Math.min(width, height)));
  // A drawing may have text.
  return (await sharpWithFonts())(Buffer.from(svg), { density });
}

/** A PNG of a drawing on white: what is behind it elsewhere may be dark. */
export async function raster({ file, width, height }: RasterInput): Promise<Uint8Array> {
  const image = await drawn(cleanDrawing(file), Math.min(width, height));
  return image.resize({ width, height, fit: 'fill' }).flatten({ background: '#fff' }).png({ compressionLevel: 9 }).toBuffer();
}

/** In pixels. */
export interface RasterInput {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

export interface IconInput {
  readonly file: string;
  readonly size: number;
  readonly maxMegapixels: number;
}
