// Fields that other tools have for what titleblock has a field for. They are read where the meaning is clear, and only where the
// header has no field of ours that says the same.

import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { flagOf } from '../fields/fields.js';
import { markerName } from './visibility.js';

/** A field of another tool. */
interface OtherName {
  /** The field of ours that it is read as. */
  readonly field: string;
  /** Compared without case, spaces, `-` and `_`; of two in a header the first of the list wins. */
  readonly names: readonly string[];
  /** Gives the value that our field would have. @returns undefined if it says nothing */
  readonly convert?: (value: Node) => Node | undefined;
}

/** A value that is no flag: `published: true` names no day. */
const unlessFlag = (value: Node): Node | undefined => (isScalar(value) && flagOf(value.value) !== undefined ? undefined : value);

/** The entry of a mapping under one of some names, or the value itself. */
const entryOf =
  (...names: readonly string[]) =>
  (value: Node): Node | undefined =>
    isMap(value) ? (names.map((name) => value.get(name, true)).find(Boolean) as Node | undefined) : value;

/** Hugo sorts by rising weight, and a post without one comes after all. */
const weight = (value: Node): Node | undefined => {
  const number = isScalar(value) ? Number(value.value) : Number.NaN;
  return number > 0 ? new Scalar(1 / number) : undefined;
};

const opposite = (value: Node): Node | undefined => {
  const flag = isScalar(value) ? flagOf(value.value) : undefined;
  return flag === undefined ? undefined : new Scalar(!flag);
};

/** A path or an address of a picture; themes also write colours and flags into such fields. */
const picture = (value: Node): Node | undefined => {
  const first = isSeq(value) ? (value.items[0] as Node | undefined) : value;
  if (isScalar(first)) return /[./]/.test(String(first.value)) ? first : undefined;
  return first;
};

/** All such fields. The table in docs/front-matter.md is made from this. */
export const OTHER_NAMES: readonly OtherName[] = [
  {
    field: 'date',
    names: ['date created', 'created', 'created_at', 'create_date', 'create_time', 'pubDate', 'pub_date', 'date_published'],
  },
  { field: 'date', names: ['published', 'publishDate', 'published_at', 'publish_on'], convert: unlessFlag },
  {
    field: 'updated',
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
  {
    field: 'description',
    names: ['summary', 'excerpt', 'desc', 'teaser', 'meta_description', 'seo_description'],
    convert: unlessFlag,
  },
  { field: 'tags', names: ['tag'] },
  { field: 'categories', names: ['category'] },
  {
    field: 'cover',
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
  { field: 'pinned', names: ['pin', 'sticky', 'stick', 'top', 'is_top'] },
  { field: 'pinned', names: ['weight'], convert: weight },
  { field: 'permalink', names: ['url'] },
  { field: 'aliases', names: ['alias', 'redirect_from'] },
  { field: 'lang', names: ['language', 'locale'] },
  { field: 'toc', names: ['show_toc', 'table_of_contents'] },
  { field: 'comments', names: ['comment', 'show_comments', 'enable_comments'] },
  { field: 'comments', names: ['disable_comments'], convert: opposite },
  { field: 'subtitle', names: ['sub_title'] },
  { field: 'keywords', names: ['keyword'] },
];

/** Which field of ours a name of another tool means, and how its value is read. */
export interface Meant extends OtherName {
  /** Its place in the list: of two fields that mean the same, the lower one wins. */
  readonly rank: number;
}

const BY_NAME = new Map(
  OTHER_NAMES.flatMap((other) => other.names.map((name) => [name, other] as const)).map(
    ([name, other], rank): [string, Meant] => [markerName(name), { ...other, rank }],
  ),
);

/** @param name a field that is none of ours */
export function meantBy(name: string): Meant | undefined {
  return BY_NAME.get(markerName(name));
}
