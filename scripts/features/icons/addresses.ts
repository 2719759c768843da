// The addresses of icons and of the web manifest. All are decoded, below the site's root.

export const MANIFEST_URL = '/manifest.webmanifest';

/** Returns the address of an icon. @param size side in pixels */
export function iconUrl(size: number): string {
  return `/icon-${size}.png`;
}
