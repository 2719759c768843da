// The picture format AVIF (AV1 Image File Format, version 1.1).

import type { PictureFormat } from './format.js';

export const avif = {
  description: 'an AVIF',
  extensions: ['avif'],
  rareExtensions: ['avifs'],
  mediaType: 'image/avif',
  shownBy: 'new',
  brands: /avi[fs]/,
  favicon: 'source',
  reencode: { quality: 90, effort: 3 },
  encoder: {
    // The limit of libheif's encoder.
    maxSide: 16_384,
    isOffered: true,
    quality: 50,
    encodings: {
      avif: (quality) => ({ quality, effort: 2 }),
      'avif-photograph': (quality) => ({ quality, effort: 2, chromaSubsampling: '4:2:0' }),
    },
    photographs: 'avif-photograph',
  },
} as const satisfies PictureFormat;
