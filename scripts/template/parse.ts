// Pandoc's template language, read into a tree.
//
// One pass, no backtracking: a cursor walks the text; a directive is `$…$` or `${…}`. Two rules of layout are
// settled here, because they depend on where a directive is in its line: a line that holds only `if`, `for`,
// `else`… vanishes with its line break, and a variable alone on its line is *nested* (its further lines are
// indented like its first). `$^$` nests all at its column or right of it.

/** A dotted variable with its pipes, e.g. `posts.title/uppercase`. */
export interface Variable {
  readonly path: readonly string[];
  readonly pipes: readonly Pipe[];
  /** Offset in the template, for diagnostics. */
  readonly at: number;
}

export interface Pipe {
  readonly name: string;
  /** For `left`, `right` and `center`: width in columns and the borders. */
  readonly width?: number;
  readonly before?: string;
  readonly after?: string;
}

export type Node =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'space' }
  | { readonly type: 'value'; readonly variable: Variable; readonly separator?: string }
  | { readonly type: 'if'; readonly variable: Variable; readonly then: Nodes; readonly otherwise: Nodes }
  | { readonly type: 'for'; readonly variable: Variable; readonly body: Nodes; readonly separator: Nodes }
  | {
      readonly type: 'partial';
      readonly name: string;
      readonly argument?: Variable;
      readonly pipes: readonly Pipe[];
      readonly separator?: string;
      /** Whether it stands inside `$~$`, which then holds in the partial too. */
      readonly breakable: boolean;
      readonly at: number;
    }
  | { readonly type: 'nest'; readonly body: Nodes };

export type Nodes = readonly Node[];

/** A mistake in a template: what is wrong, and the offset in its text. */
export class TemplateSyntaxError extends Error {
  constructor(
    readonly reason: string,
    readonly at: number,
    readonly length = 1,
  ) {
    super(reason);
  }
}

const KEYWORDS = new Set(['if', 'else', 'endif', 'elseif', 'for', 'endfor', 'sep']);
const PLAIN_PIPES = [
  'pairs', 'uppercase', 'lowercase', 'length', 'reverse', 'first', 'last', 'rest', 'allbutlast', 'chomp',
  'nowrap', 'alpha', 'roman',
]; // biome-ignore format: a list of names
const BLOCK_PIPES = ['left', 'right', 'center'];
const PIPES: readonly string[] = [...PLAIN_PIPES, ...BLOCK_PIPES];

const IDENTIFIER = /\p{L}[\p{L}\p{N}_-]*/uy;
const PARTIAL_NAME = /[\p{L}\p{N}_./\\-]+(?=\(\))/uy;

/**
 * Reads a template.
 * @param text the template; CRLF counts as a line break
 * @param breakable whether it begins inside `$~$`
 * @returns its tree
 * @throws TemplateSyntaxError with the offset of the mistake
 * @see Pandoc manual, "Template syntax"
 */
export function parseTemplate(text: string, breakable = false): Nodes {
  const reader = new Reader(text, breakable);
  const nodes = reader.sequence();
  const stray = reader.peekKeyword();
  if (stray) throw new TemplateSyntaxError(`$${stray}$ does not match an open block`, reader.position, stray.length + 2);
  return nodes;
}

class Reader {
  position = 0;
  /** Column (from 0) of the innermost `$^$`, or -1. */
  private nestColumn = -1;
  /** How many `if` and `for` are open, and how many were at the innermost `$^$`. */
  private depth = 0;
  private nestDepth = 0;
  /** Where the text since the last line break, directive or escape begins. */
  private chunk = 0;

  constructor(
    private readonly text: string,
    private breakable: boolean,
  ) {}

  sequence(): Nodes {
    const nodes: Node[] = [];
    let literal = '';
    const flush = () => {
      if (!literal) return;
      if (this.breakable) pushBreakable(nodes, literal);
      else nodes.push({ type: 'text', value: literal });
      literal = '';
    };
    while (this.position < this.text.length) {
      const char = this.text[this.position] as string;
      if (char === '\n' || (char === '\r' && this.text[this.position + 1] === '\n')) {
        if (!this.continuesNest()) break;
        this.skipLineBreak();
        literal += '\n';
        this.skipNestIndent();
      } else if (char !== '$') {
        const start = this.position;
        while (this.position < this.text.length && !'$\n\r'.includes(this.text[this.position] as string)) this.position++;
        if (this.position === start) this.position++;
        literal += this.text.slice(start, this.position);
      } else if (this.text.startsWith('$$', this.position)) {
        literal += '$';
        this.position += 2;
        this.chunk = this.position;
      } else if (this.text.startsWith('$--', this.position)) {
        this.skipComment();
      } else if (this.peekKeyword()) {
        break;
      } else if (this.peekToggle()) {
        flush();
        this.breakable = !this.breakable;
      } else {
        flush();
        nodes.push(this.directive());
        this.chunk = this.position;
      }
    }
    flush();
    return nodes;
  }

  /** The closing or dividing keyword that stands here (`else`, `endif`…), if one does. */
  peekKeyword(): string | undefined {
    return /^\$(?:\{[ \t]*(else|elseif|endif|endfor|sep)\b|[ \t]*(else|elseif|endif|endfor|sep)\b)/
      .exec(this.text.slice(this.position, this.position + 80))
      ?.slice(1)
      .find(Boolean);
  }

  private peekToggle(): boolean {
    const match = /^\$(?:[ \t]*~[ \t]*\$|\{[ \t]*~[ \t]*\})/.exec(this.text.slice(this.position, this.position + 80));
    if (match) this.position += match[0].length;
    return match !== null;
  }

  private directive(): Node {
    const start = this.position;
    const chunk = this.chunk;
    const close = this.open();
    if (this.text[this.position] === '^') {
      this.position++;
      this.close(close, start);
      return this.nest(start);
    }
    const word = this.match(IDENTIFIER);
    if (word === 'if' && this.text[this.position] === '(') return this.conditional(start, close);
    if (word === 'for' && this.text[this.position] === '(') return this.loop(start, close);
    this.position -= word?.length ?? 0;

    const bare = this.match(PARTIAL_NAME);
    if (bare !== undefined) {
      const at = this.position - bare.length;
      this.position += 2;
      const separator = this.separator();
      const pipes = this.pipes();
      this.close(close, start);
      return this.alone(
        { type: 'partial', name: bare, pipes, breakable: this.breakable, at, ...(separator !== undefined && { separator }) },
        start,
        chunk,
        'eat',
      );
    }
    const variable = this.variable();
    if (this.text[this.position] === ':') {
      this.position++;
      const name = this.match(PARTIAL_NAME);
      if (name === undefined) this.fail('expected a partial after ":": $articles:entry()$');
      const at = this.position - name.length;
      this.position += 2;
      const separator = this.separator();
      const pipes = this.pipes();
      this.close(close, start);
      const node: Node = {
        type: 'partial',
        name,
        argument: variable,
        pipes,
        breakable: this.breakable,
        at,
        ...(separator !== undefined && { separator }),
      };
      return this.alone(node, start, chunk, 'keep');
    }
    const separator = this.separator();
    this.close(close, start);
    return this.alone({ type: 'value', variable, ...(separator !== undefined && { separator }) }, start, chunk, 'keep');
  }

  private conditional(start: number, close: string): Node {
    const variable = this.parenthesised();
    this.close(close, start);
    this.chunk = this.position;
    const multiline = this.skipRestOfLine();
    this.depth++;
    const then = this.sequence();
    const otherwise = this.alternative(start, multiline, multiline);
    return { type: 'if', variable, then, otherwise };
  }

  /**
   * What follows the first branch, up to `$endif$`.
   * @param multiline whether the branch before began with a line break: then the one after `$else$` is dropped
   * @param whole whether the first branch did: then the one after `$endif$` is dropped
   */
  private alternative(start: number, multiline: boolean, whole: boolean): Nodes {
    const keyword = this.peekKeyword();
    if (keyword === 'else') {
      this.keyword('else');
      if (multiline) this.skipRestOfLine();
      const nodes = this.sequence();
      this.end('endif', start, whole);
      return nodes;
    }
    if (keyword === 'elseif') {
      const at = this.position;
      const close = this.open();
      this.position += 'elseif'.length;
      const variable = this.parenthesised();
      this.close(close, at);
      this.chunk = this.position;
      const lines = this.skipRestOfLine();
      const then = this.sequence();
      return [{ type: 'if', variable, then, otherwise: this.alternative(start, lines, whole) }];
    }
    this.end('endif', start, whole);
    return [];
  }

  private loop(start: number, close: string): Node {
    const variable = this.parenthesised();
    this.close(close, start);
    this.chunk = this.position;
    const multiline = this.skipRestOfLine();
    this.depth++;
    const body = this.sequence();
    let separator: Nodes = [];
    if (this.peekKeyword() === 'sep') {
      this.keyword('sep');
      if (multiline) this.skipRestOfLine();
      separator = this.sequence();
    }
    this.end('endfor', start, multiline);
    return { type: 'for', variable, body, separator };
  }

  private nest(start: number): Node {
    const outer = this.nestColumn;
    this.nestColumn = start - this.lineStart(start);
    const depth = this.nestDepth;
    this.nestDepth = this.depth;
    this.chunk = this.position;
    const body = this.sequence();
    this.nestColumn = outer;
    this.nestDepth = depth;
    return { type: 'nest', body };
  }

  /**
   * A directive that only white space stands before, since its line or the directive before it, is nested if its line
   * ends after it; a bare partial there also takes its line break with it.
   */
  private alone(node: Node, start: number, chunk: number, lineBreak: 'eat' | 'keep'): Node {
    const before = this.text.slice(chunk, start);
    const first = start === this.lineStart(start);
    if (!/^[ \t]*$/.test(before) || (!before && !first)) return node;
    const atEnd = /^(?:\r?\n|$)/.test(this.text.slice(this.position, this.position + 2));
    if (lineBreak === 'eat') this.skipRestOfLine();
    return atEnd && before ? { type: 'nest', body: [node] } : node;
  }

  private keyword(word: string): void {
    const start = this.position;
    const close = this.open();
    this.position += word.length;
    this.close(close, start);
    this.chunk = this.position;
  }

  private end(word: 'endif' | 'endfor', start: number, multiline: boolean): void {
    const opener = word === 'endif' ? 'if' : 'for';
    if (this.peekKeyword() !== word) {
      throw new TemplateSyntaxError(`this ${opener} is not closed by $${word}$`, start, opener.length + 1);
    }
    this.keyword(word);
    this.depth--;
    if (multiline) this.skipRestOfLine();
  }

  private parenthesised(): Variable {
    if (this.text[this.position] !== '(') this.fail('expected a variable in parentheses');
    this.position++;
    this.skipSpaces();
    const variable = this.variable();
    this.skipSpaces();
    if (this.text[this.position] !== ')') this.fail('expected ")"');
    this.position++;
    return variable;
  }

  private variable(): Variable {
    const at = this.position;
    const path: string[] = [];
    do {
      const part = this.match(IDENTIFIER);
      if (part === undefined) this.fail('expected a variable name (begins with a letter; write $$ for a dollar sign)');
      if (KEYWORDS.has(part)) throw new TemplateSyntaxError(`"${part}" is a keyword, not a variable`, at, part.length);
      path.push(part);
    } while (this.text[this.position] === '.' && ++this.position);
    return { path, pipes: this.pipes(), at };
  }

  private pipes(): readonly Pipe[] {
    const pipes: Pipe[] = [];
    while (this.text[this.position] === '/') {
      this.position++;
      const at = this.position;
      const name = this.match(/[\p{L}]+/uy) ?? '';
      if (PLAIN_PIPES.includes(name)) pipes.push({ name });
      else if (BLOCK_PIPES.includes(name)) pipes.push(this.blockPipe(name));
      else
        throw new TemplateSyntaxError(
          `unknown pipe "${name}"; expected one of ${PIPES.join(', ')}`,
          at,
          Math.max(1, name.length),
        );
    }
    return pipes;
  }

  private blockPipe(name: string): Pipe {
    this.skipSpaces();
    const width = this.match(/\d+/y);
    if (width === undefined) this.fail(`"${name}" needs a width: $x/${name} 20$`);
    const before = this.quoted();
    const after = before === undefined ? undefined : this.quoted();
    return { name, width: Number(width), before: before ?? '', after: after ?? '' };
  }

  private quoted(): string | undefined {
    const match = /^[ \t]*"((?:[^"\\]|\\.)*)"/.exec(this.text.slice(this.position, this.position + 400));
    if (!match) return undefined;
    this.position += match[0].length;
    return (match[1] as string).replace(/\\(.)/g, '$1');
  }

  private separator(): string | undefined {
    if (this.text[this.position] !== '[') return undefined;
    const end = this.text.indexOf(']', this.position);
    if (end < 0) this.fail('missing "]": a separator is written $x[, ]$');
    const separator = this.text.slice(this.position + 1, end).replaceAll('\r\n', '\n');
    this.position = end + 1;
    return separator;
  }

  private open(): string {
    const braces = this.text[this.position + 1] === '{';
    this.position += braces ? 2 : 1;
    this.skipSpaces();
    return braces ? '}' : '$';
  }

  private close(close: string, start: number): void {
    this.skipSpaces();
    if (this.text[this.position] !== close) {
      const rest = /^[^\n]{0,12}/.exec(this.text.slice(this.position))?.[0] ?? '';
      throw new TemplateSyntaxError(
        `expected "${close}" ${rest ? `before "${rest}"` : 'here'} (write $$ for a dollar sign)`,
        start,
        Math.max(1, this.position - start),
      );
    }
    this.position++;
  }

  private skipSpaces(): void {
    while (this.text[this.position] === ' ' || this.text[this.position] === '\t') this.position++;
  }

  private skipComment(): void {
    const first = this.position === this.lineStart(this.position);
    while (this.position < this.text.length && !'\r\n'.includes(this.text[this.position] as string)) this.position++;
    if (first) this.skipLineBreak();
  }

  private skipLineBreak(): boolean {
    if (this.text[this.position] === '\r' && this.text[this.position + 1] === '\n') this.position += 2;
    else if (this.text[this.position] === '\n') this.position++;
    else return false;
    this.chunk = this.position;
    return true;
  }

  /** Takes the line break that follows a directive at once; spaces before it keep it. */
  private skipRestOfLine(): boolean {
    if (!this.skipLineBreak()) return false;
    this.skipNestIndent();
    return true;
  }

  /** Inside `$^$`: whether the lines after this line break still belong to it. */
  private continuesNest(): boolean {
    if (this.nestColumn < 0 || this.depth > this.nestDepth) return true;
    const next = /^(?:[ \t]*\r?\n)+([ \t]*)(?=[^\s])/.exec(this.text.slice(this.position));
    return next !== null && (next[1] as string).length >= this.nestColumn;
  }

  private skipNestIndent(): void {
    for (let n = 0; n < this.nestColumn && ' \t'.includes(this.text[this.position] ?? 'x'); n++) this.position++;
  }

  private lineStart(position: number): number {
    return this.text.lastIndexOf('\n', position - 1) + 1;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  private fail(reason: string): never {
    throw new TemplateSyntaxError(reason, this.position);
  }
}

function pushBreakable(nodes: Node[], literal: string): void {
  for (const part of literal.split(/(\s+)/)) {
    nodes.push(/^\s/.test(part) ? { type: 'space' } : { type: 'text', value: part });
  }
}
