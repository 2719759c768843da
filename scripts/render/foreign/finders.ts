// Finders for constructs that need more than a pattern: shortcodes of WordPress, formulas, comments.

import { isWide } from '../../markdown/eastAsianWidth.js';
import { isMoney, mathEnd } from '../../markdown/inline/math.js';
import { adviceFor, COMMENT_ADVICE, holdsCode, targetsIn } from './advice.js';
import type { Finder, ForeignText, Mark, Range } from './mark.js';

const SHORTCODE =
  /(?<![\\\]!])\[(\/?)([a-z][\w-]*)((?:[ \t]+[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s\]"']+)|[ \t]+["'“][^\]"'\n]*["'”]|[ \t]+https?:[^\s\]]+|=[^\]\n]*)*)[ \t]*\/?\](?![([:])/gi;

/** Shortcodes without arguments and without an end. */
const STANDALONE = /^(?:gallery|playlist|nggallery|contact-form(?:-7)?|recent-posts|archives|sitemap|toc)$/i;
/** Well-known shortcodes, without those of WordPress plugins. */
const KNOWN =
  /^(?:caption|wp_caption|embed|audio|video|code|sourcecode|crayon|cc|cc_\w+|php|python|bash|java|js|css|html|xml|sql|youtube|vimeo|gist|quote|latex|tex|more|su_\w+|vc_\w+|et_pb_\w+|b|i|u|s|url|img|size|color|list|center|table|tr|td|spoiler|hide|note|tip|warning|info)$/i;

/** Finds `[caption id="a"]…[/caption]`, `[gallery]`, and the like of forums. */
export const shortcodes: Finder = {
  hints: ['['],
  *find({ text, isText }: ForeignText): Iterable<Mark> {
    const found = [...text.matchAll(SHORTCODE)].filter(({ index }) => isText(index));
    const ends = new Map<string, number[]>();
    for (const { 1: slash, 2: name = '', index } of found)
      if (slash) ends.set(name.toLowerCase(), [...(ends.get(name.toLowerCase()) ?? []), index]);
    let codeEnd = 0;
    const opened = new Map<string, number>();
    for (const { 0: whole, 1: slash, 2: written = '', 3: given = '', index } of found) {
      const name = written.toLowerCase();
      const end = index + whole.length;
      if (index < codeEnd) continue;
      if (slash) {
        const open = opened.get(name) ?? 0;
        opened.set(name, open - 1);
        if (open > 0) yield { start: index, end, name: '', instead: '', isPart: true };
        continue;
      }
      const closing = firstAtLeast(ends.get(name), end);
      const hasArguments = given.trim() !== '';
      if (!STANDALONE.test(name) && closing === undefined && !(hasArguments && KNOWN.test(name))) continue;
      opened.set(name, (opened.get(name) ?? 0) + (closing === undefined ? 0 : 1));
      const isCode = closing !== undefined && holdsCode(name);
      if (isCode) codeEnd = closing;
      const targets = targetsIn(name, given);
      const delimiters: Range[] = [[index, isCode ? closing : end]];
      yield { start: index, end, name: `the shortcode [${name}]`, instead: adviceFor(name, targets), delimiters, targets };
    }
  },
};

/** Returns the first number that is at least `least`, and removes the smaller ones. */
function firstAtLeast(numbers: number[] | undefined, least: number): number | undefined {
  while (numbers && numbers.length > 0 && (numbers[0] as number) < least) numbers.shift();
  return numbers?.[0];
}

/** Maximum length of an inline formula, in UTF-16 units. */
const MAX_INLINE_FORMULA = 1000;

const HAS_TEX = /\\[a-z]|[_^=]/i;

/** Finds `$…$`, `$$…$$`, `\(…\)` and TeX environments that the dialect leaves as text. */
export const formulas: Finder = {
  hints: ['$', '\\(', '\\[', '\\begin{'],
  find: (text) => outermost([...formulasIn(text)]),
};

/** Returns the marks that are not inside another one: a formula may contain formulas in words. */
function outermost(marks: readonly Mark[]): Mark[] {
  let done = 0;
  return marks
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

function* formulasIn(text: ForeignText): Iterable<Mark> {
  if (!text.has('tex_math_dollars')) yield* dollars(text);
  else yield* spacedDollars(text);
  const { has, isText, isPandoc, dialectWith: dialect } = text;
  if (!has('tex_math_single_backslash') && !has('tex_math_double_backslash')) {
    for (const { 0: whole, 1: slashes = '', 2: tex = '', index } of text.text.matchAll(BACKSLASHES)) {
      const extension = slashes.length === 1 ? 'tex_math_single_backslash' : 'tex_math_double_backslash';
      if (HAS_TEX.test(tex) && ![...tex].some(isWide) && (isText(index) || isText(index + 1)))
        yield formulaMark(index, index + whole.length, dialect(extension));
    }
  }
  if (isPandoc) return;
  const around = has('tex_math_dollars')
    ? 'write `$$` around it; or set `markdown: markdown`'
    : `set \`markdown: ${dialect('tex_math_dollars')}\`, and write \`$$\` around it; or \`markdown\``;
  for (const { 0: whole, index } of text.text.matchAll(ENVIRONMENT))
    if (isText(index)) yield { start: index, end: index + whole.length, name: 'a formula', instead: around };
}

/** Finds `$ a+b $`, as Yuque writes formulas: no dialect allows spaces inside the delimiters. */
function* spacedDollars({ text, isText }: ForeignText): Iterable<Mark> {
  for (const { 0: whole, 1: tex = '', index } of text.matchAll(SPACED)) {
    const isFormula = HAS_TEX.test(tex) || /^[a-z]$/i.test(tex) || (/[-+*/<>]/.test(tex) && !/[a-z]{4}/i.test(tex));
    if (!isFormula || !/[a-z\d]/i.test(tex) || [...tex].some(isWide) || !isText(index)) continue;
    yield {
      start: index,
      end: index + whole.length,
      name: 'a formula with spaces inside its dollar signs',
      instead: `write \`$${tex}$\``,
    };
  }
}

const SPACED = /(?<![\\$\w])\$[ \t]+([^\s$](?:[^$\n]{0,300}[^\s$])?)[ \t]*\$(?![\w$])/g;
const BACKSLASHES = /(?<!\\)(\\{1,2})\((?!\s)((?:[^\\\n]|\\[^()\n])+?)\1\)/g;
const ENVIRONMENT =
  /\\begin\{(align|equation|gather|multline|cases|eqnarray|[bpv]?matrix|split|aligned|array)(\*?)\}(?:[^\\\n]|\\(?!begin|end)|\n(?![ \t]*\n))*\\end\{\1\2\}/g;

function formulaMark(start: number, end: number, dialect: string): Mark {
  return { start, end, name: 'a formula', instead: `set \`markdown: ${dialect}\`` };
}

function* dollars({ text, isText, dialectWith: dialect }: ForeignText): Iterable<Mark> {
  let blank = -1;
  for (let at = text.indexOf('$'); at >= 0; ) {
    if (blank < at) blank = nextBlankLine(text, at);
    const found = text[at - 1] === '\\' || !isText(at) ? undefined : formulaAt(text, at, blank);
    if (found !== undefined) yield formulaMark(at, found, dialect('tex_math_dollars'));
    at = text.indexOf('$', found ?? (text[at + 1] === '$' ? at + 2 : at + 1));
  }
}

const BLANK_LINE = /\n[ \t>]*\n/g;

function nextBlankLine(text: string, from: number): number {
  BLANK_LINE.lastIndex = from;
  return BLANK_LINE.exec(text)?.index ?? text.length;
}

/** Returns the end of the formula at a dollar sign; undefined for money, shell variables, and the like. */
function formulaAt(text: string, at: number, blank: number): number | undefined {
  if (text.startsWith('$$', at)) {
    const close = text.indexOf('$$', at + 2);
    const isBlock = /^[ \t]*\n/.test(text.slice(at + 2, at + 200)) && /^[ \t]*(?:\n|$)/.test(text.slice(close + 2, close + 200));
    if (close < 0 || close === at + 2 || (close > blank && !isBlock) || close - at > 4 * MAX_INLINE_FORMULA) return undefined;
    return close + 2;
  }
  // GitHub's syntax. Backticks are left, but their content is masked.
  const ticked = /^\$`[^`\n]*`\$/.exec(text.slice(at, at + MAX_INLINE_FORMULA));
  if (ticked) return at + ticked[0].length;
  const end = mathEnd(text.slice(at, Math.min(blank, at + MAX_INLINE_FORMULA)), 0);
  if (end === undefined) return undefined;
  const tex = text.slice(at + 1, at + end - 1);
  if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + end] ?? '') || isMoney(tex)) return undefined;
  return [...tex.replace(/\\(?:text|mbox|mathrm|hbox)\{[^{}]*\}/g, '')].some(isWide) ? undefined : at + end;
}

/** Finds comments for the writer: Obsidian's `%%…%%`, kramdown's `{::comment}`, Nunjucks' `{# … #}`. */
export const comments: Finder = {
  hints: ['%%', '{::comment', '{#'],
  *find({ text, isText }: ForeignText): Iterable<Mark> {
    const instead = COMMENT_ADVICE;
    for (const { 0: whole, index } of text.matchAll(OTHER_COMMENTS))
      yield { start: index, end: index + whole.length, name: 'a comment of another tool', instead, isComment: true };
    for (const [start, end] of percentComments(text, isText))
      yield { start, end, name: 'an Obsidian comment', instead, isComment: true };
  },
};

const OTHER_COMMENTS = /\{::comment\}(?:[^{]|\{(?!:))*\{:\/(?:comment)?\}|(?<![{$\\])\{#-?[ \t](?:[^#{\n]|#(?!\})|\{(?!#))*#\}/g;

function* percentComments(text: string, isText: (offset: number) => boolean): Iterable<Range> {
  for (let at = text.indexOf('%%'); at >= 0; ) {
    const close = text.indexOf('%%', at + 2);
    if (close < 0) return;
    const inside = text.slice(at + 2, close);
    const outside = `${text[at - 1] ?? ' '}${text[close + 2] ?? ' '}`;
    const isBlock = /(?:^|\n)[ \t>]*$/.test(text.slice(Math.max(0, at - 100), at));
    const isOne = isText(at) && !/[\w%{<]/.test(outside[0] as string) && !/[\w%]/.test(outside[1] as string);
    if (isOne && isCommentText(inside) && (isBlock || !/\n[ \t]*\n/.test(inside))) {
      yield [at, close + 2];
      at = text.indexOf('%%', close + 2);
    } else at = close;
  }
}

/** True for whole lines, or words with white space on both sides or neither; not for text between two `%%` of a sentence. */
function isCommentText(inside: string): boolean {
  if (inside.trim() === '' || inside.startsWith('%')) return false;
  if (/^[ \t]*\r?\n|\r?\n[ \t]*$/.test(inside)) return true;
  return /^\s/.test(inside) === /\s$/.test(inside) && !/^\s*[，。、；：,.;:]/.test(inside);
}
