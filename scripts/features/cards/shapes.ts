// What cards are put together from: each character, and each word of letters, drawn once in each size as the shares of its pixels
// that it covers. Many are drawn on one sheet, since a drawing costs a renderer more than what is on it.

import { availableParallelism } from 'node:os';
import { limitTo } from '../../base/flow/limit.js';
import { FAMILIES } from '../../picture/fonts/font.js';
import { sharpWithFonts } from '../../picture/fonts/fontFiles.js';

/** A drawn shape. */
export interface Shape {
  /** From where the pen is on the line to its left upper corner. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** How far the pen moves. */
  readonly advance: number;
  /** Of each pixel, how much is covered: 0 to 255. */
  readonly cover: Uint8Array;
}

/** A character or a word, and pixels to the em. */
export interface ShapeName {
  readonly text: string;
  readonly size: number;
}

export type Shapes = { readonly [name: string]: Shape };

export const nameOf = ({ text, size }: ShapeName): string => `${size} ${text}`;

/** Characters that take a whole em, and stand on their own. */
const WIDE = /[\u2e80-\uffef\u{10000}-\u{3ffff}]/u;

/** A day, such as 2023-11-12. Almost every card has a different one. */
const DAY = /^\d+(?:-\d+)+$/;

/**
 * Splits a text into the shapes that are drawn: wide characters, words and spaces. A day is split into year, month and day, because
 * many cards share those.
 */
export function shapesIn(text: string): string[] {
  const words = text.match(/[ \u2e80-\uffef\u{10000}-\u{3ffff}]|[^ \u2e80-\uffef\u{10000}-\u{3ffff}]+/gu) ?? [];
  return words.flatMap((word) => (DAY.test(word) ? word.split(/(?<=-)/) : word));
}

/** Pixels each way, if no word is longer. */
const SHEET = 600;
/** Room around a shape, in ems: before it, above and below its line. */
const BEFORE = 0.3;
const ABOVE = 1.15;
const BELOW = 0.45;
/** Its place tells how far a word moves the pen; it is drawn in another colour after the word. */
const MARKER = '一';
/** An em of each size is more than any letter takes. */
const MOST_EMS = 1.05;

interface Cell extends ShapeName {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws shapes. */
export async function drawShapes(names: readonly ShapeName[]): Promise<Shapes> {
  const sizes = [...new Set(names.map(({ size }) => size))];
  const markers = await shapesOn(
    sizes.map((size) => ({ text: MARKER, size })),
    () => 0,
  );
  return shapesOn(names, (size) => (markers[nameOf({ text: MARKER, size })] as Shape).left);
}

/** @param bearingOf how far the marker of a size is from its pen */
async function shapesOn(names: readonly ShapeName[], bearingOf: (size: number) => number): Promise<Shapes> {
  const atOnce = limitTo(availableParallelism());
  const sheets = sheetsOf(names).map((cells) =>
    atOnce(async () => {
      const pixels = await drawn(cells);
      return cells.map((cell) => [nameOf(cell), shapeIn(pixels, cell, bearingOf(cell.size))] as const);
    }),
  );
  return Object.fromEntries((await Promise.all(sheets)).flat());
}

/** Puts shapes in rows, and those on sheets. */
function sheetsOf(names: readonly ShapeName[]): Cell[][] {
  const sheets: Cell[][] = [];
  let [x, y, rowHeight] = [0, SHEET, 0];
  for (const { text, size } of [...names].sort((a, b) => a.size - b.size)) {
    const ems = WIDE.test(text) ? 1 : [...text].length * MOST_EMS + 1;
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

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly channels: number;
}

/** Draws a sheet: shapes in red, markers in blue. */
async function drawn(cells: readonly Cell[]): Promise<Pixels> {
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

/** Where the pen is in a cell. */
const penIn = (size: number) => ({ x: Math.round(BEFORE * size), y: Math.round(ABOVE * size) });

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const RED = 0;
const BLUE = 2;

/** The shape in a cell, without what is empty around it. */
function shapeIn(pixels: Pixels, cell: Cell, bearing: number): Shape {
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

/** What a colour takes of a cell. */
function boxOf({ data, width: row, channels }: Pixels, cell: Cell, channel: number) {
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
