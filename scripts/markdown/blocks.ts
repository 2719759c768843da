// The second pass: lines → blocks.
//
// At each place the constructs that may begin with its first character are tried in Pandoc's order; the first that takes
// lines wins. A container strips its prefix from its lines and has them read again. Divs are no such containers: what is in
// them is read where it stands, and they are closed when their end comes. Inline text is only noted down (`run`), since
// what it refers to may be defined anywhere; it is read when the whole document is known.

import { abbreviations } from './block/abbreviations.js';
import { alerts } from './block/alerts.js';
import { blockquotes } from './block/blockquotes.js';
import { definitionLists } from './block/definitionLists.js';
import { fencedCodeBlocks } from './block/fencedCodeBlocks.js';
import { closesDiv, fencedDivs } from './block/fencedDivs.js';
import { footnotes } from './block/footnotes.js';
import { atxHeadings, setextHeadings } from './block/headings.js';
import { horizontalRules } from './block/horizontalRules.js';
import { indentedCode } from './block/indentedCode.js';
import { lineBlocks } from './block/lineBlocks.js';
import { linkDefinitions } from './block/linkDefinitions.js';
import { bulletLists, orderedLists } from './block/lists.js';
import { literateHaskell } from './block/literateHaskell.js';
import { paragraph } from './block/paragraphs.js';
import { rawHtml } from './block/rawHtml.js';
import { rawTex } from './block/rawTex.js';
import { tables } from './block/tables.js';
import { yamlMetadataBlock } from './block/yamlMetadataBlock.js';
import { finishDiv } from './divs.js';
import type { BlockConstruct, Closer, Document, Surroundings, Taken } from './document.js';
import type { Extensions } from './extensions.js';
import { htmlTag, VERBATIM } from './html.js';
import type { Node } from './nodes.js';
import { indentOf, isBlank, type Line, lineEnd, outdent } from './text.js';

/** In Pandoc's order. */
const CONSTRUCTS: readonly BlockConstruct[] = [
  fencedCodeBlocks,
  yamlMetadataBlock,
  abbreviations,
  literateHaskell,
  bulletLists,
  fencedDivs,
  setextHeadings,
  atxHeadings,
  rawHtml,
  tables,
  indentedCode,
  rawTex,
  lineBlocks,
  alerts,
  blockquotes,
  horizontalRules,
  orderedLists,
  definitionLists,
  footnotes,
  linkDefinitions,
];

/** Containers deeper than any writer means are read as paragraphs. */
const DEEPEST = 40;

type Constructs = readonly BlockConstruct[];

interface Table {
  /** By first character. */
  readonly starting: ReadonlyMap<number, Constructs>;
  /** For all other characters. */
  readonly others: Constructs;
}

const tablesOf = new WeakMap<Extensions, Table>();

function tableFor(extensions: Extensions): Table {
  const known = tablesOf.get(extensions);
  if (known) return known;
  const on = CONSTRUCTS.filter((each) => !each.extensions || each.extensions.some((name) => extensions.has(name)));
  const chars = new Set(on.flatMap(({ starts }) => [...(starts ?? '')]));
  const starting = new Map(
    [...chars].map(
      (char) => [char.charCodeAt(0), on.filter(({ starts }) => starts === undefined || starts.includes(char))] as const,
    ),
  );
  const table = { starting, others: on.filter(({ starts }) => starts === undefined) };
  tablesOf.set(extensions, table);
  return table;
}

/** A div that is open, or a tag of raw HTML. */
interface Open {
  readonly name: Closer | string;
  /** How far the text inside it is indented: that is no code. */
  readonly indent: number;
  /** The div, and where reading goes on behind it. */
  readonly div?: Node;
  readonly behind?: Node[];
}

export function readBlocks(source: readonly Line[], document: Document, around: Surroundings): Node[] {
  const { starting, others } = tableFor(document.extensions);
  const lines = [...source];
  const inHtml = document.has('markdown_in_html_blocks');
  const all: Node[] = [];
  const open: Open[] = [];
  let nodes = all;
  let inside = around;
  const surround = () => {
    const tag = open.findLast(({ name }) => name !== ':::')?.name;
    const inDiv = around.inDiv || open.some(({ name }) => name === ':::');
    // A div ends with a blank line, so to speak.
    const end = open.some(({ div }) => div !== undefined) ? 'paragraph' : around.end;
    inside = open.length === 0 ? around : { ...around, inDiv, end, openTag: tag ?? around.openTag };
  };
  const close = (end: number) => {
    const { div, behind } = open.pop() as Open;
    if (div && behind) {
      div.position = { start: (div.position ?? document.position(0, 0)).start, end: document.point(end) };
      finishDiv(div);
      nodes = behind;
    }
    surround();
  };
  const construct = (at: number): Taken | undefined => {
    if (around.depth > DEEPEST) return undefined;
    const { text } = lines[at] as Line;
    for (const each of starting.get(text.charCodeAt(indentOf(text))) ?? others) {
      const taken = each.read(lines, at, document, inside);
      if (taken) return taken;
    }
    return undefined;
  };

  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    if (isBlank(line)) {
      at++;
      continue;
    }
    const top = open.at(-1);
    if (top?.indent) lines[at] = outdent(line, top.indent);
    if (top?.name === ':::' && closesDiv(line.text)) {
      close(lineEnd(line));
      at++;
      continue;
    }
    const taken = construct(at) ?? paragraph(lines, at, document, inside);
    at = taken.next;
    if (taken.rest) lines[--at] = taken.rest;
    const [node] = taken.nodes;
    if (taken.opens && node) {
      // Divs deeper than any writer means are left out, and what is in them stays.
      if (around.depth + open.length > DEEPEST) continue;
      nodes.push(node);
      open.push({ name: taken.opens, indent: 0, div: node, behind: nodes });
      nodes = node.children ?? [];
      surround();
    } else if (taken.closes && top?.name === taken.closes) {
      close(node?.position?.end.offset ?? 0);
    } else {
      nodes.push(...taken.nodes);
      for (const each of taken.nodes)
        if (each.type === 'html' && inHtml) {
          countTags(each.value ?? '', taken.rest ? undefined : lines[at], open);
          surround();
        }
    }
  }
  const end = lines.length > 0 ? lineEnd(lines.at(-1) as Line) : 0;
  while (open.length > 0) {
    const { name, div } = open.at(-1) as Open;
    if (div?.position) {
      const closer = name === ':::' ? ':::' : '</div>';
      document.warn({
        rule: 'unclosed-div',
        reason: 'this div is not closed and holds all that follows',
        remedy: `write ${closer} where it ends`,
        position: div.position,
      });
    }
    // A tag that is never closed opens nothing: the text behind it ends as that of its container does.
    const last = nodes.at(-1);
    if (name === 'div' && around.end === 'plain' && last?.type === 'paragraph' && last.position?.end.offset === end)
      last.type = 'plain';
    close(end);
  }
  return all;
}

/** Follows the tags of raw HTML. */
function countTags(html: string, next: Line | undefined, open: Open[]): void {
  for (let at = 0; at >= 0 && at < html.length; at = html.indexOf('<', at + 1)) {
    const tag = htmlTag(html, at);
    if (!tag?.name || tag.selfClosing || VOID.has(tag.name)) continue;
    if (tag.closing) {
      if (open.at(-1)?.div === undefined) open.pop();
    } else if ((!VERBATIM.has(tag.name) || tag.end === html.length) && open.length < MOST_OPEN)
      open.push({ name: tag.name, indent: next && tag.end === html.length ? indentOf(next.text) : 0 });
  }
}

const MOST_OPEN = 200;
const VOID = new Set(['hr', 'col', 'link', 'meta', 'param', 'track', 'frame']);
