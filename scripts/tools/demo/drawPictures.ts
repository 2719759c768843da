// Draws the pictures of the demo site. Run it with `npm run demo:pictures` after a change; the pictures are committed. Chinese labels need
// a Chinese font on the machine (Debian: fonts-noto-cjk). `npm run demo:pictures -- lake city` draws those alone.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { AVATARS, avatar } from './avatars.js';
import { develop, type Film, type Shade } from './canvas.js';
import { COVERS, cover } from './covers.js';
import { errors, NIGHT, stages, timeline } from './diagrams.js';
import { inkMountains, lake, northernLights, pines, starryNight } from './landscapes.js';
import { city, fields, rainyWindow, sea, woodblock } from './still.js';
import { dunes, snowPeaks } from './terrain.js';

const IMAGES = fileURLToPath(new URL('../../../images', import.meta.url));

const PHOTOGRAPHS: { readonly [name: string]: readonly [Film, () => Shade] } = {
  远山: [{ width: 2400, height: 1350 }, inkMountains],
  'light/lake': [{ width: 1368, height: 912 }, lake],
  'light/pines': [{ width: 912, height: 1368 }, pines],
  'light/stars': [{ width: 912, height: 1368, grain: 0.012 }, starryNight],
  'light/aurora': [{ width: 1368, height: 912, grain: 0.012 }, northernLights],
  'light/dunes': [{ width: 1368, height: 912 }, dunes],
  'light/peaks': [{ width: 2052, height: 855 }, snowPeaks],
  'light/sea': [{ width: 1368, height: 912 }, sea],
  'light/fields': [{ width: 1026, height: 1026, fine: 2 }, fields],
  'light/rain': [{ width: 912, height: 1140 }, rainyWindow],
  'light/city': [{ width: 2052, height: 684, fine: 2 }, city],
  'light/waves': [{ width: 1026, height: 1026, fine: 2 }, woodblock],
};

const DIAGRAMS: { readonly [name: string]: string } = {
  'five-stages': stages(1600, 420),
  'five-stages-dark': stages(1600, 420, NIGHT),
  'aliyun-timeline': timeline(1800, 640),
  ...Object.fromEntries(Object.entries(COVERS).map(([name, each]) => [`books/${name}`, cover(each)])),
};

const DRAWINGS: { readonly [name: string]: string } = {
  'bloom-errors': errors(720, 440),
  'bloom-errors-dark': errors(720, 440, NIGHT),
  ...Object.fromEntries(Object.entries(AVATARS).map(([name, each]) => [`friends/${name}`, avatar(each)])),
};

const names = process.argv.slice(2);
const wanted = (name: string) => names.length === 0 || names.some((each) => name.endsWith(each));

for (const folder of ['light', 'books', 'friends']) mkdirSync(join(IMAGES, folder), { recursive: true });
for (const [name, [film, shade]] of Object.entries(PHOTOGRAPHS))
  if (wanted(name)) await develop(join(IMAGES, `${name}.jpg`), film, shade());
for (const [name, svg] of Object.entries(DIAGRAMS))
  if (wanted(name))
    await sharp(Buffer.from(svg))
      .png({ palette: true })
      .toFile(join(IMAGES, `${name}.png`));
for (const [name, svg] of Object.entries(DRAWINGS)) if (wanted(name)) writeFileSync(join(IMAGES, `${name}.svg`), svg);
