// The picture format TIFF, which browsers don't support.

import type { PictureFormat } from './format.js';

export const tiff = {
  description: 'a TIFF',
  extensions: ['tiff', 'tif'],
  mediaType: 'image/tiff',
  shownBy: 'none',
  signature: /^(?:II[*+]\0|MM\0[*+])/,
  isPaged: true,
  reencode: { compression: 'deflate', predictor: 'horizontal' },
} as const satisfies PictureFormat;
