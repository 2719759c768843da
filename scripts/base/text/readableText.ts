// The text of a page as it is searched: what a reader sees of it, with its headings. Whoever indexes reads it from HTML, whoever
// searches from the document of a browser; both tell the same of each element, so both get the same text.

import { MathText } from './mathText.js';

/** A heading in a text. */
export interface Heading {
  readonly text: string;
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number;
  /** Its id; undefined if it has none. */
  readonly id: string | undefined;
}

export interface PageText {
  /** In Unicode's NFC; blocks divided by one space. */
  readonly text: string;
  readonly headings: readonly Heading[];
}

/** Elements that do not interrupt the text they are in. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Elements whose content no one reads, or is not part of the text. */
const UNREAD = new Set(
  'annotation audio button canvas datalist defs head iframe metadata nav noscript object rp script select style template textarea video'.split(
    ' ',
  ),
);
/** Elements that have no end. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const HEADING = /^h[1-6]$/;
const SPACE = /\s+/g;

type AttributeOf = (name: string) => string | null | undefined;

/** Whether an element is a mark of a note, markup of another tool, or for screen readers alone, such as the heading above notes. */
function isUnseen(attribute: AttributeOf): boolean {
  if (typeof attribute('data-nosnippet') === 'string') return true;
  return attribute('role') === 'doc-noteref' || /(?:^|\s)sr-only(?:\s|$)/.test(attribute('class') ?? '');
}

/** Takes elements and texts in the order of a document. */
export class TextCollector {
  /** The text so far, in parts: to look at the end of a text that grows would cost its whole length each time. */
  private readonly parts: string[] = [];
  private length = 0;
  private endsWithSpace = true;
  private readonly headings: (Omit<Heading, 'text'> & { readonly end: number })[] = [];
  /** Elements that are open within one that is not read. */
  private unread = 0;
  private heading: { readonly start: number; readonly id: string | undefined } | undefined;
  /** How a text next to the line is said (`<rt>`): put after the block, so that the line stays whole. */
  private beside = '';
  private inBeside = 0;
  /** A formula that is open. */
  private formula: MathText | undefined;
  /** The id of a section that has just begun: its heading may leave its id to it. */
  private sectionId: string | undefined;

  /** @param attribute the value of an attribute; undefined if it has none */
  open(name: string, attribute: AttributeOf): void {
    if (this.formula) {
      this.formula.open(name, attribute('form'));
      return;
    }
    if (this.unread > 0 || UNREAD.has(name) || isUnseen(attribute)) {
      if (!VOID.has(name)) this.unread++;
      return;
    }
    if (name === 'math') {
      this.formula = new MathText();
      if (attribute('display') !== 'block') return;
    }
    if (name === 'rt') this.inBeside++;
    if (!INLINE.has(name)) this.breakLine();
    if (name === 'img') this.add(` ${attribute('alt') ?? ''} `);
    if (HEADING.test(name)) this.heading = { start: this.length, id: attribute('id') ?? this.sectionId };
    this.sectionId = name === 'section' ? (attribute('id') ?? undefined) : undefined;
  }

  close(name: string): void {
    if (this.formula && name !== 'math') {
      this.formula.close();
      return;
    }
    if (VOID.has(name)) return;
    if (this.unread > 0) {
      this.unread--;
      return;
    }
    if (this.formula) {
      const text = this.formula.end();
      this.formula = undefined;
      this.add(text);
      return;
    }
    if (name === 'rt') this.inBeside--;
    if (this.heading && HEADING.test(name)) {
      const { start, id } = this.heading;
      this.headings.push({ start, end: this.length, id });
      this.heading = undefined;
    }
    if (!INLINE.has(name)) this.breakLine();
  }

  add(text: string): void {
    if (this.formula) {
      this.formula.add(text);
      return;
    }
    if (this.unread > 0) return;
    const normal = text.normalize('NFC').replace(SPACE, ' ');
    if (this.inBeside > 0) this.beside += normal;
    // Never two spaces in a row, and none at the beginning.
    else this.append(normal.startsWith(' ') && this.endsWithSpace ? normal.slice(1) : normal);
  }

  end(): PageText {
    this.breakLine();
    const text = this.parts.join('');
    const headings = this.headings.map(({ start, end, id }) => ({ text: text.slice(start, end).trim(), start, id }));
    return { text: text.trimEnd(), headings };
  }

  private append(part: string): void {
    if (part === '') return;
    this.parts.push(part);
    this.length += part.length;
    this.endsWithSpace = part.endsWith(' ');
  }

  private breakLine(): void {
    if (this.inBeside > 0) return;
    if (!this.endsWithSpace) this.append(' ');
    if (this.beside) this.append(`${this.beside} `);
    this.beside = '';
  }
}
