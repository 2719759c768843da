// What a construct of inline text is, and what it may ask of the reader.

import type { Extensions } from '../extensions.js';
import type { Warn } from '../lint.js';
import type { Attributes, Node, Point, Position } from '../nodes.js';

export interface LinkDefinition {
  readonly url: string;
  readonly title?: string;
  readonly attributes: Attributes;
}

/** What inline text may refer to. */
export interface InlineContext {
  readonly extensions: Extensions;
  readonly definition: (label: string) => LinkDefinition | undefined;
  readonly hasNote: (id: string) => boolean;
  /** Registers a reference to a note; gives the id of its own copy, since Pandoc has one for each. */
  readonly refer: (id: string) => string;
  /** Whether a backslash at the very end is a line break; in a cell it is none. */
  readonly endsInBreak: boolean;
  readonly example: (label: string) => number | undefined;
  /** Registers an inline note; gives its id. */
  readonly addNote: (children: Node[], position: Position) => string;
  /** Reads a TeX macro's definition at an index. */
  readonly defineMacro: (text: string, at: number) => { readonly end: number } | undefined;
  /** A formula with the writer's own TeX macros put in. */
  readonly applyMacros: (tex: string) => string;
  readonly point: (offset: number) => Point;
  /** Says what a writer may not expect. */
  readonly warn: Warn;
}

/** A construct of inline text: how it begins, and how it is read. */
export interface InlineConstruct {
  /** The extensions one of which must be on; none: it is always there. */
  readonly extensions?: readonly string[];
  /** The characters that it may begin with. */
  readonly starts: string;
  /** Whether it holds inline text: it is not read where nesting is too deep. */
  readonly nests?: true;
  /** Reads at the cursor and moves it; false if it is something else, with nothing moved. */
  readonly read: (reader: Reader) => boolean;
}

export interface Reader {
  /** What is being read; its indices are those of the whole run. */
  readonly text: string;
  at: number;
  readonly inLink: boolean;
  inDouble: boolean;
  inSingle: boolean;
  /** Where emphasis was closed last: what stands right after it follows a word. */
  emphasisEnd: number;
  /** Where the key of a citation ended last: it is not a word. */
  keyEnd: number;
  readonly context: InlineContext;
  has(extension: string): boolean;
  /**
   * Reads on until `stop` says so or the text ends; with `trim`, white space at the ends is dropped,
   * with `words`, `stop` is asked before each white space.
   */
  collect(stop?: () => boolean, options?: { readonly trim?: boolean; readonly words?: boolean }): Node[];
  /** Reads one level deeper. */
  nested(read: () => Node[]): Node[];
  /** Reads a part of the text on its own, as the content of a link; the cursor stays. */
  range(from: number, to: number, options?: { readonly inLink?: boolean; readonly trim?: boolean }): Node[];
  /** Reads on trial after an opener; undefined, with the cursor back at it, unless `closes` holds where reading stopped. */
  attempt(kind: string, opener: number, read: () => Node[], closes: () => boolean): Node[] | undefined;
  /** Accounts for characters that were looked through; false when a text's budget for that is used up. */
  spend(characters: number): boolean;
  /** Text; the cursor moves by `length`. */
  emit(value: string, length?: number): true;
  /** A node that reaches from an index to the cursor. */
  add(node: Node, start: number): true;
  /** Nodes that know their places. */
  append(nodes: readonly Node[]): void;
  place(from: number, to: number): Position;
  /** The code span that begins with the backtick at an index. */
  codeAt(open: number): { readonly end: number; readonly ticks: number } | undefined;
  /** Whether a text occurs after the cursor; asked before something is read on trial. */
  comes(text: string): boolean;
  /** Where the bracket that opens at an index is closed. */
  bracketAt(open: number): number | undefined;
}

const WORD = /[\p{L}\p{N}]/u;

/** Whether the character that begins at an index is a letter or a digit. */
export function isWordAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
  return WORD.test(String.fromCodePoint(text.codePointAt(index) ?? 0));
}

/** The character right before an index. */
export function charBefore(text: string, index: number): string {
  if (index <= 0) return '';
  const low = text.charCodeAt(index - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(index - 2, index) : text.slice(index - 1, index);
}

/** Whether a word ends right before an index: a letter, a digit, or a single full stop. */
export function isAfterWord(text: string, index: number): boolean {
  const before = charBefore(text, index);
  if (before === '.') return text[index - 2] !== '.' && text[index - 2] !== '\\';
  return before !== '' && WORD.test(before);
}

/** What is one where two stand side by side. */
const ONE = new Set(['emphasis', 'strong', 'delete', 'pandocsup', 'pandocsub']);

/** Makes one node of texts that stand side by side, and of emphasis of one kind (`**a****b**`). */
export function joined(nodes: readonly Node[]): Node[] {
  const all: Node[] = [];
  for (const node of nodes) push(all, node);
  return all;
}

/** Adds a node to others, or to the last of them if both are one. */
export function push(nodes: Node[], node: Node): void {
  const last = nodes.at(-1);
  if (last?.type !== node.type || (node.type !== 'text' && !ONE.has(node.type))) {
    nodes.push(node);
    return;
  }
  if (node.type === 'text') last.value = `${last.value}${node.value}`;
  for (const child of node.children ?? []) push(last.children ?? [], child);
  if (last.position && node.position) last.position = { start: last.position.start, end: node.position.end };
}
