// Finds titles and attributes of fenced code blocks that `gfm` and `commonmark` share with other tools only.

import type { Code, Nodes, Root } from 'mdast';
import type { Fence } from '../../markdown/commonmark/fenceInfo.js';
import { walk } from '../../markdown/walk.js';
import type { Mark } from './mark.js';

export function fences(text: string, tree: Root, dialect: string): Mark[] {
  const marks: Mark[] = [];
  walk<Nodes>(tree, (node) => {
    const mark = node.type === 'code' ? fenceMark(text, node, dialect) : undefined;
    if (mark) marks.push(mark);
  });
  return marks;
}

function fenceMark(text: string, { position, data }: Code, dialect: string): Mark | undefined {
  const { fence } = (data ?? {}) as { fence?: Fence };
  const start = position?.start.offset;
  if (!fence || fence.isDocumented || start === undefined) return undefined;
  const at = text.indexOf(fence.written, start);
  if (at < 0) return undefined;
  const place = { start: at, end: at + fence.written.length, delimiters: [] };
  if (fence.isMath)
    return {
      ...place,
      name: 'a formula in a code block',
      instead: `set \`markdown: ${dialect}+tex_math_gfm\``,
      outcome: 'is shown as code',
    };
  return {
    ...place,
    end: at + fence.written.length,
    name: fence.title === undefined ? 'a list of attributes of a code block' : 'the title of a code block',
    outcome: fence.hasIgnored
      ? 'is read only in part'
      : fence.title === undefined
        ? 'is read as other tools read it'
        : 'is shown above the code',
    instead: 'write `js {filename="a.js" hl="1,3-5"}` after the fence',
  };
}
