// Reads site.yaml and headers with the settings and fields of all features.

import { type Config, readConfig } from '../scripts/config/config.js';
import { FEATURES } from '../scripts/features/table.js';
import { HeaderReader } from '../scripts/read/headerReader.js';

export const readSettings = (source: string | undefined) => readConfig(source, FEATURES.settingFields);

/** Reads the settings of a site, including those of features. */
export function allSettings({ own, ...config }: Config): { readonly [name: string]: unknown } {
  return { ...config, ...Object.fromEntries(FEATURES.settings.map((each) => [each.name, each.valueIn({ own })])) };
}

/** Fields of front matter, including those of features. */
export const HEADER = new HeaderReader(FEATURES.headerFields);
