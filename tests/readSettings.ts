// site.yaml and headers as the program reads them: with the settings and fields of all features.

import { type Config, readConfig } from '../scripts/config/config.js';
import { FEATURES } from '../scripts/features/table.js';
import { HeaderReader } from '../scripts/read/headerReader.js';

export const readSettings = (source: string | undefined) => readConfig(source, FEATURES.settingFields);

/** The settings of a site, those of features among them. */
export function allSettings({ own, ...config }: Config): { readonly [name: string]: unknown } {
  return { ...config, ...Object.fromEntries(FEATURES.settings.map((each) => [each.name, each.valueIn({ own })])) };
}

/** The fields of front matter, those of features among them. */
export const HEADER = new HeaderReader(FEATURES.headerFields);
