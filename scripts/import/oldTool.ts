// The type of a tool whose blogs can be imported. scripts/import/oldTools.ts has the table.

import type { Content, OldBlog, OldText, TextMarks } from './oldBlog.js';
import type { OldFolder } from './oldFolder.js';
import type { TextPlace } from './text/place.js';

export interface OldTool {
  /** The value of `--from`. */
  readonly name: string;
  readonly title: string;
  /** The files that a blog of this tool has, for messages: `_config.yml and source/_posts/`. */
  readonly sign: string;
  /** True if a folder looks like a blog of this tool. */
  readonly recognises: (folder: OldFolder) => boolean;
  /** Reads a blog. @throws OldBlogError if a file that it needs is missing or broken */
  readonly read: (folder: OldFolder) => OldBlog;
  readonly marks: TextMarks;
  /** Reads the content of a text that is not markdown, for the proof. */
  readonly content?: (text: OldText) => Content;
  /** Returns the body of a text in the dialect of the new site. Marks that are left are reported by a build. */
  readonly convert: (text: OldText, place: TextPlace) => string;
}

export { OldBlogError } from './oldBlogError.js';
