// Makes the files of the new site from an old blog: texts, settings, and what is copied.

import { contentFile } from '../base/inputFolders.js';
import { parseTitleBlock } from '../markdown/titleBlock.js';
import { type HeaderChange, headerText } from './header.js';
import type { OldBlog, OldText } from './oldBlog.js';
import type { OldTool } from './oldTool.js';
import type { References } from './references.js';

/** A text of the new site. */
export interface NewText {
  readonly old: OldText;
  /** Path from the site's root. */
  readonly path: string;
  /** What changes in its header. */
  readonly change: HeaderChange;
  readonly body: string;
}

/** Decides where the texts of a blog go. No two have the same path, in upper or lower case. */
export function placedTexts({ texts }: OldBlog): { readonly old: OldText; readonly path: string }[] {
  const taken = new Set<string>();
  return texts.map((old) => ({ old, path: freePath(contentFile(old.to), taken) }));
}

/** Converts the texts of a blog. */
export function newTexts(blog: OldBlog, tool: OldTool, references: References): NewText[] {
  return placedTexts(blog).map(({ old, path }) => ({
    old,
    path,
    change: old.change,
    body: tool.convert(old, references.placeOf(old)),
  }));
}

/** Returns a path that no other text has: with `-2` before its extension if it is taken. */
function freePath(path: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const own = count === 1 ? path : path.replace(/(\.\w+)?$/, `-${count}$1`);
    if (taken.has(own.toLowerCase())) continue;
    taken.add(own.toLowerCase());
    return own;
  }
}

/** Returns the content of a text's file. */
export function contentOf({ old, change, body }: NewText): string {
  const header = headerText(old.fields, change, old.yaml);
  const own = wholeLines(body);
  // Front matter follows a title block.
  const block = header === '' ? 0 : (parseTitleBlock(own)?.end ?? 0);
  return block === 0 ? header + own : `${own.slice(0, block).trimEnd()}\n\n${header}${own.slice(block).replace(/^\n+/, '')}`;
}

/** Returns the offset of the body in a text's file; undefined if the header is within it. */
export function bodyOffset({ body }: NewText, content: string): number | undefined {
  const own = wholeLines(body);
  return content.endsWith(own) ? content.length - own.length : undefined;
}

/** Removes empty lines at both ends. */
function wholeLines(body: string): string {
  return body.replace(/^(?:[ \t]*\n)+/, '').replace(/\s*$/, '\n');
}
