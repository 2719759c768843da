// Footnotes of plugins: a link to an element whose text links back.

import { attribute, elementsIn, type Html, isBlank, isElement, named, textIn } from './elements.js';

export interface FoundNotes {
  /** Numbers of notes by the links that refer to them. */
  readonly references: ReadonlyMap<Html.Element, string>;
  /** Texts of notes by their numbers, without the links back. */
  readonly notes: ReadonlyMap<string, Html.Element>;
}

/** Finds the footnotes of a text, and takes their texts out of it. */
export function takeNotes(root: Html.Node): FoundNotes {
  const byId = new Map(
    elementsIn(root, (each) => attribute(each, 'id') !== undefined).map((each) => [attribute(each, 'id') as string, each]),
  );
  const references = new Map<Html.Element, string>();
  const notes = new Map<string, Html.Element>();
  const numbers = new Map<Html.Element, string>();
  for (const link of elementsIn(root, named('a'))) {
    const target = byId.get(fragmentOf(link) ?? '');
    const text = target && textOfNote(target);
    if (!text || isInside(link, text) || !/^[\s[(]*[\w*†‡]{1,4}[\s\])]*$/.test(textIn(link)) || !leadsBack(text, link)) continue;
    const number = numbers.get(text) ?? String(numbers.size + 1);
    numbers.set(text, number);
    references.set(link, number);
    notes.set(number, text);
  }
  for (const text of notes.values()) take(text);
  return { references, notes };
}

function fragmentOf(link: Html.Element): string | undefined {
  const at = attribute(link, 'href') ?? '';
  try {
    return at.startsWith('#') && at.length > 1 ? decodeURIComponent(at.slice(1)) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the item or paragraph that an id stands for or in. */
function textOfNote(target: Html.Element): Html.Element | undefined {
  for (let element: Html.Node | null = target; isElement(element ?? undefined); element = (element as Html.Element).parentNode)
    if (/^(?:li|p|dd|div)$/.test((element as Html.Element).tagName)) return element as Html.Element;
  return undefined;
}

function isInside(element: Html.Node, outer: Html.Element): boolean {
  for (let each: Html.Node | null = element; each; each = 'parentNode' in each ? each.parentNode : null)
    if (each === outer) return true;
  return false;
}

/** True if a note has a link to an element that the reference stands in. */
function leadsBack(note: Html.Element, reference: Html.Element): boolean {
  return elementsIn(note, named('a')).some((back) => {
    const id = fragmentOf(back);
    let place: Html.Node | null = reference;
    for (let depth = 0; depth < 3 && isElement(place ?? undefined); depth++) {
      if (id !== undefined && (attribute(place as Html.Element, 'id') === id || attribute(place as Html.Element, 'name') === id))
        return true;
      place = (place as Html.Element).parentNode;
    }
    return false;
  });
}

/** Takes a note out of its list, with the list if it was the last one, and removes its links back. */
function take(note: Html.Element): void {
  for (const back of elementsIn(note, named('a')))
    if (/^#/.test(attribute(back, 'href') ?? '') && !/[\p{L}\p{N}]{2}/u.test(textIn(back))) remove(back);
  const list = note.parentNode;
  remove(note);
  if (!list || !isElement(list) || !/^(?:ol|ul|dl)$/.test(list.tagName) || elementsIn(list, named('li', 'dd')).length > 0) return;
  const { parentNode } = list;
  remove(list);
  // A section of notes has a heading or a line above them.
  const isLeft = (each: Html.ChildNode): boolean => !isBlank(each) && !/^(?:h[1-6]|hr)$/.test(each.nodeName);
  if (
    parentNode &&
    isElement(parentNode) &&
    /^(?:section|div|aside|footer)$/.test(parentNode.tagName) &&
    !parentNode.childNodes.some(isLeft)
  )
    remove(parentNode);
}

function remove(node: Html.ChildNode): void {
  const { parentNode } = node;
  if (parentNode) parentNode.childNodes = parentNode.childNodes.filter((each) => each !== node);
}
