// Sets the direction of elements in another language. Browsers do not derive `dir` from `lang`.

import type { Nodes, Root } from 'hast';
import { type Direction, directionOf } from '../base/text/direction.js';
import { rawTags } from '../base/text/rawHtml.js';

/**
 * Sets `dir` on elements whose language is written in another direction than their parent's.
 * @param lang the page's language
 */
export function setDirections(tree: Root, lang: string): void {
  setDirectionsOf(tree.children, directionOf(lang));
}

function setDirectionsOf(nodes: readonly Nodes[], outer: Direction): void {
  for (const node of nodes) {
    if ((node.type as string) === 'raw') setRaw(node as unknown as { value: string }, outer);
    if ((node.type as string) === 'root') setDirectionsOf((node as unknown as Root).children, outer);
    if (node.type !== 'element') continue;
    const { lang, dir } = node.properties;
    const own = typeof lang === 'string' ? directionOf(lang) : outer;
    if (own !== outer && dir === undefined) node.properties.dir = own;
    setDirectionsOf(node.children, dir === 'rtl' || dir === 'ltr' ? dir : own);
  }
}

/** Sets `dir` on the tags of a raw node. The content of their elements is in nodes of its own. */
function setRaw(raw: { value: string }, outer: Direction): void {
  if (!/\slang\s*=/i.test(raw.value)) return;
  for (const { attributes } of rawTags(raw.value).toReversed()) {
    const lang = attributes.get('lang');
    if (!lang || attributes.has('dir')) continue;
    const own = directionOf(lang.value);
    if (own !== outer) raw.value = `${raw.value.slice(0, lang.to)} dir="${own}"${raw.value.slice(lang.to)}`;
  }
}
