// The web manifest, and the icons that it names.

import { HOME_URL } from '../../assemble/addresses.js';
import { href } from '../../assemble/urls.js';
import type { Config } from '../../config/config.js';
import { iconUrl } from './addresses.js';

/** Pixels; 180 is what Apple's devices ask for. */
export const ICON_SIZES = [180, 192, 512] as const;
/** What Apple's devices show on their home screens. */
export const TOUCH_ICON = 180;

/** A PNG of the icon. */
export interface Icon {
  readonly size: (typeof ICON_SIZES)[number];
  /** Under which its bytes are kept. */
  readonly key: string;
}

/** The web manifest (W3C, Web Application Manifest). */
export function manifestText({
  title,
  description,
  language,
  url,
}: Pick<Config, 'title' | 'description' | 'language' | 'url'>): string {
  const manifest = {
    name: title,
    short_name: title,
    ...(description && { description }),
    lang: language,
    start_url: href(url, HOME_URL),
    scope: href(url, HOME_URL),
    display: 'browser',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    icons: ICON_SIZES.filter((size) => size !== TOUCH_ICON).map((size) => ({
      src: href(url, iconUrl(size)),
      sizes: `${size}x${size}`,
      type: 'image/png',
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
