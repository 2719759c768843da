// The fields of `images:` in site.yaml.

import { isScalar } from 'yaml';
import { FORMATS, OFFERED, QUALITIES, type WithQuality } from '../base/pictureFormats/table.js';
import { type Fields, integer, list, mapping, oneOf, refined, type SettingsOf, type Type } from '../fields/fields.js';

const percent: Type<number> = {
  name: 'number from 1 to 100',
  schema: { type: 'integer', minimum: 1, maximum: 100 },
  read: (node, report) => {
    if (isScalar(node) && Number.isInteger(node.value) && Number(node.value) >= 1 && Number(node.value) <= 100)
      return Number(node.value);
    report('expected a whole number from 1 to 100');
    return undefined;
  },
};

const BEST_FIRST = OFFERED.toReversed();

const qualityFields = Object.fromEntries(
  Object.entries(QUALITIES).map(([format, quality]) => {
    const name = FORMATS[format as WithQuality].description.replace(/^an? /, '');
    return [format, { type: percent, default: quality, meaning: `of ${name}` }];
  }),
) as { readonly [format in WithQuality]: { readonly type: typeof percent; readonly default: number; readonly meaning: string } };

/** Every field of `images:`. The table in docs/settings is made from this. */
export const IMAGE_FIELDS = {
  widths: {
    type: list(integer(16)),
    default: [456, 684, 1026, 1368, 2052],
    meaning: 'widths in pixels to generate, up to the width of the picture and three times the width it is shown at',
  },
  formats: {
    type: list(oneOf(...BEST_FIRST)),
    default: BEST_FIRST,
    meaning: 'formats to offer in addition to JPEG or PNG, where they are smaller',
  },
  quality: {
    type: mapping(qualityFields),
    default: QUALITIES,
    meaning: `encoder quality from 1 to 100: \`{${Object.entries(QUALITIES)
      .map(([format, quality]) => `${format}: ${quality}`)
      .join(', ')}}\``,
  },
  maxMegapixels: {
    type: integer(1),
    default: 268,
    meaning: 'largest picture to read, in millions of pixels, counting all frames of an animation',
  },
  remote: {
    type: oneOf('keep', 'localise'),
    default: 'keep',
    meaning: '`localise` downloads pictures from other sites once, into `images/remote/`',
  },
  maxRemoteMegabytes: { type: integer(1), default: 20, meaning: 'largest picture to download, in megabytes' },
} satisfies Fields;

export type ImageSettings = SettingsOf<typeof IMAGE_FIELDS>;

export const images = refined(mapping(IMAGE_FIELDS), (values) => ({
  ...values,
  widths: [...new Set(values.widths)].sort((a, b) => a - b),
}));
