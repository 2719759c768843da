// Makes texts of others safe to show on a terminal or to write into a file: responses of servers, addresses with passwords.

/**
 * Characters that control a terminal or reorder the text next to them: C0, DEL, C1, line and paragraph separators, directions.
 */
export const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Writes control characters as `\u{1b}`. */
export function escaped(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** Matches user and password in an address (RFC 3986, section 3.2.1). */
const USERINFO = /\/\/([^\s/?#\\]+)@/g;

/**
 * Replaces users and passwords in addresses with asterisks; either may be a token. Keeps the length, so that offsets stay valid.
 */
export function withoutPasswords(text: string): string {
  return text.includes('@') ? text.replace(USERINFO, (_found, user: string) => `//${'*'.repeat(user.length)}@`) : text;
}
