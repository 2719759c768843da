// Finds and removes characters that HTML and XML forbid: control characters, lone surrogates, and noncharacters of Unicode.
//
// https://html.spec.whatwg.org/#preprocessing-the-input-stream · https://www.w3.org/TR/xml/#charsets

const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Forbidden characters other than lone surrogates. */
const FORBIDDEN_UNIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/;

/** True if a text contains a forbidden character. */
export function hasForbidden(text: string): boolean {
  return FORBIDDEN_UNIT.test(text) || !(text as string & { readonly isWellFormed: () => boolean }).isWellFormed();
}

/** Removes forbidden characters. */
export function withoutForbidden(text: string): string {
  return hasForbidden(text) ? text.replace(FORBIDDEN, '') : text;
}

/** Finds the first forbidden character of each line. Returns its offset and its name, `U+0001`. */
export function forbiddenByLine(text: string): { readonly at: number; readonly name: string }[] {
  const found: { at: number; name: string }[] = [];
  let lineEnd = -1;
  for (const { index, 0: char } of text.matchAll(FORBIDDEN)) {
    if (index <= lineEnd) continue;
    found.push({ at: index, name: nameOf(char) });
    const end = text.indexOf('\n', index);
    lineEnd = end < 0 ? text.length : end;
  }
  return found;
}

/** Control characters that set the direction of the following text, and those that end it. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069\n]/g;

/** Finds the first direction control of each line that is not closed on it (Unicode Standard Annex #9, sections 2.1 to 2.5). */
export function unclosedDirections(text: string): { readonly at: number; readonly name: string }[] {
  if (!/[\u202a\u202b\u202d\u202e\u2066-\u2068]/.test(text)) return [];
  const found: { at: number; name: string }[] = [];
  let open: { at: number; name: string; closer: string }[] = [];
  const endLine = () => {
    if (open[0]) found.push({ at: open[0].at, name: open[0].name });
    open = [];
  };
  for (const { index: at, 0: char } of text.matchAll(DIRECTIONS)) {
    if (char === '\n') endLine();
    // Closing an isolate closes everything opened in it. A control that closes nothing is ignored.
    else if (char === '\u2069') open = open.slice(0, endOfLast(open, char));
    else if (char === '\u202c') open = open.slice(0, open.at(-1)?.closer === char ? -1 : open.length);
    else open.push({ at, name: nameOf(char), closer: char < '\u2066' ? '\u202c' : '\u2069' });
  }
  endLine();
  return found;
}

function endOfLast(open: readonly { readonly closer: string }[], char: string): number {
  const at = open.findLastIndex(({ closer }) => closer === char);
  return at < 0 ? open.length : at;
}

function nameOf(char: string): string {
  return `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Matches numeric character references in raw HTML (`&#1;`), which may stand for forbidden characters. */
const REFERENCE = /&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?/gi;

/** Removes forbidden characters and references to them from HTML. */
export function validHtml(html: string): string {
  const plain = withoutForbidden(html);
  if (!plain.includes('&#')) return plain;
  return plain.replace(REFERENCE, (reference, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isChar = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 13;
    return isChar && !hasForbidden(String.fromCodePoint(code)) ? reference : '';
  });
}

const ENTITIES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for HTML content and quoted attributes. Removes forbidden characters. */
export function escapeHtml(text: string): string {
  return withoutForbidden(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
