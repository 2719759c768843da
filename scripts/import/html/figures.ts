// Figures in HTML: pictures with captions, galleries, tables and code with captions, links to other pages as cards.

import type { Node } from '../../markdown/nodes.js';
import { codeBlock } from './code.js';
import { attribute, type Converter, elementsIn, type Html, hasClass, isElement, named, textIn } from './elements.js';
import { aloneImage, imageNode, isLightbox } from './pictures.js';
import { table } from './tables.js';
import { plainNodes, tidyInlines } from './tree.js';

const isCaption = (element: Html.Element): boolean =>
  element.tagName === 'figcaption' || hasClass(element, /^wp-caption-text$|^gallery-caption$/);

/** True for an element whose pictures are shown in rows. */
export function isGallery(element: Html.Element): boolean {
  return (
    hasClass(
      element,
      /^(?:wp-block-gallery|gallery|blocks-gallery-grid|tiled-gallery|wp-block-jetpack-tiled-gallery|kg-gallery-card|photos|album)$/,
    ) && elementsIn(element, named('img')).length > 0
  );
}

/** Returns a gallery: each picture is a paragraph or figure of its own. */
export function gallery(element: Html.Element, converter: Converter): Node[] {
  const pictures = elementsIn(element, named('img')).flatMap((image): Node[] => {
    const caption = captionOf(image, element);
    return picture(image, caption ? tidyInlines(converter.inlines(caption.childNodes)) : [], converter);
  });
  const inside = new Set(elementsIn(element, named('img')).map((image) => captionOf(image, element)));
  const others = elementsIn(element, isCaption).filter((each) => !inside.has(each));
  return [
    { type: 'pandocdiv', children: pictures, data: { hName: 'div', hProperties: { className: ['gallery'] } } },
    ...others.flatMap((each) => converter.blocks(each.childNodes)),
  ];
}

/** Returns the caption of a picture in a gallery: that of its own figure or item. */
function captionOf(image: Html.Element, gallery: Html.Element): Html.Element | undefined {
  for (let each = image.parentNode; each && each !== gallery; each = 'parentNode' in each ? each.parentNode : null) {
    if (!isElement(each) || elementsIn(each, named('img')).length > 1) return undefined;
    const [caption] = elementsIn(each, isCaption);
    if (caption) return caption;
  }
  return undefined;
}

/** Returns a picture with a caption, or alone. */
function picture(shown: Html.Element, caption: readonly Node[], converter: Converter): Node[] {
  const { parentNode } = shown;
  const link = parentNode && isElement(parentNode) && parentNode.tagName === 'a' ? parentNode : undefined;
  const href = link && attribute(link, 'href');
  const isLarge = link !== undefined && href !== undefined && isLightbox(link, href) !== undefined;
  const node = imageNode(shown, converter, isLarge ? href : undefined);
  if (!node) return [];
  const isLinked = href !== undefined && !isLarge && !/^(?:#|javascript:)/i.test(href) && href.trim() !== '';
  if (isLinked) {
    const linked: Node = { type: 'paragraph', children: [{ type: 'link', url: converter.link(href), children: [node] }] };
    return caption.length > 0 ? [withCaption([linked], caption)] : [linked];
  }
  if (caption.length === 0) return [{ type: 'paragraph', children: [aloneImage(node)] }];
  // A caption with line breaks or notes in it cannot stand in the brackets of a picture.
  if (caption.some(({ type }) => type === 'footnoteReference' || type === 'inlineMath'))
    return [withCaption([{ type: 'paragraph', children: [aloneImage(node)] }], caption)];
  const image = { ...node, caption: [...caption], alt: node.alt || plainNodes(caption) };
  return [
    {
      type: 'pandocfigure',
      children: [image, { type: 'pandocfigcaption', children: [{ type: 'plain', children: [...caption] }] }],
    },
  ];
}

/** A figure as HTML, with markdown in it. */
function withCaption(blocks: readonly Node[], caption: readonly Node[]): Node {
  const shown: Node = {
    type: 'wrapped',
    open: '<figcaption>',
    close: '</figcaption>',
    children: [{ type: 'paragraph', children: [...caption] }],
  };
  return { type: 'wrapped', open: '<figure>', close: '</figure>', children: [...blocks, shown] };
}

export function figure(element: Html.Element, converter: Converter): Node[] {
  if (isGallery(element)) return gallery(element, converter);
  if (hasClass(element, /^kg-bookmark-card$/)) return bookmark(element, converter);
  const images = elementsIn(element, named('img'));
  const captions = elementsIn(element, isCaption);
  const caption = tidyInlines(
    captions.flatMap((each, at) => [...(at > 0 ? [{ type: 'break' }] : []), ...converter.inlines(each.childNodes)]),
  );
  const [inner] = elementsIn(element, named('table', 'pre', 'iframe', 'blockquote', 'video', 'audio', 'figure', 'ul', 'ol', 'p'));
  const isWrapped =
    inner !== undefined && !captions.some((each) => elementsIn(each, (one) => one === inner).length > 0 || each === inner);
  const words = textIn(element).trim().length - captions.reduce((sum, each) => sum + textIn(each).trim().length, 0);
  if (images.length === 1 && !isWrapped && words <= 0) return picture(images[0] as Html.Element, caption, converter);
  if (inner?.tagName === 'table' && !elementsIn(inner, named('table', 'pre')).length)
    return table(inner, converter, caption.length > 0 ? caption : undefined);
  const rest = withoutCaptions(element, captions);
  const blocks = inner?.tagName === 'pre' ? [codeBlock(inner)] : converter.blocks(rest);
  return caption.length > 0 && blocks.length > 0
    ? [withCaption(blocks, caption)]
    : [...blocks, ...(caption.length > 0 ? [{ type: 'paragraph', children: caption }] : [])];
}

function withoutCaptions(element: Html.Element, captions: readonly Html.Element[]): Html.ChildNode[] {
  for (const each of captions)
    if (each.parentNode) each.parentNode.childNodes = each.parentNode.childNodes.filter((child) => child !== each);
  return element.childNodes;
}

/** Ghost's card of another page, as a quotation. @see Ghost, "Bookmark card" */
function bookmark(element: Html.Element, converter: Converter): Node[] {
  const part = (name: string): Html.Element | undefined =>
    elementsIn(element, (each) => hasClass(each, new RegExp(`^kg-bookmark-${name}$`)))[0];
  const [link] = elementsIn(element, named('a'));
  const inlines = (each: Html.Element | undefined): Node[] => (each ? tidyInlines(converter.inlines(each.childNodes)) : []);
  const url = converter.link((link && attribute(link, 'href')) ?? '');
  const title = inlines(part('title'));
  const by = [...inlines(part('author')), { type: 'text', value: ' ' }, ...inlines(part('publisher'))];
  const thumbnail = part('thumbnail');
  const [image] = thumbnail ? elementsIn(thumbnail, named('img')) : [];
  const paragraphs = [
    [{ type: 'link', url, children: title.length > 0 ? title : [{ type: 'text', value: url }] }],
    inlines(part('description')),
    tidyInlines(by),
  ];
  const quoted = paragraphs.filter((children) => children.length > 0).map((children): Node => ({ type: 'paragraph', children }));
  const [caption] = elementsIn(element, isCaption);
  return [
    { type: 'blockquote', children: [...quoted, ...(image ? picture(image, [], converter) : [])] },
    ...(caption ? converter.blocks(caption.childNodes) : []),
  ];
}
