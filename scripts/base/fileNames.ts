// Names that systems can have files for.

/** Names of devices on Windows, which no file can have there, with or without an ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * Whether Windows can have a file at a path.
 * @see Microsoft, "Naming Files, Paths, and Namespaces"
 */
export function isNameOnWindows(path: string): boolean {
  if (/[<>:"|?*\\\u0000-\u001f]/.test(path)) return false;
  return path.split('/').every((part) => !DEVICE.test(part) && !/[. ]$/.test(part));
}

/** Bytes that a file's name may have (ext4; other systems allow as many or more), and those of a whole path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 1024;

/** Bytes of a name that others are made of, with a hash, a width and an ending. */
const ROOM = 230;

/** A name that leaves room for a hash and an ending; longer ones are cut at a character. */
export function shortened(name: string): string {
  if (name.length * 3 <= ROOM || Buffer.byteLength(name) <= ROOM) return name;
  let short = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > ROOM) break;
    short += character;
  }
  return short;
}

/** Whether a path is longer than what systems have files for. */
export function isTooLong(path: string): boolean {
  if (path.length * 3 <= LONGEST_NAME) return false;
  const bytes = (text: string) => Buffer.byteLength(text);
  return bytes(path) > LONGEST_PATH || path.split('/').some((part) => bytes(part) > LONGEST_NAME);
}
