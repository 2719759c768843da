// The picture format SVG. It is text, so scripts/picture/sniff.ts recognises it and scripts/picture/svg.ts cleans it.

import type { PictureFormat } from './format.js';

export const svg = {
  description: 'an SVG',
  extensions: ['svg'],
  mediaType: 'image/svg+xml',
  shownBy: 'all',
  favicon: 'itself',
} as const satisfies PictureFormat;
