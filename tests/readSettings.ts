// site.yaml as the program reads it: with the settings of all features.

import { type Config, readConfig } from '../scripts/config/config.js';
import { FEATURES } from '../scripts/features/table.js';

export const readSettings = (source: string | undefined) => readConfig(source, FEATURES.settingFields);

/** The settings of a site, those of features among them. */
export function allSettings({ own, ...config }: Config): { readonly [name: string]: unknown } {
  return { ...config, ...Object.fromEntries(FEATURES.settings.map((each) => [each.name, each.of({ own })])) };
}
