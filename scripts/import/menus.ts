// Reads menus in the settings of other tools and their themes.

import { type FieldValue, isMapping, textOf } from './header.js';
import type { OldLink } from './oldBlog.js';

/**
 * Returns the entries of a menu: a mapping of titles to addresses or to further entries, or a list of mappings.
 * @param menu as themes of several tools write it; an address may have an icon behind `||`
 */
export function linksIn(menu: FieldValue | undefined): OldLink[] {
  if (Array.isArray(menu))
    return menu.flatMap((item: FieldValue) => {
      if (!isMapping(item)) return [];
      const title = textOf(item.name) ?? textOf(item.title) ?? textOf(item.text) ?? textOf(item.key);
      const url = textOf(item.link) ?? textOf(item.url) ?? textOf(item.href) ?? textOf(item.path);
      const below = [...linksIn(item.submenu), ...linksIn(item.children), ...linksIn(item.rows)];
      return title && url && isAddress(url) ? [{ title, url }, ...below] : below;
    });
  if (!isMapping(menu)) return [];
  return Object.entries(menu).flatMap(([name, value]): OldLink[] => {
    if (isMapping(value)) {
      const url = textOf(value.path) ?? textOf(value.url) ?? textOf(value.link) ?? textOf(value.default);
      return url && isAddress(url) ? [{ title: titleOf(textOf(value.name) ?? name), url: addressIn(url) }] : linksIn(value);
    }
    const url = textOf(value);
    return url && isAddress(addressIn(url)) ? [{ title: titleOf(name), url: addressIn(url) }] : [];
  });
}

const addressIn = (value: string): string => value.split('||', 1)[0]?.trim() ?? '';
const titleOf = (name: string): string => name.split('||', 1)[0]?.trim() ?? name;
const isAddress = (url: string): boolean => /^(?:\/|https?:|#)/.test(url) && !url.startsWith('#');
