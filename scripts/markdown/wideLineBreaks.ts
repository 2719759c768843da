// east_asian_line_breaks: a line break between two wide characters is no space.

import type { Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import { endsWide, startsWide } from './eastAsianWidth.js';

/** @see Pandoc manual, "Extension: east_asian_line_breaks" */
export function wideLineBreaks() {
  return (tree: Root): void => {
    let before: Text | undefined;
    visit(tree, (node) => {
      if (node.type === 'text') {
        node.value = joinLines(node.value);
        if (before) joinNodes(before, node);
        before = node;
      } else if (!('children' in node) || !INLINE.has(node.type)) {
        before = undefined;
      }
    });
  };
}

const INLINE = new Set(['emphasis', 'strong', 'delete', 'link', 'linkReference']);

function joinLines(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  return lines.reduce((all, line) => all + (endsWide(all) && startsWide(line) ? '' : '\n') + line);
}

/** The line break may stand at the end of one text and its neighbours on both sides of a `**`. */
function joinNodes(before: Text, after: Text): void {
  if (before.value.endsWith('\n') && endsWide(before.value.slice(0, -1)) && startsWide(after.value)) {
    before.value = before.value.slice(0, -1);
  } else if (after.value.startsWith('\n') && endsWide(before.value) && startsWide(after.value.slice(1))) {
    after.value = after.value.slice(1);
  }
}
