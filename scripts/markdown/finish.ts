// Reads the pending inline text, when all definitions, notes and headings are known. Headings come first: their ids may be link
// targets.

import type { Document, PendingInline } from './document.js';
import { headingId } from './headingId.js';
import type { InlineContext, LinkDefinition } from './inline/construct.js';
import { normaliseLabel } from './inline/links.js';
import { readInlines } from './inlines.js';
import { element, hull, NO_ATTRIBUTES, type Node, properties, textOf } from './nodes.js';
import { warnOfLostNotes } from './noteLints.js';
import { bothUnspaced, bothWide, joinLines } from './wideLineBreaks.js';

/** Reads a document's pending inline text into its nodes. Returns the notes, which go to the end of the tree. */
export function finish(document: Document): Node[] {
  const implicit = new Map<string, LinkDefinition>();
  const inlineNotes: Node[] = [];
  const references = new Map<string, number>();
  const context: InlineContext = {
    extensions: document.extensions,
    definition: (label) => document.definitions.get(label) ?? implicit.get(label),
    hasNote: (id) => document.notes.has(id),
    refer: (id) => {
      const count = (references.get(id) ?? 0) + 1;
      references.set(id, count);
      return count === 1 ? id : `${id}:${count}`;
    },
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
  const noteContext: InlineContext = { ...context, hasNote: () => false };
  const cellContext: InlineContext = { ...context, endsInBreak: false };
  const wide = document.has('east_asian_line_breaks') ? (document.has('cjk') ? bothUnspaced : bothWide) : undefined;
  const figures = document.has('implicit_figures');
  const read = ({ node, run, options, inNote }: PendingInline) => {
    node.children = readInlines(run, inNote ? noteContext : options.inCell ? cellContext : context);
    if (wide && run.text.includes('\n')) joinLines(node.children, wide);
    if (options.hard && node.position)
      node.children.push({ type: 'break', position: { start: node.position.end, end: node.position.end } });
    if (figures && (node.type === 'paragraph' || node.type === 'plain') && !options.inCell && !options.isTask) toFigure(node);
  };
  const taken = explicitIds(document);
  for (const heading of document.headings) {
    read(heading);
    const { node, attributes } = heading;
    const text = textOf(node.children ?? []);
    const id = attributes.id ?? (document.has('auto_identifiers') ? headingId(text, taken, document.extensions) : undefined);
    node.data = { hProperties: properties({ ...attributes, ...(id !== undefined && { id }) }) };
    const label = normaliseLabel(heading.run.text);
    if (id !== undefined && document.has('implicit_header_references') && !implicit.has(label))
      implicit.set(label, { url: `#${id}`, attributes: NO_ATTRIBUTES });
  }
  for (const each of document.pending) read(each);
  const texts = [...document.noteDefinitions].map(([id, places]) => [id, [...places.values()]] as const);
  warnOfLostNotes(new Map(texts), (id) => references.has(id), 'last', document.warn);
  return [...document.notes.values(), ...repeatedNotes(document, references), ...inlineNotes];
}

/** Returns another copy of a note for each further reference to it, as Pandoc does. */
function repeatedNotes(document: Document, references: ReadonlyMap<string, number>): Node[] {
  return [...references].flatMap(([id, count]) => {
    const note = document.notes.get(id);
    const numbers = Array.from({ length: count - 1 }, (_, index) => `${id}:${index + 2}`);
    return note ? numbers.map((identifier) => ({ ...structuredClone(note), identifier, label: identifier })) : [];
  });
}

/** Returns the ids that headings have in their attributes. */
function explicitIds({ headings }: Document): Set<string> {
  return new Set(headings.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id])));
}

/** Turns a paragraph that is one image with alternative text into a figure. */
function toFigure(node: Node): void {
  const [image] = node.children ?? [];
  if (node.children?.length !== 1 || image?.type !== 'image' || !image.alt) return;
  const { id, alt, ...rest } = (image.data?.hProperties ?? {}) as { id?: string; alt?: string };
  const { caption = [] } = image as { caption?: Node[] };
  const picture: Node = { ...image, alt: alt ?? image.alt, data: { hProperties: rest } };
  node.type = 'pandocfigure';
  node.data = { hName: 'figure', hProperties: id === undefined ? {} : { id } };
  const { position = node.position } = hull(caption);
  const text: Node = { type: 'plain', children: caption, ...(position && { position }) };
  node.children = [picture, element('figcaption', [text])];
}
