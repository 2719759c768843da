// Names of pages and files, as wikilinks have them: `page`, `folder/page.md`, `page#Heading`. They are found in any folder.

import { decode, MARKDOWN_FILE } from '../base/siteLookup.js';
import { headingId } from '../markdown/headingId.js';

export interface Name {
  /** Without folder, and without the ending of markdown; empty for the page itself. */
  readonly name: string;
  /** `#id`, or an empty text. */
  readonly fragment: string;
}

/** Takes a wikilink's address apart. Of `page#Heading#Below` the last heading counts; `#^block` has no place in a page. */
export function readName(written: string): Name {
  const [path = '', ...headings] = (decode(written) ?? written).split('#');
  const heading = headings.at(-1) ?? '';
  const name = path
    .trim()
    .replace(/^.*[/\\]/, '')
    .replace(MARKDOWN_FILE, '');
  return { name, fragment: heading === '' || heading.startsWith('^') ? '' : `#${headingId(heading, new Set())}` };
}

/** `300` or `300x200` after the bar of an embedded picture. */
export function sizeOf(title: string): { readonly width?: string; readonly height?: string } | undefined {
  const [, width, height] = /^\s*(\d+)(?:x(\d+))?\s*$/.exec(title) ?? [];
  return width === undefined ? undefined : { width, ...(height !== undefined && { height }) };
}
