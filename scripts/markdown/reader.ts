// Takes the name of a dialect and returns its reader, which parses markdown into mdast. Later steps see mdast and hast, and don't
// know which reader made them.

import type { Paragraph, Root } from 'mdast';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkCjkStrikethrough from 'remark-cjk-friendly-gfm-strikethrough';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { bareUris } from './bareUris.js';
import { addedSyntax } from './commonmark/extensions.js';
import { lintHtmlBlocks } from './commonmark/htmlBlocks.js';
import { lintGfm, lintLines } from './commonmark/lint.js';
import { type Ranges, withoutComments } from './commonmark/obsidianComments.js';
import { transform } from './commonmark/transforms.js';
import { type Constructs, withConstructs } from './constructs.js';
import { extensionsOfDialect, readerOf } from './extensions.js';
import { readPandoc, readPandocInline } from './index.js';
import type { Warn } from './lint.js';
import type { Node } from './nodes.js';
import { wideLineBreaks } from './wideLineBreaks.js';

export interface MarkdownReader {
  /** Reads a document. Warns about text that the writer may have meant differently. */
  readonly document: (text: string, warn?: Warn) => Root;
  /** Reads inline markdown, such as a title, into a tree with one paragraph. */
  readonly inline: (text: string, warn?: Warn) => Root;
}

/**
 * Returns the reader of a dialect.
 * @param dialect its name, as in site.yaml
 * @param constructs constructs from plugins, for Pandoc's dialect only
 */
export function markdownReader(dialect: string, constructs?: Constructs): MarkdownReader {
  const reader = readerOf(dialect);
  const extensions = extensionsOfDialect(dialect);
  if (reader === 'pandoc') {
    const all = constructs ? withConstructs(extensions, constructs) : extensions;
    return {
      document: (text, warn) => readPandoc(text, all, warn),
      inline: (text, warn) => readPandocInline(text, all, warn),
    };
  }
  const processor = unified().use(remarkParse).use(remarkCjkFriendly);
  if (reader === 'gfm') {
    processor.use(remarkGfm, { singleTilde: false }).use(remarkCjkStrikethrough, { singleTilde: false }).use(bareUris);
  }
  const { micromark, fromMarkdown, prepare } = addedSyntax(extensions);
  processor.use(function () {
    const data = this.data();
    data.micromarkExtensions = [...(data.micromarkExtensions ?? []), micromark];
    data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), fromMarkdown];
    return (tree: Root) => transform(tree as unknown as Node, extensions);
  });
  processor.use(wideLineBreaks).freeze();
  const document = (written: string, warn?: Warn) => {
    const { text, hidden } = extensions.has('obsidian') ? withoutComments(written) : { text: written, hidden: [] };
    prepare(text);
    const tree = processor.runSync(processor.parse(text)) as Root;
    if (hidden.length > 0) (tree as { data?: { hidden?: Ranges } }).data = { hidden };
    if (warn) lintLines(tree, text, warn);
    if (warn && reader === 'gfm') lintGfm(tree, text, extensions, warn);
    if (warn) lintHtmlBlocks(tree, text, warn);
    return tree;
  };
  return { document, inline: (text) => withoutBlock(document(NO_BLOCK + text.replace(/(?<!\s)\s*\n\s*/g, ' '))) };
}

/** An em space. CommonMark doesn't count it as indentation, so a line that begins with it begins no block. */
const NO_BLOCK = '\u2003';

function withoutBlock(tree: Root): Root {
  const lead = (tree.children[0] as Paragraph | undefined)?.children?.[0];
  if (lead?.type === 'text') lead.value = lead.value.slice(NO_BLOCK.length);
  return tree;
}
