// Pictures as HTML: `<picture>` with formats and widths, or a mere `<img>` if there is one file.

import { sizesOf, writtenWidth, ZOOM_CLASS } from '../base/columns.js';
import { hashOf, shortHash } from '../base/hash.js';
import { escapeHtml } from '../base/text/characters.js';
import type { Picture, PictureSlot, Variant } from '../types.js';

/** Writes an address for the page. */
type Link = (url: string) => string;

/** A picture slot. If `eager` is undefined, the browser decides when to load it. */
export type PlacedPicture = Omit<PictureSlot, 'eager'> & { readonly eager: boolean | undefined };

const LOADING: { readonly [eager: string]: { readonly [name: string]: string } } = {
  true: { fetchpriority: 'high' },
  false: { loading: 'lazy' },
};

/** CSS rules of the pictures on a page, by selector. */
export type PictureStyles = Map<string, string>;

export function cssOf(styles: PictureStyles): string {
  return [...styles].map(([selector, rule]) => `${selector}{${rule}}`).join('');
}

/** The page that shows pictures. */
export interface PicturePage {
  readonly link: Link;
  /**
   * Filled with the rules of placeholders: a strict Content-Security-Policy forbids them in attributes. Without it, pictures have no
   * placeholders.
   */
  readonly styles: PictureStyles | undefined;
  /** The attribute `sizes`, if it does not follow from the column of the text. */
  readonly sizes?: string;
}

/**
 * Returns a picture as HTML for a page.
 * @param dark replaces it in dark mode
 */
export function pictureHtml(slot: PlacedPicture, picture: Picture, page: PicturePage, dark?: Picture | undefined): string {
  const classes = slot.attributes.class?.split(' ') ?? [];
  if (!classes.includes(ZOOM_CLASS)) return plainHtml(slot, picture, page, dark);
  const label = slot.alt.trim() === '' ? ` aria-label="${escapeHtml(fileNameOf(picture.path))}"` : '';
  const sizes = '(min-width: 40rem) 24rem, 60vw';
  const { class: _all, ...attributes } = slot.attributes;
  const others = classes.filter((name) => name !== ZOOM_CLASS).join(' ');
  const inLink = { ...slot, attributes: { ...attributes, ...(others && { class: others }) } };
  const html = plainHtml(inLink, picture, { ...page, sizes }, dark);
  return `<a class="zoom ${ratioClass(picture, page.styles)}" href="${escapeHtml(page.link(largestOf(picture).url))}"${label}>${html}</a>`;
}

/** Returns a class for the proportions of a picture in a gallery, and adds its rule: the width of its figure follows from them. */
function ratioClass({ width, height }: Picture, styles: PictureStyles | undefined): string {
  const ratio = Math.max(0.3, Math.round((width / height) * 100) / 100);
  const name = `r-${Math.round(ratio * 100)}`;
  styles?.set(`figure:has(>.${name})`, `--r:${ratio}`);
  return name;
}

/** Returns the largest version that every browser shows. */
function largestOf({ sources, fallback }: Picture): Variant {
  const webp = sources.find(({ mime }) => mime === 'image/webp')?.variants.at(-1);
  return webp && webp.width > fallback.width ? webp : fallback;
}

function fileNameOf(path: string): string {
  return path.replace(/^.*\/|\.[^.]*$/g, '');
}

function plainHtml(
  slot: PlacedPicture,
  picture: Picture,
  { link, styles, sizes }: PicturePage,
  dark: Picture | undefined,
): string {
  const { width, height, own } = displayed(slot, picture);
  const image = tag('img', {
    src: link(picture.fallback.url),
    alt: slot.alt,
    width,
    height,
    ...LOADING[String(slot.eager)],
    decoding: 'async',
    ...own,
    ...(styles && withPlaceholder(own, picture, styles)),
  });
  const sources = [
    ...(dark ? sourcesOf(slot, dark, link, { media: '(prefers-color-scheme: dark)', 'data-scheme': 'dark' }) : []),
    ...sourcesOf(slot, picture, link, { ...(sizes && { sizes }) }),
  ];
  return sources.length > 0 ? `<picture>${sources.join('')}${image}</picture>` : image;
}

/** Returns a picture as HTML for feed readers: the fallback file only. */
export function plainPictureHtml(slot: PictureSlot, picture: Picture, link: Link): string {
  const { width, height } = displayed(slot, picture);
  return tag('img', { src: link(picture.fallback.url), alt: slot.alt, width, height });
}

function sourcesOf(slot: PlacedPicture, picture: Picture, link: Link, more: { readonly [name: string]: string }): string[] {
  const sizes = sizesOf(slot.attributes, picture.width);
  const sources = picture.sources.map(({ mime, variants }) =>
    tag('source', {
      ...more,
      type: mime,
      srcset: variants.map((v) => `${link(v.url)} ${v.width}w`).join(', '),
      sizes: more.sizes ?? sizes,
      ...(more.media && { width: String(picture.width), height: String(picture.height) }),
    }),
  );
  // The light picture's sources follow, so the dark one needs its own fallback before them.
  return more.media
    ? [
        ...sources,
        tag('source', {
          ...more,
          srcset: `${link(picture.fallback.url)} ${picture.fallback.width}w`,
          sizes,
          width: String(picture.width),
          height: String(picture.height),
        }),
      ]
    : sources;
}

/** Pictures below this ratio of width to height may be taller than a window; the stylesheet limits them. */
const TALL_RATIO = 1.2;

function withPlaceholder(
  own: { readonly class?: string },
  { placeholder, width, height }: Picture,
  styles: PictureStyles,
): { class?: string } {
  const ratio = width / height;
  const rules = [
    placeholder && `background:url(${placeholder}) 0/cover`,
    ratio < TALL_RATIO && `--ratio:${Number(ratio.toFixed(3))}`,
  ].filter(Boolean);
  if (rules.length === 0) return {};
  const rule = rules.join(';');
  const name = `lq-${shortHash(hashOf(rule))}`;
  styles.set(`.${name}`, rule);
  return { class: own.class ? `${own.class} ${name}` : name };
}

/** Returns width and height in CSS pixels (the writer's, completed by the picture's proportions), and the other attributes. */
function displayed(slot: PlacedPicture, picture: Picture): { width: string; height: string; own: { [name: string]: string } } {
  const { width, height, style, ...own } = slot.attributes;
  const pixels = (value: string | undefined) => {
    const given = writtenWidth({ ...(value !== undefined && { width: value }) }).pixels;
    return given === undefined ? undefined : Math.round(given);
  };
  const relative = (name: string, value: string | undefined) =>
    value && pixels(value) === undefined && /^[\d.]+\s*(?:%|[a-z]+)$/i.test(value.trim()) ? `${name}:${value.trim()};` : '';
  const given = { width: pixels(width), height: pixels(height) };
  const ratio = picture.width / picture.height;
  const styles = [relative('width', width), relative('height', height), style].filter(Boolean).join('');
  return {
    width: String(given.width ?? (given.height ? Math.round(given.height * ratio) : picture.width)),
    height: String(given.height ?? (given.width ? Math.round(given.width / ratio) : picture.height)),
    own: { ...own, ...(styles && { style: styles }) },
  };
}

/** Returns a picture without variants: one on another host, or one that could not be decoded and is published as it is. */
export function unreadPicture({ alt, attributes }: Pick<PictureSlot, 'alt' | 'attributes'>, address: string): string {
  return tag('img', { src: address, alt, ...attributes });
}

function tag(name: string, attributes: { readonly [name: string]: string }): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join('')}>`;
}
