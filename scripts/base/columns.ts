// The widths of pictures on pages of the default templates, in CSS pixels. Which variants are made and which one a browser
// chooses depend on them.

/** A column that a picture can be in. */
export interface Column {
  /** Maximum width in CSS pixels. */
  readonly width: number;
  /** CSS pixels on both sides of it on a narrow screen. */
  readonly gutters: number;
}

/** The column of the text: 38 rem of 18 px. */
export const TEXT: Column = { width: 684, gutters: 40 };
/** `.wide`, and the cover: 54 rem. */
export const WIDE: Column = { width: 972, gutters: 40 };
/** `.full`: from edge to edge of the window. Few windows are wider than this. */
export const FULL: Column = { width: 1440, gutters: 0 };

/** The class of pictures in galleries, which are links to a large version of themselves. */
export const ZOOM_CLASS = 'zoom';

type Attributes = { readonly [name: string]: string };

/** Returns the column that a picture's classes select. */
export function columnOf({ class: classes = '' }: Attributes): Column {
  const names = classes.split(/\s+/);
  if (names.includes('full')) return FULL;
  return names.includes('wide') ? WIDE : TEXT;
}

/** The width that a writer set; empty if none. */
export interface WrittenWidth {
  /** CSS pixels. */
  readonly pixels?: number;
  /** Fraction of the column. */
  readonly fraction?: number;
}

/** Parses the width in `{width=60%}`, `{width=300}` or `style="width: 300px"`. Ignores lengths that depend on the font. */
export function writtenWidth({ width, style = '' }: Attributes): WrittenWidth {
  const written = width ?? /(?:^|;)\s*width\s*:\s*([^;]+)/i.exec(style)?.[1] ?? '';
  const match = /^\s*(\d*\.?\d+)\s*(px|%|cm|mm|in|pt|)\s*$/i.exec(written);
  if (!match) return {};
  const number = Number(match[1]);
  const unit = (match[2] ?? '').toLowerCase();
  if (unit === '%') return { fraction: number / 100 };
  return { pixels: number * (PIXELS[unit] ?? 1) };
}

/** CSS pixels per unit (CSS Values 4, section 6.2). */
export const PIXELS: { readonly [unit: string]: number } = {
  px: 1,
  pt: 96 / 72,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  q: 96 / 101.6,
};

/** Returns the maximum width in CSS pixels of a picture with these attributes. */
export function shownWidth(attributes: Attributes): number {
  const column = columnOf(attributes);
  const { pixels, fraction } = writtenWidth(attributes);
  if (pixels !== undefined) return Math.max(1, Math.min(pixels, column.width));
  return Math.max(1, Math.min(fraction ?? 1, 1) * column.width);
}

/**
 * Returns the attribute `sizes` of a picture (HTML, section 4.8.4.3.8): its width for each width of the window.
 * @param natural its own width in CSS pixels, the maximum if the writer sets none
 */
export function sizesOf(attributes: Attributes, natural: number): string {
  const column = columnOf(attributes);
  const { pixels, fraction = 1 } = writtenWidth(attributes);
  const most = Math.round(
    Math.min(pixels ?? (fraction === 1 ? natural : Number.POSITIVE_INFINITY), column.width * Math.min(fraction, 1)),
  );
  const narrow = column.gutters === 0 ? '100vw' : `calc(100vw - ${column.gutters}px)`;
  const shrunk = fraction < 1 ? `calc((100vw - ${column.gutters}px) * ${fraction})` : narrow;
  const from = fraction < 1 ? column.width : most;
  return `(min-width: ${from + column.gutters}px) ${most}px, ${shrunk}`;
}
