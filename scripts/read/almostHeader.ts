// Headers that are almost one. What looks like a header and is none would be printed as text, and a draft published: so it is an
// error, with its place and what to do.

import type { HeaderProblem } from './frontMatter.js';
import { closesAfterFields, INSIDE, startsWithAssignment, startsWithField } from './knownFields.js';
import { visibilityOf } from './visibility.js';

/** Hyphens, and what word processors make of them; copied text may have invisible characters before it. */
const FENCE = /^[\s\u200b-\u200f\u2060\ufeff]*[-\u2010-\u2015\u2212\uff0d\ufe58\ufe63]+\s*$/;
const INVISIBLE = /^[ \t]*[^\S \t]|^[ \t]*[\u200b-\u200f\u2060]/;
const COMMENT = /^<!--[\s\S]*?-->[ \t]*/;
/** Ends of lines, those of old Macs and of Unicode too. */
const LINE_END = /\r?\n|[\r\u2028\u2029]/;

/** The beginning of a text: from the first line on that says something; a comment before it is passed over. */
interface Beginning {
  readonly text: string;
  readonly lines: readonly string[];
  /** Lines of a comment before it. */
  readonly comment: readonly string[];
  /** Its offset in the file. */
  readonly start: number;
  /** What stands before it. */
  readonly before: Before;
}

type Before = 'nothing' | 'blank lines' | 'a comment' | 'front matter';

/** A sentence about what stands before. */
const BEFORE = {
  nothing: '',
  'blank lines': 'a blank line precedes',
  'a comment': 'a comment precedes',
  'front matter': 'front matter precedes',
} as const;

interface Almost {
  /** What the first line looks like. */
  readonly looks: (beginning: Beginning) => boolean;
  readonly reason: (beginning: Beginning) => string;
  readonly note: (beginning: Beginning) => string;
}

const IN_YAML = 'write it in YAML: `---`, then lines like `title: …` and `date: 2024-01-31`, then `---`';

const TITLE_BLOCK: Almost = {
  looks: ({ lines: [first = ''], before }) =>
    /^[ \t]*％/.test(first) ||
    // After a header, `%A %d` is a text.
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

/** Fields without a `---` over them, which are a heading in markdown. */
const UNOPENED: Almost = {
  looks: ({ lines }) => startsWithField(lines[0] ?? '') && closesAfterFields(lines),
  reason: () => 'missing `---` before this front matter',
  note: () => 'add a line `---` before it',
};

/** Fields with nothing around them, or in a comment, that say of the text that it is not public. */
const UNFENCED: Almost = {
  looks: ({ lines, comment }) => keepsBack(lines, 2) || keepsBack(comment, 1),
  reason: () => 'these fields keep the text back, but are not front matter, so it would be published',
  note: () => `${IN_YAML}; put a blank line between them if they are text`,
};

/** A field alone on its line; Nikola writes two dots before it. */
const FIELD_LINE = /^\s*(?:\.\. )?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*[:：=][ \t]*(.*\S)?\s*$/su;

/**
 * Whether a paragraph is made of fields, and one of them keeps a text back.
 * @param least how many fields are no sentence with a colon any more; `draft` alone is none either
 */
function keepsBack(lines: readonly string[], least: number): boolean {
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

/** A field without a space after its colon, which YAML takes for text. */
const NO_SPACE = /^[\p{L}_][\p{L}\p{N}_-]*:(?!\/\/)[^\s:]/u;

/** The kinds of almost front matter; the first that fits is reported. */
const FRONT_MATTER: readonly Almost[] = [
  {
    looks: ({ text }) => /^[ \t]*\+\+\+[ \t]*\r?\n\s*(?:[\w."'-]+[ \t]*=|[[#])/.test(text),
    reason: ({ text, before }) =>
      /\n\+\+\+[ \t]*(?:\r?\n|$)/.test(text)
        ? `${BEFORE[before] || 'white space precedes'} this TOML front matter (\`+++\`), so it is not read`
        : 'this TOML front matter (`+++`) is never closed',
    note: () => 'begin the file with `+++` alone on its line, and close it in the same way',
  },
  {
    // Hexo writes it between semicolons.
    looks: ({ text }) => /^[ \t]*(?:\{\s*|;{3,}\s*(?:\{\s*)?)"[^"\n]*"\s*:/.test(text),
    reason: () => 'JSON front matter is not supported',
    note: () => IN_YAML,
  },
  {
    looks: ({ lines: [first = '', ...others] }) => FENCE.test(first) && startsWithAssignment(firstText(others)),
    reason: () => 'this looks like TOML, which begins with `+++`',
    note: () => 'put `+++` before and after it',
  },
  {
    looks: ({ lines: [first = '', next = '', ...others], before }) =>
      before === 'nothing' &&
      first.trimEnd() === '---' &&
      NO_SPACE.test(next) &&
      hasFields([next, ...others]) &&
      isHeaderLike([next, ...others]),
    reason: () => 'no spaces follow the colons of these fields, so this is not front matter',
    note: ({ lines: [, next = ''] }) => `write \`${next.trim().replace(':', ': ')}\``,
  },
  {
    looks: ({ lines: [first = '', ...others] }) => FENCE.test(first) && hasFields(others),
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

export interface HeadersRead {
  readonly hasTitleBlock: boolean;
  readonly hasFrontMatter: boolean;
  /** Whether metadata stands further down. */
  readonly hasMore: boolean;
}

/**
 * Looks for what was meant as a header.
 * @param text the whole file
 * @param start where the text begins, after the headers that were read
 * @param read the headers that were read
 */
export function almostHeader(text: string, start: number, read: HeadersRead): HeaderProblem | undefined {
  const beginning = beginningOf(text, start, read.hasFrontMatter);
  // After a header, that is code.
  if ((read.hasTitleBlock || read.hasFrontMatter) && /^(?: {4}|\t)/.test(beginning.text)) return undefined;
  // After a title block, a rule with a few words under it is not a header, unless it is closed like one or says that this is a draft.
  const isRule = read.hasTitleBlock && !isHeaderLike(beginning.lines.slice(1));
  const isBare = !read.hasTitleBlock && !read.hasFrontMatter && !read.hasMore;
  const kinds = [
    ...(read.hasMore || isRule ? [] : FRONT_MATTER),
    ...(isBare ? [UNOPENED] : []),
    ...(read.hasMore ? [] : [UNFENCED]),
    ...(read.hasTitleBlock ? [] : [TITLE_BLOCK]),
  ];
  const kind = kinds.find(({ looks }) => looks(beginning));
  if (!kind) return undefined;
  const at = [beginning.start, beginning.start + (beginning.lines[0] ?? '').trimEnd().length] as const;
  return { rule: 'front-matter/almost', reason: kind.reason(beginning), note: kind.note(beginning), at };
}

function beginningOf(file: string, start: number, hasFrontMatter: boolean): Beginning {
  const blank = (from: number) => /^(?:[ \t]*\r?\n)*/.exec(file.slice(from, from + LONGEST))?.[0].length ?? 0;
  let at = start + blank(start);
  let before: Before = hasFrontMatter ? 'front matter' : at > start ? 'blank lines' : 'nothing';
  const comment = COMMENT.exec(file.slice(at, at + LONGEST));
  if (comment) {
    at += comment[0].length;
    at += blank(at);
    before = 'a comment';
  }
  const text = file.slice(at, at + LONGEST);
  const inComment = (comment?.[0] ?? '').replace(/^<!--|-->\s*$/g, '').split(LINE_END);
  return { text, lines: text.split(LINE_END), comment: inComment, start: at, before };
}

/** Characters from the beginning in which a header is looked for. */
const LONGEST = 4000;

function firstText(lines: readonly string[]): string {
  return lines.find((line) => line.trim() !== '') ?? '';
}

/** Whether the first lines that say something are fields, one of which is known. */
function hasFields(lines: readonly string[]): boolean {
  const from = lines.findIndex((line) => line.trim() !== '');
  for (const line of lines.slice(Math.max(0, from))) {
    if (startsWithField(line)) return true;
    if (!INSIDE.test(line)) return false;
  }
  return false;
}

/** Whether fields are closed by a fence of whatever form, or one says that the text is a draft. */
function isHeaderLike(lines: readonly string[]): boolean {
  const from = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  const end = lines.findIndex((line, at) => at >= from && !INSIDE.test(line));
  const fields = lines.slice(from, end < 0 ? lines.length : end);
  return FENCE.test(lines[end] ?? '') || fields.some((line) => /^[ \t]*["']?draft["']?[ \t]*[:：]/i.test(line));
}
