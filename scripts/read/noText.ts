// Finds markdown files that are not texts: templates for new notes, drawings, and pages that titleblock generates. Such files are
// recognised by their headers, and no page is made from them.

import { cut } from '../base/text/cut.js';
import type { FrontMatter } from './frontMatter.js';
import type { Header } from './header.js';

/** Matches from the beginning of a file to a field of its header. */
const FIELDS = '^\\uFEFF?---[ \\t]*\\r?\\n(?:(?!---)[^\\n]*\\n)*?[ \\t]*["\']?';

const KINDS: readonly { readonly pattern: RegExp; readonly reason: (written: string) => string; readonly note: string }[] = [
  {
    // Obsidian's `{{date:YYYY-MM-DD}}`, and `<% tp.file.title %>` of its Templater. Without quotes, it is not valid YAML either.
    pattern: new RegExp(
      `${FIELDS}(?:[\\p{L}][\\p{L}\\p{N}_ -]*["']?[ \\t]*:[ \\t]*|(?:title|date|created|date created|created_at)["']?[ \\t]*:[ \\t]*["'])(\\{\\{[^\\n]*\\}\\}|<%[^\\n]*%>)`,
      'iu',
    ),
    reason: (written) =>
      `this is a template for new notes, since ${cut(written, 40)} stands for a value; no page is made from it`,
    note: 'delete it, or move it out of content/',
  },
  {
    pattern: new RegExp(`${FIELDS}(excalidraw-plugin["']?[ \\t]*:[^\\n]*)`, 'iu'),
    reason: () => 'this is an Excalidraw drawing; no page is made from it',
    note: 'export it as SVG, and show that as a picture',
  },
];

/** Length of the beginning of a file that is searched for such a field, in UTF-16 units. */
const SEARCHED_LENGTH = 4000;

/** Returns an empty header, with a warning, for a template or a drawing; undefined for a text. */
export function nonTextHeader(text: string): Header | undefined {
  const start = text.slice(0, SEARCHED_LENGTH);
  for (const { pattern, reason, note } of KINDS) {
    const match = pattern.exec(start);
    if (!match) continue;
    const [whole, written = ''] = match;
    const at = [whole.length - written.length, whole.length] as const;
    const problems: Header['problems'] = [{ rule: 'front-matter/foreign', reason: reason(written.trim()), note, at }];
    const frontMatter = { values: {}, meta: {}, at: {}, problems: [] };
    return { titleBlock: undefined, frontMatter, bodyOffset: text.length, problems };
  }
  return undefined;
}

/** Pages that other tools make from an empty file with this `layout` or `type`, and titleblock makes without such a file. */
const GENERATED: { readonly [layout: string]: string } = {
  search: 'the search page',
  tags: 'the list of tags',
  tag: 'the list of tags',
  categories: 'the list of categories',
  category: 'the list of categories',
  archive: 'the archive',
  archives: 'the archive',
  posts: 'the list of posts',
  list: 'the list of posts',
  home: 'the home page',
};

/** Returns the warning about an empty file for a page that titleblock makes anyway; undefined for any other file. */
export function generatedPageWarning({ values: { layout }, meta: { type } }: FrontMatter) {
  const field = layout !== undefined && Object.hasOwn(GENERATED, layout) ? 'layout' : 'type';
  const name = String(field === 'layout' ? layout : type).toLowerCase();
  const page = Object.hasOwn(GENERATED, name) ? GENERATED[name] : undefined;
  if (page === undefined) return undefined;
  const reason = `this file has no text, and titleblock makes ${page} itself, so no page is made from it`;
  return { field, reason, note: 'delete it; links to its old address can become `aliases` of another page' };
}
