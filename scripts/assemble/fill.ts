// An article's pieces become HTML: for a page of the site, or for a feed reader.

import type { SiteUrl } from '../config.js';
import { fileUrl } from '../siteLookup.js';
import type { Article, LinkSlot, Picture, PictureSlot } from '../types.js';
import { absolute, escapeHtml, href } from './urls.js';

/** Pictures by their paths: those that could be made. */
export type Pictures = ReadonlyMap<string, Picture>;

/** The text column in CSS pixels (38 rem of 18 px), and what stands beside it on a phone. */
const COLUMN = 684;
const GUTTERS = 40;

/**
 * The body of an article's page.
 * @param page the address of the page it is put on: links to a place on it are fragments alone
 * @param pictures those that could be made; for the others the file itself is shown
 */
export function pageHtml(article: Article, page: string, site: SiteUrl, pictures: Pictures): string {
  return article.body
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece.type === 'link') return pageLink(piece, page, site);
      const picture = pictures.get(piece.path);
      const link = (url: string) => href(site, url);
      return picture ? pictureHtml(piece, picture, link) : unreadPicture(piece, link);
    })
    .join('');
}

/** The body for a feed: every address absolute, pictures as one plain `<img>`. */
export function feedHtml(article: Article, site: SiteUrl, pictures: Pictures): string {
  return article.body
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece.type === 'link') return escapeHtml(absolute(site, piece.url) + piece.suffix);
      const picture = pictures.get(piece.path);
      if (!picture) return unreadPicture(piece, (url) => absolute(site, url));
      const { width, height } = displayed(piece, picture);
      return tag('img', { src: absolute(site, picture.fallback.url), alt: piece.alt, width, height });
    })
    .join('');
}

function pageLink({ url, suffix }: LinkSlot, page: string, site: SiteUrl): string {
  return escapeHtml(url === page && suffix.startsWith('#') ? suffix : href(site, url) + suffix);
}

/** `<picture>` with a `<source>` for each format, or an `<img>` alone where there is one file. */
function pictureHtml(slot: PictureSlot, picture: Picture, link: (url: string) => string): string {
  const { width, height, own } = displayed(slot, picture);
  const shown = Number(width) || COLUMN;
  const sizes =
    shown < COLUMN
      ? `(min-width: ${shown + GUTTERS}px) ${shown}px, calc(100vw - ${GUTTERS}px)`
      : `(min-width: ${COLUMN + GUTTERS}px) ${COLUMN}px, calc(100vw - ${GUTTERS}px)`;
  const image = tag('img', {
    src: link(picture.fallback.url),
    alt: slot.alt,
    width,
    height,
    ...(slot.eager ? { fetchpriority: 'high' } : { loading: 'lazy' }),
    decoding: 'async',
    ...own,
  });
  const sources = picture.sources.map(({ mime, variants }) =>
    tag('source', {
      type: mime,
      srcset: variants.map((v) => `${link(v.url)} ${v.width}w`).join(', '),
      ...(variants.length > 1 && { sizes }),
    }),
  );
  return sources.length > 0 ? `<picture>${sources.join('')}${image}</picture>` : image;
}

/** Width and height in CSS pixels: the writer's, completed by the picture's proportions; and the other attributes. */
function displayed(slot: PictureSlot, picture: Picture): { width: string; height: string; own: { [name: string]: string } } {
  const { width, height, style, ...own } = slot.attributes;
  const pixels = (value: string | undefined) => /^\s*(\d+)(?:px)?\s*$/.exec(value ?? '')?.[1];
  const relative = (name: string, value: string | undefined) =>
    value && /%|em|ch|v[wh]|cm|in|mm|pt/.test(value) ? `${name}:${value};` : '';
  const given = { width: pixels(width), height: pixels(height) };
  const ratio = picture.width / picture.height;
  const styles = [relative('width', width), relative('height', height), style].filter(Boolean).join('');
  return {
    width: given.width ?? String(given.height ? Math.round(Number(given.height) * ratio) : picture.width),
    height: given.height ?? String(Math.round(given.width ? Number(given.width) / ratio : picture.height)),
    own: { ...own, ...(styles && { style: styles }) },
  };
}

/** A picture that could not be decoded: the file itself is published, for what a browser makes of it. */
function unreadPicture({ path, alt, attributes }: PictureSlot, link: (url: string) => string): string {
  return tag('img', { src: link(fileUrl(path)), alt, ...attributes });
}

function tag(name: string, attributes: { readonly [name: string]: string }): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join('')}>`;
}
