// The table of front matter fields that no feature declares, with the names that other tools have for them.

import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { permalink } from '../config/permalink.js';
import { dialect, language } from '../config/settingTypes.js';
import { boolean, flagOf, integer, list, text } from '../fields/fields.js';
import { flag, type HeaderFields } from '../fields/headerField.js';
import {
  aliasList,
  byLanguage,
  categoryList,
  cover,
  date,
  LIST_SIGNS,
  person,
  rank,
  shift,
  slug,
  tagList,
} from './headerTypes.js';

/** Ignores flags: `published: true` names no day. */
const unlessFlag = (value: Node): Node | undefined => (isScalar(value) && flagOf(value.value) !== undefined ? undefined : value);

/** Returns the entry of a mapping under one of some names, or the value itself. */
const entryOf =
  (...names: readonly string[]) =>
  (value: Node): Node | undefined =>
    isMap(value) ? (names.map((name) => value.get(name, true)).find(Boolean) as Node | undefined) : value;

/** Converts Hugo's weight, which sorts in rising order; posts without one come last. */
const weight = (value: Node): Node | undefined => {
  const number = isScalar(value) ? Number(value.value) : Number.NaN;
  return number > 0 ? new Scalar(1 / number) : undefined;
};

/** Returns the path or address of a picture. Themes also write colours and flags into such fields. */
const picture = (value: Node): Node | undefined => {
  const first = isSeq(value) ? (value.items[0] as Node | undefined) : value;
  if (isScalar(first)) return /[./]/.test(String(first.value)) ? first : undefined;
  return first;
};

/** The fields of front matter that no feature declares. The table in docs/front-matter.md is made from this. */
export const FRONT_MATTER_FIELDS = {
  title: { type: text, meaning: 'title in inline markdown; overrides the first `%` line', isPerFile: true },
  author: { type: list(person), meaning: 'one or more authors; overrides the second `%` line' },
  authors: { type: list(person), meaning: 'the same as `author`' },
  date: {
    type: date,
    meaning: 'publication date; overrides the third `%` line',
    otherNames: [
      { names: ['date created', 'created', 'created_at', 'create_date', 'create_time', 'pubDate', 'pub_date', 'date_published'] },
      { names: ['published', 'publishDate', 'published_at', 'publish_on'], convert: unlessFlag },
    ],
    isPerFile: true,
  },
  updated: {
    type: date,
    meaning: 'date of the last substantial change',
    otherNames: [
      {
        names: [
          'lastmod',
          'last_modified_at',
          'last_modified',
          'modified',
          'date modified',
          'modified_at',
          'modified_date',
          'date_updated',
          'last_updated',
          'updated_at',
          'update_date',
          'update_time',
          'last_update',
        ],
        convert: entryOf('date'),
      },
    ],
    isPerFile: true,
  },
  description: {
    type: text,
    meaning: 'one or two sentences for lists, feeds and search engines (default: the beginning of the text)',
    otherNames: [{ names: ['summary', 'excerpt', 'desc', 'teaser', 'meta_description', 'seo_description'], convert: unlessFlag }],
  },
  tags: { type: tagList, meaning: 'tags; text is split at commas', otherNames: [{ names: ['tag'] }] },
  categories: {
    type: categoryList,
    meaning: 'categories; a list within the list is a path, the outermost first: `[[后端, Java], 生活]`',
    otherNames: [{ names: ['category'] }],
  },
  slug: { type: slug, meaning: 'replaces the file name in the address; a leading date is kept', isPerFile: true },
  permalink: {
    type: permalink,
    meaning: 'address, or a pattern such as `/:year/:month/:name/`; see [addresses](#addresses)',
    otherNames: [{ names: ['url'] }],
  },
  aliases: {
    type: aliasList,
    meaning: 'old addresses that redirect to the post: `/2019/old.html`; without `/` and `.`, a name for wikilinks',
    otherNames: [{ names: ['alias', 'redirect_from'] }],
    isPerFile: true,
  },
  draft: { type: flag, meaning: '`true` keeps it out of the site; for fields of other tools, see [below](#who-may-read-a-text)' },
  lang: { type: language, meaning: 'language, if it differs from the site’s', otherNames: [{ names: ['language', 'locale'] }] },
  toc: {
    type: flag,
    meaning: 'whether to show a table of contents (default: with three or more headings)',
    otherNames: [{ names: ['show_toc', 'table_of_contents'] }],
  },
  cover: {
    type: cover,
    meaning: 'picture at the top of the post and for social networks; `{image: a.jpg, alt: …}` adds alternative text',
    otherNames: [
      {
        names: [
          'featured_image',
          'feature_image',
          'cover_image',
          'cover_img',
          'header_img',
          'header_image',
          'hero_image',
          'banner_img',
          'banner_image',
          'banner',
          'hero',
          'thumbnail',
          'thumb',
          'index_img',
          'top_img',
          'og_image',
          'image',
          'images',
          'img',
        ],
        convert: picture,
      },
    ],
  },
  pinned: {
    type: rank,
    meaning: '`true` keeps it at the top of the lists; of several, the higher number comes first',
    otherNames: [{ names: ['pin', 'sticky', 'stick', 'top', 'is_top'] }, { names: ['weight'], convert: weight }],
  },
  layout: { type: text, meaning: 'template name without `.html`', isUnsafe: true },
  guid: { type: text, meaning: 'feed id (default: from `content/urls.yaml`, or the address)', isPerFile: true },
  license: { type: text, meaning: 'license, if it differs from the site’s' },
  translations: {
    type: byLanguage,
    meaning: 'translations by language tag: `{en: hello.md, ja: /posts/ja.html}`',
    isPerFile: true,
  },
  subtitle: { type: text, meaning: 'subtitle in inline markdown', otherNames: [{ names: ['sub_title'] }] },
  abstract: { type: text, meaning: 'abstract in markdown, shown above the text' },
  keywords: {
    type: list(text, LIST_SIGNS),
    meaning: 'keywords for templates (default: the tags)',
    otherNames: [{ names: ['keyword'] }],
  },
  'header-includes': { type: list(text), meaning: 'markdown or HTML to add to the page’s head', isUnsafe: true },
  'include-before': { type: list(text), meaning: 'markdown or HTML to add before the text' },
  'include-after': { type: list(text), meaning: 'markdown or HTML to add after the text' },
  'number-sections': { type: boolean, meaning: '`true` numbers headings, except those with the class `.unnumbered`' },
  'toc-depth': { type: integer(1), meaning: 'deepest heading level in the table of contents' },
  'shift-heading-level-by': { type: shift, meaning: 'shifts heading levels: `1` makes `#` an `<h2>`' },
  markdown: { type: dialect, meaning: 'dialect, if it differs from the site’s' },
} satisfies HeaderFields;
