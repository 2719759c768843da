// Constructs that Pandoc's extensions add to CommonMark, for micromark's tokenizer: formulas, emoji, wikilinks, and the markers of
// `==marked==`, `~sub~` and `^super^` text. A construct reads one character at a time until its end, and never goes back. A search for an
// end that failed is not repeated in the same text.

import type { Data } from 'unified';
import type { Scan } from './scans.js';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type FromMarkdown = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>;
type Construct = Exclude<NonNullable<NonNullable<Extension['text']>[string]>, readonly unknown[]>;
type Tokenizer = Construct['tokenize'];
type Effects = Parameters<Tokenizer>[0];
type State = Parameters<Tokenizer>[1];
type Code = Parameters<State>[0];
type Events = ThisParameterType<Tokenizer>['events'];
type Handle = NonNullable<FromMarkdown['enter']>[string];
type Token = Parameters<Handle>[0];

/** An added construct: what it begins with, how it is read, and the nodes made from its text. */
export interface CommonmarkConstruct {
  readonly name: string;
  readonly starts: string;
  /** True if it begins only at the first of several equal characters. */
  readonly isRun?: boolean;
  /** Returns a new scan. Its first character is the one that the construct starts with. */
  readonly scan: () => Scan;
  readonly node: (text: string) => CommonmarkNode;
}

/** A node with its only child, that with its own child, and so on. All have the position of the construct. */
export interface CommonmarkNode {
  readonly type: string;
  readonly child?: CommonmarkNode;
  readonly [field: string]: unknown;
}

/** Returns a token type. micromark's types list all types, so one of them is claimed. */
const typeOf = (name: string) => `titleblock-${name}` as 'data';

const LINE = typeOf('line');

/** Returns the constructs as a micromark extension. */
export function micromarkExtension(
  constructs: readonly CommonmarkConstruct[],
  blocks: Regions | undefined,
  addresses: Regions | undefined,
): Extension {
  const text: { [code: number]: Construct[] } = {};
  for (const each of constructs) {
    const code = each.starts.charCodeAt(0);
    const previous = (before: Code) => before !== code;
    text[code] = [...(text[code] ?? []), { name: each.name, tokenize: tokenizerOf(each), ...(each.isRun && { previous }) }];
  }
  if (addresses)
    for (const letter of 'hHwW')
      text[letter.charCodeAt(0)] = [{ name: addresses.name, tokenize: regionTokenizer(addresses, isInLabel) }];
  return { text, ...(blocks && { flow: { 36: { name: blocks.name, concrete: true, tokenize: regionTokenizer(blocks) } } }) };
}

/** Returns an extension for mdast-util-from-markdown that makes the nodes of constructs. */
export function fromMarkdownExtension(constructs: readonly Pick<CommonmarkConstruct, 'name' | 'node'>[]): FromMarkdown {
  const enter: { [type: string]: Handle } = {};
  const exit: { [type: string]: Handle } = {};
  for (const { name, node } of constructs) {
    enter[typeOf(name)] = function (token) {
      const nodes: CommonmarkNode[] = [];
      for (let each: CommonmarkNode | undefined = node(texts.get(token) ?? ''); each; each = each.child) nodes.push(each);
      for (const { child, ...fields } of nodes)
        this.enter({ ...fields, ...((child || fields.type === 'link') && { children: [] }) } as never, token);
      depths.set(token, nodes.length);
    };
    exit[typeOf(name)] = function (token) {
      for (let depth = depths.get(token) ?? 0; depth > 0; depth--) this.exit(token);
    };
  }
  return { enter, exit };
}

/** The text of each construct's token, without the prefixes of quotes and lists around it. */
const texts = new WeakMap<Token, string>();
const depths = new WeakMap<Token, number>();

function characterOf(code: Code): string | undefined {
  if (code === null) return undefined;
  if (code >= 0) return String.fromCharCode(code);
  return code <= -3 ? '\n' : code === -2 ? '\t' : ' ';
}

/**
 * Consumes the characters of a construct. Line endings, and the text between them, are tokens of their own: by them micromark splits a
 * construct of several lines.
 */
class Consumer {
  text = '';
  private isInLine = false;

  constructor(
    private readonly effects: Effects,
    private readonly name: string,
  ) {
    effects.enter(typeOf(name));
  }

  take(code: Code): void {
    const isLineEnding = code !== null && code <= -3;
    if (isLineEnding) this.endLine();
    if (isLineEnding || !this.isInLine) this.effects.enter(isLineEnding ? 'lineEnding' : LINE);
    this.isInLine = !isLineEnding;
    this.text += characterOf(code) ?? '';
    this.effects.consume(code);
    if (isLineEnding) this.effects.exit('lineEnding');
  }

  end(): void {
    this.endLine();
    texts.set(this.effects.exit(typeOf(this.name)), this.text);
  }

  private endLine(): void {
    if (this.isInLine) this.effects.exit(LINE);
    this.isInLine = false;
  }
}

function tokenizerOf({ name, scan }: CommonmarkConstruct): Tokenizer {
  /** Tokenizers of texts in which no further end of this construct was found. */
  const endless = new WeakSet<object>();
  return function (effects, ok, nok) {
    let consumer: Consumer;
    let step: Scan;
    const next: State = (code) => {
      const answer = step(characterOf(code));
      if (answer === 'end') {
        consumer.end();
        return ok(code);
      }
      if (answer === 'more' && code === null) endless.add(this);
      if (answer === 'no' || code === null) return nok(code);
      consumer.take(code);
      return next;
    };
    return (code) => {
      if (endless.has(this)) return nok(code);
      step = scan();
      consumer = new Consumer(effects, name);
      return next(code);
    };
  };
}

/** Maximum number of past events searched for an open bracket. */
const MAX_EVENTS_SEARCHED = 2000;

/** True inside a bracket that may begin a link, whose text holds no bare addresses. */
function isInLabel(events: Events): boolean {
  return events
    .slice(-MAX_EVENTS_SEARCHED)
    .some(([, { type, _balanced: isBalanced }]) => /^label(?:Link|Image)$/.test(type) && !isBalanced);
}

/** Ends of one kind of construct in the document being parsed, by their starts; they are found before parsing. */
export interface Regions {
  readonly name: string;
  ends: ReadonlyMap<number, number>;
}

/** Returns a tokenizer that reads known regions, unless past events forbid it. */
function regionTokenizer(regions: Regions, isForbidden: (events: Events) => boolean = () => false): Tokenizer {
  return function (effects, ok, nok) {
    let consumer: Consumer;
    let end = 0;
    const finish: State = (code) => {
      consumer.end();
      return ok(code);
    };
    const next: State = (code) => {
      if (code === null || this.now().offset >= end) return finish(code);
      consumer.take(code);
      return next;
    };
    return (code) => {
      end = regions.ends.get(this.now().offset) ?? 0;
      if (end === 0 || isForbidden(this.events)) return nok(code);
      consumer = new Consumer(effects, regions.name);
      if (!this.interrupt) return next(code);
      consumer.take(code);
      return finish;
    };
  };
}
