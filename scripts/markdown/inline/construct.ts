// The interface of inline constructs, and of the reader that they call.

import type { Extensions } from '../extensions.js';
import type { Warn } from '../lint.js';
import type { Attributes, Node, Point, Position } from '../nodes.js';

export interface LinkDefinition {
  readonly url: string;
  readonly title?: string;
  readonly attributes: Attributes;
}

/** The document as inline constructs see it: what text may refer to. */
export interface InlineContext {
  readonly extensions: Extensions;
  readonly definition: (label: string) => LinkDefinition | undefined;
  readonly hasNote: (id: string) => boolean;
  /** Registers a reference to a note. Returns the id of its copy: in Pandoc, each reference has its own note. */
  readonly refer: (id: string) => string;
  /** True if a backslash at the very end is a line break. It isn't in a table cell. */
  readonly endsInBreak: boolean;
  readonly example: (label: string) => number | undefined;
  /** Registers an inline note. Returns its id. */
  readonly addNote: (children: Node[], position: Position) => string;
  /** Reads the definition of a TeX macro at an index. */
  readonly defineMacro: (text: string, at: number) => { readonly end: number } | undefined;
  /** Returns a formula with the writer's TeX macros expanded. */
  readonly applyMacros: (tex: string) => string;
  readonly point: (offset: number) => Point;
  /** Reports text that its writer probably means differently. */
  readonly warn: Warn;
}

/** An inline construct: what it begins with, and how it is read. */
export interface InlineConstruct {
  /** One of these extensions must be on. Without any, the construct is always tried. */
  readonly extensions?: readonly string[];
  /** The characters that it may begin with. */
  readonly starts: string;
  /** True if it holds inline text. It is not tried where nesting is too deep. */
  readonly nests?: true;
  /** Reads at the cursor and moves it. Returns false, without any change, if the text is something else. */
  readonly read: (reader: Reader) => boolean;
}

/** The reader of a run, as constructs see it. */
export interface Reader {
  /** The text being read. Its indexes are those of the whole run. */
  readonly text: string;
  /** The cursor: index of the next character to read. */
  at: number;
  readonly inLink: boolean;
  inDouble: boolean;
  inSingle: boolean;
  /** Index after the last closed emphasis: text right there follows a word. */
  emphasisEnd: number;
  /** Index after the last citation key, which doesn't count as a word. */
  keyEnd: number;
  readonly context: InlineContext;
  has(extension: string): boolean;
  /**
   * Reads until `stop` returns true or the text ends. With `trim`, white space at the ends is dropped;
   * with `words`, `stop` is also called before each white space.
   */
  collect(stop?: () => boolean, options?: { readonly trim?: boolean; readonly words?: boolean }): Node[];
  /** Reads one level deeper. */
  nested(read: () => Node[]): Node[];
  /** Reads a part of the text on its own, such as the text of a link. The cursor stays. */
  range(from: number, to: number, options?: { readonly inLink?: boolean; readonly trim?: boolean }): Node[];
  /** Attempts to read after an opener. If `closes` is false where reading stops, returns undefined with the cursor at the opener. */
  attempt(kind: string, opener: number, read: () => Node[], closes: () => boolean): Node[] | undefined;
  /** Accounts for characters that were examined. Returns false when the text's budget for that is used up. */
  spend(characters: number): boolean;
  /** Adds text, and moves the cursor by `length`. */
  emit(value: string, length?: number): true;
  /** Adds a node that reaches from an index to the cursor. */
  add(node: Node, start: number): true;
  /** Adds nodes that already have positions. */
  append(nodes: readonly Node[]): void;
  place(from: number, to: number): Position;
  /** Returns the code span that opens at the index of a backtick. */
  codeAt(open: number): { readonly end: number; readonly ticks: number } | undefined;
  /** True if a text occurs after the cursor; cheap, so it is checked before an attempt. */
  comes(text: string): boolean;
  /** Returns the index of the `]` that closes the `[` at an index. */
  bracketAt(open: number): number | undefined;
}

const WORD = /[\p{L}\p{N}]/u;

/** True if the character at an index is a letter or a digit. */
export function isWordAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
  return WORD.test(String.fromCodePoint(text.codePointAt(index) ?? 0));
}

/** Returns the character before an index. */
export function charBefore(text: string, index: number): string {
  if (index <= 0) return '';
  const low = text.charCodeAt(index - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(index - 2, index) : text.slice(index - 1, index);
}

/** True if a word ends right before an index: a letter, a digit, or a single full stop. */
export function isAfterWord(text: string, index: number): boolean {
  const before = charBefore(text, index);
  if (before === '.') return text[index - 2] !== '.' && text[index - 2] !== '\\';
  return before !== '' && WORD.test(before);
}

/** Types of nodes that merge with a neighbour of the same type. */
const MERGED = new Set(['emphasis', 'strong', 'delete', 'pandocsup', 'pandocsub']);

/** Merges adjacent texts, and adjacent emphasis of one kind (`**a****b**`). */
export function merged(nodes: readonly Node[]): Node[] {
  const all: Node[] = [];
  for (const node of nodes) push(all, node);
  return all;
}

/** Adds a node to a list, or merges it with the last one. */
export function push(nodes: Node[], node: Node): void {
  const last = nodes.at(-1);
  if (last?.type !== node.type || (node.type !== 'text' && !MERGED.has(node.type))) {
    nodes.push(node);
    return;
  }
  if (node.type === 'text') last.value = `${last.value}${node.value}`;
  for (const child of node.children ?? []) push(last.children ?? [], child);
  if (last.position && node.position) last.position = { start: last.position.start, end: node.position.end };
}
