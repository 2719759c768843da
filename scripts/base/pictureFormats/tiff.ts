// TIFF, which no browser shows.

import type { PictureFormat } from './format.js';

export const tiff = {
  called: 'a TIFF',
  endings: ['tiff', 'tif'],
  mediaType: 'image/tiff',
  shownBy: 'none',
  signature: /^(?:II[*+]\0|MM\0[*+])/,
  isPaged: true,
  again: { compression: 'deflate', predictor: 'horizontal' },
} as const satisfies PictureFormat;
