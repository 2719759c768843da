// Articles with the pictures they show, as their pages and feeds get them.

import { escapeHtml } from '../base/text/characters.js';
import { sharedVariant } from '../base/variants.js';
import type { Article, Picture, Source } from '../types.js';
import type { PicturesByPath } from './fill.js';
import type { Frame } from './frame.js';
import { absolute } from './urls.js';

/** A source with its article and the pictures it shows. */
export interface Rendered {
  readonly source: Source;
  readonly article: Article;
  /** Only those that could be made. */
  readonly pictures: readonly Picture[];
}

/** Returns the post's authors, or the site's if it names none. */
export function authorsOf({ config }: Frame, article: Article): readonly { html: string; text: string }[] {
  if (article.authors.length > 0) return article.authors;
  return config.author ? [{ html: escapeHtml(config.author), text: config.author }] : [];
}

export function byPath(pictures: readonly Picture[]): PicturesByPath {
  return new Map(pictures.map((picture) => [picture.path, picture]));
}

/** A picture for social networks. */
export interface SharedImage {
  /** Absolute. */
  readonly url: string;
  /** In pixels; absent for a picture on another host. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** True if a post has a cover that social networks can show. Otherwise it gets a card. */
export function hasCover(
  { cover, coverAddress }: Pick<Article, 'cover' | 'coverAddress'>,
  pictures: Pick<PicturesByPath, 'get'>,
): boolean {
  const picture = cover === undefined ? undefined : pictures.get(cover);
  return coverAddress !== undefined || (picture !== undefined && sharedVariant(picture) !== undefined);
}

/** Returns the picture for social networks: the cover, or the first picture that they can show. */
export function imageOf({ config }: Frame, { article, pictures }: Rendered): SharedImage | undefined {
  const { cover, coverAddress } = article;
  if (coverAddress !== undefined) return { url: coverAddress.replace(/^(?=\/\/)/, 'https:') };
  const made = byPath(pictures);
  const paths = cover === undefined ? article.pictures.map(({ path }) => path) : [cover];
  for (const path of paths) {
    const picture = made.get(path);
    const file = picture && sharedVariant(picture);
    if (!file) continue;
    const height = Math.max(1, Math.round((file.width / picture.width) * picture.height));
    return { url: absolute(config.url, file.url), size: { width: file.width, height } };
  }
  return undefined;
}
