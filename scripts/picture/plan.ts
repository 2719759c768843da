// Plans the widths of a picture's variants from its header and its use, without decoding it. Decisions that depend on the encoded
// bytes are in scripts/picture/picture.ts.

import type { Offered, PixelFormat, WithQuality } from '../base/pictureFormats/table.js';

/** Properties of a picture from its header. */
export interface Probe {
  readonly format: PixelFormat;
  /** Size in pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Number of frames; an animation has more than one. */
  readonly frames: number;
  /** True for the wide gamut Display P3, which variants keep. */
  readonly wide: boolean;
  /** True if the pixels are stored as browsers show them: upright, in sRGB or Display P3. */
  readonly plain: boolean;
}

/** Properties of a picture from its pixels. */
export interface Study {
  /** True if at least one pixel is not opaque. */
  readonly hasAlpha: boolean;
  /** True for line art and screenshots, which have large areas of one colour. */
  readonly drawing: boolean;
  /** A tiny picture as a data URL for CSS; empty if there is none. */
  readonly placeholder: string;
}

/** The settings of site.yaml that variants depend on. */
export interface PictureSettings {
  /** Widths of variants in pixels, ascending. */
  readonly widths: readonly number[];
  /** Formats to try besides the fallback's. */
  readonly formats: readonly Offered[];
  /** Quality by format, 1 to 100. */
  readonly quality: { readonly [format in WithQuality]: number };
  /** Maximum megapixels of a picture, all frames together. */
  readonly maxMegapixels: number;
}

/** Device pixels per CSS pixel of the densest screens with variants of their own. */
const DENSEST = 3;
/** A variant must have at most this fraction of the next one's width and bytes to be worth a file. */
export const WORTH_IT = 0.9;
/** Pictures with fewer bytes get no variants: more files would cost more than they save. */
export const SMALL_BYTES = 10_000;
/** Animations with more bytes are reported. */
export const HEAVY_BYTES = 2_000_000;
/** Maximum width of the fallback, which feeds show too: the text column on a screen with 1.5 pixels per CSS pixel. */
const FALLBACK_WIDTH = 1080;

/** Widths in which a picture may be encoded, by its header and use alone. */
export interface Candidates {
  /** Pixels, ascending. */
  readonly widths: readonly number[];
  /** Width of the fallback, for browsers that support no better format. */
  readonly fallback: number;
}

/**
 * Plans the widths of a picture. An animation gets one width, for two pixels per CSS pixel; an SVG keeps its own.
 * @param frames undefined for an SVG
 * @param shown maximum width on a page in CSS pixels
 * @param ladder widths from the settings, ascending
 */
export function candidatesOf(
  { width, frames }: Pick<Probe, 'width'> & Partial<Pick<Probe, 'frames'>>,
  shown: number,
  ladder: readonly number[],
): Candidates {
  if (frames === undefined) return { widths: [width], fallback: width };
  const widths = frames > 1 ? [Math.min(width, Math.round(shown * 2))] : widthsOf(width, shown, ladder);
  return { widths, fallback: fallbackWidth(widths) };
}

/** CSS pixels between the margins on the narrowest screens, and device pixels per CSS pixel there. */
const NARROWEST = 320;
const NARROWEST_DENSITY = 2;

/**
 * Returns the widths of a picture's variants, ascending: the ladder up to the largest useful width, and that width; without
 * widths that no browser would choose.
 * @param width width of the picture in pixels
 * @param shown maximum width on a page in CSS pixels
 */
export function widthsOf(width: number, shown: number, ladder: readonly number[]): readonly number[] {
  const cap = Math.min(width, Math.round(shown * DENSEST));
  const widths = [...ladder.filter((step) => step < cap * WORTH_IT), cap];
  // The least pixels that any screen needs: a wide one with one pixel per CSS pixel, or the narrowest one. Chromium chooses the
  // width with the nearest ratio, other browsers the next larger one.
  const least = Math.min(shown, Math.min(shown, NARROWEST) * NARROWEST_DENSITY);
  return widths.filter((step, at) => at === widths.length - 1 || Math.sqrt(step * (widths[at + 1] as number)) >= least);
}

/** Returns the width of the fallback, one of the given widths. */
export function fallbackWidth(widths: readonly number[]): number {
  return widths.filter((step) => step <= FALLBACK_WIDTH).at(-1) ?? (widths[0] as number);
}

/** Longer side in pixels of an SVG cover that is rasterised. Social networks recommend 1,200 pixels. */
const COVER_SIDE = 1200;

/** Returns the size in pixels at which an SVG cover is rasterised. Keeps its aspect ratio; each side is at least 1. */
export function coverSize({ width, height }: Pick<Probe, 'width' | 'height'>): Pick<Probe, 'width' | 'height'> {
  const scale = COVER_SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
