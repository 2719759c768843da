// Characters that no page and no feed may hold: HTML's and XML's controls, halves of pairs, and what Unicode says is none.
//
// https://html.spec.whatwg.org/#preprocessing-the-input-stream · https://www.w3.org/TR/xml/#charsets

const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Those of them that are not halves of pairs. */
const WHOLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/;

/** Whether a text holds such a character. */
export function hasForbidden(text: string): boolean {
  return WHOLE.test(text) || !(text as string & { readonly isWellFormed: () => boolean }).isWellFormed();
}

/** A text without them. */
export function withoutForbidden(text: string): string {
  return hasForbidden(text) ? text.replace(FORBIDDEN, '') : text;
}

/** The first of each line that has some, by its offset. */
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

/** Controls that set the direction of the text after them, until they are closed or the paragraph ends. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069\n]/g;

/** The first of each line that is not closed on it, by its offset (Unicode Standard Annex #9, sections 2.1 to 2.5). */
export function openDirections(text: string): { readonly at: number; readonly name: string }[] {
  if (!/[\u202a\u202b\u202d\u202e\u2066-\u2068]/.test(text)) return [];
  const found: { at: number; name: string }[] = [];
  let open: { at: number; name: string; closer: string }[] = [];
  const endLine = () => {
    if (open[0]) found.push({ at: open[0].at, name: open[0].name });
    open = [];
  };
  for (const { index: at, 0: char } of text.matchAll(DIRECTIONS)) {
    if (char === '\n') endLine();
    // An isolate ends with all that was opened in it. An end that closes nothing is ignored.
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

/** References in raw HTML to such characters (`&#1;`), which are no better than the characters. */
const REFERENCE = /&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?/gi;

/** HTML without such characters and without references to them. */
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

/** Text for an HTML text or a quoted attribute; characters that no page may hold are left out. */
export function escapeHtml(text: string): string {
  return withoutForbidden(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
