// Makes the variants of one picture. Candidates follow from its header and use (plan.ts); they are encoded, and a variant is kept
// only if it is smaller than those that more browsers can show.

import { isSystemError } from '../base/errors.js';
import { shorten } from '../base/fileNames.js';
import { hashOf, shortHash } from '../base/hash.js';
import {
  ENCODINGS,
  type Encoding,
  encodingFor,
  FORMATS,
  type Format,
  hasRightExtension,
  OFFERED,
  type Offered,
} from '../base/pictureFormats/table.js';
import { variantsOf } from '../base/variants.js';
import type { Picture, Variant } from '../types.js';
import type { Run } from '../work/task.js';
import { bytesOfClean } from './clean.js';
import { encoderVersion } from './open.js';
import type { Pixels } from './pixels.js';
import {
  type Candidates,
  candidatesOf,
  coverSize,
  HEAVY_BYTES,
  type PictureSettings,
  type Probe,
  SMALL_BYTES,
  type Study,
  WORTH_IT,
} from './plan.js';
import { failureOf } from './probe.js';
import { ANIMATE, CLEAN, DRAWING, ENCODE, PROBE, RASTER, STUDY } from './tasks.js';

/** A message about a picture, reported at each place that shows it. */
export interface Notice {
  readonly rule: 'picture/suffix' | 'picture/heavy' | 'picture/unsafe' | 'picture/recoded';
  /** The message without the path, because pictures with the same bytes share their notices. */
  readonly reason: string;
  readonly note: string;
}

/** Why a picture cannot be shown. */
export interface Failure {
  readonly reason: string;
  readonly remedy?: string;
  /** The picture is larger than the settings allow. */
  readonly limit?: true;
  /** The failure is temporary, such as a disk error: the next build tries again. */
  readonly isTemporary?: true;
}

/** A picture with its variants, or why there is none. */
export type PictureResult =
  | {
      readonly picture: Picture;
      /** Format of the original file. */
      readonly format: Format;
      readonly notices: readonly Notice[];
      /** Store keys of variants that were encoded but not chosen. */
      readonly rejected: readonly string[];
    }
  | { readonly failure: Failure };

/** A picture to make. */
export interface PictureInput {
  /** Path from the site's folder. */
  readonly path: string;
  /** Absolute path. */
  readonly file: string;
  /** Size of the file in bytes, and the hash of its bytes. */
  readonly size: number;
  readonly hash: string;
  /** Maximum width on a page in CSS pixels. */
  readonly shown: number;
  /** Set if social networks show it too. */
  readonly isCover?: true;
  /** The path whose file name is part of the variants' names: the first of all pictures with the same bytes. */
  readonly named: string;
  readonly settings: PictureSettings;
}

/** Returns a hash of everything that the variants of a picture depend on. */
export function pictureKey({ hash, shown, isCover, settings }: Omit<PictureInput, 'path' | 'file' | 'size' | 'named'>): string {
  const cover = isCover ? ['cover'] : [];
  return hashOf('picture', encoderVersion(), hash, String(shown), JSON.stringify(settings), ...cover);
}

/** Pictures with more pixels are scaled down while decoding, to the largest width needed, to save memory. */
const MAX_DECODED_PIXELS = 8_000_000;

/** Try near-lossless WebP at all widths only if it has at most this many times the bytes of lossy WebP at one width. */
const NEAR_LOSSLESS_LIMIT = 1.15;

/** Returns the bytes stored under a key, or makes and stores them. */
export type GetOrMake = (key: string, make: () => Promise<Uint8Array>) => Promise<Uint8Array>;

/** Makes the variants of a picture. Errors become a failure. */
export async function makePicture(input: PictureInput, run: Run, getOrMake: GetOrMake): Promise<PictureResult> {
  const { file, settings } = input;
  const probed = await run(PROBE, { file, maxMegapixels: settings.maxMegapixels });
  if (probed.kind === 'refused') return { failure: probed };
  const format = probed.kind === 'svg' ? 'svg' : probed.format;
  const maker = new Maker(input, run, getOrMake);
  const make = async () => {
    if (probed.kind === 'svg') return maker.drawing();
    return probed.frames > 1 ? maker.animation(probed) : maker.still(probed);
  };
  try {
    const { picture, notices } = await make();
    return { picture, format, notices: [...notices, ...maker.recodedNotices(picture)], rejected: maker.rejected(picture) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

interface MadePicture {
  readonly picture: Picture;
  readonly notices: readonly Notice[];
}

/** A picture of one frame with everything known about it. */
interface Still extends Candidates {
  readonly probe: Probe;
  readonly study: Study;
  readonly pixels: Pixels;
}

/** Makes the variants of one picture. */
class Maker {
  private readonly content: string;
  /** Store keys of all variants that were encoded. */
  private readonly keys = new Set<string>();
  /** The variant in the original format, if removing metadata required encoding it again; and the reason. */
  private recoded: { readonly key: string; readonly why: string } | undefined;

  constructor(
    private readonly input: PictureInput,
    private readonly run: Run,
    private readonly getOrMake: GetOrMake,
  ) {
    this.content = pictureKey(input);
  }

  /** Returns the store keys of variants that were encoded but not chosen. */
  rejected(picture: Picture): string[] {
    const chosen = new Set(variantsOf(picture).map(({ key }) => key));
    return [...this.keys].filter((key) => !chosen.has(key)).sort();
  }

  /** Returns a notice if the fallback is the original and could only be cleaned by encoding it again. */
  recodedNotices({ fallback }: Picture): Notice[] {
    return this.recoded !== undefined && fallback.key === this.recoded.key ? [recodedNotice(this.recoded.why)] : [];
  }

  async drawing(): Promise<MadePicture> {
    const { file } = this.input;
    const { svg, width, height, removed } = await this.run(DRAWING, file);
    const notices = drawingNotices(removed);
    const fallback = await this.variant('svg', 'drawing', width, async () => Buffer.from(svg));
    const picture = this.singleFile(fallback, width, height);
    if (!this.input.isCover) return { picture, notices };
    try {
      const size = coverSize({ width, height });
      const pixels = await this.variant('png', 'cover', size.width, () => this.run(RASTER, { file, ...size }));
      return { picture: { ...picture, pixels }, notices };
    } catch (error) {
      // Browsers may render an SVG that librsvg cannot. Social networks then show the post's card.
      if (isSystemError(error)) throw error;
      return { picture, notices };
    }
  }

  /** Makes an animated WebP, or keeps the original animation if that is smaller. */
  async animation(probe: Probe): Promise<MadePicture> {
    const { format, width, height } = probe;
    const { file, shown, settings } = this.input;
    let chosen = await this.original(format, width);
    const { fallback: made } = candidatesOf(probe, shown, settings.widths);
    const { animated } = FORMATS[format];
    if (animated === 'always' || (animated === 'narrower' && made < width)) {
      const quality = settings.quality.webp;
      const make = () => this.run(ANIMATE, { file, width: made, quality });
      const webp = await this.variant('webp', `animation ${quality}`, made, make);
      if (webp.bytes < chosen.bytes) chosen = webp;
    }
    const reason = `is an animation of ${(chosen.bytes / 1_000_000).toFixed(1)} MB`;
    const note = 'a video is a tenth of the size: `<video src="…" autoplay loop muted>`';
    const notices: Notice[] = chosen.bytes > HEAVY_BYTES ? [{ rule: 'picture/heavy', reason, note }] : [];
    return { picture: this.singleFile(chosen, width, height), notices };
  }

  async still(probe: Probe): Promise<MadePicture> {
    const { path, file, size, hash, shown, settings } = this.input;
    const { format, width, height, wide } = probe;
    const candidates = candidatesOf(probe, shown, settings.widths);
    const from = width * height <= MAX_DECODED_PIXELS ? width : (candidates.widths.at(-1) as number);
    const pixels: Pixels = { file, hash, from, wide };
    const study = await this.run(STUDY, pixels);
    if (size < SMALL_BYTES && FORMATS[format].shownBy === 'all')
      return { picture: this.singleFile(await this.original(format, width), width, height), notices: [] };
    const still: Still = { probe, study, pixels, ...candidates };
    const fallback = await this.fallback(still);
    const sources = await this.sources(still, fallback);
    return { picture: { path, width, height, bytes: size, sources, fallback, placeholder: study.placeholder }, notices: [] };
  }

  /** Makes the variant for browsers that support no better format: JPEG or PNG, or the original if it is no larger. */
  private async fallback(still: Still): Promise<Variant> {
    const { format, width, plain } = still.probe;
    const { fallback: at } = still;
    const isPng = still.study.hasAlpha || (still.study.drawing && format !== 'jpeg') || !fits('jpeg', still);
    const encoded = await this.encoded(still, isPng ? 'png' : 'jpeg', at);
    if (!plain || at !== width || (format !== 'jpeg' && format !== 'png')) return encoded;
    const own = await this.original(format, width);
    return own.bytes <= encoded.bytes ? own : encoded;
  }

  /**
   * Makes the variants in better formats, best first. A format is used only if it is smaller than all that more browsers support.
   */
  private async sources(still: Still, fallback: Variant): Promise<Picture['sources']> {
    const sources: { mime: string; variants: Variant[] }[] = [];
    let smallest = fallback.bytes;
    for (const name of OFFERED) {
      if (!this.input.settings.formats.includes(name) || !fits(name, still)) continue;
      const { rival, encodings } = await this.rival(still, name);
      if (rival.bytes >= smallest) continue;
      smallest = rival.bytes;
      sources.unshift({ mime: FORMATS[name].mediaType, variants: await this.ladder(still, rival, encodings) });
    }
    return sources;
  }

  /** Encodes a format at the width of the fallback, and decides which encodings to try at the other widths. */
  private async rival(still: Still, name: Offered): Promise<{ rival: Variant; encodings: readonly Encoding[] }> {
    const { fallback: at } = still;
    const encoding = encodingFor(name, isPhotograph(still)) as Encoding;
    const rival = await this.encoded(still, encoding, at);
    const forDrawings = still.study.drawing ? (FORMATS[name].encoder?.drawings as Encoding | undefined) : undefined;
    if (forDrawings === undefined) return { rival, encodings: [encoding] };
    // Near-lossless takes five times as long, so it is tried at all widths only if it is competitive at one.
    const other = await this.encoded(still, forDrawings, at);
    const encodings: Encoding[] = other.bytes < NEAR_LOSSLESS_LIMIT * rival.bytes ? [encoding, forDrawings] : [encoding];
    return { rival: other.bytes < rival.bytes ? other : rival, encodings };
  }

  /** Encodes a format at all widths and returns those that are worth a file, by ascending width. */
  private async ladder(still: Still, rival: Variant, encodings: readonly Encoding[]): Promise<Variant[]> {
    const smallestAt = async (at: number): Promise<Variant> => {
      const candidates = await Promise.all(encodings.map((each) => this.encoded(still, each, at)));
      return candidates.reduce((best, each) => (each.bytes < best.bytes ? each : best));
    };
    const falling = [...still.widths].reverse();
    const all = await Promise.all(falling.map((each) => (each === still.fallback ? rival : smallestAt(each))));
    const variants: Variant[] = [];
    for (const each of all)
      if (variants.length === 0 || each.bytes < WORTH_IT * (variants[0]?.bytes ?? 0)) variants.unshift(each);
    return variants;
  }

  private singleFile(fallback: Variant, width: number, height: number): Picture {
    const { path, size } = this.input;
    return { path, width, height, bytes: size, sources: [], fallback, placeholder: '' };
  }

  /** Makes the variant in the original format and width, without metadata. */
  private async original(format: Format, width: number): Promise<Variant> {
    const { file, settings } = this.input;
    const cleaned = await this.run(CLEAN, { file, maxMegapixels: settings.maxMegapixels, isTrusted: false });
    const bytes = bytesOfClean(cleaned);
    const variant = await this.variant(format, 'whole', width, async () => bytes);
    if (cleaned.kind === 'clean' && cleaned.why !== undefined) this.recoded = { key: variant.key, why: cleaned.why };
    return variant;
  }

  private encoded({ pixels }: Still, encoding: Encoding, width: number): Promise<Variant> {
    const { quality } = this.input.settings;
    return this.variant(ENCODINGS[encoding].format, encoding, width, () =>
      this.run(ENCODE, { pixels, width, encoding, quality }),
    );
  }

  /** Gets or makes a variant. @param way distinguishes its store key from those of other variants of the same width */
  private async variant(format: Format, way: string, width: number, make: () => Promise<Uint8Array>): Promise<Variant> {
    const key = hashOf(this.content, way, String(width));
    this.keys.add(key);
    const [extension] = FORMATS[format].extensions;
    const url = variantUrl(this.input.named, this.content, width, extension);
    return { url, format: extension, width, bytes: (await this.getOrMake(key, make)).length, key };
  }
}

/** True for photographs, whose colours have half the resolution already because cameras store them that way. */
function isPhotograph({ probe: { format }, study: { drawing, hasAlpha } }: Still): boolean {
  return !drawing && !hasAlpha && FORMATS[format].isPhotographic === true;
}

/** True if an encoding supports the picture's size at its largest width. */
function fits(encoding: Encoding, { probe: { width, height }, widths }: Still): boolean {
  return (height / width) * (widths.at(-1) as number) <= ENCODINGS[encoding].encoder.maxSide;
}

/** Returns a notice if a picture has the file extension of another format. */
export function suffixNotices(path: string, format: Format): Notice[] {
  if (hasRightExtension(path, format)) return [];
  const { description, extensions } = FORMATS[format];
  const reason = `has the wrong file extension: it is ${description}`;
  return [{ rule: 'picture/suffix', reason, note: `rename it to end in .${extensions[0]}` }];
}

/** Returns the notice of a picture that had to be encoded again to remove its metadata. @param why a clause */
export function recodedNotice(why: string): Notice {
  const reason = `was decoded and encoded again to remove its metadata: ${why}`;
  return { rule: 'picture/recoded', reason, note: 'open it in a picture editor and save it again' };
}

/**
 * Returns the address of a variant, `/images/<name>-<hash>-<width>.<ext>`. The hash is of everything that the variant depends on,
 * so browsers can cache it for ever.
 * @param content `pictureKey` of the picture
 */
export function variantUrl(path: string, content: string, width: number, extension: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `/images/${shorten(name) || 'picture'}-${shortHash(content)}-${width}.${extension}`;
}

/** Returns a notice if the cleaner removed unsafe content from an SVG. @param removed descriptions of the removed content */
export function drawingNotices(removed: readonly string[]): Notice[] {
  if (removed.length === 0) return [];
  const reason = `contains unsafe content: ${removed.join(', ')}`;
  return [{ rule: 'picture/unsafe', reason, note: 'it is removed; export the drawing without it' }];
}
