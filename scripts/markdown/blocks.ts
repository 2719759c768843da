// The second pass: lines → blocks.
//
// At each place the constructs are tried in Pandoc's order; the first that takes lines wins. A container strips its
// prefix from its lines and has them read again. Inline text is only noted down (`run`), since what it refers to may be
// defined anywhere; it is read when the whole document is known.

import { codeBlock, fencedCode } from './block/code.js';
import { definitionList } from './block/definitionList.js';
import { footnoteDefinition, linkDefinition } from './block/definitions.js';
import { fencedDiv, isDivFence } from './block/div.js';
import { atxHeading, setextHeading } from './block/heading.js';
import { firstBlockTag, htmlBlock } from './block/html.js';
import { bulletList, listStart, orderedList } from './block/list.js';
import { lineBlock, quote, rule, texBlock, yamlBlock } from './block/simple.js';
import { table } from './block/tables.js';
import type { Construct, Document, Surroundings, Taken } from './document.js';
import type { Node } from './nodes.js';
import { cut, isBlank, type Line, slice, toRun } from './text.js';

/** In Pandoc's order. */
const CONSTRUCTS: readonly Construct[] = [
  fencedCode,
  yamlBlock,
  bulletList,
  fencedDiv,
  setextHeading,
  atxHeading,
  htmlBlock,
  table,
  codeBlock,
  texBlock,
  lineBlock,
  quote,
  rule,
  orderedList,
  definitionList,
  footnoteDefinition,
  linkDefinition,
];

/** Containers deeper than any writer means are read as paragraphs. */
const DEEPEST = 40;

export function readBlocks(source: readonly Line[], document: Document, around: Surroundings): Node[] {
  const nodes: Node[] = [];
  const lines = [...source];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const taken = construct(lines, at, document, around) ?? paragraph(lines, at, document, around);
    nodes.push(...taken.nodes);
    at = taken.next;
    if (taken.rest) lines[--at] = taken.rest;
  }
  return nodes;
}

function construct(lines: readonly Line[], at: number, document: Document, around: Surroundings): Taken | undefined {
  if (around.depth > DEEPEST) return undefined;
  for (const each of CONSTRUCTS) {
    const taken = each(lines, at, document, around);
    if (taken) return taken;
  }
  return undefined;
}

/** Text up to a blank line or to what may end a paragraph. */
function paragraph(lines: readonly Line[], at: number, document: Document, around: Surroundings): Taken {
  let end = at + 1;
  let cutShort = false;
  for (; end < lines.length && !isBlank(lines[end]); end++) {
    const line = lines[end] as Line;
    if (/^ {0,3}```/.test(line.text) && fencedCode(lines, end, document, around)) break;
    if (around.inDiv && isDivFence(line.text) === 'close') break;
    if (around.inList && listStart(line.text, document.extensions)) {
      cutShort = true;
      break;
    }
  }
  const run = toRun(lines.slice(at, end));
  const tag = firstBlockTag(run.text);
  if (tag !== undefined && tag > 0) {
    // A block tag ends the text before it, even within a line.
    const before = run.text.slice(0, tag).split('\n');
    const row = at + before.length - 1;
    const rest = cut(lines[row] as Line, before.at(-1)?.length ?? 0);
    const nodes = /\S/.test(run.text.slice(0, tag)) ? [document.inline('plain', slice(run, 0, tag))] : [];
    return { nodes, next: row + 1, rest };
  }
  const atEnd = end >= lines.length && around.end === 'plain';
  return { nodes: [document.inline(cutShort || atEnd ? 'plain' : 'paragraph', run)], next: end };
}
