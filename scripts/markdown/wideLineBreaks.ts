// east_asian_line_breaks: a line break between two wide characters is no space.

import type { Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import { endsWide, startsWide } from './eastAsianWidth.js';

/**
 * Drops line breaks between wide characters, inside emphasis and links too.
 * @param options with `shared`, quotes, dashes and dots that Chinese shares with other scripts count as wide beside a
 *   wide character (our `cjk`)
 * @see Pandoc manual, "Extension: east_asian_line_breaks"
 */
export function wideLineBreaks({ shared = true }: { readonly shared?: boolean } = {}) {
  const joins = (left: string, right: string): boolean => {
    const before = endsWide(left);
    const after = startsWide(right);
    if (before && after) return true;
    return shared && ((before && /^[“‘…—·]/.test(right)) || (after && /[”’…—·]$/.test(left)));
  };
  return (tree: Root): void => {
    let before: Text | undefined;
    visit(tree, (node) => {
      if (node.type === 'text') {
        node.value = joinLines(node.value, joins);
        if (before) joinNodes(before, node, joins);
        before = node;
      } else if (!('children' in node) || !INLINE.has(node.type)) {
        before = undefined;
      }
    });
  };
}

type Joins = (left: string, right: string) => boolean;

const INLINE = new Set(['emphasis', 'strong', 'delete', 'link', 'linkReference']);

function joinLines(text: string, joins: Joins): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  return lines.reduce((all, line) => all + (joins(all, line) ? '' : '\n') + line);
}

/** The line break may stand at the end of one text and its neighbours on both sides of a `**`. */
function joinNodes(before: Text, after: Text, joins: Joins): void {
  if (before.value.endsWith('\n') && joins(before.value.slice(0, -1), after.value)) {
    before.value = before.value.slice(0, -1);
  } else if (after.value.startsWith('\n') && joins(before.value, after.value.slice(1))) {
    after.value = after.value.slice(1);
  }
}
