// Draws the shapes that cards are composed of: each wide character and each word of letters, once per size, as coverage of
// pixels. Many shapes are drawn on one sheet, because starting a drawing costs the renderer more than the shapes on it.

import { availableParallelism } from 'node:os';
import { limitTo } from '../../base/flow/limit.js';
import { FAMILIES } from '../../picture/fonts/font.js';
import { sharpWithFonts } from '../../picture/fonts/fontFiles.js';

/** A drawn shape. */
export interface Shape {
  /** Offset in pixels from the pen on the baseline to the upper left corner. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels that the pen moves. */
  readonly advance: number;
  /** Coverage of each pixel, 0 to 255, row by row. */
  readonly cover: Uint8Array;
}

/** A character or a word, and its font size in pixels. */
export interface ShapeName {
  readonly text: string;
  readonly size: number;
}

/** Shapes by `nameOf`. */
export type Shapes = { readonly [name: string]: Shape };

export const nameOf = ({ text, size }: ShapeName): string => `${size} ${text}`;

/** Characters that are one em wide and are drawn one by one. */
const WIDE = /[\u2e80-\uffef\u{10000}-\u{3ffff}]/u;

/** A date such as 2023-11-12. Almost every card has a different one. */
const DAY = /^\d+(?:-\d+)+$/;

/**
 * Splits a text into shapes: wide characters, words and spaces. A date is split into year, month and day, because many cards
 * share those.
 */
export function shapesIn(text: string): string[] {
  const words = text.match(/[ \u2e80-\uffef\u{10000}-\u{3ffff}]|[^ \u2e80-\uffef\u{10000}-\u{3ffff}]+/gu) ?? [];
  return words.flatMap((word) => (DAY.test(word) ? word.split(/(?<=-)/) : word));
}

/** Width and height of a sheet in pixels, unless a word is wider. */
const SHEET = 600;
/** Room around a shape in ems: left of the pen, above and below the baseline. */
const BEFORE = 0.3;
const ABOVE = 1.15;
const BELOW = 0.45;
/** Drawn after each word in another colour. Its position shows the advance of the word. */
const MARKER = '一';
/** Width in ems reserved for each letter, more than any letter takes. */
const EMS_PER_LETTER = 1.05;

/** The place of a shape on a sheet, in pixels. */
interface Cell extends ShapeName {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws shapes. The markers are drawn first, alone, because their left bearing is subtracted from each advance. */
export async function drawShapes(names: readonly ShapeName[]): Promise<Shapes> {
  const sizes = [...new Set(names.map(({ size }) => size))];
  const markers = await shapesOn(
    sizes.map((size) => ({ text: MARKER, size })),
    () => 0,
  );
  return shapesOn(names, (size) => (markers[nameOf({ text: MARKER, size })] as Shape).left);
}

/** @param bearingOf returns the left bearing of the marker in a size */
async function shapesOn(names: readonly ShapeName[], bearingOf: (size: number) => number): Promise<Shapes> {
  const atOnce = limitTo(availableParallelism());
  const sheets = sheetsOf(names).map((cells) =>
    atOnce(async () => {
      const pixels = await renderSheet(cells);
      return cells.map((cell) => [nameOf(cell), shapeIn(pixels, cell, bearingOf(cell.size))] as const);
    }),
  );
  return Object.fromEntries((await Promise.all(sheets)).flat());
}

/** Packs shapes into rows, and rows into sheets. */
function sheetsOf(names: readonly ShapeName[]): Cell[][] {
  const sheets: Cell[][] = [];
  let [x, y, rowHeight] = [0, SHEET, 0];
  for (const { text, size } of [...names].sort((a, b) => a.size - b.size)) {
    const ems = WIDE.test(text) ? 1 : [...text].length * EMS_PER_LETTER + 1;
    const width = Math.ceil((ems + 2 * BEFORE) * size);
    const height = Math.ceil((ABOVE + BELOW) * size);
    if (x + width > SHEET) [x, y, rowHeight] = [0, y + rowHeight, 0];
    if (y + height > SHEET) {
      sheets.push([]);
      [x, y, rowHeight] = [0, 0, 0];
    }
    sheets.at(-1)?.push({ text, size, x, y, width, height });
    x += width;
    rowHeight = Math.max(rowHeight, height);
  }
  return sheets;
}

interface SheetPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly channels: number;
}

/** Renders a sheet: shapes in red, markers in blue. */
async function renderSheet(cells: readonly Cell[]): Promise<SheetPixels> {
  const width = Math.max(...cells.map((cell) => cell.x + cell.width));
  const height = Math.max(...cells.map((cell) => cell.y + cell.height));
  const texts = cells.map(({ text, size, x, y }) => {
    const marker = WIDE.test(text) ? '' : `<tspan fill="#00f">${MARKER}</tspan>`;
    const place = `x="${x + penIn(size).x}" y="${y + penIn(size).y}" font-size="${size}"`;
    return `<text ${place} xml:space="preserve"><tspan fill="#f00">${escaped(text)}</tspan>${marker}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${FAMILIES.join(', ')}" font-weight="700"><rect width="${width}" height="${height}"/>${texts.join('')}</svg>`;
  const sharp = await sharpWithFonts();
  const { data, info } = await sharp(Buffer.from(svg), { unlimited: true }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, channels: info.channels };
}

/** Returns the pen's position in a cell. */
const penIn = (size: number) => ({ x: Math.round(BEFORE * size), y: Math.round(ABOVE * size) });

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const RED = 0;
const BLUE = 2;

/** Reads a shape from its cell, cropped to its pixels. */
function shapeIn(pixels: SheetPixels, cell: Cell, bearing: number): Shape {
  const { data, width: row, channels } = pixels;
  const { left, top, width, height } = boxOf(pixels, cell, RED);
  const pen = penIn(cell.size);
  const cover = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let from = ((cell.y + top + y) * row + cell.x + left) * channels + RED;
    for (let x = 0; x < width; x++, from += channels) cover[to++] = data[from] as number;
  }
  const advance = WIDE.test(cell.text) ? cell.size : boxOf(pixels, cell, BLUE).left - pen.x - bearing;
  return { left: left - pen.x, top: top - pen.y, width, height, advance, cover };
}

/** Returns the bounding box of a colour in a cell. */
function boxOf({ data, width: row, channels }: SheetPixels, cell: Cell, channel: number) {
  let [left, right, top, bottom] = [cell.width, 0, -1, 0];
  for (let y = 0; y < cell.height; y++) {
    const start = ((cell.y + y) * row + cell.x) * channels + channel;
    let first = 0;
    while (first < cell.width && data[start + first * channels] === 0) first++;
    if (first === cell.width) continue;
    let last = cell.width - 1;
    while (data[start + last * channels] === 0) last--;
    if (first < left) left = first;
    if (last >= right) right = last + 1;
    if (top < 0) top = y;
    bottom = y + 1;
  }
  return top < 0 ? { left: 0, top: 0, width: 0, height: 0 } : { left, top, width: right - left, height: bottom - top };
}
