// How wide the pages of our templates show a picture, in CSS pixels: what variants are made and which one a browser takes
// depend on it.

/** Where a picture stands. */
export interface Column {
  /** CSS pixels at most. */
  readonly width: number;
  /** What stands next to it on a narrow screen. */
  readonly gutters: number;
}

/** The column of the text: 38 rem of 18 px. */
export const TEXT: Column = { width: 684, gutters: 40 };
/** `.wide`, and the cover: 54 rem. */
export const WIDE: Column = { width: 972, gutters: 40 };
/** `.full`: from edge to edge of a window, which is wider than this on few screens. */
export const FULL: Column = { width: 1440, gutters: 0 };

type Attributes = { readonly [name: string]: string };

/** The column that a picture's classes put it in. */
export function columnOf({ class: classes = '' }: Attributes): Column {
  const names = classes.split(/\s+/);
  if (names.includes('full')) return FULL;
  return names.includes('wide') ? WIDE : TEXT;
}

/** A width that a writer gave. */
export interface GivenWidth {
  /** CSS pixels. */
  readonly pixels?: number;
  /** A part of the column. */
  readonly part?: number;
}

/** The width in `{width=60%}`, `{width=300}` or `style="width: 300px"`; lengths that depend on type are taken as none. */
export function givenWidth({ width, style = '' }: Attributes): GivenWidth {
  const written = width ?? /(?:^|;)\s*width\s*:\s*([^;]+)/i.exec(style)?.[1] ?? '';
  const match = /^\s*(\d*\.?\d+)\s*(px|%|cm|mm|in|pt|)\s*$/i.exec(written);
  if (!match) return {};
  const number = Number(match[1]);
  const unit = (match[2] ?? '').toLowerCase();
  if (unit === '%') return { part: number / 100 };
  return { pixels: number * (PIXELS[unit] ?? 1) };
}

/** CSS pixels to the unit (CSS Values 4, section 6.2). */
export const PIXELS: { readonly [unit: string]: number } = {
  px: 1,
  pt: 96 / 72,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  q: 96 / 101.6,
};

/** CSS pixels that a picture with such attributes takes at most. */
export function shownWidth(attributes: Attributes): number {
  const column = columnOf(attributes);
  const { pixels, part } = givenWidth(attributes);
  if (pixels !== undefined) return Math.max(1, Math.min(pixels, column.width));
  return Math.max(1, Math.min(part ?? 1, 1) * column.width);
}

/**
 * The `sizes` of a picture (HTML, section 4.8.4.3.8): how wide it is shown at each width of the window.
 * @param natural its own width in CSS pixels, beyond which it is not shown where the writer gives none
 */
export function sizesOf(attributes: Attributes, natural: number): string {
  const column = columnOf(attributes);
  const { pixels, part = 1 } = givenWidth(attributes);
  const most = Math.round(
    Math.min(pixels ?? (part === 1 ? natural : Number.POSITIVE_INFINITY), column.width * Math.min(part, 1)),
  );
  const narrow = column.gutters === 0 ? '100vw' : `calc(100vw - ${column.gutters}px)`;
  const shrunk = part < 1 ? `calc((100vw - ${column.gutters}px) * ${part})` : narrow;
  const from = part < 1 ? column.width : most;
  return `(min-width: ${from + column.gutters}px) ${most}px, ${shrunk}`;
}
