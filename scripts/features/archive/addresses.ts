// The addresses of the archive. All are decoded, below the site's root.

const ARCHIVE_URL = '/archive.html';
export const UPDATED_URL = '/updated.html';

/** Returns the address of a year's page; without a year, of the page of all years. */
export function archiveUrl(year?: string): string {
  return year === undefined ? ARCHIVE_URL : `/archive/${year}.html`;
}

/** True for addresses of the archive's pages, which exist only while they list a post. */
export function isArchiveUrl(url: string): boolean {
  return url === ARCHIVE_URL || url === UPDATED_URL || /^\/archive\/\d+\.html$/.test(url);
}
