// Texts of others, shown on a terminal or written into a file: what a server sent, an address with a password.

/** Characters that a terminal obeys, or that reorder what stands next to them: C0, DEL, C1, ends of lines, directions. */
export const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A line in which such characters are written as `\u{1b}`. */
export function escaped(text: string): string {
  return text.replace(OBEYED, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** The user and password in an address (RFC 3986, section 3.2.1). */
const USERINFO = /\/\/([^\s/?#\\]+)@/g;

/** A text of the same length, with asterisks for users and passwords in its addresses: either may be a token. */
export function withoutPasswords(text: string): string {
  return text.includes('@') ? text.replace(USERINFO, (_found, user: string) => `//${'*'.repeat(user.length)}@`) : text;
}
