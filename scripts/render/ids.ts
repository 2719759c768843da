// Gives headings their ids, collects the table of contents, and removes duplicate ids.

import type { Element, Nodes, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import { type RawTag, rawTags } from '../base/text/rawHtml.js';
import { headingId } from '../markdown/headingId.js';
import { SKIP, walk } from '../markdown/walk.js';
import type { Place, TocEntry } from '../types.js';
import type { Raw } from './brokenHtml.js';
import { listedHtml } from './inlineText.js';
import { isFootnotes } from './plainText.js';
import { numberSections } from './sections.js';

/**
 * Gives headings their ids. Also returns the table of contents and all ids of the tree.
 * @param plain matches text that needs no escaping in HTML
 */
export function assignIds(
  tree: Root,
  stringify: (tree: Root) => string,
  { isNumbered, plain }: { readonly isNumbered: boolean; readonly plain: RegExp },
): { toc: TocEntry[]; ids: string[] } {
  const ids = new Set<string>();
  const headings: Element[] = [];
  /** Ids of headings that are on the heading's section. */
  const ofSection = new Map<Element, string>();
  walk<Nodes>(tree, (node, _index, parent) => {
    if (node.type !== 'element') return undefined;
    addId(node, ids);
    if (isFootnotes(node)) {
      walk<Nodes>(node, (inner) => {
        if (inner.type === 'element') addId(inner, ids);
      });
      return SKIP;
    }
    if (!isHeading(node)) return undefined;
    headings.push(node);
    const id = parent.type === 'element' ? idOfSection(parent, node) : undefined;
    if (id !== undefined) ofSection.set(node, id);
    return undefined;
  });
  for (const node of headings)
    if (typeof node.properties.id !== 'string' && !ofSection.has(node)) node.properties.id = headingId(hastToString(node), ids);
  // After ids are made: a number is not part of an id.
  if (isNumbered) numberSections(tree);
  const toc = headings
    .map(
      (node): TocEntry => ({
        id: String(node.properties.id ?? ofSection.get(node)),
        depth: Number(node.tagName[1]),
        html: plainHtml(node, plain) ?? listedHtml(node.children, stringify),
      }),
    )
    // A heading without text would be a link without text.
    .filter(({ html }) => html.trim() !== '');
  return { toc, ids: [...ids] };
}

/** remark-rehype percent-encodes the ids of notes; only links to them should be encoded. */
const NOTE_ID = /^fn(?:ref)?-.*%/;

function addId({ properties }: Element, ids: Set<string>): void {
  if (typeof properties.id !== 'string') return;
  if (NOTE_ID.test(properties.id)) properties.id = decoded(properties.id);
  ids.add(properties.id);
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function isHeading({ tagName }: Element): boolean {
  return /^h[1-6]$/.test(tagName);
}

/** Returns the id of a section that took it from its first heading. */
function idOfSection(section: Element, heading: Element): string | undefined {
  const { id } = section.properties;
  const isFirst = section.children.find((child) => child.type === 'element') === heading;
  return section.tagName === 'section' && typeof id === 'string' && isFirst ? id : undefined;
}

/** Returns the HTML of an element that holds only plain text. */
function plainHtml({ children: [only, ...others] }: Element, plain: RegExp): string | undefined {
  return only?.type === 'text' && others.length === 0 && plain.test(only.value) ? only.value : undefined;
}

/** An element with an id. */
interface IdHolder {
  readonly place: Place | undefined;
  readonly isHeading: boolean;
  /** Removes the id. */
  readonly drop: () => void;
}

/**
 * Finds ids that several elements have. The heading keeps it, or otherwise the first element. The others lose it, since a link leads to
 * the first one.
 * @param placeOf returns the place of an element, or of a tag in raw HTML
 * @param report called for each element that loses its id, with the place of the one that keeps it
 */
export function removeDuplicateIds(
  tree: Root,
  placeOf: (node: Element | Raw, tag?: RawTag) => Place | undefined,
  report: (id: string, place: Place | undefined, kept: Place | undefined) => void,
): void {
  const holders = new Map<string, IdHolder[]>();
  const add = (id: unknown, holder: IdHolder) => {
    if (typeof id !== 'string' || id === '') return;
    const known = holders.get(id);
    if (known) known.push(holder);
    else holders.set(id, [holder]);
  };
  walk<Nodes>(tree, (node) => {
    if ((node.type as string) === 'raw') addRaw(node as unknown as Raw, placeOf, add);
    if (node.type !== 'element') return undefined;
    const first = node.children.find((child): child is Element => child.type === 'element');
    const isOfHeading = isHeading(node) || (first !== undefined && isHeading(first) && idOfSection(node, first) !== undefined);
    const drop = () => {
      delete node.properties.id;
    };
    add(node.properties.id, { place: placeOf(node), isHeading: isOfHeading, drop });
    return undefined;
  });
  for (const [id, all] of holders) {
    if (all.length < 2) continue;
    const kept = all.find((holder) => holder.isHeading) ?? (all[0] as IdHolder);
    for (const holder of all) {
      if (holder === kept) continue;
      report(id, holder.place ?? kept.place, kept.place);
      holder.drop();
    }
  }
}

function addRaw(
  raw: Raw,
  placeOf: (node: Raw, tag: RawTag) => Place | undefined,
  add: (id: unknown, holder: IdHolder) => void,
): void {
  if (!/\b(?:id|name)\s*=/i.test(raw.value)) return;
  for (const tag of rawTags(raw.value)) {
    const attribute = tag.attributes.get('id') ?? (tag.name === 'a' ? tag.attributes.get('name') : undefined);
    if (!attribute) continue;
    // Spaces, so that the offsets of later text stay the same.
    const drop = () => {
      raw.value = raw.value.slice(0, attribute.from) + ' '.repeat(attribute.to - attribute.from) + raw.value.slice(attribute.to);
    };
    add(attribute.value, { place: placeOf(raw, tag), isHeading: /^h[1-6]$/.test(tag.name), drop });
  }
}
