// Makes elements for the items of collections. Each has the position of what it was made from, so that a problem with its address
// is reported there.

import type { Element, ElementContent, Nodes, Properties } from 'hast';
import { walk } from '../../markdown/walk.js';
import type { Place } from '../../types.js';
import { positionOf } from '../places.js';

/** Property of a picture beside its name: it needs no alternative text. Removed when the picture is resolved. */
export const DECORATION = 'dataDecoration';

const textNode = (value: string): ElementContent => ({ type: 'text', value });

type Children = readonly (ElementContent | string | undefined)[];

/** @param children texts and elements; undefined ones are left out */
export function element(tagName: string, properties: Properties, children: Children, place?: Place): Element {
  const nodes = children.flatMap((child): ElementContent[] => {
    if (child === undefined || child === '') return [];
    return [typeof child === 'string' ? textNode(child) : child];
  });
  return { type: 'element', tagName, properties, children: nodes, ...(place && { position: positionOf(place) }) };
}

/** Makes an item of a list. Its parts are on lines of their own, so that they stay apart where only text is left. */
export function listItem(parts: readonly (Element | undefined)[], place: Place): Element {
  const lines = parts.flatMap((part) => (part ? [part, textNode('\n')] : []));
  return element('li', {}, lines, place);
}

/** Makes an element, unless it would be empty. */
export function filled(tagName: string, properties: Properties, children: Children, place?: Place): Element | undefined {
  const made = element(tagName, properties, children, place);
  return made.children.length > 0 ? made : undefined;
}

/** Moves nodes to another place: that of the field they are the markdown of. */
export function moveTo(nodes: readonly ElementContent[], place: Place): void {
  for (const node of nodes) {
    node.position = positionOf(place);
    walk<Nodes>(node, (inner) => {
      inner.position = positionOf(place);
    });
  }
}
