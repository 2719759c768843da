// Inline HTML as nodes: a converter for each element. An element that markdown has no form for stays as it is.

import type { Node } from '../../markdown/nodes.js';
import { attributes, escapedHtml } from '../text/markup.js';
import { attribute, type Converter, classesOf, type Html, hasClass, isElement, isText, styleOf, textIn } from './elements.js';
import { formula, isRenderedTex, texOf, withFormulas } from './formulas.js';
import { imageNode, isLightbox } from './pictures.js';
import { rawHtmlOf } from './rawElements.js';

/** Where the excerpt of a text ends. */
export const MORE: Node = { type: 'html', value: '<!-- more -->' };

const isMore = (node: Html.ChildNode): boolean =>
  node.nodeName === '#comment' && /^\s*more\b/i.test((node as Html.CommentNode).data);

type InlineConverter = (element: Html.Element, converter: Converter) => Node[];

const mark =
  (type: string): InlineConverter =>
  (element, { inlines }) => [{ type, children: inlines(element.childNodes) }];

/** Keeps an element with some of its attributes. */
const kept =
  (...names: readonly string[]): InlineConverter =>
  ({ tagName, attrs, childNodes }, { inlines }) => {
    const given = Object.fromEntries(attrs.filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value]));
    return [
      { type: 'html', value: `<${tagName}${attributes(given)}>` },
      ...inlines(childNodes),
      { type: 'html', value: `</${tagName}>` },
    ];
  };

const transparent: InlineConverter = ({ childNodes }, { inlines }) => inlines(childNodes);

const CONVERTERS: { readonly [names: string]: InlineConverter } = {
  'em i': mark('emphasis'),
  'strong b': mark('strong'),
  'del s strike': mark('delete'),
  sup: note('pandocsup'),
  sub: mark('pandocsub'),
  mark: mark('pandocmark'),
  u: mark('pandocu'),
  'code tt': (element) => {
    const value = textIn(element).replaceAll('\u00A0', ' ').trim();
    return value === '' ? [] : [{ type: 'inlineCode', value }];
  },
  br: () => [{ type: 'break' }],
  wbr: () => [],
  a: anchor,
  img: (element, converter) => picture(element, converter),
  'span font': span,
  'abbr acronym dfn': kept('title'),
  'ruby rt rp rb kbd samp var small big q cite ins bdo bdi time data': kept('dir', 'lang', 'cite', 'datetime'),
  'svg math input button select textarea canvas object embed map picture label meter progress': (element, converter) => [
    { type: 'html', value: rawHtmlOf(element, converter) },
  ],
  'script style template noscript': () => [],
};

const BY_NAME = new Map(
  Object.entries(CONVERTERS).flatMap(([names, convert]) => names.split(' ').map((name) => [name, convert] as const)),
);

/** Returns the nodes of inline HTML, not tidied yet. */
export function inlineNodes(nodes: readonly Html.ChildNode[], converter: Converter): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (isText(node)) return withFormulas(node.value);
    if (isMore(node)) return [MORE];
    if (!isElement(node) || isRenderedTex(node)) return [];
    const tex = texOf(node);
    if (tex) return [formula(tex.tex, tex.isDisplay)];
    const target = anchorFor(node, converter);
    return [...target, ...(BY_NAME.get(node.tagName) ?? transparent)(node, converter)];
  });
}

/** Keeps the id of an inline element that a link of the text leads to. */
function anchorFor(element: Html.Element, { isTarget, noteOf }: Converter): Node[] {
  const id = attribute(element, 'id') ?? (element.tagName === 'a' ? attribute(element, 'name') : undefined);
  return id && isTarget(id) && noteOf(element) === undefined
    ? [{ type: 'html', value: `<a id="${escapedHtml(id).replaceAll('"', '&quot;')}"></a>` }]
    : [];
}

/** A superscript around a reference to a note is part of the reference. */
function note(type: string): InlineConverter {
  return (element, converter) => {
    const inner = converter
      .inlines(element.childNodes)
      .filter((node) => node.type !== 'text' || !/^[\s[\](),]*$/.test(node.value ?? ''));
    const isNote = inner.length > 0 && inner.every((node) => node.type === 'footnoteReference');
    return isNote ? inner : mark(type)(element, converter);
  };
}

function anchor(element: Html.Element, converter: Converter): Node[] {
  const number = converter.noteOf(element);
  if (number !== undefined) return [{ type: 'footnoteReference', identifier: number, label: number }];
  const href = attribute(element, 'href')?.trim();
  const children = converter.inlines(element.childNodes);
  if (href === undefined || href === '' || /^(?:javascript|vbscript|data):/i.test(href)) return children;
  const image = isLightbox(element, href);
  if (image) return picture(image, converter, href);
  const title = attribute(element, 'title')?.trim();
  const isRepeated = title === textIn(element).trim();
  return [{ type: 'link', url: addressIn(converter.link(href)), ...(title && !isRepeated && { title }), children }];
}

/** Encodes the spaces in an address. */
const addressIn = (address: string): string => address.replace(/\s/g, encodeURIComponent);

function picture(element: Html.Element, converter: Converter, large?: string): Node[] {
  const alt = attribute(element, 'alt') ?? '';
  if (hasClass(element, /^(?:wp-smiley|emoji|wp-emoji)$/) && /^[^\s\w]{1,8}$/u.test(alt)) return [{ type: 'text', value: alt }];
  const image = imageNode(element, converter, large);
  return image ? [image] : [];
}

/** Declarations that readers see and that the new theme does not make by itself. */
const VISIBLE = ['color', 'background-color', 'background'];
/** Colours of ordinary text. */
const ORDINARY =
  /^(?:inherit|initial|unset|currentcolor|transparent|black|#000(?:000)?|#[23]{3}(?:[23]{3})?|rgb\(0, ?0, ?0\)|white|#fff(?:fff)?|none|rgb\(255, ?255, ?255\)|windowtext|var\(.*\))$/i;

function span(element: Html.Element, converter: Converter): Node[] {
  const style = styleOf(element);
  let children = converter.inlines(element.childNodes);
  const wrap = (type: string): void => {
    children = [{ type, children }];
  };
  if (/^(?:bold|bolder|[6-9]00)$/.test(style['font-weight'] ?? '')) wrap('strong');
  if (/^(?:italic|oblique)/.test(style['font-style'] ?? '')) wrap('emphasis');
  if (/line-through/.test(style['text-decoration'] ?? '')) wrap('delete');
  else if (/underline/.test(style['text-decoration'] ?? '')) wrap('pandocu');
  const color = attribute(element, 'color');
  const shown = [...Object.entries(style), ...(color ? [['color', color] as const] : [])].filter(
    ([property, value]) => VISIBLE.includes(property) && !ORDINARY.test(value) && !/url\(/i.test(value),
  );
  if (shown.length === 0) return children;
  const value = shown.map(([property, each]) => `${property}: ${each}`).join('; ');
  return [{ type: 'pandocspan', children, data: { hName: 'span', hProperties: { style: value } } }];
}

export const isHiddenElement = (element: Html.Element): boolean =>
  classesOf(element).some((name) => /^(?:screen-reader-text|sr-only)$/.test(name));
