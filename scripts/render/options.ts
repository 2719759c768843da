// Options of rendering an article.

import type { FootnoteWords } from './pipeline.js';
import type { RenderPlugins } from './plugged.js';
import type { SiteUrls } from './siteUrls.js';

export interface RenderOptions extends SiteUrls {
  readonly dialect: string;
  /** Of the site, for texts that name none. */
  readonly language?: string;
  /** What a dead link, and what a missing picture is. */
  readonly links: 'error' | 'warn';
  readonly pictures: 'error' | 'warn';
  /** Origins whose scripts the writer allows. */
  readonly allow: readonly string[];
  readonly footnotes: FootnoteWords;
  /** Whether what acts is taken out of posts: scripts, handlers, frames. */
  readonly safe?: boolean;
  /** Absent if the site has none. */
  readonly plugins?: RenderPlugins;
}
