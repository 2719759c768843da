// Which files a picture gets: widths and formats. No pixels are touched here; what depends on bytes is decided in
// scripts/picture/picture.ts.

import type { Offered, PixelFormat, WithQuality } from '../base/pictureFormats/table.js';

/** What is known of a picture from its header. */
export interface Probe {
  readonly format: PixelFormat;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pictures in it; more than one is an animation. */
  readonly frames: number;
  /** Colours of Display P3, which more screens show every year: they are kept. */
  readonly wide: boolean;
  /** Whether its pixels are as a browser shows them: upright, in sRGB or Display P3. */
  readonly plain: boolean;
}

/** What is known of a picture from its pixels. */
export interface Study {
  /** Whether a pixel is not opaque. */
  readonly hasAlpha: boolean;
  /** Line art, a screenshot: areas of one colour. */
  readonly drawing: boolean;
  /** A tiny picture, as a data address for CSS; empty if there is none. */
  readonly placeholder: string;
}

/** Of the settings in site.yaml, what pictures depend on. */
export interface PictureSettings {
  /** Rising. */
  readonly widths: readonly number[];
  /** Offered before the fallback. */
  readonly formats: readonly Offered[];
  /** 1 to 100, by format. */
  readonly quality: { readonly [format in WithQuality]: number };
  /** Millions of pixels, all frames together, that are still decoded. */
  readonly maxMegapixels: number;
}

/** Pixels to the CSS pixel of the densest screens that are served. */
const DENSEST = 3;
/** A width nearer to the next than this is not worth a file; nor is one that saves less of its bytes. */
export const WORTH_IT = 0.9;
/** A picture of fewer bytes stays one file: more files would cost more than they save. */
export const SMALL = 10_000;
/** An animation of more bytes is complained of. */
export const HEAVY = 2_000_000;
/** The fallback, and the one picture of a feed, is at most this wide: the column on a screen with 1.5 pixels to the CSS pixel. */
const FALLBACK_WIDTH = 1080;

/** Which files may be made of a picture, by its header and its use alone. */
export interface Candidates {
  /** Rising, in pixels. */
  readonly widths: readonly number[];
  /** That of the file which every browser gets that knows no better. */
  readonly fallback: number;
}

/**
 * Plans the files of a picture. Two pixels to the CSS pixel are enough where things move, and a drawing has one width.
 * @param shown CSS pixels that it takes on a page at most
 * @param ladder the widths of the settings, rising
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

/** The narrowest screens have so many CSS pixels next to the page's margins, and two pixels to each. */
const NARROWEST = 320;
const NARROWEST_DENSITY = 2;

/**
 * The widths that a picture is made in, rising: the ladder up to what can be shown, and that itself, without what no one loads.
 * @param width of the picture, in pixels
 * @param shown CSS pixels that it takes on a page at most
 */
export function widthsOf(width: number, shown: number, ladder: readonly number[]): readonly number[] {
  const cap = Math.min(width, Math.round(shown * DENSEST));
  const widths = [...ladder.filter((step) => step < cap * WORTH_IT), cap];
  // On a wide screen with one pixel to the CSS pixel, or on the narrowest one. A browser takes the width that is nearest in
  // proportion (Chromium), or the next that is large enough (the others).
  const least = Math.min(shown, Math.min(shown, NARROWEST) * NARROWEST_DENSITY);
  return widths.filter((step, at) => at === widths.length - 1 || Math.sqrt(step * (widths[at + 1] as number)) >= least);
}

/** The width of the fallback among those. */
export function fallbackWidth(widths: readonly number[]): number {
  return widths.filter((step) => step <= FALLBACK_WIDTH).at(-1) ?? (widths[0] as number);
}

/** Pixels of the longer side of a drawn cover; social networks want pictures of 1,200 pixels. */
const COVER_SIDE = 1200;

/** The size in which a drawing is drawn as a cover: in its own proportions, and not thinner than a pixel. */
export function coverSize({ width, height }: Pick<Probe, 'width' | 'height'>): Pick<Probe, 'width' | 'height'> {
  const scale = COVER_SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
