// Lists in HTML.

import type { Node } from '../../markdown/nodes.js';
import { attribute, type Converter, elementsIn, type Html, isBlank, isElement, named } from './elements.js';
import { tidyInlines } from './tree.js';

/** Returns a list. It is tight if its items hold no paragraphs and nothing but a text and lists. */
export function list(element: Html.Element, converter: Converter): Node[] {
  const items = itemsOf(element).map((item) => itemNode(item, converter));
  const filled = items.filter(({ children = [] }) => children.length > 0);
  if (filled.length === 0) return [];
  const isOneLine = filled.length === 1 && filled[0]?.children?.length === 1;
  const isTight = isOneLine || filled.every(({ hasParagraphs, children = [] }) => !hasParagraphs && isSimple(children));
  const children = filled.map(({ hasParagraphs: _unused, ...item }) => (isTight ? tight(item) : item));
  const start = Number.parseInt(attribute(element, 'start') ?? '1', 10);
  const ordered = element.tagName === 'ol';
  return [{ type: 'list', ordered, ...(ordered && { start: Number.isFinite(start) && start >= 0 ? start : 1 }), children }];
}

/** A text, and lists after it. */
const isSimple = (children: readonly Node[]): boolean =>
  children.every(({ type }, at) => type === 'list' || (type === 'paragraph' && at === 0));

function tight(item: Node): Node {
  const children = item.children?.map((child) => (child.type === 'paragraph' ? { ...child, type: 'plain' } : child)) ?? [];
  return { ...item, children };
}

/** Returns the items of a list. A list in a list without an item belongs to the item before it. */
function itemsOf(element: Html.Element): Html.ChildNode[][] {
  const items: Html.ChildNode[][] = [];
  for (const child of element.childNodes) {
    if (isElement(child) && child.tagName === 'li') items.push(child.childNodes);
    else if (!isBlank(child)) items[Math.max(0, items.length - 1)] = [...(items.at(-1) ?? []), child];
  }
  return items;
}

function itemNode(nodes: readonly Html.ChildNode[], converter: Converter): Node & { hasParagraphs: boolean } {
  const holder = { nodeName: 'li', childNodes: nodes } as unknown as Html.Node;
  const [box] = elementsIn(holder, (each) => each.tagName === 'input' && attribute(each, 'type') === 'checkbox');
  if (box?.parentNode) box.parentNode.childNodes = box.parentNode.childNodes.filter((each) => each !== box);
  const rest = box ? nodes.filter((each) => each !== box) : nodes;
  const hasParagraphs = nodes.some((each) => isElement(each) && named('p', 'div')(each) && !isBlank(each));
  const children = joinedLists(converter.blocks(rest));
  return { type: 'listItem', children, hasParagraphs, ...(box && { checked: attribute(box, 'checked') !== undefined }) };
}

/** Lists side by side in an item are one. */
function joinedLists(blocks: readonly Node[]): Node[] {
  const joined: Node[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.type === 'list' && block.type === 'list' && last.ordered === block.ordered)
      joined[joined.length - 1] = { ...last, children: [...(last.children ?? []), ...(block.children ?? [])] };
    else joined.push(block);
  }
  return joined;
}

export function definitionList(element: Html.Element, converter: Converter): Node[] {
  const parts = elementsIn(element, named('dt', 'dd')).filter((each) => closest(each) === element);
  const children = parts.flatMap((part): Node[] => {
    if (part.tagName === 'dd') {
      const blocks = converter.blocks(part.childNodes);
      const isTight = isSimple(blocks) && !part.childNodes.some((each) => each.nodeName === 'p');
      return [
        {
          type: 'pandocdd',
          data: { hName: 'dd' },
          children: isTight ? (tight({ type: 'x', children: blocks }).children ?? []) : blocks,
        },
      ];
    }
    const term = tidyInlines(converter.inlines(part.childNodes)).filter(({ type }) => type !== 'break');
    return term.length === 0 ? [] : [{ type: 'pandocdt', data: { hName: 'dt' }, children: [{ type: 'plain', children: term }] }];
  });
  const isWhole =
    children[0]?.type === 'pandocdt' &&
    children.every((child, at) => child.type === 'pandocdd' || children[at + 1]?.type === 'pandocdd');
  if (isWhole) return [{ type: 'pandocdl', data: { hName: 'dl' }, children }];
  return parts.flatMap((part) => converter.blocks(part.childNodes));
}

function closest(part: Html.Element): Html.Node | null {
  let each: Html.Node | null = part.parentNode;
  while (each && each.nodeName !== 'dl') each = 'parentNode' in each ? each.parentNode : null;
  return each;
}
