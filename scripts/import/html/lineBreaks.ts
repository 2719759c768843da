// Line breaks as an editor for writers means them: a blank line divides paragraphs, a single break stays.

import type { Html } from './elements.js';
import { isElement, isText } from './elements.js';

/** Elements whose text stays as it is, and those that hold only other elements. */
const UNTOUCHED = new Set(
  'pre code textarea script style svg math table tbody thead tfoot tr ul ol dl select video audio'.split(' '),
);

/** Makes line breaks in text `<br>`; two of them divide paragraphs. @see WordPress, "wpautop"; Typecho, "cutParagraph" */
export function withLineBreaks(parent: Html.ParentNode): void {
  const isHolder = UNTOUCHED.has(parent.nodeName);
  parent.childNodes = parent.childNodes.flatMap((child): Html.ChildNode[] => {
    if (isElement(child) && !/^(?:pre|textarea|script|style|svg|math)$/.test(child.tagName)) withLineBreaks(child);
    return isText(child) && !isHolder ? dividedText(child) : [child];
  });
}

function dividedText(node: Html.TextNode): Html.ChildNode[] {
  if (!node.value.includes('\n')) return [node];
  return node.value
    .replace(/[ \t\r]*\n[ \t\r]*(?:\n\s*)+/g, '\n\n')
    .split('\n')
    .flatMap((value, at): Html.ChildNode[] => [
      ...(at > 0 ? [lineBreak(node)] : []),
      ...(value === '' ? [] : [{ ...node, value }]),
    ]);
}

function lineBreak({ parentNode }: Html.TextNode): Html.Element {
  return {
    nodeName: 'br',
    tagName: 'br',
    attrs: [],
    childNodes: [],
    parentNode,
    namespaceURI: 'http://www.w3.org/1999/xhtml',
  } as unknown as Html.Element;
}
