// Parses the names of wikilinks: `page`, `folder/page.md`, `page#Heading`. A page is found by its name in any folder.

import { decode, MARKDOWN_FILE } from '../base/siteLookup.js';
import { headingId } from '../markdown/headingId.js';

export interface Name {
  /** Without folder and markdown's extension; empty for the same page. */
  readonly name: string;
  /** `#id`, or empty. */
  readonly fragment: string;
}

/** Parses a wikilink's address. The last heading of `page#Heading#Below` counts. `#^block` has no equivalent, and is dropped. */
export function readName(written: string): Name {
  const [path = '', ...headings] = (decode(written) ?? written).split('#');
  const heading = headings.at(-1) ?? '';
  const name = path
    .trim()
    .replace(/^.*[/\\]/, '')
    .replace(MARKDOWN_FILE, '');
  return { name, fragment: heading === '' || heading.startsWith('^') ? '' : `#${headingId(heading, new Set())}` };
}

/** Parses the size of an embedded picture: `300` or `300x200` after its `|`. */
export function sizeOf(title: string): { readonly width?: string; readonly height?: string } | undefined {
  const [, width, height] = /^\s*(\d+)(?:x(\d+))?\s*$/.exec(title) ?? [];
  return width === undefined ? undefined : { width, ...(height !== undefined && { height }) };
}
