// Lays out the output of a template: a small version of a pretty printer.
//
// Text goes straight to the result. Two features depend on the column: nesting (further lines of a value are indented to the
// column where it began) and blocks (`$x/left 10$`: text in a box, boxes side by side). Adjacent blocks are held back until
// something else is written, because only then is their common height known.

import stringWidth from 'fast-string-width';

/** A box of text, `width` columns wide. A `fill` box repeats its one line to the height of the adjacent boxes. */
export interface Block {
  readonly width: number;
  readonly lines: readonly string[];
  readonly fill: boolean;
}

export class Layout {
  private out = '';
  private indent = '';
  private startOfLine = true;
  private pendingSpace = false;
  private blocks: Block[] = [];

  /** Adds text. Its further lines get the current indentation, unless they are blank. */
  text(value: string): void {
    if (!value) return;
    if (value.startsWith('\n')) this.pendingSpace = false;
    this.settle();
    if (!this.indent) {
      this.out += value;
      this.startOfLine = value.endsWith('\n');
      return;
    }
    const lines = value.split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0) {
        this.out += '\n';
        this.startOfLine = true;
      }
      if (!line) continue;
      if (this.startOfLine) this.out += this.indent;
      this.out += line;
      this.startOfLine = false;
    }
  }

  /** Adds text whose further lines must not be indented (HTML may contain `<pre>`). */
  verbatim(value: string): void {
    if (!value) return;
    this.settle();
    if (this.startOfLine) this.out += this.indent;
    this.out += value;
    this.startOfLine = value.endsWith('\n');
  }

  /** Adds a breakable space (`$~$`): it is dropped at both ends of a line, and several become one. */
  space(): void {
    this.flushBlocks();
    if (!this.startOfLine) this.pendingSpace = true;
  }

  block(block: Block): void {
    if (this.pendingSpace) this.settle();
    this.blocks.push(block);
  }

  /** Runs `write` with further lines indented to the current column. */
  nested(write: () => void): void {
    this.flushBlocks();
    const outer = this.indent;
    this.indent = ' '.repeat(this.column() + (this.pendingSpace ? 1 : 0));
    write();
    this.flushBlocks();
    this.indent = outer;
  }

  result(): string {
    this.flushBlocks();
    return this.out;
  }

  private column(): number {
    if (this.startOfLine) return this.indent.length;
    return columns(this.out.slice(this.out.lastIndexOf('\n') + 1));
  }

  private settle(): void {
    this.flushBlocks();
    if (this.pendingSpace) {
      this.pendingSpace = false;
      this.out += ' ';
    }
  }

  private flushBlocks(): void {
    if (this.blocks.length === 0) return;
    const text = rowsOf(this.blocks)
      .map((row) => row.trimEnd())
      .join('\n');
    this.blocks = [];
    const outer = this.indent;
    this.indent = ' '.repeat(this.column());
    this.text(text);
    this.indent = outer;
  }
}

/** Returns the lines of blocks side by side. */
function rowsOf(blocks: readonly Block[]): string[] {
  const height = Math.max(...blocks.map((block) => (block.fill ? 1 : block.lines.length)));
  return Array.from({ length: height }, (_, row) => {
    let line = '';
    let width = 0;
    for (const block of blocks) {
      const text = (block.fill ? block.lines[0] : block.lines[row]) ?? '';
      if (text) line += ' '.repeat(Math.max(0, width - stringWidth(line))) + text;
      width += block.width;
    }
    return line;
  });
}

/** Converts blocks to a text in which each line has their total width. */
export function boxAsText(blocks: readonly Block[]): string {
  const width = blocks.reduce((sum, block) => sum + block.width, 0);
  return rowsOf(blocks)
    .map((row) => row + ' '.repeat(Math.max(0, width - stringWidth(row))))
    .join('\n');
}

/** Makes a block that repeats a text next to each line of the adjacent blocks. */
export function fillBlock(text: string): Block {
  return { width: stringWidth(text), lines: [text], fill: true };
}

/** Returns the display width of a text. A tab counts as one column, as in Pandoc. */
function columns(text: string): number {
  return stringWidth(text.replaceAll('\t', ' '));
}

/**
 * Makes a block of text.
 * @param width columns, at least 1
 * @param align alignment of each line
 */
export function makeBlock(text: string, width: number, align: 'left' | 'right' | 'center'): Block {
  const columns = Math.max(1, width);
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => chop(line, columns));
  const pad = (line: string) => {
    const room = Math.max(0, columns - stringWidth(line));
    if (align === 'left') return line;
    return ' '.repeat(align === 'right' ? room : Math.floor(room / 2)) + line;
  };
  return { width: columns, lines: lines.map(pad), fill: false };
}

/** Cuts a line that is too wide into pieces. The first piece is the short one, as in Pandoc. */
function chop(line: string, width: number): string[] {
  if (stringWidth(line) <= width) return [line];
  const pieces: string[] = [];
  let piece = '';
  for (const char of [...line].reverse()) {
    if (piece && stringWidth(char + piece) > width) {
      pieces.unshift(piece);
      piece = '';
    }
    piece = char + piece;
  }
  return [piece, ...pieces];
}
