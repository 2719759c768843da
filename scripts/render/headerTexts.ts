// Renders the markdown of a header: title, authors, abstract and so on. It is read like the text of the file, and gets the same
// warnings, at their places in the header.

import type { Nodes, Root } from 'hast';
import { type ProblemOptions, placeAt, type RuleId } from '../base/diagnostics.js';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';
import type { Lint } from '../markdown/lint.js';
import { walk } from '../markdown/walk.js';
import type { InlineText, Place } from '../types.js';
import { findBrokenHtml, isKnownTag, type Raw } from './brokenHtml.js';
import { findMarks } from './foreign/find.js';
import { readWithMarks } from './foreign/foreign.js';
import type { Mark } from './foreign/mark.js';
import { renderFormulas } from './formulas.js';
import { inlineText } from './inlineText.js';
import type { Pipeline } from './pipeline.js';
import { inlineWords } from './plainText.js';
import type { ReportProblem } from './reporters.js';
import { safeTree } from './safe.js';

/** Text without markup in any dialect, and without characters to escape in HTML: most titles and names. */
export const PLAIN = /^[\p{L}\p{N}，。？！、；：“”‘’《》（）]+(?: [\p{L}\p{N}，。？！、；：“”‘’《》（）]+)*$/u;

/** Passive elements that may be in a line of text (HTML, "Phrasing content"). */
const PHRASING = new Set(
  'a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd mark math picture q rb rp rt rtc ruby s samp small source span strike strong sub sup svg time tt u var wbr'.split(
    ' ',
  ),
);

export interface HeaderTextsOptions {
  readonly pipeline: Pipeline;
  /** The whole file. */
  readonly text: string;
  readonly isSafe: boolean;
  readonly reportProblem: ReportProblem;
}

export class HeaderTexts {
  constructor(private readonly options: HeaderTextsOptions) {}

  /**
   * Renders a title or a name.
   * @param place the field's place; undefined outside of a header, as for the site's author: then nothing is reported
   */
  inline(markdown: string, place: Place | undefined): InlineText {
    if (PLAIN.test(markdown)) return { html: markdown, text: markdown };
    const { pipeline } = this.options;
    const at = this.placesIn(markdown, place);
    const tree = this.read(markdown, pipeline.readInline, at, (read) => this.checked(read, at));
    return inlineText(tree, pipeline.stringify);
  }

  /**
   * Reads a field that is plain text, such as the description.
   * @returns the text without the markup of other tools; undefined if nothing else is left
   */
  plain(text: string, place: Place | undefined): string | undefined {
    const { dialect, readInline } = this.options.pipeline;
    const marks = findMarks(
      text,
      readInline(text, () => {}),
      dialect,
    );
    if (marks.length === 0) return text;
    const at = this.placesIn(text, place);
    for (const { rule = 'markdown/foreign', name, start, end, instead, isPart } of marks)
      if (!isPart) this.reportProblem(at(start, end), rule, `${name} is not read here and is left out`, { note: instead });
    const words = text
      .replace(/[\s\S]/g, (unit, at: number) => (isInSign(marks, at) ? '' : unit))
      .replace(/\s+/g, ' ')
      .trim();
    return words || undefined;
  }

  /** Reads metadata with blocks of markdown. Positions are dropped, since they would be those of the field, not of the file. */
  blocks(markdown: string, place: Place | undefined): { readonly tree: Root; readonly isBroken: boolean } {
    const { pipeline } = this.options;
    const at = this.placesIn(markdown, place);
    const tree = this.read(markdown, pipeline.read, at, (read) => this.makeSafe(read, place));
    const isBroken = this.reportBroken(tree, at);
    this.setFormulas(tree, at);
    walk<Nodes>(tree, (node) => {
      delete node.position;
    });
    return { tree, isBroken };
  }

  /** Reads a text into hast, wraps the markup of other tools, and reports it. */
  private read(markdown: string, read: Pipeline['read'], at: PlaceInField, checkInline: (tree: Root) => Root): Root {
    const { dialect, toHast } = this.options.pipeline;
    const how = { warn: (lint: Lint) => this.lint(lint, at), hasPlugins: false };
    const foreign = readWithMarks(markdown, { dialect, read }, how);
    const tree = checkInline(toHast(foreign.tree));
    foreign.finish(tree, ({ rule, reason, instead, range }) => this.reportProblem(at(...range), rule, reason, { note: instead }));
    return tree;
  }

  /** Removes everything from an inline tree that a title can't contain, renders formulas, and reports problems. */
  private checked(original: Root, at: PlaceInField): Root {
    const tree = this.makeSafe(original, at());
    const open: string[] = [];
    walk<Nodes>(tree, (node, index, parent) => {
      if ((node.type as string) !== 'raw') return;
      const raw = node as unknown as Raw;
      const [tag] = allRawTags(raw.value);
      if (!tag || PHRASING.has(tag.name) || !isKnownTag(tag.name) || isWithinDrawing(parent.children, index)) return;
      const start = node.position?.start.offset;
      // The end tag of a reported start tag is not reported again.
      const partner = tag.kind === 'closing' ? open.lastIndexOf(tag.name) : -1;
      if (partner >= 0) open.splice(partner, 1);
      else if (tag.kind !== 'closing') open.push(tag.name);
      if (partner < 0)
        this.reportProblem(start === undefined ? at() : at(start, start + raw.value.length), 'html/title', titleReason(tag), {
          note: 'write `&lt;` or use a code span if it is meant as text',
        });
      parent.children[index] = { type: 'text', value: '' };
    });
    this.reportLinks(tree, at);
    this.reportBroken(tree, at);
    this.setFormulas(tree, at);
    return tree;
  }

  /** Reports addresses that are lost: in lists, a title is itself a link, and no variants are made from its pictures. */
  private reportLinks(tree: Root, at: PlaceInField): void {
    const report = (isPicture: boolean, address: unknown, position: Nodes['position']) => {
      if (typeof address !== 'string') return;
      const note = isPicture ? 'show it in the text, or as `cover`' : 'put the link into the text';
      const reason = `a title or name shows only the ${isPicture ? 'description of the picture' : 'text of the link'} ${address}`;
      this.reportProblem(at(position?.start.offset, position?.end.offset), 'title/link', reason, { note });
    };
    walk<Nodes>(tree, (node) => {
      if ((node.type as string) === 'raw')
        for (const { name, attributes } of allRawTags((node as unknown as Raw).value))
          if (name === 'a' || name === 'img')
            report(name === 'img', attributes.get(name === 'a' ? 'href' : 'src')?.value, node.position);
      if (node.type !== 'element') return;
      const { tagName, properties, position } = node;
      if ('dataFootnoteRef' in properties) {
        this.reportProblem(
          at(position?.start.offset, position?.end.offset),
          'title/link',
          'a note in a title or a name is not shown',
          {
            note: 'put it into the text',
          },
        );
        return;
      }
      const isBare = String(properties.href).replace(/^mailto:/, '') === inlineWords([node]);
      if (tagName === 'img' || (tagName === 'a' && !isBare))
        report(tagName === 'img', properties[tagName === 'a' ? 'href' : 'src'], position);
    });
  }

  private reportBroken(tree: Root, at: PlaceInField): boolean {
    return findBrokenHtml(tree, ({ node, tag, rule, reason, note }) => {
      const start = node.position?.start.offset;
      this.reportProblem(start === undefined ? at() : at(start + tag.start, start + tag.end), rule, reason, { note });
    });
  }

  private setFormulas(tree: Root, at: PlaceInField): void {
    renderFormulas(tree, ({ rule, reason, position }) =>
      this.reportProblem(at(position?.start.offset, position?.end.offset), rule, reason),
    );
  }

  private makeSafe(tree: Root, place: Place | undefined): Root {
    const { isSafe, reportProblem } = this.options;
    if (!isSafe) return tree;
    return safeTree(tree, ({ reason }) =>
      reportProblem(place, 'html/unsafe', `${reason} is not allowed (\`safe: true\`) and is removed`),
    );
  }

  private lint({ rule, reason, remedy, position }: Parameters<Parameters<Pipeline['read']>[1]>[0], at: PlaceInField): void {
    this.reportProblem(at(position.start.offset, position.end.offset), `markdown/${rule}`, reason, { note: remedy });
  }

  private reportProblem(place: Place | undefined, rule: RuleId, reason: string, more: ProblemOptions = {}): void {
    if (place) this.options.reportProblem(place, rule, reason, more);
  }

  private placesIn(markdown: string, place: Place | undefined): PlaceInField {
    const start = place && startOf(this.options.text, place, markdown);
    return (from, to = from) =>
      start === undefined || from === undefined ? place : placeAt(this.options.text, start + from, start + (to ?? from));
  }
}

/** True if a character belongs to the delimiters of a mark, not to its words. */
function isInSign(marks: readonly Mark[], offset: number): boolean {
  return marks.some(({ start, end, delimiters, isComment }) =>
    ((!isComment && delimiters) || [[start, end] as const]).some(([from, to]) => from <= offset && offset < to),
  );
}

/** Maps offsets in a field's value to a place in the file; to the whole field if the file writes it differently. */
type PlaceInField = (start?: number, end?: number) => Place | undefined;

/** Returns the offset in the file of a field's value; undefined if it is written with escapes, over several lines, and so on. */
function startOf(text: string, { line, endLine }: Place, value: string): number | undefined {
  let from = 0;
  for (let before = 1; before < line; before++) from = text.indexOf('\n', from) + 1;
  let to = from;
  for (let last = line; last <= (endLine ?? line); last++)
    to = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to) + 1;
  const at = text.slice(from, to).indexOf(value);
  return at < 0 || value === '' ? undefined : from + at;
}

function titleReason({ name, kind }: RawTag): string {
  return `<${kind === 'closing' ? '/' : ''}${name}> cannot be in a title or a name, and is left out`;
}

/** True if an SVG or MathML element in raw HTML is open before a node. */
function isWithinDrawing(nodes: readonly Nodes[], end: number): boolean {
  let depth = 0;
  for (const node of nodes.slice(0, end)) {
    if ((node.type as string) !== 'raw') continue;
    for (const { name, kind } of allRawTags((node as unknown as Raw).value))
      if (name === 'svg' || name === 'math') depth += kind === 'closing' ? -1 : kind === 'opening' ? 1 : 0;
  }
  return depth > 0;
}
