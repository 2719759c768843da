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
import { constructsFor, inOrder } from './constructs.js';
import { finishDiv } from './divs.js';
import type { BlockConstruct, Closer, Document, Surroundings, Taken } from './document.js';
import type { Extensions } from './extensions.js';
import { htmlTag, VERBATIM, VOID } from './html.js';
import type { Node } from './nodes.js';
import { empty, indentOf, isBlank, type Line, lineEnd, outdent } from './text.js';

/** In Pandoc's order. */
const CONSTRUCTS = {
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
} as const satisfies { readonly [name: string]: BlockConstruct };

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
  const all: Constructs = inOrder<BlockConstruct>(CONSTRUCTS, constructsFor(extensions).block);
  const on = all.filter((each) => !each.extensions || each.extensions.some((name) => extensions.has(name)));
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
  /** The div, and where reading goes on after it. */
  readonly div?: Node;
  readonly behind?: Node[];
}

export function readBlocks(source: readonly Line[], document: Document, around: Surroundings): Node[] {
  return new BlockReader(source, document, around).read();
}

/** Reads the lines of a container into blocks; divs and tags of raw HTML are open between their beginnings and ends. */
class BlockReader {
  private readonly table: Table;
  private readonly lines: Line[];
  private readonly inHtml: boolean;
  private readonly all: Node[] = [];
  private readonly open: Open[] = [];
  /** Where blocks go: into the innermost div. */
  private nodes = this.all;
  private inside: Surroundings;

  constructor(
    source: readonly Line[],
    private readonly document: Document,
    private readonly around: Surroundings,
  ) {
    this.table = tableFor(document.extensions);
    const last = source.at(-1);
    // Where text at the end is a paragraph, a blank line follows it, so to speak.
    this.lines = last && around.end === 'paragraph' ? [...source, empty(last)] : [...source];
    this.inHtml = document.has('markdown_in_html_blocks');
    this.inside = around;
  }

  read(): Node[] {
    for (let at = 0; at < this.lines.length; ) at = this.readAt(at);
    this.closeAll();
    return this.all;
  }

  /** Reads what begins at a line. @returns the line to go on with */
  private readAt(at: number): number {
    const { lines } = this;
    const line = lines[at] as Line;
    if (isBlank(line)) return at + 1;
    const top = this.open.at(-1);
    if (top?.indent) lines[at] = outdent(line, top.indent);
    if (top?.name === ':::' && closesDiv(line.text)) {
      this.close(lineEnd(line));
      return at + 1;
    }
    const taken = this.construct(at) ?? paragraph(lines, at, this.document, this.inside);
    let { next } = taken;
    if (taken.rest) lines[--next] = taken.rest;
    this.take(taken, top, taken.rest ? undefined : lines[next]);
    return next;
  }

  private construct(at: number): Taken | undefined {
    if (this.around.depth > DEEPEST) return undefined;
    const { text } = this.lines[at] as Line;
    for (const each of this.table.starting.get(text.charCodeAt(indentOf(text))) ?? this.table.others) {
      const taken = each.read(this.lines, at, this.document, this.inside);
      if (taken) return taken;
    }
    return undefined;
  }

  /**
   * Puts blocks where they belong.
   * @param top the innermost div or tag that was open before them
   * @param next the line after them, where they end with one
   */
  private take(taken: Taken, top: Open | undefined, next: Line | undefined): void {
    const [node] = taken.nodes;
    if (taken.opens && node) this.begin(taken.opens, node);
    else if (taken.closes && top?.name === taken.closes) this.close(node?.position?.end.offset ?? 0);
    else {
      this.nodes.push(...taken.nodes);
      if (!this.inHtml) return;
      for (const each of taken.nodes) {
        if (each.type !== 'html') continue;
        countTags(each.value ?? '', next, this.open);
        this.surround();
      }
    }
  }

  /** Begins a div. Those deeper than any writer means are left out, and what is in them stays. */
  private begin(name: Closer, div: Node): void {
    if (this.around.depth + this.open.length > DEEPEST) return;
    this.nodes.push(div);
    this.open.push({ name, indent: 0, div, behind: this.nodes });
    this.nodes = div.children ?? [];
    this.surround();
  }

  /** Closes the innermost div or tag. */
  private close(end: number): void {
    const { div, behind } = this.open.pop() as Open;
    if (div && behind) {
      div.position = { start: (div.position ?? this.document.position(0, 0)).start, end: this.document.point(end) };
      finishDiv(div);
      this.nodes = behind;
    }
    this.surround();
  }

  /** Closes what is open at the end. */
  private closeAll(): void {
    const { lines, open, around } = this;
    const end = lines.length > 0 ? lineEnd(lines.at(-1) as Line) : 0;
    while (open.length > 0) {
      const { name, div } = open.at(-1) as Open;
      if (div?.position) this.warnUnclosed(name, div.position);
      // A tag that is never closed opens nothing: the text after it ends as that of its container does.
      const last = this.nodes.at(-1);
      if (name === 'div' && around.end === 'plain' && last?.type === 'paragraph' && last.position?.end.offset === end)
        last.type = 'plain';
      this.close(end);
    }
  }

  private warnUnclosed(name: string, position: NonNullable<Node['position']>): void {
    const remedy = `add ${name === ':::' ? ':::' : '</div>'} where it ends`;
    this.document.warn({
      rule: 'unclosed-div',
      reason: 'this div is never closed and contains everything that follows',
      remedy,
      position,
    });
  }

  /** What blocks know about what they are in. */
  private surround(): void {
    const { open, around } = this;
    const tag = open.findLast(({ name }) => name !== ':::')?.name;
    const inDiv = around.inDiv || open.some(({ name }) => name === ':::');
    // A div ends with a blank line, so to speak.
    const end = open.some(({ div }) => div !== undefined) ? 'paragraph' : around.end;
    this.inside = open.length === 0 ? around : { ...around, inDiv, end, openTag: tag ?? around.openTag };
  }
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
