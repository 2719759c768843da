// The addresses of the archive. All are decoded, below the site's root.

const ARCHIVE_URL = '/archive.html';
export const UPDATED_URL = '/updated.html';

/** The page of a year; of all years where none is given. */
export function archiveUrl(year?: string): string {
  return year === undefined ? ARCHIVE_URL : `/archive/${year}.html`;
}

/** Whether an address is of a page of the archive, as long as it holds a post. */
export function isArchiveUrl(url: string): boolean {
  return url === ARCHIVE_URL || url === UPDATED_URL || /^\/archive\/\d+\.html$/.test(url);
}
