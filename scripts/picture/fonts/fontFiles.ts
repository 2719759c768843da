// Registers the program's fonts with sharp, which reads fonts only from files and only before it draws the first text.

import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { default as SharpFunction } from 'sharp';
import { hashOfBytes } from '../../base/hash.js';
import { PROJECT } from '../../base/program.js';
import { replaceFile } from '../../base/replaceFile.js';
import { sharp } from '../open.js';
import { FAMILIES, loadFonts } from './font.js';

let ready: Promise<typeof SharpFunction> | undefined;

/**
 * Returns sharp with the program's fonts registered. Everything that may contain text must be drawn with this function's result:
 * a font that is registered after the first text was drawn is not found.
 */
export function sharpWithFonts(): Promise<typeof SharpFunction> {
  ready ??= (async () => {
    const drawing = sharp();
    for (const font of loadFonts(join(PROJECT, 'scripts')).fonts)
      await drawing({ text: { text: 'a', font: FAMILIES.join(', '), fontfile: fontFile(font) } })
        .png()
        .toBuffer();
    return drawing;
  })();
  return ready;
}

/** Writes a font to a temporary file, unless it is there. Returns its path. */
function fontFile(font: Buffer): string {
  // One folder per user, because another user could replace the file.
  const folder = join(tmpdir(), `titleblock-fonts-${userInfo().uid}`);
  const file = join(folder, `${hashOfBytes(font)}.ttf`);
  try {
    if (readFileSync(file).equals(font)) return file;
  } catch {
    // The file does not exist yet.
  }
  mkdirSync(folder, { recursive: true });
  replaceFile(file, font);
  return file;
}
