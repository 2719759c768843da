// Paragraphs: text up to a blank line or to a construct that may end them (blank_before_header, blank_before_blockquote,
// lists_without_preceding_blankline). Extensions such as hard_line_breaks concern inline text.

import type { BlockResult, Document, Surroundings } from '../document.js';
import { deepItem, type LintRule, oddSpace } from '../lint.js';
import { cut, indentOf, isBlank, type Line, lineEnd, offsetIn, type Run, slice, toRun, trim } from '../text.js';
import { listMarker } from './fancyLists.js';
import { fencedCodeBlocks } from './fencedCodeBlocks.js';
import { closesDiv } from './fencedDivs.js';
import { openUntil } from './openUntil.js';
import { RULER } from './pipeTables.js';
import { closesTag, firstBlockTag } from './rawHtml.js';
import { firstTexBlock } from './rawTex.js';

/** Reads the paragraph or plain text at a line. */
export function paragraph(lines: readonly Line[], at: number, document: Document, around: Surroundings): BlockResult {
  let end = at + 1;
  let cutShort = false;
  let nextCheck = 8;
  let run: Run;
  lintLine(lines[at] as Line, document, undefined);
  for (;;) {
    for (; end < lines.length && !isBlank(lines[end]); end++) {
      const line = lines[end] as Line;
      if (line.text.startsWith('```') && fencedCodeBlocks.read(lines, end, document, around)) break;
      if (around.inDiv && closesDiv(line.text)) break;
      if (!document.has('blank_before_header') && /^#{1,6} /.test(line.text)) break;
      if (!document.has('blank_before_blockquote') && /^ {0,3}>/.test(line.text)) break;
      const list = around.inList || document.has('lists_without_preceding_blankline');
      if (list && listMarker(line.text, document.extensions)) {
        cutShort = around.inList;
        break;
      }
      lintLine(line, document, lines[end - 1]);
      // A block tag may end a long text early. Checks at growing distances keep the time linear.
      if (end - at === nextCheck) {
        nextCheck *= 4;
        const text = toRun(lines.slice(at, end)).text;
        const found = /[<\\]/.test(text) ? firstBlock(text, document, around.openTag) : undefined;
        if (found && !/[`$]|<!--/.test(text.slice(0, found))) break;
      }
    }
    // A comment, a tag or an environment of a formula may contain blank lines, and in a list text that looks like an item.
    run = toRun(lines.slice(at, end));
    const further = cutShort || (end < lines.length && isBlank(lines[end])) ? openUntil(lines, at, end, document) : undefined;
    if (further === undefined) break;
    end = further;
    cutShort = false;
  }
  const tag = firstBlock(run.text, document, around.openTag);
  if (tag !== undefined && tag > 0) {
    // A block tag or block-level TeX ends the text before it, even within a line.
    const text = run.text.slice(0, tag);
    const before = text.split('\n');
    const row = at + before.length - 1;
    const rest = cut(lines[row] as Line, before.at(-1)?.length ?? 0);
    // Text before the end tag of its div is a paragraph, if that tag begins a line.
    const closes = /\n$/.test(text) && closesTag(run.text.slice(tag), around.openTag);
    const closesItsDiv = closes && around.openTag === 'div' && document.has('native_divs');
    const type = closesItsDiv ? 'paragraph' : 'plain';
    const hard = type === 'plain' && / {2}\n$/.test(text);
    const content = slice(run, 0, closes ? tag - 1 : tag);
    return { nodes: trim(text) !== '' ? [document.inline(type, content, { hard })] : [], next: row + 1, rest };
  }
  const atEnd = end >= lines.length && around.end === 'plain';
  // Plain text keeps a hard line break at its end.
  if (cutShort || atEnd)
    return { nodes: [document.inline('plain', run, { hard: !cutShort && / {2}$/.test(run.text) })], next: end };
  return { nodes: [document.inline('paragraph', run)], next: end };
}

/** Returns the index of the first block tag or block-level TeX in a paragraph's text. */
function firstBlock(text: string, document: Document, openTag: string | undefined): number | undefined {
  const html = document.has('raw_html') && document.has('markdown_in_html_blocks');
  const tag = html
    ? firstBlockTag(text, openTag)
    : openTag === 'div' && document.has('native_divs')
      ? closingDiv(text)
      : undefined;
  const tex = document.has('raw_tex') && text.includes('\\') ? firstTexBlock(text) : undefined;
  return tag === undefined ? tex : tex === undefined ? tag : Math.min(tag, tex);
}

/** Returns the index of the end tag of a div, where no other tags are read. */
function closingDiv(text: string): number | undefined {
  const at = text.search(/<\/div\s*>/i);
  return at < 0 ? undefined : at;
}

/** A fence that would begin a code block if it were closed. */
const FENCE = /^ {0,3}(?:`{3,}[^`]*|~{3,}[^~]*)$/;
const ITEM = /^ {0,3}(?:[-*+]|1[.)]) +\S/;

/** Warns about a line that CommonMark would read differently, or that was probably meant differently. */
function lintLine(line: Line, document: Document, before: Line | undefined): void {
  const { text } = line;
  const isFirst = before === undefined;
  const indent = indentOf(text);
  if (!'#-*+0123456789`~|:'.includes(text[indent] ?? ' ')) return;
  const warn = (rule: LintRule, reason: string, remedy: string) =>
    document.warn({ rule, reason, remedy, position: document.position(offsetIn(line, indent), lineEnd(line)) });
  const mistake = oddSpace(text) ?? (isFirst ? undefined : deepItem(text));
  if (FENCE.test(text)) {
    const fence = trim(text).slice(0, 3);
    const remedy = `close it with a line of ${fence}; only a language or {…} may follow the opening ${fence}`;
    warn('unclosed-fence', 'this does not open a code block and is read as text', remedy);
  } else if (!isFirst && /^#{1,6} +\S/.test(text)) {
    warn('heading-blank-line', 'this is read as paragraph text, not as a heading', 'add a blank line before it');
  } else if (/^#{1,6}\p{L}/u.test(text)) {
    warn('heading-space', 'this is read as text, not as a heading', 'add a space after the #, or a \\ before it if it is text');
  } else if (mistake) {
    warn(mistake.rule, mistake.reason, mistake.remedy);
  } else if (before?.text.includes('|') && text.includes('|') && document.has('pipe_tables') && RULER.test(text)) {
    warn('table-blank-line', 'this is read as paragraph text, not as a table', 'add a blank line before its first row');
  } else if (!isFirst && ITEM.test(text) && !ITEM.test(before.text) && listMarker(text, document.extensions)) {
    warn('list-blank-line', 'this is read as paragraph text, not as a list', 'add a blank line before it');
  }
}
