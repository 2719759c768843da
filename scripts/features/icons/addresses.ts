// The addresses of icons. All are decoded, below the site's root.

export const MANIFEST_URL = '/manifest.webmanifest';

/** @param size pixels */
export function iconUrl(size: number): string {
  return `/icon-${size}.png`;
}
