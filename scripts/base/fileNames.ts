// Limits of file names on operating systems.

/** Device names on Windows, which files cannot have, with or without an extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * True if Windows allows a file at a path.
 * @see Microsoft, "Naming Files, Paths, and Namespaces"
 */
export function isValidOnWindows(path: string): boolean {
  if (/[<>:"|?*\\\u0000-\u001f]/.test(path)) return false;
  return path.split('/').every((part) => !DEVICE.test(part) && !/[. ]$/.test(part));
}

/** Maximum bytes of a file name (ext4; other systems allow as many or more), and of a whole path. */
const MAX_NAME = 255;
const MAX_PATH = 1024;

/** Maximum bytes of a name to which a hash, a width and an extension are added. */
const MAX_BASE_NAME = 230;

/** Cuts a name so that a hash and an extension can be added. Does not divide characters. */
export function shorten(name: string): string {
  if (name.length * 3 <= MAX_BASE_NAME || Buffer.byteLength(name) <= MAX_BASE_NAME) return name;
  let short = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BASE_NAME) break;
    short += character;
  }
  return short;
}

/** True if a path is too long for a file. */
export function isTooLong(path: string): boolean {
  if (path.length * 3 <= MAX_NAME) return false;
  const bytes = (text: string) => Buffer.byteLength(text);
  return bytes(path) > MAX_PATH || path.split('/').some((part) => bytes(part) > MAX_NAME);
}
