// Finds tags in raw HTML with the offsets of their attributes, so that links and pictures can be replaced without changing any
// other byte.

import { Tokenizer } from 'htmlparser2';

/** An attribute; offsets are in UTF-16 units. */
export interface RawAttribute {
  /** Value with character references decoded. */
  readonly value: string;
  /** Range of the value, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Range of the whole attribute, including quotes. */
  readonly from: number;
  readonly to: number;
}

/** A tag; offsets are in UTF-16 units. */
export interface RawTag {
  /** Name in lower case. */
  readonly name: string;
  readonly kind: 'opening' | 'selfClosing' | 'closing';
  readonly attributes: ReadonlyMap<string, RawAttribute>;
  /** Name of an attribute that occurs twice; browsers use the first. */
  readonly duplicate?: string;
  /** Range from `<` to after `>`. */
  readonly start: number;
  readonly end: number;
}

/** Returns the opening tags of HTML in order, without those in comments, scripts and styles. */
export function rawTags(html: string): RawTag[] {
  return allRawTags(html).filter(({ kind }) => kind !== 'closing');
}

/** Returns all tags of HTML in order, without those in comments, scripts and styles. */
export function allRawTags(html: string): RawTag[] {
  const tags: RawTag[] = [];
  let duplicate: string | undefined;
  let name = '';
  let start = 0;
  let attributes = new Map<string, RawAttribute>();
  let attribute = '';
  let value = '';
  let nameStart = 0;
  let nameEnd = 0;
  const finish = (kind: RawTag['kind'], end: number) => {
    tags.push({ name, kind, attributes, start, end: end + 1, ...(duplicate !== undefined && { duplicate }) });
  };
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname: (from, to) => {
        name = html.slice(from, to).toLowerCase();
        start = from - 1;
        attributes = new Map();
        duplicate = undefined;
      },
      onattribname: (from, to) => {
        attribute = html.slice(from, to).toLowerCase();
        value = '';
        nameStart = from;
        nameEnd = to;
      },
      onattribdata: (from, to) => {
        value += html.slice(from, to);
      },
      onattribentity: (codepoint) => {
        value += String.fromCodePoint(codepoint);
      },
      onattribend: (_quote, end) => {
        const written = html.slice(nameEnd, end);
        const opening = /^\s*=\s*(["']?)/.exec(written) ?? [''];
        const start = nameEnd + opening[0].length;
        if (attributes.has(attribute)) duplicate = attribute;
        else
          attributes.set(attribute, {
            value,
            start,
            end: opening[1] ? end - 1 : Math.max(start, end),
            from: nameStart,
            to: Math.max(start, end),
          });
      },
      onopentagend: (end) => finish('opening', end),
      onselfclosingtag: (end) => finish('selfClosing', end),
      oncdata: () => {},
      onclosetag: (from, to) => {
        const closed = html.indexOf('>', to);
        const end = closed < 0 ? html.length : closed + 1;
        tags.push({ name: html.slice(from, to).toLowerCase(), kind: 'closing', attributes: new Map(), start: from - 2, end });
      },
      oncomment: () => {},
      ondeclaration: () => {},
      onend: () => {},
      onprocessinginstruction: () => {},
      ontext: () => {},
      ontextentity: () => {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return tags;
}
