// Links, pictures and other addresses in the trees of an article. Elements get marks in place of what they refer to; raw HTML is
// left to `rawReferences.ts`.

import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast';
import { walk } from '../markdown/walk.js';
import type { Place } from '../types.js';
import { attributeName, holds } from './addressAttributes.js';
import type { Raw } from './brokenHtml.js';
import { FOREIGN } from './foreign/apart.js';
import type { Lookups } from './lookups.js';
import { readName, sizeOf } from './names.js';
import { placeOf } from './places.js';
import { plainText } from './plainText.js';
import type { RawReferences } from './rawReferences.js';
import type { Origin, References } from './references.js';
import type { Say } from './reporters.js';

/** The address of a page. */
const PAGE = /(?:\.html|\/)$/;

/** An address with a size after it. */
const SIZE = /(?:\s|%20)=(\d*)x(\d*)$/;

/** Properties that are named as their attributes are. */
const SAME_NAME = /^(?:style|src|href|data|cite|poster|action|background)$/;

/** What the link in a film or sound leads to, which is the film itself. */
interface Film {
  readonly written: string;
  readonly address: string;
}

export interface TreeReferencesOptions {
  /** The whole file. */
  readonly text: string;
  readonly references: References;
  readonly raw: RawReferences;
  readonly lookups: Lookups;
  readonly say: Say;
}

export class TreeReferences {
  constructor(private readonly options: TreeReferencesOptions) {}

  /** Resolves what the tree refers to and puts marks in its place. */
  resolveIn(tree: Root): void {
    const films = new Map<Element, Film>();
    walk<Nodes>(tree, (node, index, parent) => {
      if (node.type === 'raw') this.options.raw.resolveIn(node as Raw);
      if (node.type !== 'element') return;
      const origin: Origin = { place: node.position && placeOf(node.position), isLenient: FOREIGN in node.properties };
      delete node.properties[FOREIGN];
      if (node.tagName === 'a' && typeof node.properties.href === 'string') {
        const film = parent.type === 'element' ? films.get(parent) : undefined;
        node.properties.href = this.link(node, node.properties.href, origin, film);
      } else if (node.tagName === 'img' && typeof node.properties.src === 'string') {
        const replacement = this.image(node, origin);
        if (replacement) (parent.children as RootContent[])[index] = replacement as RootContent;
      } else this.attributes(node, origin, films);
    });
  }

  private link(node: Element, href: string, origin: Origin, film: Film | undefined): string {
    const { references, lookups } = this.options;
    const target = isWikilink(node) || origin.isLenient ? lookups.named(href, 'link') : href;
    if (isWordless(node)) this.wordless(href, origin.place);
    return film?.written === href ? film.address : references.link(target, origin, isMeant(node));
  }

  private attributes(node: Element, origin: Origin, films: Map<Element, Film>): void {
    for (const [name, written] of Object.entries(node.properties)) {
      const held = holds(node.tagName, SAME_NAME.test(name) ? name : attributeName(name));
      if (held === undefined || typeof written !== 'string' || !written) continue;
      const address = this.options.references.attribute(held, written, origin);
      node.properties[name] = address;
      if (name === 'src') films.set(node, { written, address });
    }
  }

  /** @returns the node that replaces the picture; undefined if the element itself is kept */
  private image(node: Element, origin: Origin): ElementContent | Raw | undefined {
    const { references } = this.options;
    const { place } = origin;
    if (isWikilink(node)) {
      const embedded = this.embedded(node, origin);
      if (embedded) return embedded;
    }
    const { src, alt, ...rest } = node.properties;
    const sized = this.sized(String(src), place);
    const written = sized?.address ?? String(src);
    const text = String(alt ?? '');
    if (text === '' && !this.isAltWritten(node)) references.noAlt(written, place);
    const { slot, address } = references.picture(written, text, { ...sized?.size, ...attributesOf(rest) }, origin);
    if (slot) return { type: 'raw', value: slot };
    node.properties.src = address;
    node.properties.loading ??= 'lazy';
    node.properties.decoding ??= 'async';
    return undefined;
  }

  /** `![[name|title]]`: gives a picture its address and size; a page is not put into another one, but linked to. */
  private embedded(node: Element, origin: Origin): Element | undefined {
    const { references, lookups } = this.options;
    const { src, alt } = node.properties;
    const written = String(src);
    const target = lookups.named(written, 'file');
    const title = String(alt ?? '');
    if (PAGE.test(target.replace(/#.*$/, ''))) {
      const href = references.link(target, origin);
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

  /** `x.jpg =300x200`, as some editors write a size: the address and the size, where such a picture is there. */
  private sized(written: string, place: Place | undefined): { address: string; size: { [name: string]: string } } | undefined {
    const found = SIZE.exec(written);
    if (!found) return undefined;
    const [, width = '', height = ''] = found;
    const address = written.slice(0, found.index).replace(/(?<!\s|%20)(?:\s|%20)+$/, '');
    if (!address || this.options.lookups.file(written).kind !== 'missing') return undefined;
    const size = { ...(width && { width }), ...(height && { height }) };
    const given = Object.entries(size).map(([name, value]) => `${name}=${value}`);
    const note = `Pandoc writes it as attributes: \`![…](${address}){${given.join(' ')}}\``;
    this.options.say(place, 'picture/size', `the text after "${address}" is read as its width and height`, { note });
    return { address, size };
  }

  /** Whether the writer said that a picture has nothing to say: `![](x.png){alt=""}`. */
  private isAltWritten({ position }: Element): boolean {
    const [start, end] = [position?.start.offset, position?.end.offset];
    return start !== undefined && end !== undefined && /\balt\s*=/i.test(this.options.text.slice(start, end));
  }

  private wordless(href: string, place: Place | undefined): void {
    const note = 'write its text between the brackets: `[text](address)`';
    this.options.say(place, 'link/text', `the link to "${href}" has no text, so nobody sees it`, { note });
  }
}

function isWikilink({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.includes('wikilink');
}

/** Whether a writer means an address that no one can follow: one that is shown, or none at a target of links. */
function isMeant(link: Element): boolean {
  const { href, id } = link.properties;
  return href === plainText([link]) || (href === '' && id !== undefined);
}

/** Whether a link has nothing that can be seen, and is no target of others either. */
function isWordless(link: Element): boolean {
  let hasContent = false;
  walk<Nodes>(link, (node) => {
    hasContent ||=
      (node.type as string) === 'raw' || (node.type === 'element' && !/^(?:span|em|strong|b|i|a)$/.test(node.tagName));
  });
  return !hasContent && plainText(link.children) === '' && link.properties.id === undefined;
}

/** hast's property values as attribute texts. */
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
