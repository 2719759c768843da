// AVIF (AV1 Image File Format, version 1.1).

import type { PictureFormat } from './format.js';

export const avif = {
  called: 'an AVIF',
  endings: ['avif'],
  rareEndings: ['avifs'],
  mediaType: 'image/avif',
  shownBy: 'new',
  brands: /avi[fs]/,
  favicon: 'source',
  again: { quality: 90, effort: 3 },
  encoder: {
    // What libheif writes.
    longest: 16_384,
    isOffered: true,
    quality: 50,
    ways: {
      avif: (quality) => ({ quality, effort: 2 }),
      'avif-photograph': (quality) => ({ quality, effort: 2, chromaSubsampling: '4:2:0' }),
    },
    photographs: 'avif-photograph',
  },
} as const satisfies PictureFormat;
