// SVG: a text, told and cleaned as one (`scripts/picture/svg.ts`).

import type { PictureFormat } from './format.js';

export const svg = {
  called: 'an SVG',
  endings: ['svg'],
  mediaType: 'image/svg+xml',
  shownBy: 'all',
  favicon: 'itself',
} as const satisfies PictureFormat;
