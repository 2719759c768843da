// What a tool's reader finds in an old blog: settings, texts, files, and the addresses that its visitors know.

import type { FieldValues, HeaderChange } from './header.js';

/** A blog of another tool, read but not converted yet. */
export interface OldBlog {
  readonly settings: OldSettings;
  readonly texts: readonly OldText[];
  readonly files: readonly OldFile[];
  /** Files that are moved only if a text refers to them. */
  readonly spare?: readonly OldFile[];
  /** True for an export: a file that is not beside it stays on the old site, with its address there. */
  readonly isExport?: true;
  /** Files made from data of the old tool, by their paths in the new site. */
  readonly made?: { readonly [path: string]: string };
  /** Addresses of lists and feeds, and what they list. */
  readonly lists: readonly OldList[];
  /** What is not moved, or moved with a loss. */
  readonly notes: readonly Note[];
}

/** The settings of the new site. Fields have the names of `content/site.yaml`. */
export interface OldSettings {
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly author?: string | undefined;
  readonly language?: string | undefined;
  readonly timezone?: string | undefined;
  readonly permalink?: string | undefined;
  /** The dialect of the texts. */
  readonly markdown: string;
  readonly navigation?: readonly OldLink[] | undefined;
  /** Further settings, as YAML values: comments, analytics, taxonomies, languages. */
  readonly more: { readonly [setting: string]: unknown };
}

/** An entry of a menu. Its address is as the old site wrote it. */
export interface OldLink {
  readonly title: string;
  readonly url: string;
}

/** A post or page. */
export interface OldText {
  /** The file that it comes from, below the old folder; with `#` and a number for an entry of an export. */
  readonly from: string;
  /** The file of the new site, below `content/`. */
  readonly to: string;
  readonly kind: 'post' | 'page';
  /** The values of its header, as its tool reads them. */
  readonly fields: FieldValues;
  /** What changes in it. */
  readonly change: HeaderChange;
  /** The header in YAML as written, if it was YAML between `---`. Its comments stay. */
  readonly yaml?: string | undefined;
  /** The text, with the tags of its tool. */
  readonly body: string;
  /** Reason why it is not public; it becomes a draft. */
  readonly hidden?: string | undefined;
  /** Decoded address below the root of the old site; absent for texts that had none. */
  readonly address?: string | undefined;
  /** The id of its entry in the old feed, if it is not the address. */
  readonly feedId?: string | undefined;
  /** Folders of the old site in which its relative references may lie, the likeliest first. */
  readonly folders: readonly string[];
}

/** A picture, or another file that is kept as it is. */
export interface OldFile {
  /** Path below the old folder. */
  readonly from: string;
  /** Path in the new site, from its root: `images/a.png`, `content/files/a.pdf`. */
  readonly to: string;
}

/** An address of the old site that is not that of a text. */
export interface OldList {
  /** Decoded, below the root of the old site. */
  readonly address: string;
  readonly of: 'home' | 'posts' | 'years' | 'feed' | 'sitemap' | 'tags' | 'categories' | 'tag' | 'category' | 'search';
  /** The tag, or the category from the outermost inwards. */
  readonly term?: readonly string[];
  /** The field of its terms, if it is neither tags nor categories. */
  readonly taxonomy?: string;
  /** First part of its addresses in the new site, if it lists texts of another language than the main one: `/en`. */
  readonly folder?: string;
}

/** Something to tell the writer. */
export interface Note {
  /** What it is about, in a few words: `password`, `layout`, `the setting deploy`. Notes about the same are counted together. */
  readonly about: string;
  /** What became of it. */
  readonly outcome: string;
  /** The place in the old blog: `source/_posts/a.md:12`. */
  readonly at?: string;
}

/** The content of a text, to compare it with that of another. */
export interface Content {
  /** Chinese, Japanese and Korean characters, and words of other scripts in lower case. */
  readonly words: readonly string[];
  readonly pictures: number;
  readonly code: number;
  readonly formulas: number;
}

/**
 * Removes the marks of a tool from a text, so that only the words remain that its readers saw.
 * @returns the text without marks, and the numbers of pictures and code blocks that the marks show
 */
export type TextMarks = (body: string) => { readonly text: string; readonly pictures: number; readonly code: number };
