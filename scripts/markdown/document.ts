// Collects definitions, notes, headings, macros and pending inline text while a document's blocks are read.

import type { Extensions } from './extensions.js';
import type { LinkDefinition } from './inline/construct.js';
import { normaliseLabel } from './inline/links.js';
import type { Warn } from './lint.js';
import type { Attributes, Node, Point, Position } from './nodes.js';
import { Macros } from './tex.js';
import { type Line, offsetInRun, type Run, rowAt } from './text.js';

/** The context of the lines being read. */
export interface Surroundings {
  /** True if any list marker ends a paragraph. */
  readonly inList: boolean;
  /** True if a fenced div is open, so that `:::` ends a paragraph. */
  readonly inDiv: boolean;
  /** The innermost open block tag of raw HTML. Its end tag ends lists and quotes. */
  readonly openTag?: string | undefined;
  /** The node type for text at the very end of the lines. */
  readonly end: 'paragraph' | 'plain';
  /** Number of containers around the lines. */
  readonly depth: number;
}

/** The result of a construct that took lines: its nodes, and the index of the first line left. */
export interface BlockResult {
  readonly nodes: Node[];
  readonly next: number;
  /** The rest of the last line, if the construct ends within it. */
  readonly rest?: Line;
  /** The closer for which the construct's node stays open as a container. */
  readonly opens?: Closer;
  /** The closer that the construct is. */
  readonly closes?: Closer;
}

/** The end of a fenced div, or the end tag of a native one. */
export type Closer = ':::' | 'div';

/** A block construct: what it begins with, and how its lines are read. */
export interface BlockConstruct {
  /** One of these extensions must be on. Without any, the construct is always tried. */
  readonly extensions?: readonly string[];
  /** The characters that it may begin with after indentation. Without any, it is tried at every line. */
  readonly starts?: string;
  /** Reads at a line. Returns undefined if the line begins something else. */
  readonly read: (lines: readonly Line[], at: number, document: Document, around: Surroundings) => BlockResult | undefined;
}

export type BlockReader = (lines: readonly Line[], document: Document, around: Surroundings) => Node[];

/** Inline text that is read when all it may refer to is known, with the node that will hold it. */
export interface PendingInline {
  readonly node: Node;
  readonly run: Run;
  readonly options: InlineOptions;
  readonly inNote: boolean;
}

export interface InlineOptions {
  /** True if a hard line break follows its end. */
  readonly hard?: boolean;
  readonly inCell?: boolean;
  /** True for the text of a task, which is never a figure. */
  readonly isTask?: boolean;
}

export interface Heading extends PendingInline {
  readonly attributes: Attributes;
}

const NO_OPTIONS: InlineOptions = {};
const FIGURE = /^!\[[^[\]]+\](?:\([^()]*\)|\[[^[\]]*\])?(?:\{[^{}]*\})?$/;

/** A document being read. Block constructs add to it; `finish` reads its pending text. */
export class Document {
  readonly definitions = new Map<string, LinkDefinition>();
  readonly notes = new Map<string, Node>();
  /** The positions of each note's definitions, by the offsets where they begin. */
  readonly noteDefinitions = new Map<string, Map<number, Position>>();
  readonly examples = new Map<string, number>();
  /** The YAML between two `---` fences, by its offset; also if it turns out to be ordinary text. */
  readonly metadata = new Map<number, { readonly run: Run; readonly isMapping: boolean }>();
  readonly macros = new Macros();
  private exampleCount = 0;
  /** True while the text of a note is read, in which references to notes do not count. */
  inNote = false;
  readonly headings: Heading[] = [];
  /** Pending text in the order of the file, without headings. */
  readonly pending: PendingInline[] = [];
  /** Nodes whose text is a single image. They will be figures, which do not count as paragraphs. */
  readonly figures = new Set<Node>();
  private readonly lineStarts: number[] = [0];

  constructor(
    text: string,
    readonly extensions: Extensions,
    readonly warn: Warn,
    private readonly blocks: BlockReader,
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  readonly point = (offset: number): Point => {
    const row = rowAt(this.lineStarts, offset);
    return { line: row + 1, column: offset - (this.lineStarts[row] ?? 0) + 1, offset };
  };

  position(start: number, end: number): Position {
    return { start: this.point(start), end: this.point(end) };
  }

  /** Reads the lines inside a container. */
  read(lines: readonly Line[], around: Surroundings): Node[] {
    return this.blocks(lines, this, around);
  }

  has(extension: string): boolean {
    return this.extensions.has(extension);
  }

  /** Returns a node for inline text, and queues the text. */
  inline(type: string, run: Run, options: InlineOptions = NO_OPTIONS): Node {
    const position = this.position(offsetInRun(run, 0), offsetInRun(run, run.text.length));
    const node: Node = { type, children: [], position };
    this.pending.push({ node, run, options, inNote: this.inNote });
    if (run.text.startsWith('![') && FIGURE.test(run.text)) this.figures.add(node);
    return node;
  }

  /** Queues the text of a heading, which is read before all other text. */
  heading(node: Node, run: Run, attributes: Attributes): Node {
    this.headings.push({ node, run, attributes, options: NO_OPTIONS, inNote: this.inNote });
    return node;
  }

  /** Returns the number of the next example, and stores it under its label, if it has one. */
  countExample(label: string | undefined): number {
    this.exampleCount++;
    if (label) this.examples.set(label, this.exampleCount);
    return this.exampleCount;
  }

  /** Adds a link definition. The last of several with the same label wins. */
  define(label: string, definition: LinkDefinition): void {
    this.definitions.set(normaliseLabel(label), definition);
  }
}
