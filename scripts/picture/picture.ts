// One picture: which files are made of it, decided by its pixels and by the bytes that come out.

import { isSystemError } from '../base/errors.js';
import { shortened } from '../base/fileNames.js';
import { hashOf, nameOfHash } from '../base/hash.js';
import {
  ENCODINGS,
  type Encoding,
  encodingFor,
  FORMATS,
  type Format,
  isNamedRightly,
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
  HEAVY,
  type PictureSettings,
  type Probe,
  SMALL,
  type Study,
  WORTH_IT,
} from './plan.js';
import { failureOf } from './probe.js';
import { ANIMATE, CLEAN, DRAWING, ENCODE, PROBE, RASTER, STUDY } from './tasks.js';

/** Something that a writer should know of a picture, for each place that shows it. */
export interface Notice {
  readonly rule: 'picture/suffix' | 'picture/heavy' | 'picture/unsafe' | 'picture/recoded';
  /** Follows the path: pictures with the same bytes share their notices. */
  readonly reason: string;
  readonly note: string;
}

/** Why a picture cannot be shown. */
export interface Failure {
  readonly reason: string;
  readonly remedy?: string;
  /** It could be, but is larger than the settings allow. */
  readonly limit?: true;
  /** The disk failed, or whoever made it: the next build tries again. */
  readonly passing?: true;
}

/** A picture, or why there is none. */
export type PictureResult =
  | {
      readonly picture: Picture;
      /** Of the file that it is made of. */
      readonly format: Format;
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
  /** Whether social networks are to show it. */
  readonly isCover?: true;
  /** The path whose name its files bear: of pictures with the same bytes, the first. */
  readonly named: string;
  readonly settings: PictureSettings;
}

/** The hash of all that a picture's files depend on. */
export function pictureKey({ hash, shown, isCover, settings }: Omit<PictureInput, 'path' | 'file' | 'size' | 'named'>): string {
  const cover = isCover ? ['cover'] : [];
  return hashOf('picture', encoderVersion(), hash, String(shown), JSON.stringify(settings), ...cover);
}

/** Pictures of more pixels are decoded no wider than they are shown: their pixels would fill the memory. */
const DECODED_WHOLE = 8_000_000;

/** So many times the bytes of the lossy WebP may a near-lossless one have at one width, to be tried at the others. */
const NEAR = 1.15;

/** Gives what is kept under a key, or makes and keeps it. */
export type Kept = (key: string, make: () => Promise<Uint8Array>) => Promise<Uint8Array>;

/** Makes what is made of a picture. */
export async function makePicture(input: PictureInput, run: Run, kept: Kept): Promise<PictureResult> {
  const { file, settings } = input;
  const probed = await run(PROBE, { file, maxMegapixels: settings.maxMegapixels });
  if (probed.kind === 'bad') return { failure: probed };
  const format = probed.kind === 'svg' ? 'svg' : probed.format;
  const maker = new Maker(input, run, kept);
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

/** A picture of one frame, looked at. */
interface Still extends Candidates {
  readonly probe: Probe;
  readonly study: Study;
  readonly pixels: Pixels;
}

/** Makes the files of one picture. */
class Maker {
  private readonly content: string;
  /** Under which all that was made is kept. */
  private readonly keys = new Set<string>();
  /** The picture itself, where it had to be decoded and encoded again to be cleaned; and why. */
  private recoded: { readonly key: string; readonly why: string } | undefined;

  constructor(
    private readonly input: PictureInput,
    private readonly run: Run,
    private readonly kept: Kept,
  ) {
    this.content = pictureKey(input);
  }

  /** Under which files are kept that were made and not taken. */
  rejected(picture: Picture): string[] {
    const taken = new Set(variantsOf(picture).map(({ key }) => key));
    return [...this.keys].filter((key) => !taken.has(key)).sort();
  }

  /** Told where the picture itself is shown and could be cleaned only by decoding it. */
  recodedNotices({ fallback }: Picture): Notice[] {
    return this.recoded !== undefined && fallback.key === this.recoded.key ? [recodedNotice(this.recoded.why)] : [];
  }

  async drawing(): Promise<MadePicture> {
    const { file } = this.input;
    const { svg, width, height, removed } = await this.run(DRAWING, file);
    const notices = drawingNotices(removed);
    const fallback = await this.variant('svg', 'drawing', width, async () => Buffer.from(svg));
    const picture = this.ofOneFile(fallback, width, height);
    if (!this.input.isCover) return { picture, notices };
    try {
      const size = coverSize({ width, height });
      const pixels = await this.variant('png', 'cover', size.width, () => this.run(RASTER, { file, ...size }));
      return { picture: { ...picture, pixels }, notices };
    } catch (error) {
      // Browsers may draw what we cannot. Whoever shows this cover then has the post's card.
      if (isSystemError(error)) throw error;
      return { picture, notices };
    }
  }

  /** An animated WebP, or the animation itself where that is smaller. */
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
    const notices: Notice[] = chosen.bytes > HEAVY ? [{ rule: 'picture/heavy', reason, note }] : [];
    return { picture: this.ofOneFile(chosen, width, height), notices };
  }

  async still(probe: Probe): Promise<MadePicture> {
    const { path, file, size, hash, shown, settings } = this.input;
    const { format, width, height, wide } = probe;
    const candidates = candidatesOf(probe, shown, settings.widths);
    const from = width * height <= DECODED_WHOLE ? width : (candidates.widths.at(-1) as number);
    const pixels: Pixels = { file, hash, from, wide };
    const study = await this.run(STUDY, pixels);
    if (size < SMALL && FORMATS[format].shownBy === 'all')
      return { picture: this.ofOneFile(await this.original(format, width), width, height), notices: [] };
    const still: Still = { probe, study, pixels, ...candidates };
    const fallback = await this.fallback(still);
    const sources = await this.sources(still, fallback);
    return { picture: { path, width, height, bytes: size, sources, fallback, placeholder: study.placeholder }, notices: [] };
  }

  /** What a browser gets that knows no better: the picture itself, where that is as small. */
  private async fallback(still: Still): Promise<Variant> {
    const { format, width, plain } = still.probe;
    const { fallback: at } = still;
    const isPng = still.study.hasAlpha || (still.study.drawing && format !== 'jpeg') || !holds('jpeg', still);
    const encoded = await this.encoded(still, isPng ? 'png' : 'jpeg', at);
    if (!plain || at !== width || (format !== 'jpeg' && format !== 'png')) return encoded;
    const own = await this.original(format, width);
    return own.bytes <= encoded.bytes ? own : encoded;
  }

  /** Better formats, the best first: each is offered only where it is smaller than all that more browsers know. */
  private async sources(still: Still, fallback: Variant): Promise<Picture['sources']> {
    const sources: { mime: string; variants: Variant[] }[] = [];
    let smallest = fallback.bytes;
    for (const name of OFFERED) {
      if (!this.input.settings.formats.includes(name) || !holds(name, still)) continue;
      const { rival, encodings } = await this.rival(still, name);
      if (rival.bytes >= smallest) continue;
      smallest = rival.bytes;
      sources.unshift({ mime: FORMATS[name].mediaType, variants: await this.ladder(still, rival, encodings) });
    }
    return sources;
  }

  /** A format at the width of the fallback, and the encodings that are worth trying at the others. */
  private async rival(still: Still, name: Offered): Promise<{ rival: Variant; encodings: readonly Encoding[] }> {
    const { fallback: at } = still;
    const encoding = encodingFor(name, isPhotograph(still)) as Encoding;
    const rival = await this.encoded(still, encoding, at);
    const forDrawings = still.study.drawing ? (FORMATS[name].encoder?.drawings as Encoding | undefined) : undefined;
    if (forDrawings === undefined) return { rival, encodings: [encoding] };
    // It takes five times as long: it is tried at all widths only where it is near at one.
    const other = await this.encoded(still, forDrawings, at);
    const encodings: Encoding[] = other.bytes < NEAR * rival.bytes ? [encoding, forDrawings] : [encoding];
    return { rival: other.bytes < rival.bytes ? other : rival, encodings };
  }

  /** A format in all widths that are worth a file, rising. */
  private async ladder(still: Still, rival: Variant, encodings: readonly Encoding[]): Promise<Variant[]> {
    const smallestAt = async (at: number): Promise<Variant> => {
      const made = await Promise.all(encodings.map((each) => this.encoded(still, each, at)));
      return made.reduce((best, each) => (each.bytes < best.bytes ? each : best));
    };
    const falling = [...still.widths].reverse();
    const all = await Promise.all(falling.map((each) => (each === still.fallback ? rival : smallestAt(each))));
    const variants: Variant[] = [];
    for (const each of all)
      if (variants.length === 0 || each.bytes < WORTH_IT * (variants[0]?.bytes ?? 0)) variants.unshift(each);
    return variants;
  }

  private ofOneFile(fallback: Variant, width: number, height: number): Picture {
    const { path, size } = this.input;
    return { path, width, height, bytes: size, sources: [], fallback, placeholder: '' };
  }

  /** The picture as it is, without its metadata. */
  private async original(format: Format, width: number): Promise<Variant> {
    const { file, settings } = this.input;
    const cleaned = await this.run(CLEAN, { file, maxMegapixels: settings.maxMegapixels, isTrusted: false });
    const bytes = bytesOfClean(cleaned);
    const made = await this.variant(format, 'whole', width, async () => bytes);
    if (cleaned.kind === 'clean' && cleaned.why !== undefined) this.recoded = { key: made.key, why: cleaned.why };
    return made;
  }

  private encoded({ pixels }: Still, encoding: Encoding, width: number): Promise<Variant> {
    const { quality } = this.input.settings;
    return this.variant(ENCODINGS[encoding].format, encoding, width, () =>
      this.run(ENCODE, { pixels, width, encoding, quality }),
    );
  }

  /** @param way how it is made: what tells its key from those of other files of the picture */
  private async variant(format: Format, way: string, width: number, make: () => Promise<Uint8Array>): Promise<Variant> {
    const key = hashOf(this.content, way, String(width));
    this.keys.add(key);
    const [ending] = FORMATS[format].endings;
    const url = variantUrl(this.input.named, this.content, width, ending);
    return { url, format: ending, width, bytes: (await this.kept(key, make)).length, key };
  }
}

/** A picture whose colours were kept at half of its resolution already, as cameras do it. */
function isPhotograph({ probe: { format }, study: { drawing, hasAlpha } }: Still): boolean {
  return !drawing && !hasAlpha && FORMATS[format].isPhotographic === true;
}

/** Whether a format can hold a picture in its largest width. */
function holds(encoding: Encoding, { probe: { width, height }, widths }: Still): boolean {
  return (height / width) * (widths.at(-1) as number) <= ENCODINGS[encoding].encoder.longest;
}

/** Told of a picture whose name says that it is of another kind. */
export function suffixNotices(path: string, format: Format): Notice[] {
  if (isNamedRightly(path, format)) return [];
  const { called, endings } = FORMATS[format];
  const reason = `has the wrong file extension: it is ${called}`;
  return [{ rule: 'picture/suffix', reason, note: `rename it to end in .${endings[0]}` }];
}

/** Told of a picture whose metadata could not be taken out of its bytes. @param why a clause */
export function recodedNotice(why: string): Notice {
  const reason = `was decoded and encoded again to remove its metadata: ${why}`;
  return { rule: 'picture/recoded', reason, note: 'open it in a picture editor and save it again' };
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
  return `/images/${shortened(name) || 'picture'}-${nameOfHash(content)}-${width}.${extension}`;
}

/** What is said of a drawing. @param removed what its cleaner took out */
export function drawingNotices(removed: readonly string[]): Notice[] {
  if (removed.length === 0) return [];
  const reason = `contains unsafe content: ${removed.join(', ')}`;
  return [{ rule: 'picture/unsafe', reason, note: 'it is removed; export the drawing without it' }];
}
