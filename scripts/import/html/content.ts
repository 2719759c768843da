// What readers saw of HTML, for the proof: it is counted without the converters, so that their mistakes show.

import { parseFragment, serialize } from 'parse5';
import type { Content } from '../oldBlog.js';
import { contentOfHtml } from '../proof/words.js';
import { highlighted } from './code.js';
import { attribute, elementsIn, type Html, hasClass, isElement, isText } from './elements.js';
import { formulaParts, isRenderedTex, texOf } from './formulas.js';
import { takeNotes } from './notes.js';

/** Elements whose text has no formulas. */
const VERBATIM = new Set(['pre', 'code', 'textarea', 'script', 'style', 'math', 'svg']);

/** Returns the words of HTML, and the numbers of its pictures, code blocks and formulas. */
export function contentOfOldHtml(html: string): Content {
  const root = parseFragment(html);
  // The numbers of notes do not count: a new page has its own.
  const { references, notes } = takeNotes(root);
  for (const reference of references.keys()) reference.childNodes = [];
  root.childNodes.push(...notes.values());
  prepare(root);
  return contentOfHtml(serialize(root), false);
}

function prepare(parent: Html.ParentNode): void {
  parent.childNodes = parent.childNodes.flatMap((child): Html.ChildNode[] => {
    if (isText(child)) return VERBATIM.has(parent.nodeName) ? [child] : formulasOf(child);
    if (!isElement(child) || isRenderedTex(child) || isIcon(child)) return [];
    if (texOf(child)) return [elementOf('math', child)];
    const code = highlighted(child);
    if (code) return [{ ...elementOf('pre', child), childNodes: [textOf(String(code.value), child)] }];
    if (child.tagName === 'pre' && elementsIn(child, (each) => each.tagName === 'pre').length > 0) return child.childNodes;
    prepare(child);
    return [child];
  });
}

/** True for small pictures that stand for a letter, or that decorate a card. */
function isIcon(element: Html.Element): boolean {
  if (element.tagName !== 'img') return false;
  return hasClass(element, /^(?:wp-smiley|emoji|wp-emoji|kg-bookmark-icon)$/) || (attribute(element, 'src') ?? '') === '';
}

function formulasOf(node: Html.TextNode): Html.ChildNode[] {
  return formulaParts(node.value).map((part) => (typeof part === 'string' ? { ...node, value: part } : elementOf('math', node)));
}

function elementOf(tagName: string, { parentNode }: Html.ChildNode): Html.Element {
  return {
    nodeName: tagName,
    tagName,
    attrs: [],
    childNodes: [],
    parentNode,
    namespaceURI: 'http://www.w3.org/1999/xhtml',
  } as unknown as Html.Element;
}

function textOf(value: string, { parentNode }: Html.ChildNode): Html.TextNode {
  return { nodeName: '#text', value, parentNode } as Html.TextNode;
}
