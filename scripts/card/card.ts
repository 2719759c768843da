// Social cards: what is shown of a post where its address is shared. Paper, the site's seal, the title, and who wrote it when.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { default as SharpFunction } from 'sharp';
import { hashOf, hashOfBytes } from '../cache/hash.js';
import { load, PROJECT, packageVersion } from '../program.js';
import { cardFonts, FAMILY } from './font.js';
import { CARD_HEIGHT, CARD_WIDTH, layOut, MARGIN, textWidth } from './layout.js';

/** What stands on a card. */
export interface CardInput {
  readonly title: string;
  /** Language of the title. */
  readonly lang: string;
  /** Author, site, date. */
  readonly foot: string;
  /** The character in the seal. */
  readonly seal: string;
}

/** Under which a card is kept. Change the number when something below changes. */
export function cardKey({ title, lang, foot, seal }: CardInput): string {
  return hashOf('card', '2', packageVersion('sharp'), title, lang, foot, seal);
}

const COLOURS = { paper: '#fbfaf7', ink: '#23211e', quiet: '#6b665e', seal: '#a8321f', rule: '#e4dfd5' };
const SEAL_SIDE = 84;
const FOOT_SIZE = 30;

/** A card as a PNG. */
export async function drawCard(input: CardInput): Promise<Uint8Array> {
  const sharp = await sharpWithFonts();
  const flat = sharp(Buffer.from(cardSvg(input))).flatten({ background: COLOURS.paper });
  // Level 9 takes ten times as long and saves a fifth.
  return flat.png({ compressionLevel: 6 }).toBuffer();
}

/** The same as SVG, which only we can draw: it names our font. */
export function cardSvg({ title, lang, foot, seal }: CardInput): string {
  const { lines, size } = layOut(drawable(title), lang);
  const lineHeight = size * 1.35;
  const top = (CARD_HEIGHT - lineHeight * lines.length) / 2 + size * 0.95;
  const text = (x: number, y: number, em: number, colour: string, content: string, more = '') =>
    `<text x="${x}" y="${y}" font-family="${FAMILY}" font-weight="700" font-size="${em}" fill="${colour}"${more}>${escaped(content)}</text>`;
  const shownFoot = fitting(drawable(foot), (CARD_WIDTH - 2 * MARGIN) / FOOT_SIZE);
  const middle = MARGIN + SEAL_SIDE / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}">
<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${COLOURS.paper}"/>
<rect x="${MARGIN}" y="64" width="${SEAL_SIDE}" height="${SEAL_SIDE}" rx="6" fill="none" stroke="${COLOURS.seal}" stroke-width="5"/>
${text(middle, 64 + SEAL_SIDE * 0.69, 52, COLOURS.seal, drawable(seal), ' text-anchor="middle"')}
${lines.map((line, at) => text(MARGIN, Math.round(top + at * lineHeight), size, COLOURS.ink, line)).join('\n')}
<rect x="${MARGIN}" y="512" width="${CARD_WIDTH - 2 * MARGIN}" height="2" fill="${COLOURS.rule}"/>
${text(MARGIN, 570, FOOT_SIZE, COLOURS.quiet, shownFoot)}
</svg>`;
}

/** A text without what the font has not, which every system would draw in its own way. */
function drawable(text: string): string {
  const { has } = cardFonts(join(PROJECT, 'scripts'));
  return [...text]
    .filter((char) => has(char.codePointAt(0) ?? 0))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function fitting(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let shown = '';
  for (const char of text) {
    if (textWidth(shown + char) > room - 1) return `${shown}…`;
    shown += char;
  }
  return shown;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}

let ready: Promise<typeof SharpFunction> | undefined;

/**
 * sharp, which knows our font from the first time that it draws with it. Whatever has text and is drawn has to be drawn with it:
 * fonts that are named after the first text are not found.
 */
export function sharpWithFonts(): Promise<typeof SharpFunction> {
  ready ??= (async () => {
    const sharp = load('sharp') as typeof SharpFunction;
    for (const font of cardFonts(join(PROJECT, 'scripts')).fonts)
      await sharp({ text: { text: 'a', font: FAMILY, fontfile: fontFile(font) } })
        .png()
        .toBuffer();
    return sharp;
  })();
  return ready;
}

/** A font has to lie somewhere as a file. */
function fontFile(font: Buffer): string {
  const folder = join(tmpdir(), 'titleblock-fonts');
  const file = join(folder, `${hashOfBytes(font)}.ttf`);
  try {
    if (readFileSync(file).equals(font)) return file;
  } catch {
    // It is not there yet.
  }
  mkdirSync(folder, { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, font);
  renameSync(beside, file);
  return file;
}
