// Tags and categories in the headers of Jekyll.

import { type FieldValue, type FieldValues, listOf } from '../../header.js';

/** Returns the words of a text, or the items of a list. Commas mean what their writers meant. @see Jekyll, "Posts", tags and categories */
function words(value: FieldValue | undefined): string[] {
  if (typeof value !== 'string') return listOf(Array.isArray(value) ? value.flat() : value);
  return value.split(/[,，]/.test(value) ? /\s*[,，]\s*/ : /\s+/).filter((word) => word !== '');
}

export function tagsOf(fields: FieldValues): string[] {
  return [...new Set([...listOf(fields.tag), ...words(fields.tags)])];
}

/** Returns the categories of a post: those of its header, after the folders above `_posts/`. */
export function categoriesOf(fields: FieldValues, from: string): string[] {
  const above = from.includes('_posts/') ? from.slice(0, from.indexOf('_posts/')).split('/').filter(Boolean) : [];
  return [...new Set([...above, ...listOf(fields.category), ...words(fields.categories)])];
}
