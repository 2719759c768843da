// Reports text that was meant as a header but isn't one. It would be shown as text, and a draft would be published, so it is an error
// with its place and the correction.

import type { HeaderProblem } from './frontMatter.js';
import { closesAfterFields, HEADER_LINE, startsWithAssignment, startsWithField } from './knownFields.js';
import { visibilityOf } from './visibility.js';

/** A fence of hyphens, or of the dashes that word processors turn them into. Copied text may have invisible characters before it. */
const FENCE = /^[\s\u200b-\u200f\u2060\ufeff]*[-\u2010-\u2015\u2212\uff0d\ufe58\ufe63]+\s*$/;
const INVISIBLE = /^[ \t]*[^\S \t]|^[ \t]*[\u200b-\u200f\u2060]/;
const COMMENT = /^<!--[\s\S]*?-->[ \t]*/;
/** Line endings, including those of old Macs and of Unicode. */
const LINE_END = /\r?\n|[\r\u2028\u2029]/;

/** The beginning of a text: from its first line with content, after a comment if there is one. */
interface Beginning {
  readonly text: string;
  readonly lines: readonly string[];
  /** Lines of the comment before it. */
  readonly comment: readonly string[];
  /** Its offset in the file. */
  readonly start: number;
  /** What precedes it. */
  readonly before: Before;
}

type Before = 'nothing' | 'blank lines' | 'a comment' | 'front matter';

/** Words about what precedes, for a reason. */
const BEFORE = {
  nothing: '',
  'blank lines': 'a blank line precedes',
  'a comment': 'a comment precedes',
  'front matter': 'front matter precedes',
} as const;

/** A kind of text that was meant as a header. */
interface AlmostKind {
  /** True if the text looks like this kind. */
  readonly matches: (beginning: Beginning) => boolean;
  readonly reason: (beginning: Beginning) => string;
  readonly note: (beginning: Beginning) => string;
}

const IN_YAML = 'write it in YAML: `---`, then lines like `title: …` and `date: 2024-01-31`, then `---`';

const TITLE_BLOCK: AlmostKind = {
  matches: ({ lines: [first = ''], before }) =>
    /^[ \t]*％/.test(first) ||
    // After a header, `%A %d` is ordinary text.
    (before === 'front matter' && /^[ \t]*%[ \t]+\S/.test(first)) ||
    (before !== 'front matter' && /^[ \t]*%(?!%)[ \t]*\S/.test(first) && (before !== 'nothing' || /^[ \t]/.test(first))),
  reason: ({ lines: [first = ''], before }) => {
    if (first.trim().startsWith('％')) return 'a title block begins with `%`, not the full-width `％`';
    return before === 'nothing'
      ? 'this `%` is indented, so it does not begin a title block'
      : `${BEFORE[before]} the \`%\`, so it does not begin a title block`;
  },
  note: () => 'make `%` the first character of the file; write `\\%` to begin a text with a percent sign',
};

/** Fields without a `---` before them, which markdown reads as a heading. */
const UNOPENED: AlmostKind = {
  matches: ({ lines }) => startsWithField(lines[0] ?? '') && closesAfterFields(lines),
  reason: () => 'missing `---` before this front matter',
  note: () => 'add a line `---` before it',
};

/** Fields without fences, or in a comment, that say the text is not public. */
const UNFENCED: AlmostKind = {
  matches: ({ lines, comment }) => keepsTextBack(lines, 2) || keepsTextBack(comment, 1),
  reason: () => 'these fields keep the text back, but are not front matter, so it would be published',
  note: () => `${IN_YAML}; put a blank line between them if they are text`,
};

/** A field alone on its line. Nikola writes two dots before it. */
const FIELD_LINE = /^\s*(?:\.\. )?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*[:：=][ \t]*(.*\S)?\s*$/su;

/**
 * True if a paragraph consists of fields, and one of them keeps the text back.
 * @param least minimum number of fields for a header rather than a sentence with a colon; `draft` alone is enough too
 */
function keepsTextBack(lines: readonly string[], least: number): boolean {
  const from = lines.findIndex((line) => line.trim() !== '' && !FENCE.test(line));
  const end = lines.findIndex((line, at) => at > from && (line.trim() === '' || FENCE.test(line)));
  const paragraph = from < 0 ? [] : lines.slice(from, end < 0 ? lines.length : end);
  const fields = paragraph.map((line) => FIELD_LINE.exec(line));
  const pairs = fields.flatMap((field): (readonly [string, string])[] => (field ? [[field[1] ?? '', field[2] ?? '']] : []));
  if (pairs.length < fields.length) return false;
  const isHeader = pairs.length >= least && paragraph.some((line) => startsWithField(line.replace(/^\s*\.\. /, '')));
  if (!isHeader && !pairs.some(([name]) => name.toLowerCase() === 'draft')) return false;
  const { isDraft, visibility, refused } = visibilityOf('text.md', pairs, 'UTC');
  return isDraft || visibility !== undefined || refused.length > 0;
}

/** A field without a space after its colon, which YAML reads as text. */
const NO_SPACE = /^[\p{L}_][\p{L}\p{N}_-]*:(?!\/\/)[^\s:]/u;

/** The kinds of text that was meant as front matter. The first match is reported. */
const FRONT_MATTER: readonly AlmostKind[] = [
  {
    matches: ({ text }) => /^[ \t]*\+\+\+[ \t]*\r?\n\s*(?:[\w."'-]+[ \t]*=|[[#])/.test(text),
    reason: ({ text, before }) =>
      /\n\+\+\+[ \t]*(?:\r?\n|$)/.test(text)
        ? `${BEFORE[before] || 'white space precedes'} this TOML front matter (\`+++\`), so it is not read`
        : 'this TOML front matter (`+++`) is never closed',
    note: () => 'begin the file with `+++` alone on its line, and close it in the same way',
  },
  {
    // Hexo writes it between semicolons.
    matches: ({ text }) => /^[ \t]*(?:\{\s*|;{3,}\s*(?:\{\s*)?)"[^"\n]*"\s*:/.test(text),
    reason: () => 'JSON front matter is not supported',
    note: () => IN_YAML,
  },
  {
    matches: ({ lines: [first = '', ...others] }) => FENCE.test(first) && startsWithAssignment(firstText(others)),
    reason: () => 'this looks like TOML, which begins with `+++`',
    note: () => 'put `+++` before and after it',
  },
  {
    matches: ({ lines: [first = '', next = '', ...others], before }) =>
      before === 'nothing' &&
      first.trimEnd() === '---' &&
      NO_SPACE.test(next) &&
      hasFields([next, ...others]) &&
      isHeaderLike([next, ...others]),
    reason: () => 'no spaces follow the colons of these fields, so this is not front matter',
    note: ({ lines: [, next = ''] }) => `write \`${next.trim().replace(':', ': ')}\``,
  },
  {
    matches: ({ lines: [first = '', ...others] }) => FENCE.test(first) && hasFields(others),
    reason: ({ lines: [first = '', ...others], before }) => {
      if (INVISIBLE.test(first)) return 'an invisible character precedes the `---`, so this is not front matter';
      if (/^[ \t]+---[ \t]*$/.test(first)) return 'the `---` before this front matter is indented, so it is not front matter';
      if (!/^---[ \t]*$/.test(first)) return `front matter begins with three hyphens, not \`${first.trim()}\``;
      if (!others.some((line) => /^(?:---|\.\.\.)[ \t]*$/.test(line))) return 'this front matter is never closed';
      if (firstText(others) !== others[0]) return 'a blank line follows the `---`, so this is not front matter';
      return before === 'nothing'
        ? 'this looks like front matter but is not'
        : `${BEFORE[before]} this front matter, so it is not read`;
    },
    note: ({ before }) =>
      before === 'nothing'
        ? 'put `---` at the beginning of a line, the fields right below it, and `---` after them'
        : 'begin the file with `---`, and close it with `---`',
  },
];

export interface ReadHeaders {
  readonly hasTitleBlock: boolean;
  readonly hasFrontMatter: boolean;
  /** True if there are metadata blocks further down. */
  readonly hasMore: boolean;
}

/**
 * Finds text that was meant as a header.
 * @param text the whole file
 * @param start offset of the text after the headers that were read
 * @param read the kinds of headers that were read
 */
export function almostHeader(text: string, start: number, read: ReadHeaders): HeaderProblem | undefined {
  const beginning = beginningOf(text, start, read.hasFrontMatter);
  // Indented text after a header is code.
  if ((read.hasTitleBlock || read.hasFrontMatter) && /^(?: {4}|\t)/.test(beginning.text)) return undefined;
  // After a title block, a rule above a few words is not a header, unless it is closed like one or contains `draft`.
  const isRule = read.hasTitleBlock && !isHeaderLike(beginning.lines.slice(1));
  const isBare = !read.hasTitleBlock && !read.hasFrontMatter && !read.hasMore;
  const kinds = [
    ...(read.hasMore || isRule ? [] : FRONT_MATTER),
    ...(isBare ? [UNOPENED] : []),
    ...(read.hasMore ? [] : [UNFENCED]),
    ...(read.hasTitleBlock ? [] : [TITLE_BLOCK]),
  ];
  const kind = kinds.find(({ matches }) => matches(beginning));
  if (!kind) return undefined;
  const at = [beginning.start, beginning.start + (beginning.lines[0] ?? '').trimEnd().length] as const;
  return { rule: 'front-matter/almost', reason: kind.reason(beginning), note: kind.note(beginning), at };
}

function beginningOf(file: string, start: number, hasFrontMatter: boolean): Beginning {
  const blank = (from: number) => /^(?:[ \t]*\r?\n)*/.exec(file.slice(from, from + SEARCHED_LENGTH))?.[0].length ?? 0;
  let at = start + blank(start);
  let before: Before = hasFrontMatter ? 'front matter' : at > start ? 'blank lines' : 'nothing';
  const comment = COMMENT.exec(file.slice(at, at + SEARCHED_LENGTH));
  if (comment) {
    at += comment[0].length;
    at += blank(at);
    before = 'a comment';
  }
  const text = file.slice(at, at + SEARCHED_LENGTH);
  const inComment = (comment?.[0] ?? '').replace(/^<!--|-->\s*$/g, '').split(LINE_END);
  return { text, lines: text.split(LINE_END), comment: inComment, start: at, before };
}

/** Length of the text in which a header is searched, in UTF-16 units. */
const SEARCHED_LENGTH = 4000;

function firstText(lines: readonly string[]): string {
  return lines.find((line) => line.trim() !== '') ?? '';
}

/** True if the first lines with content are fields, one of which is known. */
function hasFields(lines: readonly string[]): boolean {
  const from = lines.findIndex((line) => line.trim() !== '');
  for (const line of lines.slice(Math.max(0, from))) {
    if (startsWithField(line)) return true;
    if (!HEADER_LINE.test(line)) return false;
  }
  return false;
}

/** True if fields are closed by a fence of any form, or one of them is `draft`. */
function isHeaderLike(lines: readonly string[]): boolean {
  const from = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  const end = lines.findIndex((line, at) => at >= from && !HEADER_LINE.test(line));
  const fields = lines.slice(from, end < 0 ? lines.length : end);
  return FENCE.test(lines[end] ?? '') || fields.some((line) => /^[ \t]*["']?draft["']?[ \t]*[:：]/i.test(line));
}
