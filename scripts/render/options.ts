// Options for rendering an article.

import type { RenderPlugins } from './pluginTransforms.js';
import type { SiteUrls } from './siteUrls.js';

/** The words that rendering adds to texts. */
export const TEXT_WORDS = ['footnotes', 'backToText', 'booksReading', 'booksRead', 'booksWanted'] as const;

export type TextWords = { readonly [word in (typeof TEXT_WORDS)[number]]: string };

export interface RenderOptions extends SiteUrls {
  readonly dialect: string;
  /** The site's language, for texts without one of their own. */
  readonly language?: string;
  /** Severity of dead links, and of missing pictures. */
  readonly links: 'error' | 'warn';
  readonly pictures: 'error' | 'warn';
  /** Origins whose scripts the site allows. */
  readonly allow: readonly string[];
  readonly words: TextWords;
  /** The name of the file and the folder of notes, if the site has any. */
  readonly notes?: string;
  /** True if scripts, event handlers and frames are removed from posts. */
  readonly safe?: boolean;
  /** Absent if the site has no plugins. */
  readonly plugins?: RenderPlugins;
}
