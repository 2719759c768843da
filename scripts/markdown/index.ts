// remarkPandoc: Pandoc's markdown for unified, in the place of remark-parse.
//
// Three passes: lines → blocks (`blocks.ts`) → inlines (`inlines.ts`), the last when all definitions, notes and headings
// are known.

import type { Root } from 'mdast';
import type { Processor } from 'unified';
import type { VFile } from 'vfile';
import { readBlocks } from './blocks.js';
import { Document, type Surroundings, type Warn } from './document.js';
import { extensionsOf } from './extensions.js';
import { headingId } from './headingId.js';
import type { InlineContext, LinkDefinition } from './inline/construct.js';
import { normaliseLabel } from './inline/links.js';
import { readInlines } from './inlines.js';
import { element, NO_ATTRIBUTES, type Node, properties, textOf } from './nodes.js';
import { toLines, toRun } from './text.js';
import { bothUnspaced, bothWide, joinLines } from './wideLineBreaks.js';

export { pandocRehypeOptions } from './handlers.js';

export interface RemarkPandocOptions {
  /** What differs from Pandoc's defaults, in its notation: `+east_asian_line_breaks-smart`. */
  readonly extensions?: string;
}

/**
 * A unified plugin that reads Pandoc's markdown where remark-parse would read CommonMark. What a writer may not expect
 * (an undefined reference, TeX that is left out) becomes a message of the file.
 * @throws Error for an extension that does not exist, with the name that was probably meant
 */
export function remarkPandoc(this: Processor, { extensions = '' }: RemarkPandocOptions = {}): void {
  const set = extensionsOf(extensions);
  this.parser = (text: string, file: VFile) =>
    readPandoc(text, set, (rule, message, place) => {
      file.message(message, { place, ruleId: rule, source: 'remark-pandoc' });
    });
}

/**
 * Reads a document.
 * @param text without a title block; what stands before the body may be blanked out, so that positions stay
 */
export function readPandoc(text: string, extensions: ReadonlySet<string>, warn: Warn = () => {}): Root {
  const document = new Document(text, extensions, warn, readBlocks);
  const children = readBlocks(toLines(text), document, TOP);
  const notes = finish(document);
  return { type: 'root', children: [...children, ...notes], position: document.position(0, text.length) } as unknown as Root;
}

const TOP: Surroundings = { inList: false, inDiv: false, end: 'paragraph', depth: 0 };

/** Reads inline markdown alone, such as a title: one paragraph. */
export function readPandocInline(text: string, extensions: ReadonlySet<string>): Root {
  const document = new Document(text, extensions, () => {}, readBlocks);
  const paragraph = document.inline('paragraph', toRun(toLines(text)));
  finish(document);
  return { type: 'root', children: [paragraph], position: document.position(0, text.length) } as unknown as Root;
}

/** Reads the inline text that waits; gives the notes. */
function finish(document: Document): Node[] {
  const implicit = new Map<string, LinkDefinition>();
  const inlineNotes: Node[] = [];
  const context: InlineContext = {
    extensions: document.extensions,
    definition: (label) => document.definitions.get(label) ?? implicit.get(label),
    hasNote: (id) => document.notes.has(id),
    endsInBreak: true,
    example: (label) => document.examples.get(label),
    addNote: (children, position) => {
      const identifier = `inline-${inlineNotes.length + 1}`;
      inlineNotes.push({ type: 'footnoteDefinition', identifier, label: identifier, children, position });
      return identifier;
    },
    defineMacro: (text, at) => document.macros.define(text, at),
    applyMacros: (tex) => document.macros.apply(tex),
    point: document.point,
    warn: document.warn,
  };
  const inNote: InlineContext = { ...context, hasNote: () => false };
  const inCell: InlineContext = { ...context, endsInBreak: false };
  const wide = document.has('east_asian_line_breaks') ? (document.has('cjk') ? bothUnspaced : bothWide) : undefined;
  const read = (node: Node) => {
    if (!node.run) return;
    const { run } = node;
    delete node.run;
    const isText = (node.type === 'paragraph' || node.type === 'plain') && !node.inCell;
    node.children = readInlines(run, node.inNote ? inNote : node.inCell ? inCell : context);
    delete node.inNote;
    delete node.inCell;
    if (wide && run.text.includes('\n')) joinLines(node.children, wide);
    if (node.hard) node.children.push({ type: 'break' });
    delete node.hard;
    if (isText && document.has('implicit_figures')) figure(node);
  };
  const taken = givenIds(document);
  for (const { node, attributes } of document.headings) {
    read(node);
    const text = textOf(node.children ?? []);
    const id = attributes.id ?? (document.has('auto_identifiers') ? headingId(text, taken) : undefined);
    node.data = { hProperties: properties({ ...attributes, ...(id !== undefined && { id }) }) };
    const label = normaliseLabel(text);
    if (id !== undefined && document.has('implicit_header_references') && !implicit.has(label))
      implicit.set(label, { url: `#${id}`, attributes: NO_ATTRIBUTES });
  }
  for (const node of document.waiting) read(node);
  return [...document.notes.values(), ...inlineNotes];
}

/** The ids that headings were given by hand. */
function givenIds({ headings, warn }: Document): Set<string> {
  const ids = new Set<string>();
  for (const { node, attributes } of headings) {
    if (attributes.id === undefined) continue;
    if (ids.has(attributes.id) && node.position)
      warn('duplicate-id', `another heading has the id #${attributes.id} already; links will find the first`, node.position);
    ids.add(attributes.id);
  }
  return ids;
}

/** A paragraph that is one image alone, with a text, is a figure. */
function figure(node: Node): void {
  const [image] = node.children ?? [];
  if (node.children?.length !== 1 || image?.type !== 'image' || !image.alt) return;
  const { id, alt, ...rest } = (image.data?.hProperties ?? {}) as { id?: string; alt?: string };
  const { caption = [] } = image as { caption?: Node[] };
  const picture: Node = { ...image, alt: alt ?? image.alt, data: { hProperties: rest } };
  node.type = 'pandocfigure';
  node.data = { hName: 'figure', hProperties: id === undefined ? {} : { id } };
  node.children = [picture, element('figcaption', [{ type: 'plain', children: caption }])];
}
