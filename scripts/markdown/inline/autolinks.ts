// Autolinks: `<https://…>`, `<a@b.c>`; bare addresses with autolink_bare_uris.

import { readAttributes } from '../attributes.js';
import { isWide } from '../eastAsianWidth.js';
import { NO_ATTRIBUTES, properties } from '../nodes.js';
import { charBefore, type InlineConstruct, isAfterWord, type Reader } from './construct.js';
import { decodeEntities } from './entities.js';

const SCHEMES =
  'https?|ftps?|sftp|file|mailto|tel|sms|data|news|nntp|irc|ircs|git|ssh|svn|magnet|ldap|ldaps|urn|xmpp|gopher|doi|javascript|steam|skype|geo|ws|wss|facetime|view-source|chrome|about|rsync|telnet|vnc|webcal|zoommtg';
const AUTOLINK = new RegExp(String.raw`<((?:${SCHEMES}):[^ \t\n>]{1,2000})>`, 'iy');
const ATOM = String.raw`[\p{L}\p{N}_!#$%&'*+/=?^{|}~;-]+`;
const MAIL = new RegExp(String.raw`<((?=[\p{L}\p{N}])${ATOM}(?:\.${ATOM})*@[\p{L}\p{N}][^\s>]{0,500})>`, 'uy');
const BARE = new RegExp(String.raw`(?:${SCHEMES}):[^\s<>"]+`, 'iy');
const SCHEME = new RegExp(`^(?:${SCHEMES})$`, 'i');
const MAX_SCHEME_LENGTH = 11;

export const autolink: InlineConstruct = {
  starts: '<',
  read: (reader) => {
    const { text, at } = reader;
    if (!reader.comes('>')) return false;
    for (const [pattern, kind] of [
      [AUTOLINK, 'uri'],
      [MAIL, 'email'],
    ] as const) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      const written = match?.[1];
      if (!match || written === undefined) continue;
      if (kind === 'email' && reader.has('cjk') && [...written].some(isWide)) continue;
      const address = decodeEntities(written);
      const end = at + match[0].length;
      const child = { type: 'text', value: address, position: reader.place(at + 1, end - 1) };
      const found = text[end] === '{' && reader.has('link_attributes') ? readAttributes(text, end) : undefined;
      reader.at = found?.end ?? end;
      const attributes = found?.attributes ?? { ...NO_ATTRIBUTES, classes: [kind] };
      return reader.add(
        {
          type: 'link',
          url: kind === 'email' ? `mailto:${address}` : address,
          children: [child],
          data: { hProperties: properties(attributes) },
        },
        at,
      );
    }
    return false;
  },
};

/** Returns the sorted indexes where a bare address may begin. */
export function findUris(text: string): number[] {
  const starts: number[] = [];
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let start = colon;
    while (start > 0 && colon - start <= MAX_SCHEME_LENGTH && isSchemeChar(text.charCodeAt(start - 1))) start--;
    if (start < colon && SCHEME.test(text.slice(start, colon))) starts.push(start);
  }
  if (!text.includes('@')) return starts;
  for (let sign = text.indexOf('@'); sign >= 0; sign = text.indexOf('@', sign + 1)) {
    const local = LOCAL.exec(text.slice(Math.max(0, sign - MAX_LOCAL_LENGTH), sign))?.[0];
    if (!local) continue;
    starts.push(sign - local.length);
    // After Chinese text, the address may begin later.
    const ascii = ASCII_LOCAL.exec(local)?.[0];
    if (ascii && ascii !== local) starts.push(sign - ascii.length);
  }
  return starts.sort((a, b) => a - b);
}

const MAX_LOCAL_LENGTH = 64;
/** The local part of a mail address. */
const LOCAL = /[\p{L}\p{N}][\p{L}\p{N}_.+%-]*$/u;
const ASCII_LOCAL = /[A-Za-z0-9][\w.+%-]*$/;
const BARE_MAIL = /[\p{L}\p{N}][\p{L}\p{N}_.+%-]*@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?/uy;

/** True for an ASCII letter or digit. */
function isSchemeChar(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58);
}

/** Reads a bare address at the cursor. */
export function bareUri(reader: Reader): boolean {
  const { text, at } = reader;
  if (reader.inLink || (isAfterWord(text, at) && !(reader.has('cjk') && isWide(charBefore(text, at))))) return false;
  const uri = reader.has('cjk') ? cjkUri(text, at) : pandocUri(text, at);
  if (/:\/?\/?[^/]/.test(uri)) return bare(reader, uri, uri, 'uri');
  const mail = bareMail(reader);
  return mail !== undefined && bare(reader, mail, `mailto:${mail}`, 'email');
}

/** Returns the address at an index with `cjk`: it ends before Chinese text, and before final punctuation. */
function cjkUri(text: string, at: number): string {
  BARE.lastIndex = 0;
  return withoutEnd(BARE.exec(beforeWide(text, at))?.[0] ?? '');
}

const WORD = String.raw`[\p{L}\p{N}#$%+/@\\_&=-]`;
/** Punctuation belongs to an address if a word follows. */
const MARK = String.raw`(?:,+|[^\s<>])(?=${WORD})`;
const CHUNK = String.raw`(?:${WORD}+|&#?\w+;|${MARK})`;
/** Pandoc's rule: words of any script, single punctuation marks before words, and text in brackets. */
const PANDOC_URI = new RegExp(String.raw`(?:${SCHEMES}):(?![*_\]])(?:\(${CHUNK}\)|\{${CHUNK}\}|\[${CHUNK}\]|${CHUNK})+/?`, 'iuy');

function pandocUri(text: string, at: number): string {
  PANDOC_URI.lastIndex = at;
  return PANDOC_URI.exec(text)?.[0] ?? '';
}

function bare(reader: Reader, written: string, url: string, kind: string): true {
  const { at } = reader;
  reader.at += written.length;
  const child = { type: 'text', value: decodeEntities(written), position: reader.place(at, reader.at) };
  return reader.add(
    { type: 'link', url: decodeEntities(url), children: [child], data: { hProperties: { className: [kind] } } },
    at,
  );
}

/** Returns the mail address at the cursor. With `cjk`, it holds no Chinese, and needs a dot if Chinese text follows. */
function bareMail(reader: Reader): string | undefined {
  const { text, at } = reader;
  BARE_MAIL.lastIndex = at;
  const mail = BARE_MAIL.exec(text)?.[0];
  if (mail === undefined || !reader.has('cjk')) return mail;
  const end = [...mail].findIndex(isWide);
  if (end < 0) return mail;
  const ascii = mail.slice(0, end).replace(/(?<![.-])[.-]+$/, '');
  return /@[^@]*\./.test(ascii) ? ascii : undefined;
}

/** Returns the text from an index up to a wide character, a curly quote or white space. */
function beforeWide(text: string, at: number): string {
  let end = at;
  while (end < text.length) {
    const char = String.fromCodePoint(text.codePointAt(end) as number);
    if (isWide(char) || '“”‘’'.includes(char) || /\s/.test(char)) break;
    end += char.length;
  }
  return text.slice(at, end);
}

/** Removes final punctuation, and closing brackets that the address doesn't open. */
function withoutEnd(uri: string): string {
  const count = (char: string) => uri.split(char).length - 1;
  const surplus = new Map([
    [')', count(')') - count('(')],
    [']', count(']') - count('[')],
  ]);
  let end = uri.length;
  for (; end > 0; end--) {
    const last = uri[end - 1] as string;
    const extra = surplus.get(last) ?? 0;
    if (extra > 0) surplus.set(last, extra - 1);
    else if (!'.,;:!?\'"*_~'.includes(last)) break;
  }
  return uri.slice(0, end);
}
