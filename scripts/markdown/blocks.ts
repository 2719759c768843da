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
import { lineBlock, quote, rule, yamlBlock } from './block/simple.js';
import { table } from './block/tables.js';
import { firstTexBlock, texBlock } from './block/tex.js';
import type { Construct, Document, Surroundings, Taken } from './document.js';
import { htmlTag, VERBATIM } from './html.js';
import type { Node } from './nodes.js';
import { cut, indentOf, isBlank, type Line, outdent, slice, toRun } from './text.js';

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
  const open: OpenTag[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    lines[at] = outdent(lines[at] as Line, open.at(-1)?.indent ?? 0);
    const inside = open.length > 0 ? { ...around, openTag: open.at(-1)?.name } : around;
    const taken = construct(lines, at, document, inside) ?? paragraph(lines, at, document, inside);
    nodes.push(...taken.nodes);
    at = taken.next;
    if (taken.rest) lines[--at] = taken.rest;
    for (const node of taken.nodes)
      if (node.type === 'html') countTags(node.value ?? '', taken.rest ? undefined : lines[at], open);
  }
  return nodes;
}

interface OpenTag {
  readonly name: string;
  /** How far the text inside it is indented: that is no code. */
  readonly indent: number;
}

/** Follows the tags of raw HTML. */
function countTags(html: string, next: Line | undefined, open: OpenTag[]): void {
  for (let at = 0; at >= 0 && at < html.length; at = html.indexOf('<', at + 1)) {
    const tag = htmlTag(html, at);
    if (!tag?.name || tag.selfClosing || VOID.has(tag.name)) continue;
    if (tag.closing) open.pop();
    else if (!VERBATIM.has(tag.name))
      open.push({ name: tag.name, indent: next && tag.end === html.length ? indentOf(next.text) : 0 });
  }
}

const VOID = new Set(['hr', 'col', 'link', 'meta', 'param', 'track', 'frame']);

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
    const list = around.inList || document.has('lists_without_preceding_blankline');
    if (list && listStart(line.text, document.extensions)) {
      cutShort = around.inList;
      break;
    }
  }
  const run = toRun(lines.slice(at, end));
  const tag = firstBlock(run.text, document);
  if (tag !== undefined && tag > 0) {
    // A block tag, or TeX between paragraphs, ends the text before it, even within a line.
    const before = run.text.slice(0, tag).split('\n');
    const row = at + before.length - 1;
    const rest = cut(lines[row] as Line, before.at(-1)?.length ?? 0);
    // Before a `</div>` at the beginning of a line it is a paragraph.
    const type = /\n$/.test(run.text.slice(0, tag)) && /^<\/div/i.test(run.text.slice(tag)) ? 'paragraph' : 'plain';
    const nodes = /\S/.test(run.text.slice(0, tag)) ? [document.inline(type, slice(run, 0, tag))] : [];
    return { nodes, next: row + 1, rest };
  }
  const atEnd = end >= lines.length && around.end === 'plain';
  // Plain text keeps a hard break at its end.
  if (cutShort || atEnd)
    return { nodes: [document.inline('plain', run, { hard: !cutShort && / {2}$/.test(run.text) })], next: end };
  return { nodes: [document.inline('paragraph', run)], next: end };
}

/** Where in the text of a paragraph something begins that is none. */
function firstBlock(text: string, document: Document): number | undefined {
  const tag = document.has('raw_html') ? firstBlockTag(text) : undefined;
  const tex = document.has('raw_tex') && text.includes('\\') ? firstTexBlock(text) : undefined;
  return tag === undefined ? tex : tex === undefined ? tag : Math.min(tag, tex);
}
