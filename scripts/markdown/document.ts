// What is gathered while a document's blocks are read: definitions, notes, headings, macros, and inline text that waits.

import type { Extensions } from './extensions.js';
import type { LinkDefinition } from './inline/construct.js';
import { normaliseLabel } from './inline/links.js';
import type { Warn } from './lint.js';
import type { Attributes, Node, Point, Position } from './nodes.js';
import { Macros } from './tex.js';
import { type Line, offsetInRun, type Run, rowAt } from './text.js';

/** What surrounds the lines being read. */
export interface Surroundings {
  /** Whether any list marker ends a paragraph. */
  readonly inList: boolean;
  /** Whether a fenced div is open: `:::` ends a paragraph. */
  readonly inDiv: boolean;
  /** The block tag of raw HTML that is open around the lines: its end tag ends lists and quotes. */
  readonly openTag?: string | undefined;
  /** What text at the very end of the lines is. */
  readonly end: 'paragraph' | 'plain';
  readonly depth: number;
}

/** A construct that took lines: the nodes, and the first line that is left. */
export interface Taken {
  readonly nodes: Node[];
  readonly next: number;
  /** Where a construct ends within a line: what is left of it. */
  readonly rest?: Line;
  /** Its node is a container that stays open, until what is named closes it. */
  readonly opens?: Closer;
  readonly closes?: Closer;
}

/** The end of a fenced div, or the end tag of a native one. */
export type Closer = ':::' | 'div';

/** A construct of blocks: how it begins, and how its lines are read. */
export interface BlockConstruct {
  /** The extensions one of which must be on; none: it is always there. */
  readonly extensions?: readonly string[];
  /** The characters, after indentation, that it may begin with; none: any. */
  readonly starts?: string;
  /** Reads at a line; undefined if it is something else. */
  readonly read: (lines: readonly Line[], at: number, document: Document, around: Surroundings) => Taken | undefined;
}

export type BlockReader = (lines: readonly Line[], document: Document, around: Surroundings) => Node[];

/** Inline text that waits until all that it may refer to is known, and the node that will hold it. */
export interface Waiting {
  readonly node: Node;
  readonly run: Run;
  readonly options: InlineOptions;
  readonly inNote: boolean;
}

export interface InlineOptions {
  /** Whether a hard break follows its end. */
  readonly hard?: boolean;
  readonly inCell?: boolean;
  /** Whether it is no figure, even where it is one image alone. */
  readonly isTask?: boolean;
}

export interface Heading extends Waiting {
  readonly attributes: Attributes;
}

const NO_OPTIONS: InlineOptions = {};
const FIGURE = /^!\[[^[\]]+\](?:\([^()]*\)|\[[^[\]]*\])?(?:\{[^{}]*\})?$/;

export class Document {
  readonly definitions = new Map<string, LinkDefinition>();
  readonly notes = new Map<string, Node>();
  /** The texts of each note, by where they begin. */
  readonly noteTexts = new Map<string, Map<number, Position>>();
  readonly examples = new Map<string, number>();
  /** The YAML between two fences of metadata, by where it begins; also where it is none after all. */
  readonly metadata = new Map<number, { readonly run: Run; readonly isMapping: boolean }>();
  readonly macros = new Macros();
  private exampleCount = 0;
  /** Within the text of a note, which refers to no notes. */
  inNote = false;
  readonly headings: Heading[] = [];
  /** In the order of the file; headings stand apart. */
  readonly waiting: Waiting[] = [];
  /** Texts that are one image alone: they will be figures, which are not paragraphs. */
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

  /** A node of inline text. */
  inline(type: string, run: Run, options: InlineOptions = NO_OPTIONS): Node {
    const position = this.position(offsetInRun(run, 0), offsetInRun(run, run.text.length));
    const node: Node = { type, children: [], position };
    this.waiting.push({ node, run, options, inNote: this.inNote });
    if (run.text.startsWith('![') && FIGURE.test(run.text)) this.figures.add(node);
    return node;
  }

  /** A heading, whose text is read before all other text. */
  heading(node: Node, run: Run, attributes: Attributes): Node {
    this.headings.push({ node, run, attributes, options: NO_OPTIONS, inNote: this.inNote });
    return node;
  }

  /** The number of the next example, which may have a label. */
  countExample(label: string | undefined): number {
    this.exampleCount++;
    if (label) this.examples.set(label, this.exampleCount);
    return this.exampleCount;
  }

  /** Of two definitions with the same label the last wins. */
  define(label: string, definition: LinkDefinition): void {
    this.definitions.set(normaliseLabel(label), definition);
  }
}
