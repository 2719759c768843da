// Divides a file with notes: each note becomes a section of its own, from its heading to the next. Ids in a note begin with its
// file and its own id, because it is on one page with notes of other files, and links within the file lead to the pages of their years.

import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import { isMainNotesFile, noteHeading, notesRootOf, notesYearUrl } from '../base/notes.js';
import { decode, encodeUrl, markdownFileName } from '../base/siteLookup.js';
import type { Moment } from '../base/text/civilDate.js';
import { walk } from '../markdown/walk.js';
import type { Note, Piece, Source } from '../types.js';
import { placeOf } from './places.js';
import { isFootnotes, plainText } from './plainText.js';
import type { Rendering } from './rendering.js';

/** A note in the tree. */
export interface NoteSection extends Moment {
  readonly section: Element;
  readonly id: string;
  readonly title: string;
}

/** Puts each note into a section. Returns the notes in their order; none for another kind of file. */
export function divideNotes(tree: Root, rendering: Rendering): NoteSection[] {
  const { source } = rendering;
  if (source.kind !== 'notes') return [];
  const footnotes = tree.children.find((node): node is Element => node.type === 'element' && isFootnotes(node));
  const before: RootContent[] = [];
  const all: { moment: Moment; children: ElementContent[]; id?: string; title: string }[] = [];
  for (const node of tree.children) {
    if (node === footnotes) continue;
    const begun = node.type === 'element' ? noteBegunBy(node, rendering) : undefined;
    if (begun) all.push(begun);
    else if (all.length > 0) all.at(-1)?.children.push(node as ElementContent);
    else before.push(node);
  }
  // Notes that wait for their day are left out with all their references.
  const found = all.filter(({ moment: { date } }) => !source.waiting?.includes(date));
  const isMain = isMainNotesFile(source.unmarked ?? source.path, rendering.options.notes ?? '');
  if (all.length === 0 && source.date !== undefined) {
    const moment = { date: source.date, ...(source.time !== undefined && { time: source.time }) };
    found.push(wholeFile(before.splice(0) as ElementContent[], moment, rendering));
  }
  if (!isMain) reportUndated(before.splice(0), rendering);
  const ids = idsOf(found);
  const notes = found.map(({ moment, children, title }, at): NoteSection => {
    const id = ids[at] as string;
    const section: Element = { type: 'element', tagName: 'section', properties: { id }, children };
    if (footnotes) children.push(...footnotesOf(section, footnotes));
    return { ...moment, id, title, section };
  });
  const rest = footnotes && before.length > 0 ? footnotesOf({ type: 'root', children: before }, footnotes) : [];
  tree.children = [...before, ...rest, ...notes.map(({ section }) => section)];
  return notes;
}

/** The id that a writer gave a heading; most headings get one from their text. */
const WRITTEN_ID = /\{[^{}]*#([^\s{}]+)[^{}]*\}\s*$/;

/** Returns the note that a heading begins, with the rest of the heading; undefined for any other node. */
function noteBegunBy(node: Element, { source: { days = [], waiting = [] }, text }: Rendering) {
  if (!/^h[1-6]$/.test(node.tagName)) return undefined;
  const moment = noteHeading(hastToString(node));
  if (!moment || ![...days, ...waiting].includes(moment.date)) return undefined;
  const { length, ...when } = moment;
  removeStart(node, length);
  const title = plainText(node.children);
  const { start, end } = node.position ?? {};
  const id = WRITTEN_ID.exec(text.slice(start?.offset, end?.offset))?.[1];
  delete node.properties.id;
  return { moment: when, children: title === '' ? [] : [node], title, ...(id !== undefined && { id }) };
}

/** Removes the first characters of a node's text. */
function removeStart(node: Element, length: number): void {
  let left = length;
  walk<Nodes>(node, (inner) => {
    if (inner.type !== 'text' || left === 0) return;
    const taken = Math.min(left, inner.value.length);
    inner.value = inner.value.slice(taken);
    left -= taken;
  });
}

/** Returns the note that a whole file is. A title in its header stands above it. */
function wholeFile(children: ElementContent[], moment: Moment, { source, pipeline }: Rendering) {
  const title = source.places.title ? (source.meta.title ?? '') : '';
  const [line] = pipeline.toHast(pipeline.readInline(title, () => {})).children;
  const words = line?.type === 'element' ? line.children : [];
  const heading: Element = { type: 'element', tagName: 'h2', properties: {}, children: words };
  return { moment, children: title === '' ? children : [heading, ...children], title: plainText(words) };
}

function reportUndated(nodes: readonly RootContent[], { reportProblem }: Rendering): void {
  const first = nodes.find((node) => node.type !== 'text' || node.value.trim() !== '');
  if (!first) return;
  const note = 'begin each note with a heading such as `## 2026-11-28 21:10`, or give the file a date';
  reportProblem(first.position && placeOf(first.position), 'notes/undated', 'this text belongs to no note and is not shown', {
    note,
  });
}

/** Returns the id of each note: that of its heading, else date and time. Of several at the same time, the oldest has the shortest. */
function idsOf(notes: readonly { readonly moment: Moment; readonly id?: string }[]): string[] {
  const taken = new Set<string>();
  const idOf = ({ moment: { date, time }, id }: (typeof notes)[number]) => {
    const wanted = id ?? `${date}${time ? `-${time.slice(0, 8).replace(/:00$/, '').replaceAll(':', '')}` : ''}`;
    let free = wanted;
    for (let number = 2; taken.has(free); number++) free = `${wanted}-${number}`;
    taken.add(free);
    return free;
  };
  const isNewestFirst = (notes[0]?.moment.date ?? '') > (notes.at(-1)?.moment.date ?? '');
  return isNewestFirst ? notes.toReversed().map(idOf).reverse() : notes.map(idOf);
}

/** Returns the footnotes that a part of the text refers to, as a section of their own. */
function footnotesOf(part: Element | Root, footnotes: Element): Element[] {
  const targets = new Set<string>();
  walk<Nodes>(part, (node) => {
    if (node.type === 'element' && 'dataFootnoteRef' in node.properties) targets.add(idIn(node.properties.href));
  });
  if (targets.size === 0) return [];
  const isItem = (node: ElementContent): node is Element => node.type === 'element' && node.tagName === 'li';
  const copy = structuredClone(footnotes);
  walk<Nodes>(copy, (node) => {
    if (node.type === 'element' && node.tagName === 'ol')
      node.children = node.children.filter((item) => !isItem(item) || targets.has(decode(String(item.properties.id)) ?? ''));
  });
  return [copy];
}

const idIn = (href: unknown): string => decode(String(href).slice(1)) ?? '';

/** Properties that name ids. */
const NAMING: readonly string[] = ['ariaDescribedBy', 'ariaLabelledBy', 'htmlFor'];

/** Makes the ids in notes unique on any page, and lets links to them lead to the page of the year. */
export function separateIds(notes: readonly NoteSection[], { path, unmarked = path, url }: Source, name: string): void {
  const urlOf = ({ date }: Moment) => encodeUrl(notesYearUrl(notesRootOf(url), date.slice(0, 4)));
  const prefix = isMainNotesFile(unmarked, name) ? '' : `${markdownFileName(unmarked)}-`;
  const addresses = new Map(notes.map((note) => [note.id, `${urlOf(note)}#${encodeURIComponent(note.id)}`]));
  for (const note of notes) {
    const inner = new Map<string, string>();
    const elements: Element[] = [];
    walk<Nodes>(note.section, (node) => {
      if (node.type !== 'element' || node === note.section) return;
      elements.push(node);
      const { id } = node.properties;
      if (typeof id !== 'string') return;
      node.properties.id = `${prefix}${note.id}-${id}`;
      inner.set(id, node.properties.id);
    });
    for (const { properties } of elements) {
      for (const property of NAMING) {
        const named = properties[property];
        if (Array.isArray(named)) properties[property] = named.map((id) => inner.get(String(id)) ?? id);
        else if (typeof named === 'string') properties[property] = inner.get(named) ?? named;
      }
      if (typeof properties.href !== 'string' || !properties.href.startsWith('#')) continue;
      const id = idIn(properties.href);
      const own = inner.get(id);
      properties.href = own === undefined ? (addresses.get(id) ?? properties.href) : `${urlOf(note)}#${encodeURIComponent(own)}`;
    }
  }
}

/** Takes the notes out of a rendered tree. @param piecesOf writes a tree as pieces */
export function takeNotes(tree: Root, sections: readonly NoteSection[], piecesOf: (part: Root) => readonly Piece[]): Note[] {
  const inNotes = new Set<RootContent>(sections.map(({ section }) => section));
  tree.children = tree.children.filter((node) => !inNotes.has(node));
  return sections.map(({ section, ...note }) => ({
    ...note,
    body: piecesOf({ type: 'root', children: section.children }),
    text: plainText(note.title === '' ? section.children : section.children.slice(1)),
  }));
}
