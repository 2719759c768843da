// fenced_divs: `::: {.note}` … `:::`.

import { readAttributes } from '../attributes.js';
import type { Construct } from '../document.js';
import { type Attributes, element, NO_ATTRIBUTES } from '../nodes.js';
import { type Line, offsetIn } from '../text.js';

/** Whether a line opens or closes a div. */
export function isDivFence(text: string): 'open' | 'close' | undefined {
  if (!/^ {0,3}:::/.test(text)) return undefined;
  if (/^ {0,3}:{3,}\s*$/.test(text)) return 'close';
  return /^ {0,3}:{3,}\s*(?:\{[^}]*\}|[^\s{}:]+)\s*:*\s*$/.test(text) ? 'open' : undefined;
}

export const fencedDiv: Construct = (lines, at, document, around) => {
  const line = lines[at] as Line;
  if (!document.has('fenced_divs') || isDivFence(line.text) !== 'open') return undefined;
  const info = line.text.replace(/^ *:+\s*/, '').replace(/\s*:*\s*$/, '');
  const found = info.startsWith('{') ? readAttributes(info, 0) : { attributes: { ...NO_ATTRIBUTES, classes: [info] } };
  if (!found) return undefined;
  let depth = 1;
  let end = at + 1;
  for (; end < lines.length; end++) {
    const { text } = lines[end] as Line;
    const fence = isDivFence(text);
    // One may open right behind a list marker.
    if (fence === 'open' || isDivFence(text.replace(/^ *(?:(?:[-*+]|\w{1,9}[.)]) +|> ?)+/, '')) === 'open') depth++;
    else if (fence === 'close' && --depth === 0) break;
  }
  const children = document.read(lines.slice(at + 1, end), {
    inList: false,
    inDiv: true,
    end: 'paragraph',
    depth: around.depth + 1,
  });
  const last = lines[Math.min(end, lines.length - 1)] as Line;
  const node = {
    ...element('div', children, withWidth(found.attributes)),
    position: document.position(line.offset, offsetIn(last, last.text.length)),
  };
  return { nodes: [node], next: end + 1 };
};

/** `width=` on a `.column` is style. */
function withWidth(attributes: Attributes): Attributes {
  const width = attributes.classes.includes('column') ? attributes.pairs.find(([key]) => key === 'width')?.[1] : undefined;
  if (width === undefined) return attributes;
  return { ...attributes, pairs: [...attributes.pairs.filter(([key]) => key !== 'width'), ['style', `width:${width};`]] };
}
