// smart: curly quotes, dashes, ellipses, and no-break spaces after abbreviations.

import { isWide } from '../eastAsianWidth.js';
import { charBefore, type InlineConstruct, isAfterWord, isWordAt, type Reader } from './construct.js';

/** Straight quotes become curly, and a quotation loses white space at its ends. Curly quotes in the source are text. */
export const quote: InlineConstruct = {
  extensions: ['smart'],
  starts: '"\'',
  nests: true,
  read: (reader) => (reader.text[reader.at] === '"' ? double(reader) : single(reader)),
};

/** Maximum distance at which the opening quote is searched, in UTF-16 units. */
const MAX_QUOTATION_LENGTH = 1000;

/** With `cjk`, drops the space before a curly quote that closes one in the source: `“标题党 ”吧`. */
export const spaceBeforeQuote: InlineConstruct = {
  extensions: ['cjk'],
  // The quotes are text. They are listed so that plain text ends at the space before one.
  starts: ' ”’',
  read: (reader) => {
    const { text, at } = reader;
    if (text[at] !== ' ') return false;
    let end = at + 1;
    while (text[end] === ' ') end++;
    const closer = text[end];
    if ((closer !== '”' && closer !== '’') || !reader.has('smart')) return false;
    const before = text.slice(Math.max(0, at - MAX_QUOTATION_LENGTH), at);
    const opener = before.lastIndexOf(closer === '”' ? '“' : '‘');
    if (opener < 0 || before[opener + 1] === ' ' || before.lastIndexOf(closer) > opener) return false;
    reader.at = end;
    return true;
  },
};

/** True if a quote at the cursor can't open: right after a word or emphasis, or before white space. */
function cannotOpen(reader: Reader): boolean {
  const { text, at } = reader;
  const next = text[at + 1];
  if (next === undefined || next === ' ' || next === '\n') return true;
  if (reader.keyEnd === at) return false;
  const isAfterEmphasis = reader.emphasisEnd === at;
  if (!isAfterEmphasis && !isAfterWord(text, at)) return false;
  if (!reader.has('cjk')) return true;
  // A quote opens next to Chinese as next to a space: after Chinese, or between a Latin word and Chinese. After a digit it may be an inch.
  const before = isAfterEmphasis
    ? (/([^*_])[*_]*$/u.exec(text.slice(Math.max(0, at - 10), at))?.[1] ?? '')
    : charBefore(text, at);
  return !isWide(before) && (/\p{N}/u.test(before) || !isWide(next + (text[at + 2] ?? '')));
}

function double(reader: Reader): true {
  const { text, at } = reader;
  if (reader.inDouble || cannotOpen(reader)) return reader.emit('”', 1);
  const closes = () => text[reader.at] === '"';
  const content = text[at + 1] === '"' || !reader.comes('"') ? undefined : quoted(reader, 'inDouble', '"', closes);
  if (!content) return reader.emit('“', 1);
  return enclose(reader, at, '“', content, '”');
}

function single(reader: Reader): true {
  const { text, at } = reader;
  if (reader.inSingle || cannotOpen(reader)) return reader.emit('’', 1);
  const cjk = reader.has('cjk');
  const closes = () =>
    text[reader.at] === "'" &&
    reader.at > at + 1 &&
    (!isWordAt(text, reader.at + 1) || (cjk && isWide(text.slice(reader.at + 1, reader.at + 3))));
  const content = reader.comes("'") ? quoted(reader, 'inSingle', "'", closes) : undefined;
  if (!content) return reader.emit('’', 1);
  return enclose(reader, at, '‘', content, '’');
}

function quoted(reader: Reader, flag: 'inDouble' | 'inSingle', kind: string, closes: () => boolean) {
  const outer = reader[flag];
  reader[flag] = true;
  const content = reader.attempt(kind, 1, () => reader.collect(closes, { trim: true }), closes);
  reader[flag] = outer;
  return content;
}

function enclose(reader: Reader, start: number, open: string, content: Parameters<Reader['append']>[0], close: string): true {
  const end = reader.at;
  reader.append([
    { type: 'text', value: open, position: reader.place(start, start + 1) },
    ...content,
    { type: 'text', value: close, position: reader.place(end, end + 1) },
  ]);
  reader.at++;
  return true;
}

export const dash: InlineConstruct = {
  extensions: ['smart'],
  starts: '-',
  read: (reader) => {
    const { text, at } = reader;
    if (reader.has('old_dashes')) {
      if (/\p{Nd}/u.test(text[at + 1] ?? '')) return reader.emit('–', 1);
      return text[at + 1] === '-' && reader.emit('—', 2);
    }
    if (text[at + 1] !== '-') return false;
    return text[at + 2] === '-' ? reader.emit('—', 3) : reader.emit('–', 2);
  },
};

const ABBREVIATIONS = new Set(
  `aet. aetat. al. Apr. Aug. bk. Bros. c. Capt. cf. ch. chap. chs. Co. col. Corp. cp. d. Dec. Dr. e.g. ed. eds. esp. f. fasc.
  Feb. ff. fig. fl. fol. fols. Fr. Gen. Gov. Hon. i.e. ill. Inc. incl. Jan. Jr. Jul. Jun. Ltd. M.A. M.D. Mar. Mr. Mrs. Ms. n.
  n.b. nn. No. Nov. Oct. p. Ph.D. pp. Pres. Prof. pt. q.v. Rep. Rev. s.v. s.vv. saec. sec. Sen. Sep. Sept. Sgt. Sr. St. univ.
  viz. vol. vs.`.split(/\s+/),
);
const MAX_ABBREVIATION_LENGTH = 8;

/** True if a citation or a note reference follows, before which a space stays an ordinary one. */
function citesAt(reader: Reader, at: number): boolean {
  const { text } = reader;
  if (/^(?:-?@|\[\^)/.test(text.slice(at, at + 2))) return true;
  const close = text[at] === '[' ? reader.bracketAt(at) : undefined;
  return close !== undefined && text.slice(at, close).includes('@');
}

/** `...`, and the full stop of an abbreviation, after which a space becomes a no-break space. */
export const ellipsis: InlineConstruct = {
  extensions: ['smart'],
  starts: '.',
  read: (reader) => {
    const { text, at } = reader;
    if (text.startsWith('...', at)) return reader.emit('…', 3);
    if (text[at + 1] !== ' ') return false;
    const before = /(?:^|[^\p{L}\p{N}.])([\p{L}.]+)$/u.exec(text.slice(Math.max(0, at - MAX_ABBREVIATION_LENGTH), at))?.[1];
    if (!before || !ABBREVIATIONS.has(`${before}.`)) return false;
    let end = at + 1;
    while (text[end] === ' ') end++;
    if (text[end] === '\n' || text[end] === undefined || citesAt(reader, end)) return false;
    return reader.emit('.\u00A0', end - at);
  },
};
