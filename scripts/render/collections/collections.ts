// Collections: a fenced div `::: friends` shows what `data/friends.yaml` lists, or a YAML block in the div. The page stays the
// writer's. Pictures and links of the items become elements before references are resolved, so they are treated as those of any
// text. A file of data/ is a lookup: a page is rendered again if the file changes, and no other page is.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { COLLECTION_NAMES, type CollectionName } from '../../base/collections.js';
import { placeAt } from '../../base/diagnostics.js';
import type { DataFile } from '../../base/siteLookup.js';
import { walk } from '../../markdown/walk.js';
import type { Place } from '../../types.js';
import { placeOf } from '../places.js';
import type { Rendering } from '../rendering.js';
import type { ReportProblem } from '../reporters.js';
import { safeTree } from '../safe.js';
import { moveTo } from './elements.js';
import { exampleOf, type ItemsText, readItems } from './items.js';
import { COLLECTIONS, type CollectionKind, type Showing } from './kinds.js';

/** Fills the divs of collections that are empty or have YAML alone. A div with words of its own stays as it is. */
export function fillCollections(tree: Root, rendering: Rendering): void {
  walk<Nodes>(tree, (node) => {
    const name = node.type === 'element' ? collectionOf(node) : undefined;
    if (node.type !== 'element' || name === undefined) return;
    const children = node.children.filter((child) => !isBlank(child));
    const [only] = children;
    if (children.length > 1 || (only && !isYaml(only))) return;
    const text = only ? textInDiv(only as Element, name, rendering) : textInData(node, name, rendering);
    const items = text ? readItems(text) : [];
    if (text) node.children = items.length > 0 ? COLLECTIONS[name].show(items, showingIn(rendering)) : [];
  });
}

/** Returns the collection that a div is the place of. */
function collectionOf({ tagName, properties: { className } }: Element): CollectionName | undefined {
  return tagName === 'div' && Array.isArray(className) ? COLLECTION_NAMES.find((name) => className.includes(name)) : undefined;
}

/** Returns the YAML in data/. */
function textInData({ position }: Element, name: CollectionName, { lookups, reportProblem }: Rendering): ItemsText | undefined {
  const found = lookups.data(name);
  const { fields, command }: CollectionKind = COLLECTIONS[name];
  if (found.kind === 'missing') {
    const note = command === undefined ? `list them there: ${exampleOf(fields)}` : `\`${command}\` writes it`;
    reportProblem(position && placeOf(position), 'data/missing', `there is no data/${name}.yaml to show here`, { note });
    return undefined;
  }
  return textOf(found, COLLECTIONS[name], reportProblem);
}

function textOf({ text, path }: DataFile, { fields, command }: CollectionKind, report: ReportProblem): ItemsText {
  const yaml = text.replace(/^\ufeff/, '');
  const placeIn = (start: number, end: number): Place => ({ ...placeAt(yaml, start, end), file: path });
  return { yaml, fields, isChecked: true, mayBeEmpty: command !== undefined, placeOf: placeIn, report };
}

/** Returns the YAML in a code block of the text. */
function textInDiv(pre: Element, name: CollectionName, { text, reportProblem }: Rendering): ItemsText {
  const yaml = codeIn(pre);
  const start = pre.position?.start.offset;
  const begin = start === undefined ? -1 : text.indexOf('\n', start) + 1;
  // In a list or a quote, the lines of the file begin with other characters: then the whole block is the place.
  const isVerbatim = begin > 0 && text.startsWith(yaml, begin);
  const whole = pre.position ? placeOf(pre.position) : { line: 1, column: 1 };
  const placeIn = (from: number, to: number) => (isVerbatim ? placeAt(text, begin + from, begin + to) : whole);
  return { yaml, fields: COLLECTIONS[name].fields, isChecked: false, mayBeEmpty: false, placeOf: placeIn, report: reportProblem };
}

/** True for a code block in YAML. */
function isYaml(node: ElementContent): boolean {
  if (node.type !== 'element' || node.tagName !== 'pre') return false;
  const [code] = node.children;
  const classes = code?.type === 'element' && Array.isArray(code.properties.className) ? code.properties.className : [];
  return classes.some((name) => /^(?:language-)?ya?ml$/i.test(String(name)));
}

function codeIn(pre: Element): string {
  const texts: string[] = [];
  walk<Nodes>(pre, (node) => {
    if (node.type === 'text') texts.push(node.value);
  });
  return texts.join('');
}

const isBlank = (node: ElementContent): boolean => node.type === 'text' && node.value.trim() === '';

function showingIn({ pipeline, options, lookups, reportProblem }: Rendering): Showing {
  return {
    words: options.words,
    others: (name) => {
      const found = lookups.data(name);
      return found.kind === 'missing' ? [] : readItems(textOf(found, COLLECTIONS[name], reportProblem));
    },
    inline: (markdown, place) => {
      if (markdown === '') return [];
      const read = pipeline.toHast(pipeline.readInline(markdown, () => {}));
      withoutRawHtml(read);
      const [paragraph] = (options.safe ? safeTree(read, () => {}) : read).children;
      const nodes = paragraph?.type === 'element' ? paragraph.children : [];
      if (place) moveTo(nodes, place);
      return nodes;
    },
  };
}

/** Shows raw HTML as text: the tags of an item have no place in the file where they could be paired and checked. */
function withoutRawHtml(tree: Root): void {
  walk<Nodes>(tree, (node, index, parent) => {
    if ((node.type as string) !== 'raw') return;
    (parent as Element).children[index] = { type: 'text', value: (node as unknown as { value: string }).value };
  });
}
