// Converts the shortcodes of a text, and says what readers saw of it. Shortcodes in comments are text: `{{</* figure */>}}`.

import { markdownReader } from '../../../markdown/reader.js';
import { hugoIn, type Tag } from '../../../render/foreign/tags.js';
import type { OldText, TextMarks } from '../../oldBlog.js';
import { blankAttributes, withoutAttributes } from '../../text/attributes.js';
import { withDefinitions } from '../../text/definitions.js';
import { COMMONMARK_SIGNS, withPlainFormulas } from '../../text/formulas.js';
import { marksOf } from '../../text/marks.js';
import { attributes } from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import { convertTags, maskedCode, type TagSyntax } from '../../text/tags.js';
import { convertShortcode, isVerbatim, pictureOf } from './shortcodes.js';
import { expanded } from './templates.js';

const isEscaped = (text: string, { start, end }: Tag): boolean => /^\{\{[<%]\s*\/\*/.test(text.slice(start, end));

const SHORTCODES: TagSyntax = {
  find: (text) => hugoIn(text).filter((tag) => !isEscaped(text, tag)),
  isVerbatim,
};

/** @see Hugo, "Shortcodes": in a comment, one is shown as it is written */
const ESCAPED = /\{\{([<%])\s*\/\*\s?([\s\S]*?)\s?\*\/\s*([>%])\}\}/g;

/** Shortcodes whose content nobody saw. @see Hugo, shortcodes, "Comment" */
const COMMENT = /\{\{[<%]\s*comment\b[^{}]*[>%]\}\}[\s\S]*?\{\{[<%]\s*\/\s*comment\s*[>%]\}\}/g;

export function convertHugo({ body }: OldText, place: TextPlace): string {
  const text = withCodeFormulas(body.replace(COMMENT, ''), place.dialect);
  const isInHtml = htmlRanges(text, place.dialect);
  const converted = convertTags(text, place.dialect, SHORTCODES, (tag) => {
    const replacement = convertShortcode(tag, place) ?? expanded(tag, place) ?? pictureOf(tag, place);
    return typeof replacement === 'string' && isInHtml(tag.start) ? asHtml(replacement) : replacement;
  });
  const { dialect } = place;
  const plain = withDefinitions(withoutAttributes(converted, dialect, { hasPlainBlocks: true }), dialect);
  return withPlainEscapes(withFormulas(plain, dialect), dialect);
}

/** Returns a function that is true for offsets in blocks of HTML, where links and pictures in markdown are text. */
function htmlRanges(text: string, dialect: string): (at: number) => boolean {
  if (!/\{\{[<%]/.test(text) || !text.includes('<')) return () => false;
  const ranges = markdownReader(dialect)
    .document(text)
    .children.flatMap(({ type, position }) =>
      type === 'html' && position ? [[position.start.offset ?? 0, position.end.offset ?? 0] as const] : [],
    );
  return (at) => ranges.some(([start, end]) => at > start && at < end);
}

/** Writes pictures and links of markdown as HTML. */
function asHtml(markdown: string): string {
  const plain = (address = ''): string => address.replace(/^<|>$/g, '');
  return markdown
    .replace(
      /!\[([^\]]*)\]\((\S+?)(?: "([^"]*)")?\)/g,
      (_all, alt: string, src: string, title?: string) => `<img${attributes({ src: plain(src), alt, title })}>`,
    )
    .replace(
      /\[([^\]]*)\]\((\S+?)(?: "[^"]*")?\)/g,
      (_all, label: string, href: string) => `<a${attributes({ href: plain(href) })}>${label}</a>`,
    );
}

/** Writes escaped shortcodes as they were shown. Outside of code, a backslash keeps them from being taken for shortcodes. */
function withPlainEscapes(text: string, dialect: string): string {
  if (!/\{\{[<%]\s*\/\*/.test(text)) return text;
  const masked = maskedCode(text, dialect);
  return text.replace(ESCAPED, (_all, open: string, content: string, close: string, at: number) => {
    const isCode = masked[at] !== '{';
    return isCode ? `{{${open} ${content} ${close}}}` : `\\{\\{\\${open} ${content} \\${close}}}`;
  });
}

/** Writes `\\(x\\)` as `$x$`: other programs of formulas read these signs, too. */
function withFormulas(written: string, dialect: string): string {
  const text = dialect.includes('single_backslash') ? written : withPlainFormulas(written, dialect, COMMONMARK_SIGNS);
  if (!dialect.includes('tex_math_dollars') || !/\\[([]/.test(text)) return text;
  const masked = maskedCode(text, dialect);
  return text
    .replace(/\\\\\(([^\n$]+?)\\\\\)/g, (all, formula: string, at: number) => (masked[at] === '\\' ? `$${formula.trim()}$` : all))
    .replace(/\\\\\[([^$]+?)\\\\\]/g, (all, formula: string, at: number) => (masked[at] === '\\' ? `$$${formula}$$` : all));
}

/** Writes formulas that a script takes from code, `` `$x$` `` and `` `$$x$$` ``, without the code. @see blogdown, "Math expressions" */
function withCodeFormulas(text: string, dialect: string): string {
  if (!dialect.includes('tex_math_dollars') || !text.includes('`$')) return text;
  const masked = maskedCode(text, 'gfm');
  return text.replace(/(?<!`)`(\$\$?)(?!\s*\$)([^`$]+)\1`(?!`)/g, (all, sign: string, formula: string, at: number) =>
    masked[at + 1] === '$' ? all : sign === '$' ? `$${formula.trim()}$` : `$$${formula}$$`,
  );
}

const marks = marksOf(SHORTCODES, 'gfm');

const FORMULA =
  /\{\{[<%]\s*(?:math|katex|latex|mathjax)\b[^{}]*[>%]\}\}\s*((?!\$|\\[([])[^{}\s](?:(?!\{\{)[\s\S])*?)\s*\{\{[<%]\s*\/\s*(?:math|katex|latex|mathjax)\s*[>%]\}\}/g;

export const hugoMarks: TextMarks = (body) => {
  const text = body.replace(COMMENT, '').replace(FORMULA, (_all, formula: string) => `$${formula.replace(/\s+/g, ' ')}$`);
  return marks(blankAttributes(withCodeFormulas(text, 'gfm+tex_math_dollars'), 'gfm'));
};
