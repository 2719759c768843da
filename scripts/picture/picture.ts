// One picture: which files are made of it, decided by its pixels and by the bytes that come out.

import { hashOf, nameOfHash } from '../cache/hash.js';
import type { Picture, Variant } from '../types.js';
import {
  type AnimateInput,
  type clean,
  type EncodeInput,
  encoderVersion,
  failureOf,
  type Pixels,
  type Probed,
} from './encode.js';
import {
  type Encoding,
  fallbackWidth,
  HEAVY,
  LONGEST,
  type PictureSettings,
  type Probe,
  SMALL,
  type Study,
  WORTH_IT,
  widthsOf,
} from './plan.js';
import { type Format, isNamedRightly } from './sniff.js';
import type { CleanSvg } from './svg.js';

/** The work that is done with bytes, here or elsewhere. */
export interface PictureWork {
  readonly probe: (input: { file: string; maxMegapixels: number }) => Promise<Probed>;
  readonly study: (pixels: Pixels) => Promise<Study>;
  readonly encode: (input: EncodeInput) => Promise<Uint8Array>;
  readonly animate: (input: AnimateInput) => Promise<Uint8Array>;
  readonly clean: (input: Parameters<typeof clean>[0]) => Promise<Uint8Array>;
  readonly drawing: (file: string) => Promise<CleanSvg>;
}

/** Something that a writer should know of a picture, for each place that shows it. */
export interface Notice {
  readonly rule: 'picture/suffix' | 'picture/heavy' | 'picture/unsafe';
  readonly reason: string;
  readonly note: string;
}

/** Why a picture cannot be shown. */
export interface Failure {
  readonly reason: string;
  readonly remedy?: string;
  /** It could be, but is larger than the settings allow. */
  readonly limit?: true;
}

/** A picture, or why there is none. */
export type Made =
  | {
      readonly picture: Picture;
      readonly notices: readonly Notice[];
      /** Under which files are kept that were made and not taken. */
      readonly rejected: readonly string[];
    }
  | { readonly failure: Failure };

export interface PictureInput {
  /** From the root of the site. */
  readonly path: string;
  /** The same, absolute. */
  readonly file: string;
  /** Bytes of the file, and their hash. */
  readonly size: number;
  readonly hash: string;
  /** CSS pixels that it takes on a page at most. */
  readonly shown: number;
  /** The path whose name its files bear: of pictures with the same bytes, the first. */
  readonly named: string;
  readonly settings: PictureSettings;
}

/** The hash of all that a picture's files depend on. */
export function pictureKey({ hash, shown, settings }: Pick<PictureInput, 'hash' | 'shown' | 'settings'>): string {
  return hashOf('picture', encoderVersion(), hash, String(shown), JSON.stringify(settings));
}

/** Pictures of more pixels are decoded no wider than they are shown: their pixels would fill the memory. */
const DECODED_WHOLE = 8_000_000;

/** So many times the bytes of the lossy WebP may a near-lossless one have at one width, to be tried at the others. */
const NEAR = 1.15;

const MIMES = { avif: 'image/avif', webp: 'image/webp' } as const;
const EXTENSIONS: { readonly [encoding in Encoding | Format]: string } = {
  avif: 'avif',
  webp: 'webp',
  'webp-near-lossless': 'webp',
  jpeg: 'jpg',
  png: 'png',
  gif: 'gif',
  tiff: 'tiff',
  svg: 'svg',
};

/**
 * Makes what is made of a picture.
 * @param kept gives what is kept under a key, or makes and keeps it
 */
export async function makePicture(
  input: PictureInput,
  work: PictureWork,
  kept: (key: string, make: () => Promise<Uint8Array>) => Promise<Uint8Array>,
): Promise<Made> {
  const { path, file, size, settings } = input;
  const content = pictureKey(input);
  const keys = new Set<string>();
  const make = async (
    encoding: Encoding | Format,
    way: string,
    width: number,
    bytes: () => Promise<Uint8Array>,
  ): Promise<Variant> => {
    const key = hashOf(content, way, String(width));
    keys.add(key);
    const extension = EXTENSIONS[encoding];
    const url = variantUrl(input.named, content, width, extension);
    return { url, format: extension, width, bytes: (await kept(key, bytes)).length, key };
  };
  const probed = await work.probe({ file, maxMegapixels: settings.maxMegapixels });
  if (probed.kind === 'bad') return { failure: probed };
  const format = probed.kind === 'svg' ? 'svg' : probed.format;
  const notices: Notice[] = suffixNotices(path, format);
  const whole = (width: number) =>
    make(format, 'whole', width, () => work.clean({ file, maxMegapixels: settings.maxMegapixels }));
  const done = (picture: Picture): Made => {
    const taken = new Set(variantsOf(picture).map(({ key }) => key));
    return { picture, notices, rejected: [...keys].filter((key) => !taken.has(key)).sort() };
  };
  const one = (fallback: Variant, width: number, height: number): Made =>
    done({ path, width, height, bytes: size, sources: [], fallback, placeholder: '' });
  try {
    if (probed.kind === 'svg') {
      const { svg, width, height, removed } = await work.drawing(file);
      if (removed.length > 0) {
        const reason = `${path} holds what a picture must not: ${removed.join(', ')}`;
        notices.push({ rule: 'picture/unsafe', reason, note: 'it is left out; export the drawing without it' });
      }
      return one(await make('svg', 'drawing', width, async () => Buffer.from(svg)), width, height);
    }
    if (probed.frames > 1) {
      const chosen = await animation(probed, input, work, make, whole);
      if (chosen.bytes > HEAVY) {
        const reason = `${path} is an animation of ${(chosen.bytes / 1_000_000).toFixed(1)} MB`;
        notices.push({ rule: 'picture/heavy', reason, note: 'a film is a tenth of it: `<video src="…" autoplay loop muted>`' });
      }
      return one(chosen, probed.width, probed.height);
    }
    return await still(probed, input, work, make, whole, done);
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

type Make = (encoding: Encoding | Format, way: string, width: number, bytes: () => Promise<Uint8Array>) => Promise<Variant>;

/** An animated WebP, or the animation itself where that is smaller. */
async function animation(
  { format, width }: Probe,
  { file, shown, settings }: PictureInput,
  work: PictureWork,
  make: Make,
  whole: (width: number) => Promise<Variant>,
): Promise<Variant> {
  const own = await whole(width);
  // Two pixels to the CSS pixel are enough where things move.
  const made = Math.min(width, Math.round(shown * 2));
  const canBeMade = format === 'gif' || (format === 'webp' && made < width);
  if (!canBeMade) return own;
  const quality = settings.quality.webp;
  const webp = await make('webp', `animation ${quality}`, made, () => work.animate({ file, width: made, quality }));
  return webp.bytes < own.bytes ? webp : own;
}

async function still(
  probe: Probe,
  { path, file, size, hash, shown, settings }: PictureInput,
  work: PictureWork,
  make: Make,
  whole: (width: number) => Promise<Variant>,
  done: (picture: Picture) => Made,
): Promise<Made> {
  const { format, width, height, plain, wide } = probe;
  const widths = widthsOf(width, shown, settings.widths);
  const from = width * height <= DECODED_WHOLE ? width : (widths.at(-1) as number);
  const pixels: Pixels = { file, hash, from, wide };
  const { transparent, drawing, placeholder } = await work.study(pixels);
  const isShownEverywhere = format === 'jpeg' || format === 'png' || format === 'webp' || format === 'gif';
  if (size < SMALL && isShownEverywhere)
    return done({ path, width, height, bytes: size, sources: [], fallback: await whole(width), placeholder: '' });

  const encoded = (encoding: Encoding, at: number): Promise<Variant> =>
    make(encoding, encoding, at, () => work.encode({ pixels, width: at, encoding, quality: settings.quality }));
  const holds = (encoding: Encoding) => (height / width) * (widths.at(-1) as number) <= LONGEST[encoding];
  const smallestOf = async (ways: readonly Encoding[], at: number): Promise<Variant> => {
    const made = await Promise.all(ways.map((each) => encoded(each, at)));
    return made.reduce((best, each) => (each.bytes < best.bytes ? each : best));
  };

  // What a browser gets that knows no better: the picture itself, where that is as small.
  const at = fallbackWidth(widths);
  const isPng = transparent || (drawing && format !== 'jpeg') || !holds('jpeg');
  let fallback = await encoded(isPng ? 'png' : 'jpeg', at);
  if (plain && at === width && (format === 'jpeg' || format === 'png')) {
    const own = await whole(width);
    if (own.bytes <= fallback.bytes) fallback = own;
  }

  // Better formats, the plainest first: each is offered only where it is smaller than all that more browsers know.
  const sources: { mime: string; variants: Variant[] }[] = [];
  let smallest = fallback.bytes;
  for (const name of ['webp', 'avif'] as const) {
    if (!settings.formats.includes(name) || !holds(name)) continue;
    const ways: Encoding[] = [name];
    let rival = await encoded(name, at);
    if (name === 'webp' && drawing) {
      // It takes five times as long: it is tried at all widths only where it is near at one.
      const other = await encoded('webp-near-lossless', at);
      if (other.bytes < NEAR * rival.bytes) ways.push('webp-near-lossless');
      if (other.bytes < rival.bytes) rival = other;
    }
    if (rival.bytes >= smallest) continue;
    smallest = rival.bytes;
    const all = await Promise.all([...widths].reverse().map((each) => (each === at ? rival : smallestOf(ways, each))));
    const variants: Variant[] = [];
    for (const each of all)
      if (variants.length === 0 || each.bytes < WORTH_IT * (variants[0]?.bytes ?? 0)) variants.unshift(each);
    sources.unshift({ mime: MIMES[name], variants });
  }
  return done({ path, width, height, bytes: size, sources, fallback, placeholder });
}

/** Every file that is made of a picture. */
export function variantsOf({ sources, fallback }: Picture): readonly Variant[] {
  return [...sources.flatMap(({ variants }) => variants), fallback];
}

const NAMES: { readonly [format in Format]: string } = {
  jpeg: 'a JPEG',
  png: 'a PNG',
  webp: 'a WebP',
  avif: 'an AVIF',
  gif: 'a GIF',
  tiff: 'a TIFF',
  svg: 'an SVG',
};

/** Told of a picture whose name says that it is of another kind. */
export function suffixNotices(path: string, format: Format): Notice[] {
  if (isNamedRightly(path, format)) return [];
  const reason = `${path} is named like another kind of picture: it is ${NAMES[format]}`;
  return [{ rule: 'picture/suffix', reason, note: `rename it to end in .${EXTENSIONS[format]}` }];
}

/**
 * `/images/<name>-<hash>-<width>.<ext>`: the hash is of the picture and of all that its files depend on, so that they can be
 * cached for ever.
 */
export function variantUrl(path: string, content: string, width: number, extension: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `/images/${name || 'picture'}-${nameOfHash(content)}-${width}.${extension}`;
}
