// What a header says in markdown: the title, names, the abstract and so on. It is read as the text of the file is, and gets the
// warnings that the text gets, at their places in the header.

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
import { formulas } from './formulas.js';
import { inlineText } from './inlineText.js';
import type { Pipeline } from './pipeline.js';
import { inlineWords } from './plainText.js';
import type { Say } from './reporters.js';
import { safeTree } from './safe.js';

/** Words in which no dialect sees markup, and HTML nothing to escape: most titles and names. */
export const PLAIN = /^[\p{L}\p{N}，。？！、；：“”‘’《》（）]+(?: [\p{L}\p{N}，。？！、；：“”‘’《》（）]+)*$/u;

/** Elements that may be in a line of text, and act on nothing (HTML, "Phrasing content"). */
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
  readonly say: Say;
}

export class HeaderTexts {
  constructor(private readonly options: HeaderTextsOptions) {}

  /**
   * Reads a title or a name.
   * @param place of the field; undefined if it is in no header, such as an author of the whole site: then nothing is reported
   */
  inline(markdown: string, place: Place | undefined): InlineText {
    if (PLAIN.test(markdown)) return { html: markdown, text: markdown };
    const { pipeline } = this.options;
    const at = this.spotsOf(markdown, place);
    const tree = this.read(markdown, pipeline.readInline, at, (read) => this.checked(read, at));
    return inlineText(tree, pipeline.stringify);
  }

  /**
   * Reads a field that is text and no markdown, such as the description.
   * @returns it without marks of other tools; undefined if nothing else is in it
   */
  plain(given: string, place: Place | undefined): string | undefined {
    const { dialect, readInline } = this.options.pipeline;
    const marks = findMarks(
      given,
      readInline(given, () => {}),
      dialect,
    );
    if (marks.length === 0) return given;
    const at = this.spotsOf(given, place);
    for (const { rule = 'markdown/foreign', name, start, end, instead, isPart } of marks)
      if (!isPart) this.say(at(start, end), rule, `${name} is not read here and is left out`, { note: instead });
    const words = given
      .replace(/[\s\S]/g, (unit, at: number) => (isInSign(marks, at) ? '' : unit))
      .replace(/\s+/g, ' ')
      .trim();
    return words || undefined;
  }

  /** Reads metadata that is blocks of markdown. Its nodes have no places, since its lines are those of no file. */
  blocks(markdown: string, place: Place | undefined): { readonly tree: Root; readonly isBroken: boolean } {
    const { pipeline } = this.options;
    const at = this.spotsOf(markdown, place);
    const tree = this.read(markdown, pipeline.read, at, (read) => this.harmless(read, place));
    const isBroken = this.reportBroken(tree, at);
    this.setFormulas(tree, at);
    walk<Nodes>(tree, (node) => {
      delete node.position;
    });
    return { tree, isBroken };
  }

  /** A text with the marks of other tools set apart, and what is wrong with it said. */
  private read(markdown: string, read: Pipeline['read'], at: Spots, checked: (tree: Root) => Root): Root {
    const { dialect, toHast } = this.options.pipeline;
    const how = { warn: (lint: Lint) => this.lint(lint, at), isPlugged: false };
    const foreign = readWithMarks(markdown, { dialect, read }, how);
    const tree = checked(toHast(foreign.tree));
    foreign.finish(tree, ({ rule, reason, instead, range }) => this.say(at(...range), rule, reason, { note: instead }));
    return tree;
  }

  /** An inline tree without what no line can have, formulas set; says what is wrong with it. */
  private checked(given: Root, at: Spots): Root {
    const tree = this.harmless(given, at());
    const open: string[] = [];
    walk<Nodes>(tree, (node, index, parent) => {
      if ((node.type as string) !== 'raw') return;
      const raw = node as unknown as Raw;
      const [tag] = allRawTags(raw.value);
      if (!tag || PHRASING.has(tag.name) || !isKnownTag(tag.name) || isWithinDrawing(parent.children, index)) return;
      const start = node.position?.start.offset;
      // An end tag goes with its start tag, which was reported.
      const partner = tag.kind === 'closing' ? open.lastIndexOf(tag.name) : -1;
      if (partner >= 0) open.splice(partner, 1);
      else if (tag.kind !== 'closing') open.push(tag.name);
      if (partner < 0)
        this.say(start === undefined ? at() : at(start, start + raw.value.length), 'html/title', reasonOf(tag), {
          note: 'write `&lt;` or use a code span if it is meant as text',
        });
      parent.children[index] = { type: 'text', value: '' };
    });
    this.reportLinks(tree, at);
    this.reportBroken(tree, at);
    this.setFormulas(tree, at);
    return tree;
  }

  /** Says which addresses are lost: a title is a link itself in lists, and no picture is made for it. */
  private reportLinks(tree: Root, at: Spots): void {
    const report = (isPicture: boolean, address: unknown, position: Nodes['position']) => {
      if (typeof address !== 'string') return;
      const note = isPicture ? 'show it in the text, or as `cover`' : 'put the link into the text';
      const reason = `a title or name shows only the words of the ${isPicture ? 'picture' : 'link'} ${address}`;
      this.say(at(position?.start.offset, position?.end.offset), 'title/link', reason, { note });
    };
    walk<Nodes>(tree, (node) => {
      if ((node.type as string) === 'raw')
        for (const { name, attributes } of allRawTags((node as unknown as Raw).value))
          if (name === 'a' || name === 'img')
            report(name === 'img', attributes.get(name === 'a' ? 'href' : 'src')?.value, node.position);
      if (node.type !== 'element') return;
      const { tagName, properties, position } = node;
      if ('dataFootnoteRef' in properties) {
        this.say(at(position?.start.offset, position?.end.offset), 'title/link', 'a note in a title or a name is not shown', {
          note: 'put it into the text',
        });
        return;
      }
      const isBare = String(properties.href).replace(/^mailto:/, '') === inlineWords([node]);
      if (tagName === 'img' || (tagName === 'a' && !isBare))
        report(tagName === 'img', properties[tagName === 'a' ? 'href' : 'src'], position);
    });
  }

  private reportBroken(tree: Root, at: Spots): boolean {
    return findBrokenHtml(tree, ({ node, tag, rule, reason, note }) => {
      const start = node.position?.start.offset;
      this.say(start === undefined ? at() : at(start + tag.start, start + tag.end), rule, reason, { note });
    });
  }

  private setFormulas(tree: Root, at: Spots): void {
    formulas(tree, ({ rule, reason, position }) => this.say(at(position?.start.offset, position?.end.offset), rule, reason));
  }

  private harmless(tree: Root, place: Place | undefined): Root {
    const { isSafe, say } = this.options;
    if (!isSafe) return tree;
    return safeTree(tree, ({ reason }) => say(place, 'html/unsafe', `${reason} is not allowed (\`safe: true\`) and is removed`));
  }

  private lint({ rule, reason, remedy, position }: Parameters<Parameters<Pipeline['read']>[1]>[0], at: Spots): void {
    this.say(at(position.start.offset, position.end.offset), `markdown/${rule}`, reason, { note: remedy });
  }

  private say(place: Place | undefined, rule: RuleId, reason: string, more: ProblemOptions = {}): void {
    if (place) this.options.say(place, rule, reason, more);
  }

  private spotsOf(markdown: string, place: Place | undefined): Spots {
    const start = place && startOf(this.options.text, place, markdown);
    return (from, to = from) =>
      start === undefined || from === undefined ? place : placeAt(this.options.text, start + from, start + (to ?? from));
  }
}

/** Whether a character is a sign of a mark rather than one of its words. */
function isInSign(marks: readonly Mark[], offset: number): boolean {
  return marks.some(({ start, end, signs, isComment }) =>
    ((!isComment && signs) || [[start, end] as const]).some(([from, to]) => from <= offset && offset < to),
  );
}

/** The place of a part of a field, from offsets in its value; of the whole field where the file writes it in another way. */
type Spots = (start?: number, end?: number) => Place | undefined;

/** Where a field's value begins in its file; undefined where it is written with escapes, over several lines, and so on. */
function startOf(text: string, { line, endLine }: Place, value: string): number | undefined {
  let from = 0;
  for (let before = 1; before < line; before++) from = text.indexOf('\n', from) + 1;
  let to = from;
  for (let last = line; last <= (endLine ?? line); last++)
    to = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to) + 1;
  const at = text.slice(from, to).indexOf(value);
  return at < 0 || value === '' ? undefined : from + at;
}

function reasonOf({ name, kind }: RawTag): string {
  return `<${kind === 'closing' ? '/' : ''}${name}> cannot be in a title or a name, and is left out`;
}

/** Whether an SVG or a formula in raw HTML is open before a node. */
function isWithinDrawing(nodes: readonly Nodes[], end: number): boolean {
  let depth = 0;
  for (const node of nodes.slice(0, end)) {
    if ((node.type as string) !== 'raw') continue;
    for (const { name, kind } of allRawTags((node as unknown as Raw).value))
      if (name === 'svg' || name === 'math') depth += kind === 'closing' ? -1 : kind === 'opening' ? 1 : 0;
  }
  return depth > 0;
}
