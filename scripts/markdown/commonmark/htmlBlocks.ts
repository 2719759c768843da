// Markdown that `gfm` and `commonmark` leave as text because a block of HTML is around it, which ends at the next blank line: editors
// write `<h2 id="a">…</h2>` or `<aside>` and go on with markdown in the next line.

import type { Nodes, Root } from 'mdast';
import { RULER } from '../block/pipeTables.js';
import type { Warn } from '../lint.js';
import type { Position } from '../nodes.js';
import { walk } from '../walk.js';

/** Signs of blocks, which begin a line. */
const BLOCK = /^(?:#{1,6}[ \t]+\S|```|~~~[a-z]*$|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?\S|\d{1,3}\.[ \t]+\S|>[ \t]*\S)/;
/** Signs within a line, which leave no doubt. */
const INLINE =
  /(?<![*\w\\])\*\*(?![\s*])[^*\n]{0,300}\*\*(?![*\w])|!?\[[^[\]\n]{0,300}\]\([^\s()<>]{1,300}\)|(?<!`)`[^`\s][^`\n]{0,100}`(?!`)/;
/** Elements and declarations whose text is code, data or a note to the writer; and markdown of other tools, which is reported as theirs. */
const OTHER = /<(?:pre|script|style|textarea|code|svg|math|xmp|tt|kbd|samp)\b|<[!?]|\bmarkdown=/i;

/**
 * Warns about the first line of markdown in each block of HTML.
 * @param text of which the tree was made
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
  /** Counted from the first line of the block. */
  readonly number: number;
  readonly text: string;
}

/** The first line with markdown in a block, without its tags. */
function lineOfMarkdown(html: string): Line | undefined {
  // Tags may reach over lines, and have stars and brackets in their attributes.
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

/** Where a line is in the file, in which quotes and lists may have signs before it. */
function placeOf({ number, text: written }: Line, { start }: Position, text: string): Position {
  let from = start.offset - (start.column - 1);
  for (let line = 0; line < number; line++) from = text.indexOf('\n', from) + 1;
  const column = Math.max(0, text.indexOf(written, from) - from) + 1;
  const at = { line: start.line + number, column, offset: from + column - 1 };
  return { start: at, end: { ...at, column: column + written.length, offset: at.offset + written.length } };
}
