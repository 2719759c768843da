// The unified pipeline of a dialect: its reader → remark-rehype → rehype-stringify.

import type { Root } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { readerOf } from '../markdown/extensions.js';
import { apart, commonmarkRehypeOptions, pandocRehypeOptions } from '../markdown/handlers.js';
import type { Warn } from '../markdown/lint.js';
import { markdownReader } from '../markdown/reader.js';

/** For screen readers: the word over the footnotes, and the label of the way back from one. */
export interface FootnoteWords {
  readonly label: string;
  readonly back: string;
}

export interface Pipeline {
  readonly dialect: string;
  readonly read: (body: string, warn: Warn) => MdastRoot;
  /** Reads inline markdown alone, such as a title: a tree of one paragraph. */
  readonly readInline: (text: string, warn: Warn) => MdastRoot;
  readonly toHast: (tree: MdastRoot) => Root;
  readonly stringify: (tree: Root) => string;
}

const pipelines = new Map<string, Pipeline>();

/** The pipeline of a dialect; made once for each. */
export function pipelineFor(dialect: string, { label, back }: FootnoteWords): Pipeline {
  const key = `${dialect}\0${label}\0${back}`;
  const known = pipelines.get(key);
  if (known) return known;
  const reader = markdownReader(dialect);
  const isPandoc = readerOf(dialect) === 'pandoc';
  const toHast = unified()
    .use(remarkRehype, {
      ...(isPandoc ? pandocRehypeOptions : commonmarkRehypeOptions),
      footnoteLabel: label,
      footnoteBackLabel: back,
      footnoteBackContent: '↩\uFE0E',
    })
    .freeze();
  const writer = unified()
    .use(rehypeStringify, { allowDangerousHtml: true, characterReferences: { useNamedReferences: true } })
    .freeze();
  const pipeline: Pipeline = {
    dialect,
    read: reader.document,
    readInline: reader.inline,
    toHast: (tree) => toHast.runSync(isPandoc ? apart(tree) : tree) as unknown as Root,
    stringify: (tree) => writer.stringify(tree),
  };
  pipelines.set(key, pipeline);
  return pipeline;
}
