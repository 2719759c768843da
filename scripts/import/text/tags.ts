// Converts the tags of a text, `{% name … %}` or `{{< name … >}}`, by a table of converters. Tags in tags are converted first.

import { markdownReader } from '../../markdown/reader.js';
import { maskedText, partsOf } from '../../render/foreign/mask.js';
import { endsOf, type Tag } from '../../render/foreign/tags.js';

/** A tag with what it contains. */
export interface OldTag {
  /** Offset in the text. */
  readonly start: number;
  /** Name in lower case. */
  readonly name: string;
  /** What follows the name, as written. */
  readonly written: string;
  /** Its arguments in order, without quotes; named ones (`a=b`, `a:b`) are left out. */
  readonly list: readonly string[];
  readonly named: { readonly [name: string]: string };
  /** The converted content between the tag and its end tag; undefined without an end tag. */
  readonly inner?: string;
  /** The content as written. */
  readonly raw?: string;
}

/** A block that stands in lines of its own. */
export interface Block {
  readonly block: string;
}

/** What stands in the place of a tag; undefined to leave it as it is, so that a build reports it. */
export type Replacement = string | Block | undefined;

export type TagConverter<P> = (tag: OldTag, place: P) => Replacement;

/** How the tags of a tool are written and read. */
export interface TagSyntax {
  readonly find: (text: string) => readonly Tag[];
  /** True if tags in code are tags too. */
  readonly isReadInCode?: boolean;
  /** True for a tag whose content is not searched for tags. */
  readonly isVerbatim: (name: string) => boolean;
}

/**
 * Converts the tags of a text.
 * @param dialect the dialect of the text, which says what is code
 * @param convert converts one tag
 */
export function convertTags(text: string, dialect: string, syntax: TagSyntax, convert: (tag: OldTag) => Replacement): string {
  const searched = syntax.isReadInCode ? text : maskedCode(text, dialect);
  const tags = withoutVerbatim(syntax.find(searched), syntax);
  if (tags.length === 0) return text;
  const ends = endsOf(tags, new Set(tags.map(({ name }) => name)));
  return new Conversion(text, tags, ends, convert).range(0, text.length, 0, tags.length);
}

/** Masks code, formulas and comments with spaces; offsets stay the same. */
export function maskedCode(text: string, dialect: string): string {
  return maskedText(text, partsOf(markdownReader(dialect).document(text)).blank);
}

/** Removes tags in the content of verbatim ones. */
function withoutVerbatim(tags: readonly Tag[], { isVerbatim }: TagSyntax): Tag[] {
  const kept: Tag[] = [];
  let open: string | undefined;
  for (const tag of tags) {
    const isEnd = open !== undefined && [`end${open}`, `end_${open}`, `/${open}`].includes(tag.name.toLowerCase());
    if (open === undefined || isEnd) kept.push(tag);
    if (isEnd) open = undefined;
    else if (open === undefined && isVerbatim(tag.name.toLowerCase()) && hasEnd(tags, tag)) open = tag.name.toLowerCase();
  }
  return kept;
}

function hasEnd(tags: readonly Tag[], { name, start }: Tag): boolean {
  const ends = [`end${name}`, `end_${name}`, `/${name}`].map((each) => each.toLowerCase());
  return tags.some((tag) => tag.start > start && ends.includes(tag.name.toLowerCase()));
}

class Conversion {
  constructor(
    private readonly text: string,
    private readonly tags: readonly Tag[],
    private readonly ends: ReadonlyMap<number, number>,
    private readonly convert: (tag: OldTag) => Replacement,
  ) {}

  /** Returns a range of the text with its tags converted. @param first the index of the first tag in it @param last the one after the last */
  range(start: number, end: number, first: number, last: number): string {
    const out = new Output();
    let done = start;
    for (let at = first; at < last; ) {
      const tag = this.tags[at] as Tag;
      const partner = this.partnerOf(at, last);
      const stop = partner === undefined ? tag : (this.tags[partner] as Tag);
      out.add(this.text.slice(done, tag.start));
      const inner = partner === undefined ? undefined : this.range(tag.end, stop.start, at + 1, partner);
      const replacement = tag.name.startsWith('/') ? undefined : this.convert(this.tagWith(tag, stop, inner));
      if (replacement === undefined)
        out.add(
          this.text.slice(tag.start, tag.end) +
            (inner ?? '') +
            (inner === undefined ? '' : this.text.slice(stop.start, stop.end)),
        );
      else if (typeof replacement === 'string') out.add(replacement);
      else out.addBlock(replacement.block);
      done = stop.end;
      at = partner === undefined ? at + 1 : partner + 1;
    }
    out.add(this.text.slice(done, end));
    return out.text;
  }

  private partnerOf(at: number, last: number): number | undefined {
    const partner = this.ends.get(at);
    return partner !== undefined && partner > at && partner < last ? partner : undefined;
  }

  private tagWith({ name, written, start, end }: Tag, stop: Tag, inner: string | undefined): OldTag {
    const trimmed = written.replace(/\/$/, '').trim();
    const content = inner === undefined ? {} : { inner: unindented(inner), raw: this.text.slice(end, stop.start) };
    return { start, name: name.toLowerCase(), written: trimmed, ...argumentsOf(trimmed), ...content };
  }
}

/** Collects a text, and sets blocks apart from the lines around them. */
class Output {
  text = '';
  private isAfterBlock = false;

  add(part: string): void {
    if (part === '') return;
    if (this.isAfterBlock) {
      const rest = part.replace(/^[ \t]*\n?/, (line) => (line.endsWith('\n') ? '\n' : ''));
      const isBlank = rest.trim() === '';
      this.text += isBlank || rest.startsWith('\n\n') ? rest : rest.startsWith('\n') ? `\n${rest}` : `\n\n${rest}`;
      this.isAfterBlock = false;
    } else this.text += part;
  }

  addBlock(block: string): void {
    const lineStart = this.text.lastIndexOf('\n') + 1;
    const lead = this.text.slice(lineStart);
    const isPrefix = /^[ \t>]*$/.test(lead);
    // In a list item or a quote, all lines of the block have its prefix.
    const prefix = isPrefix ? lead : (/^[ \t>]*/.exec(lead)?.[0] ?? '');
    const lines = block.trim().split('\n');
    const before = isPrefix ? this.text.slice(0, lineStart) : `${this.text.replace(/[ \t]+$/, '')}\n`;
    const gap = before.trim() === '' || /\n[ \t>]*\n$/.test(before) ? '' : `${prefix.trimEnd()}\n`;
    this.text = before + gap + lines.map((line) => (line === '' ? prefix.trimEnd() : prefix + line)).join('\n');
    this.isAfterBlock = true;
  }
}

/** Removes the indentation and quote marks that all lines of a content share, and blank lines around it. */
function unindented(content: string): string {
  const lines = content
    .replace(/^[ \t]*\n/, '')
    .replace(/\s+$/, '')
    .split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const shared = filled.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0).reduce((least, each) => Math.min(least, each), 99);
  return lines.map((line) => line.slice(shared)).join('\n');
}

/** `name=value`, `name:value`, quoted texts, and words. */
const ARGUMENT =
  /(?:([A-Za-z_][\w-]*)\s*(?:=|:(?!\/\/|\s|$))\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|“([^”]*)”|([^\s"'`]+))/g;

/** Reads the arguments of a tag. */
export function argumentsOf(written: string): Pick<OldTag, 'list' | 'named'> {
  const list: string[] = [];
  const named: { [name: string]: string } = {};
  for (const [all, name, ...values] of written.matchAll(ARGUMENT)) {
    const value = values.find((each) => each !== undefined) ?? '';
    const plain = /["']/.test(all) ? value.replace(/\\(["'\\])/g, '$1') : value;
    if (name === undefined) list.push(plain);
    else named[name.toLowerCase()] = plain;
  }
  return { list, named };
}

/** Splits arguments at commas, as the tags of several themes do. Commas in quotes do not count. */
export function partsAtCommas(written: string): string[] {
  const parts = written.match(/(?:"[^"]*"|'[^']*'|[^,])+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'));
}
