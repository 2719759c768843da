// The web manifest, and the sizes of icons.

import { HOME_URL } from '../../assemble/addresses.js';
import { href } from '../../assemble/urls.js';
import type { Config } from '../../config/config.js';
import { paletteOf } from '../theme/palette.js';
import { THEME } from '../theme/settings.js';
import { iconUrl } from './addresses.js';

/** Sides in pixels. Apple's devices request 180; the manifest needs 192 and 512. */
export const ICON_SIZES = [180, 192, 512] as const;
/** Size of the icon on the home screens of Apple's devices. */
export const TOUCH_ICON = 180;

/** An icon of one size. */
export interface Icon {
  readonly size: (typeof ICON_SIZES)[number];
  /** Key of its bytes in the store. */
  readonly key: string;
}

/** Returns the web manifest as JSON (W3C, Web Application Manifest). */
export function manifestText({
  title,
  description,
  language,
  url,
  own,
}: Pick<Config, 'title' | 'description' | 'language' | 'url' | 'own'>): string {
  const paper = paletteOf(THEME.valueIn({ own })).paper.light;
  const manifest = {
    name: title,
    short_name: title,
    ...(description && { description }),
    lang: language,
    start_url: href(url, HOME_URL),
    scope: href(url, HOME_URL),
    display: 'browser',
    background_color: paper,
    theme_color: paper,
    icons: ICON_SIZES.filter((size) => size !== TOUCH_ICON).map((size) => ({
      src: href(url, iconUrl(size)),
      sizes: `${size}x${size}`,
      type: 'image/png',
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
