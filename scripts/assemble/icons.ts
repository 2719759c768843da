// The icons of a site and its web manifest, made from one picture: `images/icon.svg`, `.png` and so on.

import type { Config } from '../config/config.js';
import { HOME_URL, iconUrl } from './addresses.js';
import { href } from './urls.js';

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

/** The icon that the writer put at the top of `content/`. */
export function iconOf(files: readonly string[]): string | undefined {
  const name = ['favicon.svg', 'favicon.png', 'favicon.ico'].find((each) => files.includes(`content/${each}`));
  return name === undefined ? undefined : `/${name}`;
}

/** The picture that icons are made of, among the files of a site. */
export function iconSource(files: readonly string[]): string | undefined {
  return ['svg', 'png', 'webp', 'avif', 'jpg', 'jpeg'].map((end) => `images/icon.${end}`).find((path) => files.includes(path));
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
