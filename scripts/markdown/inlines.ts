// The third pass: inline text → nodes.
//
// One cursor moves over the run, and a table tells which constructs may begin at a character. A construct without a closer
// gives its opener back as text. Constructs that need a partner ahead (brackets, code) look it up in tables that are made
// once per run. What Pandoc parses with backtracking (quotes, superscripts) is attempted once per place, within a budget, so
// that time stays linear.

import { constructsFor, inOrder } from './constructs.js';
import type { Extensions } from './extensions.js';
import { autolink, bareUri, findUris } from './inline/autolinks.js';
import { backslash } from './inline/backslash.js';
import { matchBrackets } from './inline/brackets.js';
import { citation, inTextCitation } from './inline/citations.js';
import { type CodeSpans, codeSpan, codeSpans } from './inline/code.js';
import { type InlineConstruct, type InlineContext, push, type Reader } from './inline/construct.js';
import { emoji } from './inline/emoji.js';
import { emphasis } from './inline/emphasis.js';
import { entity } from './inline/entities.js';
import { inlineHtml, nativeSpan } from './inline/html.js';
import { lineBreak, whitespace } from './inline/lineBreaks.js';
import { bracketedSpan, image, link } from './inline/links.js';
import { mark } from './inline/mark.js';
import { backslashMath, math } from './inline/math.js';
import { inlineNote, noteReference } from './inline/notes.js';
import { rawTex } from './inline/rawTex.js';
import { subscript, superscript } from './inline/scripts.js';
import { dash, ellipsis, quote, spaceBeforeQuote } from './inline/smart.js';
import { strikeout } from './inline/strikeout.js';
import { wikilink } from './inline/wikilinks.js';
import type { Node, Point, Position } from './nodes.js';
import { isSpace, offsetIn, offsetInRun, type Run, rowAt, trimEnd } from './text.js';

/** The reader's constructs. Those that begin with the same character are in the order in which Pandoc tries them. */
const CONSTRUCTS = {
  spaceBeforeQuote,
  whitespace,
  lineBreak,
  codeSpan,
  emphasis,
  superscript,
  inlineNote,
  wikilink,
  noteReference,
  citation,
  bracketedSpan,
  link,
  image,
  math,
  strikeout,
  subscript,
  mark,
  autolink,
  nativeSpan,
  inlineHtml,
  backslashMath,
  backslash,
  rawTex,
  inTextCitation,
  quote,
  dash,
  ellipsis,
  entity,
  emoji,
} as const satisfies { readonly [name: string]: InlineConstruct };

/** Deepest nesting of inline markup. Anything deeper is text. */
const MAX_DEPTH = 80;

/** Maximum number of words in one match: V8 keeps each of them on its stack. */
const MAX_WORDS = 2000;

interface Table {
  /** Constructs by the code of a character they may begin with. */
  readonly constructs: ReadonlyMap<number, readonly InlineConstruct[]>;
  /** Matches text in which no construct begins, with single spaces. */
  readonly plain: RegExp;
  /** Matches such text up to the next space. */
  readonly word: RegExp;
}

const tables = new WeakMap<Extensions, Table>();

function tableFor(extensions: Extensions): Table {
  const known = tables.get(extensions);
  if (known) return known;
  const constructs = new Map<number, InlineConstruct[]>();
  for (const construct of inOrder<InlineConstruct>(CONSTRUCTS, constructsFor(extensions).inline)) {
    if (construct.extensions && !construct.extensions.some((name) => extensions.has(name))) continue;
    for (const char of construct.starts) {
      const code = char.charCodeAt(0);
      constructs.set(code, [...(constructs.get(code) ?? []), construct]);
    }
  }
  const special = [...constructs.keys()].map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join('');
  const table = {
    constructs,
    plain: new RegExp(`(?:[^${special}]+(?: (?=[^${special}]))?){1,${MAX_WORDS}}`, 'y'),
    word: new RegExp(`[^${special}]+`, 'y'),
  };
  tables.set(extensions, table);
  return table;
}

/** Reads inline text into nodes. White space at its ends is dropped. */
export function readInlines(run: Run, context: InlineContext): Node[] {
  const { text } = run;
  const { plain } = tableFor(context.extensions);
  plain.lastIndex = 0;
  // Most short texts hold no markup.
  if (plain.test(text) && plain.lastIndex === text.length && !/[:@]/.test(text)) {
    const [start, end] = [context.point(offsetInRun(run, 0)), context.point(offsetInRun(run, text.length))];
    return [{ type: 'text', value: text, position: { start, end } }];
  }
  return new InlineReader(run, context).readAll();
}

/** The state of one level of nesting: finished nodes, and text that may still grow. */
interface Level {
  readonly nodes: Node[];
  /** True if the level may end at any white space. */
  readonly words: boolean;
  /** Text that is not a node yet, and its range in the run. */
  value: string;
  from: number;
  to: number;
}

/** Reads one run. The methods that constructs call are described in `inline/construct.ts`. */
class InlineReader implements Reader {
  text: string;
  at = 0;
  inLink = false;
  inDouble = false;
  emphasisEnd = -1;
  keyEnd = -1;
  inSingle = false;
  private depth = 0;
  private level: Level = { nodes: [], words: false, value: '', from: 0, to: 0 };
  private readonly table: Table;
  private pairs: ReadonlyMap<number, number> | undefined;
  private code: CodeSpans | undefined;
  private lastIndexes: Map<string, number> | undefined;
  private readonly uris: readonly number[];
  private nextUri = 0;
  private failedAttempts: Set<string> | undefined;
  /** Number of characters that failed attempts may still read. */
  private budget: number;

  constructor(
    private readonly run: Run,
    readonly context: InlineContext,
  ) {
    this.text = run.text;
    this.table = tableFor(context.extensions);
    this.uris = context.extensions.has('autolink_bare_uris') ? findUris(run.text) : [];
    this.budget = 2000 + 20 * run.text.length;
  }

  readAll(): Node[] {
    return this.collect(undefined, { trim: true });
  }

  has(extension: string): boolean {
    return this.context.extensions.has(extension);
  }

  collect(stop?: () => boolean, { trim = false, words = false } = {}): Node[] {
    const outer = this.level;
    const level: Level = { nodes: [], words, value: '', from: 0, to: 0 };
    this.level = level;
    if (trim) while (this.at < this.text.length && isSpace(this.text.charCodeAt(this.at))) this.at++;
    while (this.at < this.text.length && !stop?.()) this.readNext();
    if (trim) {
      const value = trimEnd(level.value);
      if (value !== level.value) {
        level.value = value;
        while (level.to > level.from && isSpace(this.text.charCodeAt(level.to - 1))) level.to--;
      }
    }
    this.flush();
    this.level = outer;
    return level.nodes;
  }

  nested(read: () => Node[]): Node[] {
    this.depth++;
    const nodes = read();
    this.depth--;
    return nodes;
  }

  range(from: number, to: number, { inLink = this.inLink, trim = true } = {}): Node[] {
    const { text, at, inLink: wasInLink, inDouble, inSingle, nextUri } = this;
    this.text = text.slice(0, to);
    this.at = from;
    this.inLink = inLink;
    this.inDouble = false;
    this.inSingle = false;
    const nodes = this.nested(() => this.collect(undefined, { trim }));
    Object.assign(this, { text, at, inLink: wasInLink, inDouble, inSingle, nextUri });
    return nodes;
  }

  attempt(kind: string, opener: number, read: () => Node[], closes: () => boolean): Node[] | undefined {
    const start = this.at;
    const key = `${kind}${start} ${this.text.length} ${this.inDouble} ${this.inSingle} ${this.inLink}`;
    if (this.budget < 0 || this.failedAttempts?.has(key)) return undefined;
    this.at += opener;
    const uri = this.nextUri;
    const nodes = this.nested(read);
    if (closes()) return nodes;
    this.spend(this.at - start);
    this.failedAttempts ??= new Set();
    this.failedAttempts.add(key);
    this.at = start;
    this.nextUri = uri;
    return undefined;
  }

  spend(characters: number): boolean {
    this.budget -= characters;
    return this.budget >= 0;
  }

  emit(value: string, length = value.length): true {
    const { level } = this;
    if (level.value === '') level.from = this.at;
    level.value += value;
    this.at += length;
    level.to = this.at;
    return true;
  }

  add(node: Node, start: number): true {
    this.flush();
    node.position = this.place(start, this.at);
    push(this.level.nodes, node);
    return true;
  }

  append(nodes: readonly Node[]): void {
    this.flush();
    for (const node of nodes) push(this.level.nodes, node);
  }

  place(from: number, to: number): Position {
    return { start: this.point(from), end: this.point(to) };
  }

  bracketAt(open: number): number | undefined {
    this.pairs ??= matchBrackets(this.run.text, this.spans());
    const close = this.pairs.get(open);
    return close !== undefined && close < this.text.length ? close : undefined;
  }

  codeAt(open: number): { readonly end: number; readonly ticks: number } | undefined {
    const span = this.spans()(open);
    return span && span.end <= this.text.length ? span : undefined;
  }

  private spans(): CodeSpans {
    this.code ??= codeSpans(this.run.text);
    return this.code;
  }

  comes(text: string): boolean {
    this.lastIndexes ??= new Map();
    let last = this.lastIndexes.get(text);
    if (last === undefined) {
      last = this.run.text.lastIndexOf(text);
      this.lastIndexes.set(text, last);
    }
    return last > this.at;
  }

  private flush(): void {
    const { level } = this;
    if (level.value === '') return;
    const { value, from, to } = level;
    level.value = '';
    const last = level.nodes.at(-1);
    if (last?.type === 'text' && last.position) {
      last.value = `${last.value}${value}`;
      last.position = { start: last.position.start, end: this.point(to) };
    } else level.nodes.push({ type: 'text', value, position: this.place(from, to) });
  }

  private point(index: number): Point {
    const row = rowAt(this.run.starts, index);
    const line = this.run.lines[row];
    return this.context.point(line ? offsetIn(line, index - (this.run.starts[row] ?? 0)) : 0);
  }

  /** Returns the index where the next bare address may begin. */
  private uriStart(): number {
    return this.uris[this.nextUri] ?? Number.POSITIVE_INFINITY;
  }

  private readNext(): void {
    const start = this.at;
    while (this.uriStart() < start) this.nextUri++;
    if (this.uriStart() === start) {
      this.nextUri++;
      if (bareUri(this)) return;
    }
    const constructs = this.table.constructs.get(this.text.charCodeAt(start));
    if (constructs) {
      for (const construct of constructs) {
        if (construct.nests && this.depth > MAX_DEPTH) continue;
        if (construct.read(this)) return;
      }
      this.emit(this.text[start] as string);
      return;
    }
    const plain = this.level.words ? this.table.word : this.table.plain;
    plain.lastIndex = start;
    const end = plain.test(this.text) ? plain.lastIndex : start + 1;
    this.emit(this.text.slice(start, Math.min(end, this.uriStart())));
  }
}
