// The unified pipeline of a dialect: its reader → remark-rehype → rehype-stringify.

import type { Root } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Constructs } from '../markdown/constructs.js';
import { readerOf } from '../markdown/extensions.js';
import { commonmarkRehypeOptions, pandocRehypeOptions, separateNotes } from '../markdown/handlers.js';
import type { Warn } from '../markdown/lint.js';
import { markdownReader } from '../markdown/reader.js';
import type { TextWords } from './options.js';

/** Words for screen readers: the heading of the footnotes, and the label of the link back from one. */
type FootnoteWords = Pick<TextWords, 'footnotes' | 'backToText'>;

export interface Pipeline {
  readonly dialect: string;
  readonly read: (body: string, warn: Warn) => MdastRoot;
  /** Reads inline markdown, such as a title, into a tree with one paragraph. */
  readonly readInline: (text: string, warn: Warn) => MdastRoot;
  readonly toHast: (tree: MdastRoot) => Root;
  readonly stringify: (tree: Root) => string;
}

const NONE: Constructs = {};
const pipelines = new WeakMap<Constructs, Map<string, Pipeline>>();

/**
 * Returns the pipeline of a dialect. Each is made once.
 * @param constructs constructs that plugins add to Pandoc's
 */
export function pipelineFor(dialect: string, words: FootnoteWords, constructs = NONE): Pipeline {
  const cached = pipelines.get(constructs) ?? new Map<string, Pipeline>();
  pipelines.set(constructs, cached);
  const key = `${dialect}\0${words.footnotes}\0${words.backToText}`;
  const pipeline = cached.get(key) ?? pipelineWith(dialect, words, constructs);
  cached.set(key, pipeline);
  return pipeline;
}

function pipelineWith(dialect: string, { footnotes, backToText }: FootnoteWords, constructs: Constructs): Pipeline {
  const reader = markdownReader(dialect, constructs === NONE ? undefined : constructs);
  const isPandoc = readerOf(dialect) === 'pandoc';
  const toHast = unified()
    .use(remarkRehype, {
      ...(isPandoc ? pandocRehypeOptions : commonmarkRehypeOptions),
      footnoteLabel: footnotes,
      footnoteBackLabel: backToText,
      footnoteBackContent: '↩\uFE0E',
    })
    .freeze();
  const writer = unified()
    .use(rehypeStringify, { allowDangerousHtml: true, characterReferences: { useNamedReferences: true } })
    .freeze();
  return {
    dialect,
    read: reader.document,
    readInline: reader.inline,
    toHast: (tree) => toHast.runSync(isPandoc ? separateNotes(tree) : tree) as unknown as Root,
    stringify: (tree) => writer.stringify(tree),
  };
}
