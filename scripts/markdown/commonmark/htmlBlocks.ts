// Warns about markdown in HTML blocks of `gfm` and `commonmark`, which is text up to the next blank line: editors write
// `<h2 id="a">…</h2>` or `<aside>`, and go on with markdown in the next line.

import type { Nodes, Root } from 'mdast';
import { RULER } from '../block/pipeTables.js';
import type { Warn } from '../lint.js';
import type { Position } from '../nodes.js';
import { walk } from '../walk.js';

/** Markup of blocks, at the start of a line. */
const BLOCK = /^(?:#{1,6}[ \t]+\S|```|~~~[a-z]*$|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?\S|\d{1,3}\.[ \t]+\S|>[ \t]*\S)/;
/** Inline markup that is hardly anything else. */
const INLINE =
  /(?<![*\w\\])\*\*(?![\s*])[^*\n]{0,300}\*\*(?![*\w])|!?\[[^[\]\n]{0,300}\]\([^\s()<>]{1,300}\)|(?<!`)`[^`\s][^`\n]{0,100}`(?!`)/;
/** Elements and declarations that hold code, data or a note to the writer; and other tools' markup, which is reported as foreign. */
const OTHER = /<(?:pre|script|style|textarea|code|svg|math|xmp|tt|kbd|samp)\b|<[!?]|\bmarkdown=/i;

/**
 * Warns about the first line of markdown in each block of HTML.
 * @param text the document that the tree was parsed from
 */
export function lintHtmlBlocks(tree: Root, text: string, warn: Warn): void {
  walk<Nodes>(tree, (node, _index, parent) => {
    const position = node.position as Position | undefined;
    if (node.type !== 'html' || parent.type === 'paragraph' || !position || OTHER.test(node.value)) return;
    const found = lineOfMarkdown(node.value);
    if (found)
      warn({
        rule: 'html-block',
        reason: 'this is shown as text: markdown is not read in a block of HTML, which ends at the next blank line',
        remedy: 'add a blank line between the tags and this text',
        position: placeOf(found, position, text),
      });
  });
}

interface Line {
  /** Counts from 0, the first line of the block. */
  readonly number: number;
  readonly text: string;
}

/** Finds the first line with markdown in an HTML block, outside its tags. */
function lineOfMarkdown(html: string): Line | undefined {
  // Masks the tags, which may span lines, and have stars and brackets in their attributes.
  const lines = html.replace(/<[^<>]*>/g, (tag) => tag.replace(/[^\n]/g, '\0')).split('\n');
  for (const [number, line] of lines.entries()) {
    const text = line.replace(/^[\0\s]+|[\0\s]+$/g, '');
    const isWhole = text !== '' && !line.includes('\0');
    const next = lines[number + 1]?.trim() ?? '';
    const isTable = text.includes('|') && next.includes('|') && RULER.test(next);
    if ((isWhole && BLOCK.test(text)) || isTable || INLINE.test(text)) return { number, text: text.replace(/\0.*$/s, '') };
  }
  return undefined;
}

/** Returns the position of a line in the file, where prefixes of quotes and lists may precede it. */
function placeOf({ number, text: written }: Line, { start }: Position, text: string): Position {
  let from = start.offset - (start.column - 1);
  for (let line = 0; line < number; line++) from = text.indexOf('\n', from) + 1;
  const column = Math.max(0, text.indexOf(written, from) - from) + 1;
  const at = { line: start.line + number, column, offset: from + column - 1 };
  return { start: at, end: { ...at, column: column + written.length, offset: at.offset + written.length } };
}
