// Parses Pandoc's template language into a tree.
//
// One pass without backtracking: a cursor walks over the text; a directive is `$…$` or `${…}`. Two rules of layout are applied
// here, because they depend on the position of a directive in its line: a line with only `if`, `for`, `else`… is dropped with its
// line break, and a variable alone on its line is *nested* (its further lines are indented like its first). `$^$` nests
// everything at its column or to the right of it.

import { Cursor, TemplateSyntaxError } from './cursor.js';
import {
  readBlockWord,
  readClosing,
  readOpening,
  readParenthesised,
  readPartial,
  readSeparator,
  readVariable,
} from './directives.js';
import type { Node, Nodes, Variable } from './nodes.js';

/**
 * Parses a template.
 * @param text the template; CRLF counts as a line break
 * @param breakable true if it begins inside `$~$`
 * @throws TemplateSyntaxError with the offset of the mistake
 * @see Pandoc manual, "Template syntax"
 */
export function parseTemplate(text: string, breakable = false): Nodes {
  const cursor = new Cursor(text);
  const parser = new Parser(cursor, breakable);
  const nodes = parser.sequence();
  const stray = parser.peekKeyword();
  if (stray) throw new TemplateSyntaxError(`$${stray}$ does not match an open block`, cursor.position, stray.length + 2);
  return nodes;
}

class Parser {
  /** Column (from 0) of the innermost `$^$`, or -1. */
  private nestColumn = -1;
  /** Number of open `if` and `for`, now and at the innermost `$^$`. */
  private depth = 0;
  private nestDepth = 0;
  /** Offset after the last line break, directive or escape. */
  private chunk = 0;

  constructor(
    private readonly cursor: Cursor,
    private breakable: boolean,
  ) {}

  sequence(): Nodes {
    const { cursor } = this;
    const nodes: Node[] = [];
    let literal = '';
    const flush = () => {
      if (!literal) return;
      if (this.breakable) pushBreakable(nodes, literal);
      else nodes.push({ type: 'text', value: literal });
      literal = '';
    };
    while (!cursor.isAtEnd) {
      if (cursor.isAtLineBreak) {
        if (!this.continuesNest()) break;
        this.skipLineBreak();
        literal += '\n';
        this.skipNestIndent();
      } else if (!cursor.isAt('$')) {
        const start = cursor.position;
        cursor.skipTo('$\n\r');
        if (cursor.position === start) cursor.position++;
        literal += cursor.text.slice(start, cursor.position);
      } else if (cursor.text.startsWith('$$', cursor.position)) {
        literal += '$';
        cursor.position += 2;
        this.chunk = cursor.position;
      } else if (cursor.text.startsWith('$--', cursor.position)) {
        this.skipComment();
      } else if (this.peekKeyword()) {
        break;
      } else if (this.takeToggle()) {
        flush();
        this.breakable = !this.breakable;
      } else {
        flush();
        nodes.push(this.directive());
        this.chunk = cursor.position;
      }
    }
    flush();
    return nodes;
  }

  /** Returns the block keyword that comes next (`else`, `endif`…), if there is one. */
  peekKeyword(): string | undefined {
    return this.cursor
      .peek(/\$(?:\{[ \t]*(else|elseif|endif|endfor|sep)\b|[ \t]*(else|elseif|endif|endfor|sep)\b)/y)
      ?.slice(1)
      .find(Boolean);
  }

  /** Consumes `$~$` if it is next. */
  private takeToggle(): boolean {
    const match = this.cursor.peek(/\$(?:[ \t]*~[ \t]*\$|\{[ \t]*~[ \t]*\})/y);
    if (match) this.cursor.position += match[0].length;
    return match !== null;
  }

  private directive(): Node {
    const { cursor } = this;
    const chunk = this.chunk;
    const start = cursor.position;
    const close = readOpening(cursor);
    if (cursor.take('^')) {
      readClosing(cursor, close, start);
      return this.nest(start);
    }
    const word = readBlockWord(cursor);
    if (word === 'if') return this.conditional(start, close);
    if (word === 'for') return this.loop(start, close);
    const bare = readPartial(cursor, this.breakable);
    const node = bare ?? this.valueOrPartial();
    readClosing(cursor, close, start);
    return this.nestIfAlone(node, start, chunk, bare ? 'eat' : 'keep');
  }

  /** Parses a variable, or a partial that is applied to one. */
  private valueOrPartial(): Node {
    const { cursor } = this;
    const variable = readVariable(cursor);
    if (cursor.take(':'))
      return readPartial(cursor, this.breakable, variable) ?? cursor.fail('expected a partial after ":": $articles:entry()$');
    const separator = readSeparator(cursor);
    return { type: 'value', variable, ...(separator !== undefined && { separator }) };
  }

  private conditional(start: number, close: string): Node {
    const variable = this.condition(close, start);
    const multiline = this.skipOwnLineBreak();
    this.depth++;
    const then = this.sequence();
    const otherwise = this.alternative(start, multiline, multiline);
    return { type: 'if', variable, then, otherwise };
  }

  /**
   * Parses the branches after the first one, up to `$endif$`.
   * @param multiline true if a line break follows the directive of the previous branch: the line break after `$else$` is then dropped
   * @param whole the same for the first branch and `$endif$`
   */
  private alternative(start: number, multiline: boolean, whole: boolean): Nodes {
    const { cursor } = this;
    const keyword = this.peekKeyword();
    if (keyword === 'else') {
      this.keyword('else');
      if (multiline) this.skipOwnLineBreak();
      const nodes = this.sequence();
      this.closeBlock('endif', start, whole);
      return nodes;
    }
    if (keyword === 'elseif') {
      const at = cursor.position;
      const close = readOpening(cursor);
      cursor.position += 'elseif'.length;
      const variable = this.condition(close, at);
      const lines = this.skipOwnLineBreak();
      const then = this.sequence();
      return [{ type: 'if', variable, then, otherwise: this.alternative(start, lines, whole) }];
    }
    this.closeBlock('endif', start, whole);
    return [];
  }

  private loop(start: number, close: string): Node {
    const variable = this.condition(close, start);
    const multiline = this.skipOwnLineBreak();
    this.depth++;
    const body = this.sequence();
    let separator: Nodes = [];
    if (this.peekKeyword() === 'sep') {
      this.keyword('sep');
      if (multiline) this.skipOwnLineBreak();
      separator = this.sequence();
    }
    this.closeBlock('endfor', start, multiline);
    return { type: 'for', variable, body, separator };
  }

  /** Parses the variable of a block and the end of its directive. */
  private condition(close: string, start: number): Variable {
    const variable = readParenthesised(this.cursor);
    readClosing(this.cursor, close, start);
    this.chunk = this.cursor.position;
    return variable;
  }

  private nest(start: number): Node {
    const outer = this.nestColumn;
    this.nestColumn = start - this.cursor.lineStart(start);
    const depth = this.nestDepth;
    this.nestDepth = this.depth;
    this.chunk = this.cursor.position;
    const body = this.sequence();
    this.nestColumn = outer;
    this.nestDepth = depth;
    return { type: 'nest', body };
  }

  /**
   * Nests a directive that is alone: only white space is before it, back to the line's beginning or the directive before, and the
   * line ends after it. A partial that is alone also consumes its line break.
   */
  private nestIfAlone(node: Node, start: number, chunk: number, lineBreak: 'eat' | 'keep'): Node {
    const before = this.cursor.text.slice(chunk, start);
    const first = start === this.cursor.lineStart(start);
    if (!/^[ \t]*$/.test(before) || (!before && !first)) return node;
    const atEnd = this.cursor.isAtEnd || this.cursor.isAtLineBreak;
    if (lineBreak === 'eat') this.skipOwnLineBreak();
    return atEnd && before ? { type: 'nest', body: [node] } : node;
  }

  private keyword(word: string): void {
    const { cursor } = this;
    const start = cursor.position;
    const close = readOpening(cursor);
    cursor.position += word.length;
    readClosing(cursor, close, start);
    this.chunk = cursor.position;
  }

  private closeBlock(word: 'endif' | 'endfor', start: number, multiline: boolean): void {
    const opener = word === 'endif' ? 'if' : 'for';
    if (this.peekKeyword() !== word) {
      throw new TemplateSyntaxError(`this ${opener} is not closed by $${word}$`, start, opener.length + 1);
    }
    this.keyword(word);
    this.depth--;
    if (multiline) this.skipOwnLineBreak();
  }

  private skipComment(): void {
    const { cursor } = this;
    const first = cursor.position === cursor.lineStart(cursor.position);
    cursor.skipTo('\r\n');
    if (first) this.skipLineBreak();
  }

  private skipLineBreak(): boolean {
    const { cursor } = this;
    if (!cursor.isAtLineBreak) return false;
    cursor.position += cursor.isAt('\r') ? 2 : 1;
    this.chunk = cursor.position;
    return true;
  }

  /** Consumes a line break directly after a directive. A line break after spaces is kept. */
  private skipOwnLineBreak(): boolean {
    if (!this.skipLineBreak()) return false;
    this.skipNestIndent();
    return true;
  }

  /** True if the lines after this line break still belong to the innermost `$^$`. */
  private continuesNest(): boolean {
    if (this.nestColumn < 0 || this.depth > this.nestDepth) return true;
    const next = this.cursor.peek(/(?:[ \t]*\r?\n)+([ \t]*)(?=[^\s])/y);
    return next !== null && (next[1] as string).length >= this.nestColumn;
  }

  private skipNestIndent(): void {
    const { cursor } = this;
    for (let n = 0; n < this.nestColumn && (cursor.isAt(' ') || cursor.isAt('\t')); n++) cursor.position++;
  }
}

function pushBreakable(nodes: Node[], literal: string): void {
  for (const part of literal.split(/(\s+)/)) {
    nodes.push(/^\s/.test(part) ? { type: 'space' } : { type: 'text', value: part });
  }
}
