// Ends bare addresses in `gfm` before Chinese text and punctuation, which GFM's own rule would take into the address.

import type { Link, Nodes, Root } from 'mdast';
import { firstWide } from './eastAsianWidth.js';
import { walk } from './walk.js';

/** Returns a transformer that cuts each bare link at its first wide character. The rest becomes text again. */
export function bareUris() {
  return (tree: Root): void => {
    walk<Nodes>(tree, (each, index, parent) => {
      if (each.type !== 'link') return;
      const node: Link = each;
      const [only] = node.children;
      if (node.children.length !== 1 || only?.type !== 'text') return;
      const isBare = node.url === only.value || node.url === `http://${only.value}` || node.url === `mailto:${only.value}`;
      const written = (node.position?.end.offset ?? 0) - (node.position?.start.offset ?? 0);
      if (!isBare || written !== only.value.length) return;
      const end = firstWide(only.value);
      if (end < 0) return;
      const rest = only.value.slice(end);
      node.url = node.url.slice(0, node.url.length - rest.length);
      only.value = only.value.slice(0, end);
      parent.children.splice(index + 1, 0, { type: 'text', value: rest });
    });
  };
}
