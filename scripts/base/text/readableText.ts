// Extracts the text of a page that readers see, with its headings, for the search. Indexing feeds it from parsed HTML, searching
// from the DOM of a browser; both report the same elements, so both get the same text.

import { MathText } from './mathText.js';

/** A heading in a text. */
export interface Heading {
  readonly text: string;
  /** Offset in the text, in UTF-16 units. */
  readonly start: number;
  /** Its id; undefined if it has none. */
  readonly id: string | undefined;
}

/** The text of a page. */
export interface PageText {
  /** NFC; blocks are separated by one space. */
  readonly text: string;
  readonly headings: readonly Heading[];
}

/** Elements that do not interrupt their line. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Elements whose content is invisible or not part of the text. */
const SKIPPED = new Set(
  'annotation audio button canvas datalist defs head iframe metadata nav noscript object rp script select style template textarea video'.split(
    ' ',
  ),
);
/** Elements without an end tag. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const HEADING = /^h[1-6]$/;
const SPACE = /\s+/g;

type AttributeOf = (name: string) => string | null | undefined;

/** True for references to notes, markup of other tools, and texts for screen readers only, such as the heading above notes. */
function isHidden(attribute: AttributeOf): boolean {
  if (typeof attribute('data-nosnippet') === 'string') return true;
  return attribute('role') === 'doc-noteref' || /(?:^|\s)sr-only(?:\s|$)/.test(attribute('class') ?? '');
}

/** Collects text from elements and texts in document order. */
export class TextCollector {
  /** The text so far, in parts: V8 would flatten a growing string each time its end is examined. */
  private readonly parts: string[] = [];
  private length = 0;
  private endsWithSpace = true;
  private readonly headings: (Omit<Heading, 'text'> & { readonly end: number })[] = [];
  /** Depth of open elements that are not read. */
  private unread = 0;
  private heading: { readonly start: number; readonly id: string | undefined } | undefined;
  /** Ruby annotations (`<rt>`), which are put after the block so that they don't divide its words. */
  private beside = '';
  private inBeside = 0;
  /** The open formula. */
  private formula: MathText | undefined;
  /** Id of a section that has just begun, which its heading uses if it has none. */
  private sectionId: string | undefined;

  /** Begins an element. @param attribute returns the value of an attribute, or nothing */
  open(name: string, attribute: AttributeOf): void {
    if (this.formula) {
      this.formula.open(name, attribute('form'));
      return;
    }
    if (this.unread > 0 || SKIPPED.has(name) || isHidden(attribute)) {
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
    // No two spaces in a row, and none at the beginning.
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
