// An article with what is known of it when its page is made.

import { escapeHtml } from '../text/characters.js';
import type { Article, Picture, Source } from '../types.js';
import type { PicturesByPath } from './fill.js';
import type { Frame } from './frame.js';
import { absolute } from './urls.js';

/** A source with its article and the pictures it shows. */
export interface Rendered {
  readonly source: Source;
  readonly article: Article;
  /** Those that could be made. */
  readonly pictures: readonly Picture[];
}

/** The post's authors; the site's where it names none. */
export function authorsOf({ config }: Frame, article: Article): readonly { html: string; text: string }[] {
  if (article.authors.length > 0) return article.authors;
  return config.author ? [{ html: escapeHtml(config.author), text: config.author }] : [];
}

/** Pictures by their paths. */
export function byPath(pictures: readonly Picture[]): PicturesByPath {
  return new Map(pictures.map((picture) => [picture.path, picture]));
}

/** The picture for social networks: the cover, else the first picture. */
export function imageOf(frame: Frame, { article, pictures }: Rendered): string | undefined {
  const path = article.cover ?? article.pictures[0]?.path;
  const picture = pictures.find((each) => each.path === path);
  return picture && absolute(frame.config.url, picture.fallback.url);
}
