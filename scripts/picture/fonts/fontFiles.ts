// sharp with the font of the cards: a font has to lie somewhere as a file, and be named before anything else is drawn.

import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { default as SharpFunction } from 'sharp';
import { hashOfBytes } from '../../base/hash.js';
import { PROJECT } from '../../base/program.js';
import { replaceFile } from '../../base/replaceFile.js';
import { sharp } from '../open.js';
import { FAMILIES, ownFonts } from './font.js';

let ready: Promise<typeof SharpFunction> | undefined;

/**
 * sharp, which knows our font from the first time that it draws with it. Whatever has text and is drawn has to be drawn with it:
 * fonts that are named after the first text are not found.
 */
export function sharpWithFonts(): Promise<typeof SharpFunction> {
  ready ??= (async () => {
    const drawing = sharp();
    for (const font of ownFonts(join(PROJECT, 'scripts')).fonts)
      await drawing({ text: { text: 'a', font: FAMILIES.join(', '), fontfile: fontFile(font) } })
        .png()
        .toBuffer();
    return drawing;
  })();
  return ready;
}

/** A font has to lie somewhere as a file. */
function fontFile(font: Buffer): string {
  // Each user of the machine has one: what another user's folder holds may change.
  const folder = join(tmpdir(), `titleblock-fonts-${userInfo().uid}`);
  const file = join(folder, `${hashOfBytes(font)}.ttf`);
  try {
    if (readFileSync(file).equals(font)) return file;
  } catch {
    // It is not there yet.
  }
  mkdirSync(folder, { recursive: true });
  replaceFile(file, font);
  return file;
}
