// The third pass: inline text → nodes.
//
// One cursor over the run. Emphasis follows Pandoc: an opener collects until its closer and, where there is none, stands
// as text with what was collected behind it, so nothing is read twice. What does need a partner ahead (brackets, code,
// struck text) looks it up in tables made in one pass beforehand.

import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { readAttributes } from './attributes.js';
import type { Extensions } from './dialect.js';
import { isWide } from './eastAsianWidth.js';
import { htmlTag } from './html.js';
import { type Attributes, element, NO_ATTRIBUTES, type Node, type Position, properties, textOf } from './nodes.js';
import { offsetInRun, type Run, slice } from './text.js';

export interface LinkDefinition {
  readonly url: string;
  readonly title?: string;
  readonly attributes: Attributes;
}

/** What inline text may refer to. */
export interface Context {
  readonly extensions: Extensions;
  readonly definition: (label: string) => LinkDefinition | undefined;
  readonly hasNote: (id: string) => boolean;
  readonly example: (label: string) => number | undefined;
  /** Registers an inline note; gives its id. */
  readonly addNote: (children: Node[], position: Position) => string;
  readonly position: (start: number, end: number) => Position;
}

interface Surroundings {
  readonly inLink: boolean;
  readonly inDouble: boolean;
  readonly inSingle: boolean;
  readonly depth: number;
}

const TOP: Surroundings = { inLink: false, inDouble: false, inSingle: false, depth: 0 };
/** Deeper nesting than any writer means is read as text. */
const DEEPEST = 80;
/** More openers without a partner than any paragraph means: it keeps the time linear. */
const MOST_LONE = 20;

export function readInlines(run: Run, context: Context): Node[] {
  return trimmed(new Inlines(run, context, TOP).all());
}

/** White space at the ends of a block is none. */
function trimmed(nodes: Node[]): Node[] {
  const first = nodes[0];
  if (first?.type === 'text') first.value = first.value?.replace(/^[ \n]+/, '') ?? '';
  const last = nodes.at(-1);
  if (last?.type === 'text') last.value = last.value?.replace(/[ \n]+$/, '') ?? '';
  return nodes.filter((node) => node.type !== 'text' || node.value);
}

/** Labels compare without case and with white space folded. */
export function normaliseLabel(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase();
}

const WORD = /[\p{L}\p{N}]/u;
const SCHEMES =
  'https?|ftps?|sftp|file|mailto|tel|sms|data|news|nntp|irc|ircs|git|ssh|svn|magnet|ldap|ldaps|urn|xmpp|gopher|doi|javascript|steam|skype|geo|ws|wss|facetime|view-source|chrome|about|rsync|telnet|vnc|webcal|zoommtg';
const AUTOLINK = new RegExp(String.raw`<((?:${SCHEMES}):[^\s<>]*)>`, 'iy');
const MAIL = /<([\p{L}\p{N}_.!#$%&'*+/=?^`{|}~-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)>/uy;
const BARE = new RegExp(String.raw`(?:${SCHEMES}):[^\s<>"]+`, 'iy');
const CITE_KEY = /@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&+?<>~/-](?=[\p{L}\p{N}_]))*))/uy;
const ABBREVIATIONS = new Set(
  `aet. aetat. al. Apr. Aug. bk. Bros. c. Capt. cf. ch. chap. chs. Co. col. Corp. cp. d. Dec. Dr. e.g. ed. eds. esp. f. fasc.
  Feb. ff. fig. fl. fol. fols. Fr. Gen. Gov. Hon. i.e. ill. Inc. incl. Jan. Jr. Jul. Jun. Ltd. M.A. M.D. Mar. Mr. Mrs. Ms. n.
  n.b. nn. No. Nov. Oct. p. Ph.D. pp. Pres. Prof. pt. q.v. Rep. Rev. s.v. s.vv. saec. sec. Sen. Sep. Sept. Sgt. Sr. St. univ.
  viz. vol. vs.`.split(/\s+/),
);

class Inlines {
  private readonly text: string;
  private at = 0;
  private readonly brackets: ReadonlyMap<number, number>;
  private readonly codeEnds: ReadonlyMap<number, number>;
  /** Whether an emphasis found no end: within a longer text it would have gone on. */
  private unclosed = false;
  /** Openers (quotes, `^`, `~`) that were looked at and have no partner. */
  private readonly lone = new Set<number>();

  constructor(
    private readonly run: Run,
    private readonly context: Context,
    private around: Surroundings,
  ) {
    this.text = run.text;
    this.codeEnds = codeSpans(this.text);
    this.brackets = matchBrackets(this.text, this.codeEnds);
  }

  all(): Node[] {
    return this.until(() => false);
  }

  private has(extension: string): boolean {
    return this.context.extensions.has(extension);
  }

  private until(stop: () => boolean): Node[] {
    const nodes: Node[] = [];
    while (this.at < this.text.length && !stop()) {
      const start = this.at;
      const found = this.one();
      for (const node of Array.isArray(found) ? found : [found]) {
        const last = nodes.at(-1);
        if (node.type === 'text' && last?.type === 'text') {
          last.value = `${last.value}${node.value}`;
          if (last.position && node.position) last.position = { start: last.position.start, end: node.position.end };
        } else nodes.push(node);
      }
      if (this.at === start) throw new Error(`the inline reader stands still at ${start} of ${JSON.stringify(this.text)}`);
    }
    return nodes;
  }

  private nested<T>(change: Partial<Surroundings>, read: () => T): T {
    const outer = this.around;
    this.around = { ...outer, ...change, depth: outer.depth + 1 };
    const result = read();
    this.around = outer;
    return result;
  }

  private place(start: number, end = this.at): Position {
    return this.context.position(offsetInRun(this.run, start), offsetInRun(this.run, end));
  }

  private make(type: string, start: number, fields: Partial<Node>): Node {
    return { type, ...fields, position: this.place(start) };
  }

  private literal(value: string, length = value.length): Node {
    const start = this.at;
    this.at += length;
    return this.make('text', start, { value });
  }

  /** A part of the text read on its own, as the content of a link or a note. */
  private inner(from: number, to: number, change: Partial<Surroundings> = {}): Node[] {
    return trimmed(this.part(from, to, change).nodes);
  }

  /** The same for what is no part of its own in Pandoc: nothing, if an emphasis in it would go on behind it. */
  private span(from: number, to: number, change: Partial<Surroundings> = {}): Node[] | undefined {
    const { nodes, unclosed } = this.part(from, to, change);
    return unclosed ? undefined : trimmed(nodes);
  }

  private part(from: number, to: number, change: Partial<Surroundings>): { nodes: Node[]; unclosed: boolean } {
    const around = { ...this.around, inDouble: false, inSingle: false, ...change, depth: this.around.depth + 1 };
    const inlines = new Inlines(slice(this.run, from, to), this.context, around);
    return { nodes: inlines.all(), unclosed: inlines.unclosed };
  }

  private before(): string {
    const code = this.text.codePointAt(this.at - 1);
    if (this.at === 0 || code === undefined) return '';
    const low = code >= 0xdc00 && code <= 0xdfff;
    return low ? this.text.slice(this.at - 2, this.at) : this.text.slice(this.at - 1, this.at);
  }

  /** Whether a letter, a digit or a full stop stands right before; with `cjk`, Chinese characters do not count. */
  private afterWord(): boolean {
    const char = this.before();
    return char === '.' || (WORD.test(char) && !(this.has('cjk') && isWide(char)));
  }

  private one(): Node | Node[] {
    const char = this.text[this.at] as string;
    const deep = this.around.depth > DEEPEST;
    switch (char) {
      case ' ':
        return this.space();
      case '\n':
        return this.lineBreak();
      case '`':
        return this.code() ?? this.runOf('`');
      case '*':
      case '_':
        return deep ? this.literal(char) : this.emphasis(char);
      case '^':
        return (deep ? undefined : (this.inlineNote() ?? this.script('^', 'superscript', 'sup'))) ?? this.literal('^');
      case '~':
        return (deep ? undefined : (this.strikeout() ?? this.script('~', 'subscript', 'sub'))) ?? this.literal('~');
      case '[':
        return (deep ? undefined : (this.noteReference() ?? this.citation() ?? this.link(this.at))) ?? this.literal('[');
      case '!':
        return (deep || this.text[this.at + 1] !== '[' ? undefined : this.image()) ?? this.literal('!');
      case '$':
        return this.math() ?? this.literal('$');
      case '<':
        return this.autolink() ?? this.html() ?? this.literal('<');
      case '\\':
        return this.backslashMath() ?? this.backslash();
      case '=':
        return (deep ? undefined : this.mark()) ?? this.runOf('=');
      case '@':
        return this.inTextCitation() ?? this.literal('@');
      case '&':
        return this.entity() ?? this.literal('&');
      case '"':
      case "'":
      case '“':
      case '‘':
        return this.has('smart') && !deep ? this.quote(char) : this.literal(char);
      case '-':
      case '.':
        return this.has('smart') ? this.punctuation(char) : this.literal(char);
      default:
        return this.bareUri() ?? this.words();
    }
  }

  private words(): Node {
    const start = this.at;
    const special = /[^\p{L}\p{N}]/u;
    let char = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    do {
      this.at += char.length;
      if (this.mayStartUri() && this.startsUri()) break;
      char = this.at < this.text.length ? String.fromCodePoint(this.text.codePointAt(this.at) ?? 0) : '';
    } while (char && !special.test(char) && !special.test(this.text[start] ?? ''));
    let value = this.text.slice(start, this.at);
    if (this.has('smart') && char === '.') value += this.abbreviation(start);
    return this.make('text', start, { value });
  }

  /** After an abbreviation a space is a no-break space; the rest of it is taken here. */
  private abbreviation(start: number): string {
    const match = /^[\p{L}.]+\.(?= )/u.exec(this.text.slice(start, start + 12));
    if (!match || !ABBREVIATIONS.has(match[0]) || /[\p{L}\p{N}.]/u.test(this.text[start - 1] ?? ' ')) return '';
    const rest = this.text.slice(this.at, start + match[0].length);
    this.at = start + match[0].length;
    while (this.text[this.at] === ' ') this.at++;
    return `${rest}\u00A0`;
  }

  private runOf(char: string): Node {
    let length = 1;
    while (this.text[this.at + length] === char) length++;
    return this.literal(char.repeat(length));
  }

  private space(): Node {
    const start = this.at;
    while (this.text[this.at] === ' ') this.at++;
    if (this.text[this.at] === '\n') {
      const hard = this.at - start >= 2;
      if (hard) {
        this.skipLineBreak();
        return this.at >= this.text.length ? this.make('text', start, { value: '' }) : this.make('break', start, {});
      }
      return this.lineBreak();
    }
    return this.make('text', start, { value: ' ' });
  }

  private lineBreak(): Node {
    const start = this.at;
    this.skipLineBreak();
    if (this.has('hard_line_breaks')) return this.make('break', start, {});
    return this.make('text', start, { value: this.has('ignore_line_breaks') ? '' : '\n' });
  }

  private skipLineBreak(): void {
    this.at++;
    while (this.text[this.at] === ' ') this.at++;
  }

  private code(): Node | undefined {
    const end = this.codeEnds.get(this.at);
    if (end === undefined) return undefined;
    const start = this.at;
    let ticks = 1;
    while (this.text[start + ticks] === '`') ticks++;
    const value = this.text
      .slice(start + ticks, end - ticks)
      .replace(/\s*\n\s*/g, ' ')
      .trim();
    this.at = end;
    const raw = this.has('raw_attribute') ? /^\{=([\w-]+)\}/.exec(this.text.slice(end, end + 60)) : null;
    if (raw) {
      this.at += raw[0].length;
      return this.make(/^html/.test(raw[1] ?? '') ? 'html' : 'text', start, { value: /^html/.test(raw[1] ?? '') ? value : '' });
    }
    const attributes = this.has('inline_code_attributes') ? this.attributes() : undefined;
    return this.make('inlineCode', start, { value, ...(attributes && { data: { hProperties: properties(attributes) } }) });
  }

  private attributes(): Attributes | undefined {
    const found = readAttributes(this.text, this.at);
    if (found) this.at = found.end;
    return found?.attributes;
  }

  /** Pandoc's emphasis: a run of one to three opens where no space follows; a line break may. */
  private emphasis(char: '*' | '_'): Node | Node[] {
    const start = this.at;
    let length = 1;
    while (this.text[start + length] === char) length++;
    const next = this.text[start + length];
    const before = this.before();
    const blocked = char === '_' && this.has('intraword_underscores') && (before === '.' || WORD.test(before));
    if (next === undefined) this.unclosed = true;
    if (length > 3 || next === undefined || next === ' ' || blocked) return this.literal(char.repeat(length));
    this.at += length;
    return this.nested({}, () => {
      if (length === 1) return this.emphasised(char, start, []);
      if (length === 2) return this.strong(char, start, []);
      const content = this.until(() => this.closes(char, 1));
      if (this.closes(char, 3)) {
        this.at += 3;
        return this.make('strong', start, { children: [this.make('emphasis', start, { children: content })] });
      }
      if (this.closes(char, 2)) {
        this.at += 2;
        return this.emphasised(char, start, [this.make('strong', start, { children: content })]);
      }
      if (this.closes(char, 1)) {
        this.at += 1;
        return this.strong(char, start, [this.make('emphasis', start, { children: content })]);
      }
      this.unclosed = true;
      return [this.make('text', start, { value: char.repeat(3) }), ...content];
    });
  }

  private emphasised(char: '*' | '_', start: number, before: Node[]): Node | Node[] {
    const content = [...before];
    for (;;) {
      content.push(...this.until(() => this.closes(char, 1)));
      if (!this.text.startsWith(char + char, this.at)) break;
      const inner = this.at;
      this.at += 2;
      if (this.closes(char, 1)) {
        this.at = inner;
        break;
      }
      const strong = this.nested({}, () => this.strong(char, inner, []));
      content.push(...(Array.isArray(strong) ? strong : [strong]));
    }
    if (!this.closes(char, 1)) {
      this.unclosed = true;
      return [this.make('text', start, { value: char }), ...content];
    }
    this.at += 1;
    return this.make('emphasis', start, { children: content });
  }

  private strong(char: '*' | '_', start: number, before: Node[]): Node | Node[] {
    const content = [...before, ...this.until(() => this.closes(char, 2))];
    if (!this.closes(char, 2)) {
      this.unclosed = true;
      return [this.make('text', start, { value: char + char }), ...content];
    }
    this.at += 2;
    return this.make('strong', start, { children: content });
  }

  private closes(char: '*' | '_', count: number): boolean {
    if (!this.text.startsWith(char.repeat(count), this.at)) return false;
    if (char === '*' || !this.has('intraword_underscores')) return true;
    const next = this.text.codePointAt(this.at + count);
    return next === undefined || !WORD.test(String.fromCodePoint(next));
  }

  private inlineNote(): Node | undefined {
    const close = this.brackets.get(this.at + 1);
    if (!this.has('inline_notes') || this.text[this.at + 1] !== '[' || close === undefined) return undefined;
    if (/[([{]/.test(this.text[close + 1] ?? '')) return undefined;
    const start = this.at;
    const children = this.inner(start + 2, close, { inLink: false });
    this.at = close + 1;
    const place = this.place(start);
    const paragraph: Node = { type: 'paragraph', children, position: place };
    const identifier = this.context.addNote([paragraph], place);
    return { type: 'footnoteReference', identifier, label: identifier, position: place };
  }

  private noteReference(): Node | undefined {
    if (!this.has('footnotes') || this.text[this.at + 1] !== '^') return undefined;
    const match = /^\[\^([^\s^[\]]+)\]/.exec(this.text.slice(this.at, this.at + 200));
    const id = match?.[1];
    if (!match || id === undefined || !this.context.hasNote(id)) return undefined;
    const start = this.at;
    this.at += match[0].length;
    return this.make('footnoteReference', start, { identifier: id, label: id });
  }

  /** Whether an opener is known to have no partner, or so many had none that no more are tried: each costs a look ahead. */
  private isLone(start: number): boolean {
    return this.lone.has(start) || this.lone.size > MOST_LONE;
  }

  /** Goes back to an opener that found no partner. */
  private giveUp(start: number): void {
    this.lone.add(start);
    this.at = start;
  }

  /** Raised and lowered text: no white space in it but inside its own emphasis; with `cjk` no Chinese either. */
  private script(char: '^' | '~', extension: string, tag: string): Node | undefined {
    const start = this.at;
    if (!this.has(extension) || this.isLone(start) || this.text[start + 1] === char || this.text.indexOf(char, start + 2) < 0)
      return undefined;
    this.at++;
    const children = this.nested({}, () => this.until(() => /[\s^~]/.test(this.text[this.at] ?? ' ') && this.ends(char, start)));
    const content = this.text.slice(start + 1, this.at);
    const closed = this.text[this.at] === char && content !== '';
    if (!closed || (this.has('cjk') && [...content].some(isWide))) {
      this.giveUp(start);
      return undefined;
    }
    this.at++;
    return { ...element(tag, trimmed(children)), position: this.place(start) };
  }

  /** Whether a script ends here: at its sign, or, as none, at white space. */
  private ends(char: '^' | '~', start: number): boolean {
    const here = this.text[this.at];
    return here === char ? this.at > start + 1 : here === undefined || /\s/.test(here);
  }

  private strikeout(): Node | undefined {
    if (!this.has('strikeout') || !this.text.startsWith('~~', this.at) || /[\s~]/.test(this.text[this.at + 2] ?? ' '))
      return undefined;
    let end = this.text.indexOf('~~', this.at + 3);
    while (end >= 0 && /\s/.test(this.text[end - 1] ?? '')) end = this.text.indexOf('~~', end + 1);
    if (end < 0) return undefined;
    const start = this.at;
    const children = this.span(start + 2, end, this.around);
    if (!children) return undefined;
    this.at = end + 2;
    return this.make('delete', start, { children });
  }

  private image(): Node | undefined {
    const start = this.at;
    this.at++;
    const found = this.reference(this.at);
    if (!found) {
      this.at = start;
      return undefined;
    }
    const { target, inner } = found;
    const alt = textOf(inner);
    const { classes, pairs, id } = target.attributes;
    const styles = pairs.filter(
      ([key, value]) => (key === 'width' || key === 'height') && /[a-z%]$/i.test(value) && !/px$/.test(value),
    );
    const rest = pairs
      .filter((pair) => !styles.includes(pair))
      .map(([key, value]) => [key, key === 'width' || key === 'height' ? value.replace(/px$/, '') : value] as const);
    const style = styles.map(([key, value]) => `${key}:${value}`).join(';');
    const attributes: Attributes = {
      ...(id !== undefined && { id }),
      classes,
      pairs: style ? [...rest, ['style', style]] : rest,
    };
    return this.make('image', start, {
      url: target.url,
      alt,
      ...(target.title && { title: target.title }),
      inner,
      data: { hProperties: properties(attributes) },
    });
  }

  private link(start: number): Node | Node[] | undefined {
    const close = this.brackets.get(start);
    if (close === undefined) return undefined;
    if (this.has('bracketed_spans') && this.text[close + 1] === '{') {
      const found = readAttributes(this.text, close + 1);
      if (found) {
        const children = this.inner(start + 1, close, { inLink: this.around.inLink });
        this.at = found.end;
        return { ...spanOf(children, found.attributes), position: this.place(start) };
      }
    }
    if (this.around.inLink) return undefined;
    const found = this.reference(start);
    if (!found) return undefined;
    const { target, inner } = found;
    return this.make('link', start, {
      url: target.url,
      ...(target.title && { title: target.title }),
      children: inner,
      data: { hProperties: properties(target.attributes) },
    });
  }

  /** What brackets refer to: `(url "title")`, `[label]`, `[]` or nothing behind them. Moves behind it. */
  private reference(open: number): { target: LinkDefinition; inner: Node[] } | undefined {
    const close = this.brackets.get(open);
    if (close === undefined) return undefined;
    const inner = () => this.inner(open + 1, close, { inLink: true });
    const after = close + 1;
    if (this.text[after] === '(') {
      const found = destination(this.text, after);
      if (found) {
        this.at = found.end;
        const attributes = this.has('link_attributes') ? this.attributes() : undefined;
        return { target: { ...found.target, attributes: attributes ?? NO_ATTRIBUTES }, inner: inner() };
      }
    }
    const own = this.text.slice(open + 1, close);
    let label = own;
    let end = after;
    const second = this.text[after] === '[' ? this.brackets.get(after) : undefined;
    if (second !== undefined) {
      label = this.text.slice(after + 1, second) || own;
      end = second + 1;
    }
    const target = label.trim() ? this.context.definition(normaliseLabel(label)) : undefined;
    if (!target) return undefined;
    this.at = end;
    const attributes = this.has('link_attributes') ? this.attributes() : undefined;
    return { target: attributes ? { ...target, attributes: merged(target.attributes, attributes) } : target, inner: inner() };
  }

  private citation(): Node | undefined {
    const close = this.brackets.get(this.at);
    if (!this.has('citations') || close === undefined) return undefined;
    const content = this.text.slice(this.at + 1, close);
    if (!content.includes('@') || /^[([]/.test(this.text.slice(close + 1, close + 2))) return undefined;
    const keys: string[] = [];
    for (const part of content.split(';')) {
      const key = part.search(/(?:^|[\s(-])@(?=[\p{L}\p{N}_{])/u);
      if (key < 0) return undefined;
      CITE_KEY.lastIndex = part.indexOf('@', key);
      const match = CITE_KEY.exec(part);
      if (!match) return undefined;
      const name = match[1] ?? match[2] ?? '';
      if (this.has('cjk') && isWide(name)) return undefined;
      keys.push(name);
    }
    const start = this.at;
    this.at = close + 1;
    return this.cited(start, keys);
  }

  /** Without a bibliography a citation is the text as it was written. */
  private cited(start: number, keys: readonly string[]): Node {
    const children: Node[] = [{ type: 'text', value: this.text.slice(start, this.at) }];
    const attributes: Attributes = { classes: ['citation'], pairs: [['data-cites', keys.join(' ')]] };
    return { ...element('span', children, attributes), position: this.place(start) };
  }

  private inTextCitation(): Node | undefined {
    if (this.afterWord() || WORD.test(this.before())) return undefined;
    CITE_KEY.lastIndex = this.at;
    const match = CITE_KEY.exec(this.text);
    if (!match) return undefined;
    const key = match[1] ?? match[2] ?? '';
    const number = this.context.example(key);
    const start = this.at;
    if (number !== undefined && this.has('example_lists')) {
      this.at += match[0].length;
      return this.make('text', start, { value: String(number) });
    }
    if (!this.has('citations') || (this.has('cjk') && isWide(key))) return undefined;
    this.at += match[0].length;
    // A locator in brackets belongs to it.
    const bracket = /^ ?\[/.exec(this.text.slice(this.at, this.at + 2));
    const close = bracket ? this.brackets.get(this.at + bracket[0].length - 1) : undefined;
    if (close !== undefined && !/[([]/.test(this.text[close + 1] ?? '')) this.at = close + 1;
    return this.cited(start, [key]);
  }

  private math(): Node | undefined {
    if (!this.has('tex_math_dollars')) return undefined;
    const display = /\$\$((?:\\[\s\S]|[^\\$]|\$(?!\$))+?)\$\$/y;
    display.lastIndex = this.at;
    const inline = /\$(?!\s|\$)((?:\\[\s\S]|[^\\$])*?)\$(?!\d)/y;
    inline.lastIndex = this.at;
    const shown = this.text.startsWith('$$', this.at) ? display.exec(this.text) : null;
    const match = shown ?? (this.text.startsWith('$$', this.at) ? null : inline.exec(this.text));
    const tex = match?.[1];
    if (!match || tex === undefined || (!shown && /\s$/.test(tex))) return undefined;
    return this.formula(match[0].length, tex, shown !== null);
  }

  /** `\\(…\\)` and `\\[…\\]`, with one backslash or two. */
  private backslashMath(): Node | undefined {
    for (const [extension, mark] of [
      ['tex_math_double_backslash', '\\\\'],
      ['tex_math_single_backslash', '\\'],
    ] as const) {
      if (!this.has(extension) || !this.text.startsWith(mark, this.at)) continue;
      const open = this.text[this.at + mark.length];
      if (open !== '(' && open !== '[') continue;
      const end = this.text.indexOf(mark + (open === '(' ? ')' : ']'), this.at + mark.length + 1);
      if (end < 0) continue;
      return this.formula(end + mark.length + 1 - this.at, this.text.slice(this.at + mark.length + 1, end), open === '[');
    }
    return undefined;
  }

  private formula(length: number, tex: string, display: boolean): Node {
    const start = this.at;
    this.at += length;
    const value = display ? `\\[${tex}\\]` : `\\(${tex}\\)`;
    const node = element('span', [{ type: 'text', value }], { classes: ['math', display ? 'display' : 'inline'], pairs: [] });
    return { ...node, position: this.place(start) };
  }

  private mark(): Node | undefined {
    if (!this.has('mark') || !this.text.startsWith('==', this.at) || /\s/.test(this.text[this.at + 2] ?? ' ')) return undefined;
    const end = this.text.indexOf('==', this.at + 3);
    if (end < 0) return undefined;
    const start = this.at;
    const children = this.inner(start + 2, end, this.around);
    this.at = end + 2;
    return { ...element('mark', children), position: this.place(start) };
  }

  private autolink(): Node | undefined {
    for (const [pattern, kind] of [
      [AUTOLINK, 'uri'],
      [MAIL, 'email'],
    ] as const) {
      pattern.lastIndex = this.at;
      const match = pattern.exec(this.text);
      const address = match?.[1];
      if (!match || address === undefined) continue;
      const start = this.at;
      this.at += match[0].length;
      const attributes = this.has('link_attributes') ? this.attributes() : undefined;
      const classes = [kind, ...(attributes?.classes ?? [])];
      const url = kind === 'email' ? `mailto:${address}` : decodeEntities(address);
      return this.make('link', start, {
        url,
        children: [{ type: 'text', value: decodeEntities(address) }],
        data: { hProperties: properties({ ...NO_ATTRIBUTES, ...attributes, classes }) },
      });
    }
    return undefined;
  }

  /** A quick look before the real one: a letter, and none before it that could belong to the same word. */
  private mayStartUri(): boolean {
    if (!this.has('autolink_bare_uris')) return false;
    return /[a-zA-Z]/.test(this.text[this.at] ?? '') && !/[a-zA-Z0-9]/.test(this.text[this.at - 1] ?? '');
  }

  private startsUri(): boolean {
    BARE.lastIndex = this.at;
    return BARE.test(this.text) && (!this.afterWord() || isWide(this.before()));
  }

  private bareUri(): Node | undefined {
    if (!this.has('autolink_bare_uris') || this.around.inLink || !this.startsUri()) return undefined;
    BARE.lastIndex = this.at;
    let uri = BARE.exec(this.text)?.[0] ?? '';
    const wide = [...uri].findIndex((char) => isWide(char) || /[“”‘’]/.test(char));
    if (wide >= 0) uri = [...uri].slice(0, wide).join('');
    const count = (text: string, char: string) => text.split(char).length - 1;
    for (;;) {
      const last = uri.at(-1) ?? '';
      if (
        /[.,;:!?'"*_~]/.test(last) ||
        (last === ')' && count(uri, ')') > count(uri, '(')) ||
        (last === ']' && count(uri, ']') > count(uri, '['))
      )
        uri = uri.slice(0, -1);
      else break;
    }
    if (!/:\/?\/?[^/]/.test(uri)) return undefined;
    const start = this.at;
    this.at += uri.length;
    return this.make('link', start, {
      url: uri,
      children: [{ type: 'text', value: uri }],
      data: { hProperties: { className: ['uri'] } },
    });
  }

  private html(): Node | undefined {
    if (!this.has('raw_html')) return undefined;
    const tag = htmlTag(this.text, this.at);
    if (!tag) return undefined;
    const start = this.at;
    this.at = tag.end;
    return this.make('html', start, { value: this.text.slice(start, tag.end) });
  }

  private backslash(): Node {
    const start = this.at;
    const next = this.text[start + 1];
    if (next === undefined) {
      this.at++;
      return this.has('escaped_line_breaks') ? this.make('break', start, {}) : this.make('text', start, { value: '\\' });
    }
    if (next === '\n') {
      this.at += 1;
      this.skipLineBreak();
      return this.has('escaped_line_breaks') ? this.make('break', start, {}) : this.make('text', start, { value: '\n' });
    }
    if (next === ' ') return this.literal('\u00A0', 2);
    const point = String.fromCodePoint(this.text.codePointAt(start + 1) ?? 0);
    const escapable = this.has('all_symbols_escapable') ? !WORD.test(point) : '\\`*_{}[]()>#+-.!~'.includes(point);
    if (escapable) return this.literal(point, 1 + point.length);
    if (this.has('raw_tex')) {
      // `\begin` and `\end` without their partner are no commands.
      const name = this.has('cjk') ? /\\(?!begin\b|end\b)[A-Za-z]+\*?/y : /\\(?!begin\b|end\b)\p{L}+\*?/uy;
      const environment = /\\begin\{(\w+\*?)\}[\s\S]*?\\end\{\1\}/y;
      for (const pattern of [environment, name]) {
        pattern.lastIndex = start;
        const match = pattern.exec(this.text);
        if (!match) continue;
        this.at += match[0].length;
        const argument = /\s*(?:\[[^\]\n]*\]|\{(?:[^{}]|\{[^{}]*\})*\})/y;
        if (pattern === name) for (argument.lastIndex = this.at; argument.test(this.text); this.at = argument.lastIndex);
        return this.make('text', start, { value: '' });
      }
    }
    return this.literal('\\');
  }

  private entity(): Node | undefined {
    const match = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{1,31}));/.exec(this.text.slice(this.at, this.at + 40));
    if (!match) return undefined;
    const code = match[1] ? Number(match[1]) : match[2] ? Number.parseInt(match[2], 16) : undefined;
    const named = match[3] ? decodeNamedCharacterReference(match[3]) : false;
    const value =
      code !== undefined
        ? code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
          ? String.fromCodePoint(code)
          : '\uFFFD'
        : named;
    return value === false ? undefined : this.literal(value, match[0].length);
  }

  /** Straight quotes become curly ones; what stands between two, curly ones of the writer's too, loses its outer spaces. */
  private quote(char: string): Node | Node[] {
    return char === '"' || char === '“' ? this.doubleQuote(char) : this.singleQuote(char);
  }

  private doubleQuote(char: string): Node | Node[] {
    const start = this.at;
    const next = this.text[start + 1] ?? ' ';
    const alone = char === '“' ? '“' : '”';
    if (this.around.inDouble || this.afterWord() || /\s/.test(next)) return this.literal(alone, 1);
    if (next === '"' || next === '”' || this.isLone(start)) return this.literal('“', 1);
    this.at++;
    const closes = () => this.text[this.at] === '"' || this.text[this.at] === '”';
    const content = this.nested({ inDouble: true }, () => this.until(closes));
    if (!closes()) {
      this.giveUp(start);
      return this.literal('“', 1);
    }
    return [this.make('text', start, { value: '“' }), ...trimmed(content), this.literal('”', 1)];
  }

  private singleQuote(char: string): Node | Node[] {
    const start = this.at;
    const next = this.text[start + 1] ?? ' ';
    const alone = char === '‘' ? '‘' : '’';
    if (this.around.inSingle || this.afterWord() || /\s/.test(next)) return this.literal(alone, 1);
    if (this.isLone(start)) return this.literal('’', 1);
    this.at++;
    const isQuote = () => this.text[this.at] === "'" || this.text[this.at] === '’';
    const closes = () => isQuote() && this.at > start + 1 && !WORD.test(this.text[this.at + 1] ?? '');
    const content = this.nested({ inSingle: true }, () => this.until(closes));
    if (!closes()) {
      this.giveUp(start);
      return this.literal('’', 1);
    }
    return [this.make('text', start, { value: '‘' }), ...trimmed(content), this.literal('’', 1)];
  }

  private punctuation(char: '-' | '.'): Node {
    if (char === '.') return this.text.startsWith('...', this.at) ? this.literal('…', 3) : this.literal('.');
    if (this.text.startsWith('---', this.at)) return this.literal('—', 3);
    return this.text.startsWith('--', this.at) ? this.literal('–', 2) : this.literal('-');
  }
}

/** The attributes of a definition, and those of the link that uses it. */
function merged(first: Attributes, second: Attributes): Attributes {
  const id = second.id ?? first.id;
  return {
    ...(id !== undefined && { id }),
    classes: [...first.classes, ...second.classes],
    pairs: [...first.pairs, ...second.pairs],
  };
}

const OWN_ELEMENTS: { readonly [name: string]: string } = { ul: 'u', underline: 'u', mark: 'mark' };

function spanOf(children: Node[], attributes: Attributes): Node {
  const [only] = attributes.classes;
  const tag =
    attributes.classes.length === 1 && only !== undefined && !attributes.id && attributes.pairs.length === 0
      ? OWN_ELEMENTS[only]
      : undefined;
  return tag ? element(tag, children) : element('span', children, attributes);
}

/** `(url "title")` from its parenthesis on. */
function destination(text: string, open: number): { target: { url: string; title?: string }; end: number } | undefined {
  const at = skip(text, open + 1);
  let url = '';
  let end = at;
  if (text[at] === '<') {
    const close = text.indexOf('>', at);
    if (close < 0 || text.slice(at, close).includes('\n')) return undefined;
    url = text.slice(at + 1, close);
    end = close + 1;
  } else {
    let depth = 0;
    while (end < text.length) {
      const char = text[end] as string;
      if (char === '\\') end++;
      else if (char === '(') depth++;
      else if (char === ')' && depth-- === 0) break;
      else if (/\s/.test(char) && /^\s+(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^)\\])*\))\s*\)/s.test(text.slice(end)))
        break;
      end++;
    }
    if (end >= text.length) return undefined;
    url = text.slice(at, end).trim();
  }
  const rest = /\s*(?:"((?:\\.|[^\\])*?)"|'((?:\\.|[^\\])*?)'|\(((?:\\.|[^\\)])*)\))?\s*\)/sy;
  rest.lastIndex = end;
  const match = rest.exec(text);
  if (!match) return undefined;
  const title = match[1] ?? match[2] ?? match[3];
  return { target: { url: cleanUrl(url), ...(title !== undefined && { title: plainText(title) }) }, end: rest.lastIndex };
}

/** A url as it was meant: escapes taken off, white space encoded. */
export function cleanUrl(url: string): string {
  return plainText(url).replace(/\s+/g, '%20');
}

/** Backslash escapes and entities taken off. */
export function plainText(text: string): string {
  return decodeEntities(text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1'));
}

function decodeEntities(text: string): string {
  return text
    .replace(/&([a-zA-Z]\w{1,30});/g, (all, name: string) => decodeNamedCharacterReference(name) || all)
    .replace(/&#(\d{1,7});/g, (_all, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
}

function skip(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

/** Where each code span that begins at an index ends: a run of backticks is closed by the next of the same length. */
function codeSpans(text: string): Map<number, number> {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: ticks, index }) => ({ index, length: ticks.length }));
  const ends = new Map<number, number>();
  const nextOfLength = new Map<number, number>();
  for (const { index, length } of runs.reverse()) {
    const closer = nextOfLength.get(length);
    if (closer !== undefined) ends.set(index, closer + length);
    nextOfLength.set(length, index);
  }
  return ends;
}

/** A formula in a line of text, roughly. */
const MATH = /\$(?!\s|\$)(?:\\[\s\S]|[^\\$\n])*?(?<!\s)\$(?!\d)/y;

/** Where each `[` is closed; brackets in code, tags, formulas and escapes do not count. */
function matchBrackets(text: string, codeEnds: ReadonlyMap<number, number>): Map<number, number> {
  const pairs = new Map<number, number>();
  if (!text.includes('[')) return pairs;
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '`') {
      const end = codeEnds.get(at);
      if (end !== undefined) at = end - 1;
      else while (text[at + 1] === '`') at++;
    } else if (char === '<') {
      const tag = htmlTag(text, at);
      if (tag) at = tag.end - 1;
    } else if (char === '$') {
      MATH.lastIndex = at;
      if (MATH.test(text)) at = MATH.lastIndex - 1;
    } else if (char === '[') open.push(at);
    else if (char === ']') {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, at);
    }
  }
  return pairs;
}
