// Constructs that Pandoc's extensions add to CommonMark, for micromark's tokenizer: formulas, emoji, wikilinks, and the signs of
// `==marked==`, `~sub~` and `^super^` text. A construct reads character by character until it knows where it ends; it never looks
// back, and where its end was missing once, it is not looked for again in the same text.

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

/** A construct of a dialect: what it begins with, how it is read, and the nodes that are made of its text. */
export interface CommonmarkConstruct {
  readonly name: string;
  readonly starts: string;
  /** Whether it begins in no run of such signs. */
  readonly isRun?: boolean;
  /** Begins to read; the sign that the construct starts with is the first character. */
  readonly scan: () => Scan;
  readonly node: (text: string) => CommonmarkNode;
}

/** A node with its first child, its child and so on; all have the place of the construct. */
export interface CommonmarkNode {
  readonly type: string;
  readonly child?: CommonmarkNode;
  readonly [field: string]: unknown;
}

/** Token types are a list that micromark's own types close. */
const typeOf = (name: string) => `titleblock-${name}` as 'data';

const LINE = typeOf('line');

/** Constructs for micromark. */
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

/** The nodes of constructs, for mdast-util-from-markdown. */
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

/** What the token of a construct was made from, without the prefixes of quotes and lists around it. */
const texts = new WeakMap<Token, string>();
const depths = new WeakMap<Token, number>();

function characterOf(code: Code): string | undefined {
  if (code === null) return undefined;
  if (code >= 0) return String.fromCharCode(code);
  return code <= -3 ? '\n' : code === -2 ? '\t' : ' ';
}

/**
 * Takes the characters of a construct. Line endings, and what stands between them, are tokens of their own: by them micromark divides
 * a construct of several lines.
 */
class Taking {
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
  /** Texts in which the end of this construct is missing from some place on. */
  const endless = new WeakSet<object>();
  return function (effects, ok, nok) {
    let taking: Taking;
    let step: Scan;
    const next: State = (code) => {
      const answer = step(characterOf(code));
      if (answer === 'end') {
        taking.end();
        return ok(code);
      }
      if (answer === 'more' && code === null) endless.add(this);
      if (answer === 'no' || code === null) return nok(code);
      taking.take(code);
      return next;
    };
    return (code) => {
      if (endless.has(this)) return nok(code);
      step = scan();
      taking = new Taking(effects, name);
      return next(code);
    };
  };
}

/** Events that are looked back at for an open bracket. */
const LOOKED_BACK = 2000;

/** Whether a bracket is open that may begin a link, in whose text a bare address is none. */
function isInLabel(events: Events): boolean {
  return events
    .slice(-LOOKED_BACK)
    .some(([, { type, _balanced: isBalanced }]) => /^label(?:Link|Image)$/.test(type) && !isBalanced);
}

/** Where constructs of a kind end in the document that is being read, by where they begin: only a look ahead can tell. */
export interface Regions {
  readonly name: string;
  ends: ReadonlyMap<number, number>;
}

/** Reads regions that are known, unless something before them forbids it. */
function regionTokenizer(regions: Regions, isForbidden: (events: Events) => boolean = () => false): Tokenizer {
  return function (effects, ok, nok) {
    let taking: Taking;
    let end = 0;
    const finish: State = (code) => {
      taking.end();
      return ok(code);
    };
    const next: State = (code) => {
      if (code === null || this.now().offset >= end) return finish(code);
      taking.take(code);
      return next;
    };
    return (code) => {
      end = regions.ends.get(this.now().offset) ?? 0;
      if (end === 0 || isForbidden(this.events)) return nok(code);
      taking = new Taking(effects, regions.name);
      if (!this.interrupt) return next(code);
      taking.take(code);
      return finish;
    };
  };
}
