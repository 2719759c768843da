// remarkPandoc: Pandoc's markdown for unified, in place of remark-parse.
//
// Reading takes three passes: text → lines, lines → blocks (`blocks.ts`), pending text → inlines (`inlines.ts`). The last one starts when
// all definitions, notes and headings are known.

import type { Root } from 'mdast';
import type { Plugin, Processor } from 'unified';
import type { VFile } from 'vfile';
import { readBlocks } from './blocks.js';
import { type Constructs, withConstructs } from './constructs.js';
import { Document, type Surroundings } from './document.js';
import { extensionsOf } from './extensions.js';
import { finish } from './finish.js';
import { once, type Warn } from './lint.js';
import { offsetInRun, toLines, toRun } from './text.js';
import { parseTitleBlock } from './titleBlock.js';

export type { Constructs, Placed } from './constructs.js';
export { type Extensions, extensionsOf } from './extensions.js';
export { pandocRehypeOptions } from './handlers.js';
export { LINT } from './lint.js';
export { parseTitleBlock, type TitleBlock } from './titleBlock.js';

/** Options of remarkPandoc. */
export interface RemarkPandocOptions {
  /** Changes to Pandoc's default extensions, in Pandoc's notation: `+east_asian_line_breaks-smart`. */
  readonly extensions?: string;
  /** Constructs that are read besides Pandoc's. */
  readonly constructs?: Constructs;
}

/**
 * A unified plugin that reads Pandoc's markdown to mdast, in place of remark-parse. It stores the title block in the file's
 * `data.titleBlock` and adds a message to the file for each rule of `LINT` that a text breaks.
 * @throws Error for an unknown extension, with the name that was probably meant
 */
export const remarkPandoc: Plugin<[RemarkPandocOptions?], string, Root> = function (
  this: Processor,
  { extensions = '', constructs }: RemarkPandocOptions = {},
): void {
  const set = constructs ? withConstructs(extensionsOf(extensions), constructs) : extensionsOf(extensions);
  this.parser = (text: string, file: VFile) => {
    const block = set.has('pandoc_title_block') ? parseTitleBlock(text) : undefined;
    if (block) file.data.titleBlock = block;
    return readPandoc(masked(text, block?.end ?? 0), set, ({ rule, reason, remedy, position }) => {
      file.message(`${reason}; ${remedy}`, { place: position, ruleId: rule, source: 'remark-pandoc' });
    });
  };
};

/** Replaces the text before an index with spaces, so that offsets after it stay the same. */
export function masked(text: string, end: number): string {
  return end === 0 ? text : text.slice(0, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}

/**
 * Reads a document into mdast.
 * @param text the document without a title block, which may be masked so that offsets stay the same
 */
export function readPandoc(text: string, extensions: ReadonlySet<string>, warn: Warn = () => {}): Root {
  const document = new Document(text, extensions, once(warn), readBlocks);
  const children = readBlocks(toLines(text), document, TOP);
  const notes = finish(document);
  return { type: 'root', children: [...children, ...notes], position: document.position(0, text.length) } as unknown as Root;
}

/** A YAML metadata block of a document. */
export interface MetadataBlock {
  readonly yaml: string;
  /** True if it is a well-formed mapping; anything else is ordinary text. */
  readonly isMapping: boolean;
  /** Maps an index in `yaml`, which lacks the prefixes of quotes and lists, to an offset in the document. */
  readonly offsetOf: (index: number) => number;
}

/**
 * Returns the metadata blocks of a document, in order. No inline text is read.
 * @see Pandoc manual, "Extension: yaml_metadata_block"
 */
export function metadataBlocks(text: string, extensions: ReadonlySet<string>): MetadataBlock[] {
  const document = new Document(text, extensions, () => {}, readBlocks);
  readBlocks(toLines(text), document, TOP);
  return [...document.metadata]
    .sort(([a], [b]) => a - b)
    .map(([, { run, isMapping }]) => ({ yaml: run.text, isMapping, offsetOf: (index) => offsetInRun(run, index) }));
}

const TOP: Surroundings = { inList: false, inDiv: false, end: 'paragraph', depth: 0 };

/**
 * Checks that constructs can be put in order.
 * @throws Error if a name is taken, or if `before` or `after` names no construct
 */
export function checkConstructs(constructs: Constructs): void {
  const unknown = Object.keys(constructs).find((part) => part !== 'block' && part !== 'inline');
  if (unknown !== undefined) throw new Error(`constructs are "block" and "inline", not "${unknown}"`);
  const extensions = withConstructs(extensionsOf(''), constructs);
  readPandoc('x', extensions);
}

/** Reads inline markdown, such as a title, into a tree with one paragraph. */
export function readPandocInline(text: string, extensions: ReadonlySet<string>, warn: Warn = () => {}): Root {
  const document = new Document(text, extensions, once(warn), readBlocks);
  const paragraph = document.inline('paragraph', toRun(toLines(text)));
  finish(document);
  return { type: 'root', children: [paragraph], position: document.position(0, text.length) } as unknown as Root;
}
