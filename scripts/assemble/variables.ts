// The variables of templates, with their meanings: those of all templates, and those of pages that show an article. Each kind of
// page (kind.ts) adds its own. The check of templates, the types of the values, and tables in the docs are derived from them.

import type { Shape } from '../template/check.js';
import type { Value } from '../template/value.js';

export interface VariableDoc extends Shape {
  readonly meaning: string;
  /** HTML is inserted as it is; everything else is escaped. */
  readonly html?: true;
  readonly list?: true;
  readonly fields?: { readonly [name: string]: VariableDoc };
}

export type VariableDocs = { readonly [name: string]: VariableDoc };

/** Fields of a link. */
export const LINK = {
  title: { meaning: 'its title', html: true },
  url: { meaning: 'its address' },
} as const satisfies VariableDocs;

/** Fields of a linked post. */
export const NEIGHBOUR = {
  ...LINK,
  lang: { meaning: 'its language, if it differs from the page’s' },
  dir: { meaning: '`rtl` or `ltr`, if its language has another direction than the page’s' },
} as const satisfies VariableDocs;

/** Fields of a post in a list. */
export const ENTRY = {
  ...LINK,
  date: { meaning: 'its date, as precise as known: `2023-11-12`, `2005`' },
  year: { meaning: 'the year of its date' },
  excerpt: { meaning: 'description, or the beginning of its text' },
  readingtime: { meaning: 'reading time, as text' },
  cover: { meaning: 'its cover, if lists show covers', html: true },
  tags: { meaning: 'its tags', list: true },
  taglinks: { meaning: 'its tags with the addresses of their pages', list: true, fields: LINK },
  categories: { meaning: 'its categories, with the addresses of their pages', list: true, fields: LINK },
  pinned: { meaning: 'true for a post that is pinned to the top of the lists' },
  lang: { meaning: 'its language, if it differs from the page’s' },
  dir: { meaning: '`rtl` or `ltr`, if its language has another direction than the page’s' },
} as const satisfies VariableDocs;

const WORDS = {
  skip: { meaning: '“Skip to the text”' },
  navigation: { meaning: '“Navigation”' },
  posts: { meaning: '“Posts”' },
  allPosts: { meaning: '“All posts”' },
  latest: { meaning: '“Latest posts”' },
  newer: { meaning: '“Newer”' },
  older: { meaning: '“Older”' },
  previousPost: { meaning: '“Previous post”' },
  nextPost: { meaning: '“Next post”' },
  notes: { meaning: '“Notes”' },
  related: { meaning: '“More to read”' },
  contents: { meaning: '“Contents”' },
  resume: { meaning: '“Continue at”, before a percentage' },
  footnotes: { meaning: '“Footnotes”' },
  backToText: { meaning: '“Back to the text”' },
  updated: { meaning: '“updated”' },
  archive: { meaning: '“Archive”' },
  tags: { meaning: '“Tags”' },
  categories: { meaning: '“Categories”' },
  notFound: { meaning: 'heading of the 404 page' },
  notFoundText: { meaning: 'text of the 404 page' },
  movedTo: { meaning: '“This page has moved to”' },
  theme: { meaning: '“Light or dark”' },
  home: { meaning: '“Home”' },
  series: { meaning: '“Series”' },
  license: { meaning: '“License”' },
  comments: { meaning: '“Comments”' },
  commentsMissing: { meaning: 'message where comments cannot be loaded' },
  translations: { meaning: '“Other languages”' },
  search: { meaning: '“Search”' },
  searching: { meaning: '“Searching…”' },
  nothingFound: { meaning: 'message when a search finds nothing' },
  foundSome: { meaning: '“Found: #”, with a number of results in place of the `#`' },
  atLeast: { meaning: '“at least”, before a number of results' },
  moreResults: { meaning: '“More results”' },
  searchFailed: { meaning: 'message when the search index cannot be loaded' },
  searchNeedsScript: { meaning: 'message when scripts are disabled' },
  code: { meaning: '“code”, the accessible name of a block that scrolls' },
  table: { meaning: '“table”, the same for a table' },
  formula: { meaning: '“formula”, the same for a formula' },
  diagram: { meaning: '“diagram”, the same for a diagram' },
  copy: { meaning: '“Copy”' },
  copied: { meaning: '“Copied”' },
  close: { meaning: '“Close”' },
  nextPicture: { meaning: '“Next picture”' },
  previousPicture: { meaning: '“Previous picture”' },
  meant: { meaning: '“Did you mean:”' },
  draft: { meaning: '“Draft”' },
  pinned: { meaning: '“Pinned”' },
  noPosts: { meaning: '“No posts yet.”' },
  comma: { meaning: 'separator between names' },
  colon: { meaning: 'colon after a label' },
} as const satisfies VariableDocs;

/** Variables of every template. */
export const COMMON_VARIABLES = {
  lang: { meaning: 'language of the page, for `<html lang>`' },
  otherlang: { meaning: 'language of the site, if it differs from the page’s' },
  dir: { meaning: '`rtl` for right-to-left languages, else empty' },
  otherdir: { meaning: '`rtl` or `ltr`, if the language of the site has another direction than the page’s' },
  foreignwords: {
    meaning: '`lang` and `dir` for an element that shows a text of `words`; empty if `words` are in the language of the page',
    html: true,
  },
  foreignsitewords: { meaning: 'the same for a text of `sitewords`, inside an element in the language of the site', html: true },
  pagetitle: { meaning: 'title as text, followed by the site’s name, for `<title>`' },
  'description-meta': { meaning: 'description as text' },
  canonical: { meaning: 'absolute address of the page' },
  base: { meaning: 'path of the site on its host (`/blog`), empty at the root' },
  home: { meaning: 'address of the home page' },
  list: { meaning: 'address of the list of all posts' },
  css: {
    meaning: 'addresses of the stylesheets in `templates/`, and of those in `templates/sheets/` that the page uses',
    list: true,
  },
  scripts: { meaning: 'addresses of the scripts in `templates/`', list: true },
  script: { meaning: 'addresses of the scripts in `templates/scripts/`, by name', any: true },
  noindex: { meaning: 'true where search engines must not index: in a preview, on unlisted pages and those with `noindex`' },
  icon: { meaning: 'address of the icon: `favicon` in site.yaml, else `content/favicon.svg`, `.png` or `.ico`' },
  feed: {
    meaning: 'feed of the page’s list; empty on pages that list all posts',
    fields: { title: { meaning: 'its title' }, url: { meaning: 'its address' } },
  },
  image: { meaning: 'absolute address of the picture for social networks' },
  imagesize: {
    meaning: 'its size in pixels; empty if it is on another site',
    fields: { width: { meaning: 'its width' }, height: { meaning: 'its height' } },
  },
  cardtitle: { meaning: 'title for social networks, which show the site’s name beside it' },
  'picture-css': { meaning: 'CSS rules of the page’s pictures and style attributes, for a `<style>` in the head', html: true },
  csp: { meaning: 'its Content-Security-Policy, for a `<meta http-equiv>`', html: true },
  ogtype: { meaning: '`article` or `website`' },
  jsonld: { meaning: 'JSON-LD metadata, ready for `<script type="application/ld+json">`', html: true },
  site: {
    meaning: 'the site',
    fields: {
      title: { meaning: 'its name' },
      logo: { meaning: 'its logo, from `logo` in site.yaml', html: true },
      initial: { meaning: 'first character of its name' },
      description: { meaning: 'its description' },
      author: { meaning: 'its author' },
      url: { meaning: 'its absolute address' },
      language: { meaning: 'its language' },
      rss: { meaning: 'address of the RSS feed' },
      atom: { meaning: 'address of the Atom feed' },
      json: { meaning: 'address of the JSON feed' },
    },
  },
  navigation: {
    meaning: 'entries of the navigation',
    list: true,
    fields: { ...LINK, current: { meaning: 'true on the page that it links to' } },
  },
  words: { meaning: 'interface words in the page’s language', fields: WORDS },
  sitewords: { meaning: 'interface words in the site’s language', any: true },
  translations: {
    meaning: 'all translations of the page, including itself; empty if there are none',
    list: true,
    fields: {
      lang: { meaning: 'language tag' },
      dir: { meaning: '`rtl` or `ltr`, if it has another direction than the page’s' },
      name: { meaning: 'name of the language, in that language' },
      url: { meaning: 'absolute address' },
      current: { meaning: 'true for the page itself' },
    },
  },
  translationdefault: {
    meaning: 'absolute address of the page in the site’s main language, for `hreflang="x-default"`; empty without `languages`',
  },
  languages: {
    meaning: 'the languages of the site, each with the page in that language; empty without `languages` in site.yaml',
    list: true,
    fields: {
      lang: { meaning: 'language tag' },
      dir: { meaning: '`rtl` or `ltr`, if it has another direction than the language of the navigation' },
      name: { meaning: 'name of the language' },
      url: { meaning: 'address of the translation of the page; without one, of the home page in that language' },
      current: { meaning: 'true for the language of the navigation' },
    },
  },
  meta: { meaning: 'front matter fields that titleblock does not use, by name: `$meta.mood$`', any: true },
} as const satisfies VariableDocs;

/** Metadata under Pandoc's names (Pandoc manual, "Metadata variables" and "Variables for HTML"). */
export const PANDOC_METADATA = {
  subtitle: { meaning: 'subtitle', html: true },
  abstract: { meaning: 'abstract', html: true },
  'header-includes': { meaning: 'extra content for the head', html: true, list: true },
  'include-before': { meaning: 'extra content before the text', html: true, list: true },
  'include-after': { meaning: 'extra content after the text', html: true, list: true },
} as const satisfies VariableDocs;

/** Further variables of pages that show an article. */
export const PAGE_VARIABLES = {
  ...PANDOC_METADATA,
  title: { meaning: 'title', html: true },
  author: { meaning: 'authors', html: true, list: true },
  'author-meta': { meaning: 'authors as one text' },
  date: { meaning: 'date, as precise as known: `2023-11-12`, `2005`' },
  time: { meaning: 'time of day of the date, if the header has one: `21:10`' },
  'date-meta': { meaning: 'the same date, for `<time datetime>`' },
  updated: { meaning: 'date of the last substantial change' },
  description: { meaning: 'description from the front matter' },
  tags: { meaning: 'tags', list: true },
  keywords: { meaning: 'keywords, or the tags', list: true },
  cover: { meaning: 'cover picture', html: true },
  body: { meaning: 'the text', html: true },
  toc: { meaning: 'table of contents; empty if there is none', html: true },
  'table-of-contents': { meaning: 'the same, under Pandoc’s other name', html: true },
  readingtime: { meaning: 'reading time, as text' },
  hasgallery: { meaning: 'true if the text has a gallery' },
  islong: { meaning: 'true if reading takes six minutes or more' },
  draft: { meaning: 'true for a draft in a preview (`npm run build -- --drafts`)' },
} as const satisfies VariableDocs;

/** Type of the values for a set of variables: all of them, and no others. */
export type ValuesFor<Docs extends VariableDocs> = { readonly [Name in keyof Docs]: Value };
