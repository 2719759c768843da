// Ids of footnotes in `gfm`. remark-rehype percent-encodes them, and an address that names one would have to encode them twice.

import type { Nodes, Root } from 'hast';
import { walk } from '../markdown/walk.js';
import { decode } from '../siteLookup.js';

/** Gives footnotes ids of letters, as headings have: `fn-注` for `[^注]`. */
export function withPlainFootnoteIds(tree: Root): Root {
  walk<Nodes>(tree, (node) => {
    const id = node.type === 'element' ? node.properties.id : undefined;
    if (node.type === 'element' && typeof id === 'string' && /^fn(?:ref)?-.*%/.test(id)) node.properties.id = decode(id) ?? id;
  });
  return tree;
}
