// The seam where markdown readers stand: a dialect's name in, mdast out. All that follows sees mdast and hast and does
// not know which reader it was.

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
import { transform } from './commonmark/transforms.js';
import { type Constructs, withConstructs } from './constructs.js';
import { extensionsOfDialect, readerOf } from './extensions.js';
import { readPandoc, readPandocInline } from './index.js';
import type { Warn } from './lint.js';
import type { Node } from './nodes.js';
import { wideLineBreaks } from './wideLineBreaks.js';

export interface MarkdownReader {
  /** Reads a document; says what its writer may not expect. */
  readonly document: (text: string, warn?: Warn) => Root;
  /** Inline markdown alone, such as a title: a tree with one paragraph. */
  readonly inline: (text: string, warn?: Warn) => Root;
}

/**
 * The reader of a dialect, as it is named in site.yaml.
 * @param constructs read besides Pandoc's own; no other dialect has them
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
  const document = (text: string, warn?: Warn) => {
    prepare(text);
    const tree = processor.runSync(processor.parse(text)) as Root;
    if (warn) lintLines(tree, text, warn);
    if (warn && reader === 'gfm') lintGfm(tree, text, extensions, warn);
    if (warn) lintHtmlBlocks(tree, text, warn);
    return tree;
  };
  return { document, inline: (text) => withoutBlock(document(NO_BLOCK + text.replace(/(?<!\s)\s*\n\s*/g, ' '))) };
}

/** A space that CommonMark does not take for indentation: a text before which it stands begins no block. */
const NO_BLOCK = '\u2003';

function withoutBlock(tree: Root): Root {
  const lead = (tree.children[0] as Paragraph | undefined)?.children?.[0];
  if (lead?.type === 'text') lead.value = lead.value.slice(NO_BLOCK.length);
  return tree;
}
