// Draws social cards, which social networks show when someone shares a post. A card is paper with the site's seal, the post's
// title, and a foot with author, site and date. It is composed of shapes that are drawn once for all cards (shapes.ts).

import { join } from 'node:path';
import type { MadeFile } from '../../base/fileContent.js';
import { lazy } from '../../base/flow/lazy.js';
import { hashOf, hashOfBytes } from '../../base/hash.js';
import { PROJECT, packageVersion } from '../../base/program.js';
import { loadFonts } from '../../picture/fonts/font.js';
import type { ListTask, Task } from '../../work/task.js';
import { CARD_HEIGHT, CARD_WIDTH, layOut, MARGIN, textWidth } from './layout.js';
import { type Colour, PalettePicture } from './png.js';
import { drawShapes, nameOf, type Shape, type ShapeName, type Shapes, shapesIn } from './shapes.js';

/** The colours of a card, as `#rrggbb`: those of the site's theme in light mode. */
export interface CardColours {
  readonly paper: string;
  readonly ink: string;
  readonly rule: string;
  readonly accent: string;
}

/** The words and colours of a card. */
export interface CardInput {
  readonly title: string;
  /** Language of the title. */
  readonly lang: string;
  /** Author, site, date. */
  readonly foot: string;
  /** The character in the seal. */
  readonly seal: string;
  readonly colours: CardColours;
}

/** Returns the key of a card. Increment the number when the drawing changes. */
export function cardKey({ title, lang, foot, seal, colours: { paper, ink, rule, accent } }: CardInput): string {
  return hashOf('card', '5', packageVersion('sharp'), title, lang, foot, seal, paper, ink, rule, accent);
}

/** Shades from paper to ink, and from paper to the seal. More shades look the same and make every edge longer in the file. */
const INKS = 6;
const SEALS = 4;

/** For each colour, the palette index by coverage of a pixel (0 to 255). Quiet text is ink in its lighter shades. */
const PALETTE_INDEXES = {
  ink: indexesOf(0, INKS),
  quiet: indexesOf(0, 4),
  seal: indexesOf(INKS, SEALS),
  rule: indexesOf(INKS + SEALS, 1),
} as const;
type ColourName = keyof typeof PALETTE_INDEXES;

const SEAL_SIDE = 84;
const SEAL_TOP = 64;
const SEAL_BORDER = 5;
const SEAL_CORNER = 6;
const SEAL_SIZE = 52;
const RULE_TOP = 512;
const FOOT_SIZE = 30;
const FOOT_LINE = 570;

/** A text on a card; plain data. */
export interface CardLine {
  readonly text: string;
  readonly size: number;
  readonly colour: ColourName;
  /** Start of the text on the baseline, in pixels; the middle if the text is centred. */
  readonly x: number;
  readonly y: number;
  readonly isCentred?: true;
}

/** Input that all cards of a batch share: their shapes. */
export interface CardsShared {
  readonly shapes: Shapes;
  readonly colours: CardColours;
}

/** Draws one card as a PNG. */
export const CARD: Task<CardInput, Uint8Array> = { name: 'card', pixels: true, run: drawCard };

/** Composes many cards from shapes that were drawn before. */
export const CARDS: ListTask<readonly CardLine[], MadeFile, CardsShared> = {
  name: 'cards',
  remote: 'list',
  makesFiles: true,
  run: (inputs, { shapes, colours }) =>
    inputs.map((lines) => {
      const bytes = composeCard(lines, { shapes, colours });
      return { bytes, hash: hashOfBytes(bytes) };
    }),
};

/** Draws one card as a PNG. */
export async function drawCard(input: CardInput): Promise<Uint8Array> {
  const lines = linesOf(input);
  return composeCard(lines, { shapes: await drawShapes([...shapesOfCard(lines).values()]), colours: input.colours });
}

/** Returns the shapes that a card needs, by name. */
export function shapesOfCard(lines: readonly CardLine[]): Map<string, ShapeName> {
  const shapes = lines.flatMap(({ text, size }) => shapesIn(text).map((each) => ({ text: each, size })));
  return new Map(shapes.map((shape) => [nameOf(shape), shape]));
}

/** Returns the shapes that some cards need, by name. */
export function shapesOfCards(cards: Iterable<readonly CardLine[]>): Map<string, ShapeName> {
  const shapes = new Map<string, ShapeName>();
  for (const lines of cards) for (const [name, shape] of shapesOfCard(lines)) shapes.set(name, shape);
  return shapes;
}

/** The pixels of the card being drawn. All cards share them: 400 kB for each would fill the memory until the next collection. */
const pixels = lazy(() => new PalettePicture(CARD_WIDTH, CARD_HEIGHT));

/** Composes a card as a PNG from its shapes. */
export function composeCard(lines: readonly CardLine[], { shapes, colours }: CardsShared): Uint8Array {
  pixels().clear();
  drawShape(sealFrame(), { x: MARGIN, y: SEAL_TOP }, 'seal');
  fill({ left: MARGIN, top: RULE_TOP, width: CARD_WIDTH - 2 * MARGIN, height: 2 }, 'rule');
  for (const line of lines) {
    const lineShapes = shapesIn(line.text).map((text) => shapes[nameOf({ text, size: line.size })] as Shape);
    const width = lineShapes.reduce((sum, { advance }) => sum + advance, 0);
    let pen = line.isCentred ? Math.round(line.x - width / 2) : line.x;
    for (const shape of lineShapes) {
      drawShape(shape, { x: pen, y: line.y }, line.colour);
      pen += shape.advance;
    }
  }
  return pixels().png(paletteOf(colours));
}

/** Lays out the texts of a card. */
export function linesOf({ title, lang, foot, seal }: Omit<CardInput, 'colours'>): CardLine[] {
  const { lines, size } = layOut(drawable(title), lang);
  const lineHeight = size * 1.35;
  const top = (CARD_HEIGHT - lineHeight * lines.length) / 2 + size * 0.95;
  return [
    {
      text: drawable(seal),
      size: SEAL_SIZE,
      colour: 'seal',
      x: MARGIN + SEAL_SIDE / 2,
      y: Math.round(SEAL_TOP + SEAL_SIDE * 0.69),
      isCentred: true,
    },
    ...lines.map((text, at): CardLine => ({ text, size, colour: 'ink', x: MARGIN, y: Math.round(top + at * lineHeight) })),
    {
      text: cutToFit(drawable(foot), (CARD_WIDTH - 2 * MARGIN) / FOOT_SIZE),
      size: FOOT_SIZE,
      colour: 'quiet',
      x: MARGIN,
      y: FOOT_LINE,
    },
  ];
}

/** Removes characters that the font lacks, because each system would substitute another font. */
function drawable(text: string): string {
  const { has } = loadFonts(join(PROJECT, 'scripts'));
  return [...text]
    .filter((char) => has(char.codePointAt(0) ?? 0))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Cuts a text that is too wide. @param room in ems */
function cutToFit(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let shown = '';
  for (const char of text) {
    if (textWidth(shown + char) > room - 1) return `${shown}…`;
    shown += char;
  }
  return shown;
}

// ── pixels ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a shape at the pen, clipped to the card. */
function drawShape({ left, top, width, height, cover }: Shape, pen: { x: number; y: number }, colour: ColourName): void {
  const indexes = PALETTE_INDEXES[colour];
  const card = pixels();
  const [x, y] = [pen.x + left, pen.y + top];
  const from = Math.max(0, -x);
  const to = Math.min(width, CARD_WIDTH - x);
  for (let row = Math.max(0, -y); row < Math.min(height, CARD_HEIGHT - y); row++) {
    for (let column = from; column < to; column++) {
      const index = indexes[cover[row * width + column] as number] as number;
      if (index > 0) card.set(x + column, y + row, index);
    }
  }
}

function fill({ left, top, width, height }: Box, colour: ColourName): void {
  const index = PALETTE_INDEXES[colour][255] as number;
  for (let y = top; y < top + height; y++) for (let x = left; x < left + width; x++) pixels().set(x, y, index);
}

/**
 * The frame of the seal: a square with rounded corners. Coverage follows from each pixel's distance to the middle of its stroke.
 */
const sealFrame = lazy((): Shape => {
  const side = SEAL_SIDE + 2 * SEAL_BORDER;
  const half = SEAL_SIDE / 2 - SEAL_CORNER;
  const cover = Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)].map((place) => Math.abs(place + 0.5 - side / 2) - half) as [number, number];
    const outside = Math.hypot(Math.max(x, 0), Math.max(y, 0)) + Math.min(Math.max(x, y), 0) - SEAL_CORNER;
    return 255 * Math.min(1, Math.max(0, 0.5 + SEAL_BORDER / 2 - Math.abs(outside)));
  });
  return { left: -SEAL_BORDER, top: -SEAL_BORDER, width: side, height: side, advance: 0, cover };
});

/**
 * Returns the palette index of a colour by coverage of a pixel (0 to 255).
 * @param before the number of colours before the first shade, not counting the paper
 * @param shades the number of shades
 */
function indexesOf(before: number, shades: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, cover) => {
    const shade = Math.round((cover / 255) * shades);
    return shade === 0 ? 0 : before + shade;
  });
}

/** Returns the palette of a card: paper, the shades of ink, those of the accent, and the colour of rules. */
function paletteOf({ paper, ink, rule, accent }: CardColours): readonly Colour[] {
  const ground = colourOf(paper);
  return [ground, ...shadesOf(colourOf(ink), INKS, ground), ...shadesOf(colourOf(accent), SEALS, ground), colourOf(rule)];
}

/** @param hex `#rrggbb` */
function colourOf(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** Returns shades from paper to a colour, the colour last. */
function shadesOf(colour: Colour, count: number, paper: Colour): Colour[] {
  const mixed = (share: number) => paper.map((from, at) => Math.round(from + ((colour[at] as number) - from) * share));
  return Array.from({ length: count }, (_, at) => mixed((at + 1) / count) as unknown as Colour);
}
