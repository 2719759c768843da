// Finds links, pictures and other addresses in the trees of an article, and puts marks in their place. Raw HTML is left to
// `rawReferences.ts`.

import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast';
import { walk } from '../markdown/walk.js';
import type { Place } from '../types.js';
import { addressKind, attributeName } from './addressAttributes.js';
import type { Raw } from './brokenHtml.js';
import { DECORATION } from './collections/elements.js';
import { IN_FOREIGN } from './foreign/delimiters.js';
import type { Lookups } from './lookups.js';
import { readName, sizeOf } from './names.js';
import { placeOf } from './places.js';
import { plainText } from './plainText.js';
import type { RawReferences } from './rawReferences.js';
import type { Occurrence, References } from './references.js';
import type { ReportProblem } from './reporters.js';

/** The address of a page. */
const PAGE = /(?:\.html|\/)$/;

/** The size at the end of an address, as some editors write it. */
const SIZE = /(?:\s|%20)=(\d*)x(\d*)$/;

/** hast properties with the same name as their attribute. */
const SAME_NAME = /^(?:style|src|href|data|cite|poster|action|background)$/;

/** The file of a video or audio element. The fallback link inside the element leads to the same file. */
interface MediaFile {
  readonly written: string;
  readonly address: string;
}

export interface TreeReferencesOptions {
  /** The whole file. */
  readonly text: string;
  readonly references: References;
  readonly raw: RawReferences;
  readonly lookups: Lookups;
  readonly reportProblem: ReportProblem;
}

export class TreeReferences {
  constructor(private readonly options: TreeReferencesOptions) {}

  /** Resolves the references in a tree, and puts marks in their place. */
  resolveIn(tree: Root): void {
    const mediaFiles = new Map<Element, MediaFile>();
    walk<Nodes>(tree, (node, index, parent) => {
      if (node.type === 'raw') this.options.raw.resolveIn(node as Raw);
      if (node.type !== 'element') return;
      const occurrence: Occurrence = { place: node.position && placeOf(node.position), isLenient: IN_FOREIGN in node.properties };
      delete node.properties[IN_FOREIGN];
      if (node.tagName === 'a' && typeof node.properties.href === 'string') {
        const mediaFile = parent.type === 'element' ? mediaFiles.get(parent) : undefined;
        node.properties.href = this.link(node, node.properties.href, occurrence, mediaFile);
      } else if (node.tagName === 'img' && typeof node.properties.src === 'string') {
        const replacement = this.image(node, occurrence);
        if (replacement) (parent.children as RootContent[])[index] = replacement as RootContent;
      } else this.attributes(node, occurrence, mediaFiles);
    });
  }

  private link(node: Element, href: string, occurrence: Occurrence, mediaFile: MediaFile | undefined): string {
    const { references, lookups } = this.options;
    const target = isWikilink(node) || occurrence.isLenient ? lookups.named(href, 'link') : href;
    if (isEmptyLink(node)) this.reportEmptyLink(href, occurrence.place);
    return mediaFile?.written === href ? mediaFile.address : references.link(target, occurrence, mayBeDead(node));
  }

  private attributes(node: Element, occurrence: Occurrence, mediaFiles: Map<Element, MediaFile>): void {
    for (const [name, written] of Object.entries(node.properties)) {
      const kind = addressKind(node.tagName, SAME_NAME.test(name) ? name : attributeName(name));
      if (kind === undefined || typeof written !== 'string' || !written) continue;
      const address = this.options.references.attribute(kind, written, occurrence);
      node.properties[name] = address;
      if (name === 'src') mediaFiles.set(node, { written, address });
    }
  }

  /** Resolves a picture. Returns the node that replaces it; undefined if the element stays. */
  private image(node: Element, occurrence: Occurrence): ElementContent | Raw | undefined {
    const { references } = this.options;
    const { place } = occurrence;
    if (isWikilink(node)) {
      const embedded = this.embedded(node, occurrence);
      if (embedded) return embedded;
    }
    const { src, alt, [DECORATION]: decoration, ...rest } = node.properties;
    delete node.properties[DECORATION];
    const sized = this.sized(String(src), place);
    const written = sized?.address ?? String(src);
    const text = String(alt ?? '');
    if (text === '' && decoration === undefined && !this.isAltWritten(node)) references.reportMissingAlt(written, place);
    const { slot, address } = references.picture(written, text, { ...sized?.size, ...attributesOf(rest) }, occurrence);
    if (slot) return { type: 'raw', value: slot };
    node.properties.src = address;
    node.properties.loading ??= 'lazy';
    node.properties.decoding ??= 'async';
    return undefined;
  }

  /** Resolves `![[name|title]]`. A picture gets its address and size; a page is linked to, not embedded. */
  private embedded(node: Element, occurrence: Occurrence): Element | undefined {
    const { references, lookups } = this.options;
    const { src, alt } = node.properties;
    const written = String(src);
    const target = lookups.named(written, 'file');
    const title = String(alt ?? '');
    if (PAGE.test(target.replace(/#.*$/, ''))) {
      const href = references.link(target, occurrence);
      return {
        type: 'element',
        tagName: 'a',
        properties: { href, className: ['wikilink'] },
        children: [{ type: 'text', value: title }],
      };
    }
    const size = sizeOf(title);
    node.properties.src = target;
    if (size) Object.assign(node.properties, size, { alt: readName(written).name.replace(/\.[^.]*$/, '') });
    return undefined;
  }

  /** Splits `x.jpg =300x200` into address and size, if there is no file of that whole name. */
  private sized(written: string, place: Place | undefined): { address: string; size: { [name: string]: string } } | undefined {
    const found = SIZE.exec(written);
    if (!found) return undefined;
    const [, width = '', height = ''] = found;
    const address = written.slice(0, found.index).replace(/(?<!\s|%20)(?:\s|%20)+$/, '');
    if (!address || this.options.lookups.file(written).kind !== 'missing') return undefined;
    const size = { ...(width && { width }), ...(height && { height }) };
    const sizeAttributes = Object.entries(size).map(([name, value]) => `${name}=${value}`);
    const note = `Pandoc writes it as attributes: \`![…](${address}){${sizeAttributes.join(' ')}}\``;
    this.options.reportProblem(place, 'picture/size', `the text after "${address}" is read as its width and height`, { note });
    return { address, size };
  }

  /** True if the writer gave an alternative text, even an empty one: `![](x.png){alt=""}`. */
  private isAltWritten({ position }: Element): boolean {
    const [start, end] = [position?.start.offset, position?.end.offset];
    return start !== undefined && end !== undefined && /\balt\s*=/i.test(this.options.text.slice(start, end));
  }

  private reportEmptyLink(href: string, place: Place | undefined): void {
    const note = 'write its text between the brackets: `[text](address)`';
    this.options.reportProblem(place, 'link/text', `the link to "${href}" has no text, so nobody sees it`, { note });
  }
}

function isWikilink({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.includes('wikilink');
}

/** True if a link may be dead: it is shown as its own text, or is empty at a link target. */
function mayBeDead(link: Element): boolean {
  const { href, id } = link.properties;
  return href === plainText([link]) || (href === '' && id !== undefined);
}

/** True if a link has nothing visible in it, and is not a link target either. */
function isEmptyLink(link: Element): boolean {
  let hasContent = false;
  walk<Nodes>(link, (node) => {
    hasContent ||=
      (node.type as string) === 'raw' || (node.type === 'element' && !/^(?:span|em|strong|b|i|a)$/.test(node.tagName));
  });
  return !hasContent && plainText(link.children) === '' && link.properties.id === undefined;
}

/** Converts hast properties to attributes. */
function attributesOf(properties: Properties): { [name: string]: string } {
  const attributes: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    attributes[name === 'className' ? 'class' : name] = Array.isArray(value)
      ? value.join(' ')
      : value === true
        ? ''
        : String(value);
  }
  return attributes;
}
