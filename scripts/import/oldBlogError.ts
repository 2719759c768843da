// The error of an old blog that cannot be read.

/** An old blog that cannot be read. The message says why, and what to do. */
export class OldBlogError extends Error {
  override readonly name = 'OldBlogError';
}
