// Options for rendering an article.

import type { FootnoteWords } from './pipeline.js';
import type { RenderPlugins } from './pluginTransforms.js';
import type { SiteUrls } from './siteUrls.js';

export interface RenderOptions extends SiteUrls {
  readonly dialect: string;
  /** The site's language, for texts without one of their own. */
  readonly language?: string;
  /** Severity of dead links, and of missing pictures. */
  readonly links: 'error' | 'warn';
  readonly pictures: 'error' | 'warn';
  /** Origins whose scripts the site allows. */
  readonly allow: readonly string[];
  readonly footnotes: FootnoteWords;
  /** True if scripts, event handlers and frames are removed from posts. */
  readonly safe?: boolean;
  /** Absent if the site has no plugins. */
  readonly plugins?: RenderPlugins;
}
