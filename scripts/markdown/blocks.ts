// The second pass: lines → blocks.
//
// At each line, the constructs that may begin with its first character are tried in Pandoc's order; the first that takes
// lines wins. A container strips its prefix from its lines and has them read again. Divs work differently: their content is
// read in place, and a stack of open divs is closed when an end comes. Inline text is only queued, since what it refers
// to may be defined anywhere; it is read when the whole document is known.

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
import type { BlockConstruct, BlockResult, Closer, Document, Surroundings } from './document.js';
import type { Extensions } from './extensions.js';
import { htmlTag, VERBATIM, VOID } from './html.js';
import type { Node } from './nodes.js';
import { empty, indentOf, isBlank, type Line, lineEnd, outdent } from './text.js';

/** The reader's constructs, in the order in which Pandoc tries them. */
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

/** Deepest nesting of containers. Lines below it are read as paragraphs. */
const MAX_DEPTH = 40;

type Constructs = readonly BlockConstruct[];

interface Table {
  /** Constructs by the code of the character they may begin with. */
  readonly starting: ReadonlyMap<number, Constructs>;
  /** Constructs for all other characters. */
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

/** An open div, or an open tag of raw HTML. */
interface Open {
  readonly name: Closer | string;
  /** Indentation of the text inside it, which does not make that text code. */
  readonly indent: number;
  /** The div, and the list of nodes that reading returns to after it; both are absent for a tag of raw HTML. */
  readonly div?: Node;
  readonly outer?: Node[];
}

/** Reads the lines of a document or a container into blocks; inline text is queued on the document. */
export function readBlocks(source: readonly Line[], document: Document, around: Surroundings): Node[] {
  return new BlockReader(source, document, around).read();
}

/** Reads the lines of one container. Divs and tags of raw HTML are on a stack while they are open. */
class BlockReader {
  private readonly table: Table;
  private readonly lines: Line[];
  private readonly inHtml: boolean;
  private readonly all: Node[] = [];
  private readonly open: Open[] = [];
  /** Receives blocks: the children of the innermost open div, or all blocks. */
  private nodes = this.all;
  private inside: Surroundings;

  constructor(
    source: readonly Line[],
    private readonly document: Document,
    private readonly around: Surroundings,
  ) {
    this.table = tableFor(document.extensions);
    const last = source.at(-1);
    // A blank line after the last one lets text at the end be a paragraph.
    this.lines = last && around.end === 'paragraph' ? [...source, empty(last)] : [...source];
    this.inHtml = document.has('markdown_in_html_blocks');
    this.inside = around;
  }

  read(): Node[] {
    for (let at = 0; at < this.lines.length; ) at = this.readAt(at);
    this.closeAll();
    return this.all;
  }

  /** Reads the block that begins at a line. @returns the index of the next line to read */
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
    const result = this.tryConstructs(at) ?? paragraph(lines, at, this.document, this.inside);
    let { next } = result;
    if (result.rest) lines[--next] = result.rest;
    this.addBlocks(result, top, result.rest ? undefined : lines[next]);
    return next;
  }

  private tryConstructs(at: number): BlockResult | undefined {
    if (this.around.depth > MAX_DEPTH) return undefined;
    const { text } = this.lines[at] as Line;
    for (const each of this.table.starting.get(text.charCodeAt(indentOf(text))) ?? this.table.others) {
      const result = each.read(this.lines, at, this.document, this.inside);
      if (result) return result;
    }
    return undefined;
  }

  /**
   * Adds blocks to the tree, and opens or closes a div or tags of raw HTML.
   * @param top the innermost div or tag that was open before these blocks
   * @param next the line after these blocks; undefined if they end within a line
   */
  private addBlocks(result: BlockResult, top: Open | undefined, next: Line | undefined): void {
    const [node] = result.nodes;
    if (result.opens && node) this.openDiv(result.opens, node);
    else if (result.closes && top?.name === result.closes) this.close(node?.position?.end.offset ?? 0);
    else {
      this.nodes.push(...result.nodes);
      if (!this.inHtml) return;
      for (const each of result.nodes) {
        if (each.type !== 'html') continue;
        trackTags(each.value ?? '', next, this.open);
        this.updateSurroundings();
      }
    }
  }

  /** Opens a div. A div nested too deeply is left out, and its content stays. */
  private openDiv(name: Closer, div: Node): void {
    if (this.around.depth + this.open.length > MAX_DEPTH) return;
    this.nodes.push(div);
    this.open.push({ name, indent: 0, div, outer: this.nodes });
    this.nodes = div.children ?? [];
    this.updateSurroundings();
  }

  /** Closes the innermost div or tag. */
  private close(end: number): void {
    const { div, outer } = this.open.pop() as Open;
    if (div && outer) {
      div.position = { start: (div.position ?? this.document.position(0, 0)).start, end: this.document.point(end) };
      finishDiv(div);
      this.nodes = outer;
    }
    this.updateSurroundings();
  }

  /** Closes everything still open at the end of the lines. */
  private closeAll(): void {
    const { lines, open, around } = this;
    const end = lines.length > 0 ? lineEnd(lines.at(-1) as Line) : 0;
    while (open.length > 0) {
      const { name, div } = open.at(-1) as Open;
      if (div?.position) this.warnUnclosed(name, div.position);
      // An unclosed tag is ignored, so its last text becomes a paragraph only if its container's would.
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

  /** Updates the surroundings that constructs see, after a div or tag was opened or closed. */
  private updateSurroundings(): void {
    const { open, around } = this;
    const tag = open.findLast(({ name }) => name !== ':::')?.name;
    const inDiv = around.inDiv || open.some(({ name }) => name === ':::');
    // The end of a div ends its last paragraph, as a blank line does.
    const end = open.some(({ div }) => div !== undefined) ? 'paragraph' : around.end;
    this.inside = open.length === 0 ? around : { ...around, inDiv, end, openTag: tag ?? around.openTag };
  }
}

/** Pushes the opening tags of raw HTML onto the stack, and pops those that are closed. */
function trackTags(html: string, next: Line | undefined, open: Open[]): void {
  for (let at = 0; at >= 0 && at < html.length; at = html.indexOf('<', at + 1)) {
    const tag = htmlTag(html, at);
    if (!tag?.name || tag.selfClosing || VOID.has(tag.name)) continue;
    if (tag.closing) {
      if (open.at(-1)?.div === undefined) open.pop();
    } else if ((!VERBATIM.has(tag.name) || tag.end === html.length) && open.length < MAX_OPEN)
      open.push({ name: tag.name, indent: next && tag.end === html.length ? indentOf(next.text) : 0 });
  }
}

/** Maximum number of open tags and divs. */
const MAX_OPEN = 200;
