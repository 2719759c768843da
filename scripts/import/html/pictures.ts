// Pictures in HTML: the file behind a picture that is loaded late or shown small, and what of its look is kept.

import type { Node } from '../../markdown/nodes.js';
import { attribute, type Converter, elementsIn, type Html, hasClass, named, styleOf, textIn } from './elements.js';

/** Attributes with the address of a picture that a script loads late. */
const LATE = ['data-src', 'data-original', 'data-lazy-src', 'data-actualsrc', 'data-orig-file', 'data-large-file'];

/** Pixels up to which the width of a picture is kept. A wider one fills the column anyway. */
const NARROW = 600;

/** Returns the address of a picture as its readers' browsers load it. */
export function sourceOf(element: Html.Element): string | undefined {
  const src = attribute(element, 'src')?.trim();
  const late = LATE.map((name) => attribute(element, name)?.trim()).find((value) => value && !/^data:/i.test(value));
  const isPlaceholder = !src || /^data:|(?:blank|placeholder|loading|grey|lazy|spacer|1x1)[\w-]*\.(?:gif|png|svg)$/i.test(src);
  const first = attribute(element, 'srcset')?.trim().split(/[\s,]/, 1)[0];
  return (isPlaceholder ? late : undefined) ?? (src || late || first || undefined);
}

/**
 * Returns the node of a picture.
 * @param large the address of the same picture in its full size, which a link led to
 */
export function imageNode(element: Html.Element, converter: Converter, large?: string): Node | undefined {
  const source = large ?? sourceOf(element);
  if (source === undefined) return undefined;
  const alt = (attribute(element, 'alt') ?? '').replace(/\s+/g, ' ').trim();
  const title = attribute(element, 'title')?.replace(/\s+/g, ' ').trim();
  const width = Number(/^(\d+)(?:px)?$/.exec(attribute(element, 'width') ?? styleOf(element).width ?? '')?.[1] ?? 0);
  const isSized =
    width > 0 && width <= NARROW && large === undefined && !hasClass(element, /^(?:size-full|size-large|aligncenter)$/);
  return {
    type: 'image',
    url: converter.picture(source).replace(/\s/g, encodeURIComponent),
    alt,
    caption: alt === '' ? [] : [{ type: 'text', value: alt }],
    ...(title && title !== alt && { title }),
    data: { hProperties: isSized ? { width: String(width) } : {} },
  };
}

/** Returns the picture of a link to the same picture in its full size; undefined for any other link. */
export function isLightbox(link: Html.Element, href: string): Html.Element | undefined {
  const [image, ...others] = elementsIn(link, named('img'));
  if (!image || others.length > 0 || textIn(link).trim() !== '') return undefined;
  const source = sourceOf(image);
  return source !== undefined && fileOf(source) === fileOf(href) ? image : undefined;
}

/** Returns the name of a picture without the size that WordPress and Ghost put into it. */
export function fileOf(address: string): string {
  const path = address.replace(/[?#].*$/, '').replace(/\/size\/w\d+(?:h\d+)?(?=\/)/, '');
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/-\d+x\d+(?=\.\w+$)|-scaled(?=\.\w+$)/, '')
    .toLowerCase();
}

/** Returns a picture that stands alone: its alternative text is not its caption. */
export function aloneImage(image: Node): Node {
  const { alt, data } = image;
  return { ...image, caption: [], data: { hProperties: { ...(alt !== '' && { alt }), ...data?.hProperties } } };
}
