// Elements that stay HTML: without what the old theme and its scripts needed, with the addresses of the new site.

import { serializeOuter } from 'parse5';
import { attribute, type Converter, type Html, isElement } from './elements.js';

/** Attributes of the old theme and its scripts. */
const DROPPED =
  /^(?:class|id|on\w+|data-.*|srcset|sizes|loading|decoding|border|cell\w+|bgcolor|bordercolor|rel|target|frameborder|scrolling|fetchpriority|valign)$/;

/** Returns an element as HTML. */
export function rawHtmlOf(element: Html.Element, converter: Converter): string {
  return serializeOuter(cleaned(element, converter)).replace(/\n{2,}/g, '\n');
}

function cleaned(element: Html.Element, converter: Converter): Html.Element {
  const attrs = element.attrs
    .filter(
      ({ name, value }) =>
        !DROPPED.test(name) && !(name === 'style' && !/text-align|color/.test(value)) && !/^\s*javascript:/i.test(value),
    )
    .map((each) => {
      if (each.name === 'src' || each.name === 'poster') return { ...each, value: converter.picture(each.value) };
      return each.name === 'href' ? { ...each, value: converter.link(each.value) } : each;
    });
  const id = attribute(element, 'id');
  const kept = id !== undefined && converter.isTarget(id) ? [...attrs, { name: 'id', value: id }] : attrs;
  const childNodes = element.childNodes
    .filter((child) => child.nodeName !== '#comment' && child.nodeName !== 'script')
    .map((child) => (isElement(child) ? cleaned(child, converter) : child));
  return { ...element, attrs: kept, childNodes };
}
