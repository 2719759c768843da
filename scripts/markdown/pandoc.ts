// remarkPandoc: Pandoc's markdown for unified, in the place of remark-parse.
//
// Three passes: lines → blocks (`blocks.ts`) → inlines (`inlines.ts`), the last when all definitions, notes and headings
// are known.

import type { Root } from 'mdast';
import type { Processor } from 'unified';
import { readBlocks } from './blocks.js';
import { extensionsOf } from './dialect.js';
import { Document } from './document.js';
import { headingId } from './headingId.js';
import { type Context, normaliseLabel, readInlines } from './inlines.js';
import { element, type Node, type Position, properties, textOf } from './nodes.js';
import { rowAt, toLines, toRun } from './text.js';

/**
 * A unified plugin that reads Pandoc's markdown where remark-parse would read CommonMark.
 * @param options `dialect` in Pandoc's notation, `markdown+east_asian_line_breaks`
 */
export function remarkPandoc(this: Processor, { dialect = 'markdown' }: { readonly dialect?: string } = {}): void {
  this.parser = (text) => readPandoc(text, dialect);
}

/**
 * Reads a document.
 * @param text without a title block; what stands before the body may be blanked out, so that positions stay
 */
export function readPandoc(text: string, dialect: string): Root {
  const document = new Document(extensionsOf(dialect), positions(text), readBlocks);
  const children = readBlocks(toLines(text), document, { inList: false, inDiv: false, end: 'paragraph', depth: 0 });
  const notes = finish(document);
  return { type: 'root', children: [...children, ...notes] } as unknown as Root;
}

/** Reads inline markdown alone, such as a title: one paragraph. */
export function readPandocInline(text: string, dialect: string): Root {
  const document = new Document(extensionsOf(dialect), positions(text), readBlocks);
  const paragraph = document.inline('paragraph', toRun(toLines(text)));
  finish(document);
  return { type: 'root', children: [paragraph] } as unknown as Root;
}

/** Reads the inline text that waits; gives the notes. */
function finish(document: Document): Node[] {
  const implicit = new Map<string, string>();
  const inlineNotes: Node[] = [];
  const context: Context = {
    extensions: document.extensions,
    definition: (label) => {
      const id = implicit.get(label);
      return (
        document.definitions.get(label) ??
        (id === undefined ? undefined : { url: `#${id}`, attributes: { classes: [], pairs: [] } })
      );
    },
    hasNote: (id) => document.notes.has(id),
    example: (label) => document.examples.get(label),
    addNote: (children, position) => {
      const identifier = `inline-${inlineNotes.length + 1}`;
      inlineNotes.push({ type: 'footnoteDefinition', identifier, label: identifier, children, position });
      return identifier;
    },
    position: document.position,
  };
  const read = (node: Node) => {
    if (!node.run) return;
    const { run } = node;
    delete node.run;
    node.children = readInlines(run, context);
    if (node.hard) node.children.push({ type: 'break' });
    if (node.type === 'paragraph' && document.has('implicit_figures')) figure(node);
  };
  const taken = new Set(document.headings.map(({ attributes }) => attributes.id).filter((id) => id !== undefined));
  for (const { node, attributes } of document.headings) {
    read(node);
    const text = textOf(node.children ?? []);
    const id = attributes.id ?? (document.has('auto_identifiers') ? headingId(text, taken) : undefined);
    node.data = { hProperties: properties({ ...attributes, ...(id !== undefined && { id }) }) };
    const label = normaliseLabel(text);
    if (id !== undefined && document.has('implicit_header_references') && !implicit.has(label)) implicit.set(label, id);
  }
  for (const node of document.waiting) read(node);
  return [...document.notes.values(), ...inlineNotes];
}

/** A paragraph that is one image alone, with a text, is a figure. */
function figure(node: Node): void {
  const [image] = node.children ?? [];
  if (node.children?.length !== 1 || image?.type !== 'image' || !image.alt) return;
  const { id, ...rest } = (image.data?.hProperties ?? {}) as { id?: string };
  const { inner } = image as { inner?: Node[] };
  const caption = element('figcaption', [{ type: 'plain', children: inner ?? [] }]);
  const alt = (rest as { alt?: string }).alt;
  const picture: Node = { ...image, alt: alt ?? image.alt, data: { hProperties: rest } };
  node.type = 'pandocfigure';
  node.data = { hName: 'figure', hProperties: id === undefined ? {} : { id } };
  node.children = [picture, caption];
}

function positions(text: string): (start: number, end: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const point = (offset: number) => {
    const row = rowAt(starts, offset);
    return { line: row + 1, column: offset - (starts[row] ?? 0) + 1, offset };
  };
  return (start, end) => ({ start: point(start), end: point(end) });
}
