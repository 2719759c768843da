// The seam where markdown readers stand: a dialect's name in, a unified processor out. All that follows sees mdast
// and hast and does not know which reader it was.

import type { Root as MdastRoot } from 'mdast';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkCjkStrikethrough from 'remark-cjk-friendly-gfm-strikethrough';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { bareUris } from './bareUris.js';
import { readerOf } from './dialect.js';
import { wideLineBreaks } from './wideLineBreaks.js';

export type MarkdownProcessor = Processor<MdastRoot>;

/**
 * The processor that reads a dialect into mdast.
 * @param dialect as in site.yaml; `markdown…` is read like GFM here until Pandoc's own reader takes this place
 */
export function markdownReader(dialect: string): MarkdownProcessor {
  const processor = unified().use(remarkParse).use(remarkCjkFriendly);
  if (readerOf(dialect) !== 'commonmark') {
    processor.use(remarkGfm, { singleTilde: false }).use(remarkCjkStrikethrough, { singleTilde: false }).use(bareUris);
  }
  return processor.use(wideLineBreaks) as unknown as MarkdownProcessor;
}

/** A space that markdown does not take for indentation, so that a text before which it stands begins no block. */
const NO_BLOCK = '\u2003';

/**
 * Reads inline markdown, such as a title: `1. one` and `# two` are text.
 * @returns a tree with one paragraph
 */
export function readInline(processor: MarkdownProcessor, text: string): MdastRoot {
  const tree = processor.runSync(processor.parse(NO_BLOCK + text.replace(/\s*\n\s*/g, ' '))) as MdastRoot;
  const first = tree.children[0];
  const lead = first && 'children' in first ? first.children[0] : undefined;
  if (lead?.type === 'text') lead.value = lead.value.slice(NO_BLOCK.length);
  return tree;
}
