// The type of `taxonomies:` in site.yaml: the front matter fields that classify posts.

import { isMap, isScalar, type Node } from 'yaml';
import { boolean, type Fields, mapping, type ReportValue, type Type, text } from '../fields/fields.js';

/** A classification of posts by a field of front matter. */
export interface TaxonomySetting {
  readonly field: string;
  readonly title: string;
  readonly nested: boolean;
}

/** Maximum number of terms of a post in one taxonomy: the page and feed of each term name all of them. */
export const MAX_TERMS = 500;

/** Every field of an entry of `taxonomies:`. */
const TAXONOMY_FIELDS = {
  title: { type: text, default: '', meaning: 'heading of the list of its terms' },
  nested: { type: boolean, default: false, meaning: 'whether a plain list is one term within another, as in Hexo' },
} satisfies Fields;

/** Names that can begin an address. */
const TAXONOMY = /^[a-z][a-z0-9_-]*$/i;

export const taxonomies: Type<readonly TaxonomySetting[]> = {
  name: 'mapping of front matter fields',
  schema: { type: 'object', additionalProperties: { type: ['object', 'string', 'null'] } },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping such as {columns: {title: 专栏}}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }): TaxonomySetting[] => {
      const field = String(key);
      if (!TAXONOMY.test(field)) {
        report(`"${field}" is not a name that an address can begin with: use letters, digits, "-" and "_"`, key as Node);
        return [];
      }
      const reportField: ReportValue = (reason, at, severity) => report(`${field}: ${reason}`, at ?? (value as Node), severity);
      if (!value || (isScalar(value) && value.value === null)) return [{ field, title: '', nested: false }];
      if (isScalar(value)) return [{ field, title: String(value.value), nested: false }];
      const read = mapping(TAXONOMY_FIELDS).read(value as Node, reportField, placeOf);
      return read ? [{ field, ...read }] : [];
    });
  },
};
