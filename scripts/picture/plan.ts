// Which variants a picture gets: widths and formats. No pixels are touched here.

/** What is known of a picture from its header. */
export interface Probe {
  readonly format: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly alpha: boolean;
}

export interface Encoding {
  readonly format: 'avif' | 'webp' | 'jpeg' | 'png';
  readonly mime: string;
  readonly extension: string;
}

export interface Plan {
  /** Formats better than the fallback, best first. */
  readonly encodings: readonly Encoding[];
  readonly widths: readonly number[];
  /** What a browser gets that knows none of the formats; `copy` is the file itself. */
  readonly fallback: { readonly encoding: Encoding | 'copy'; readonly width: number };
}

const AVIF: Encoding = { format: 'avif', mime: 'image/avif', extension: 'avif' };
const WEBP: Encoding = { format: 'webp', mime: 'image/webp', extension: 'webp' };
const JPEG: Encoding = { format: 'jpeg', mime: 'image/jpeg', extension: 'jpg' };
const PNG: Encoding = { format: 'png', mime: 'image/png', extension: 'png' };

/** The fallback is at most this wide: the text column on a screen with 1.5 pixels to the CSS pixel. */
const FALLBACK_WIDTH = 1080;
/** A width nearer to the original than this saves too little to be worth a file. */
const WORTH_IT = 0.9;

/** @param ladder the widths of site.yaml, rising */
export function planVariants(probe: Probe, ladder: readonly number[]): Plan {
  const { width } = probe;
  if (probe.format === 'svg') return { encodings: [], widths: [width], fallback: { encoding: 'copy', width } };
  // An animation keeps its size and its own file: stills of it would be wrong, and AVIF would hold one still.
  if (probe.animated) return { encodings: [WEBP], widths: [width], fallback: { encoding: 'copy', width } };
  const widest = ladder.at(-1) ?? width;
  const widths = ladder.filter((step) => step < width * WORTH_IT);
  if (width <= widest) widths.push(width);
  if (widths.length === 0) widths.push(width);
  const fallbackWidth = widths.filter((step) => step <= FALLBACK_WIDTH).at(-1) ?? (widths[0] as number);
  const encoding = probe.alpha || probe.format === 'png' || probe.format === 'gif' ? PNG : JPEG;
  return { encodings: [AVIF, WEBP], widths, fallback: { encoding, width: fallbackWidth } };
}
