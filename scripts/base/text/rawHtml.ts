// Tags in raw HTML, with the offsets of their attributes, so that a link or a picture can be replaced while every
// other byte stays as the writer wrote it.

import { Tokenizer } from 'htmlparser2';

export interface RawAttribute {
  /** Decoded. */
  readonly value: string;
  /** Where the value stands, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Where the attribute begins, and where it ends with its quote. */
  readonly from: number;
  readonly to: number;
}

export interface RawTag {
  /** Lower case. */
  readonly name: string;
  readonly kind: 'opening' | 'selfClosing' | 'closing';
  readonly attributes: ReadonlyMap<string, RawAttribute>;
  /** An attribute that is in it twice; browsers take the first. */
  readonly doubled?: string;
  /** From `<` to after `>`. */
  readonly start: number;
  readonly end: number;
}

/** The opening tags in a piece of HTML, in order; none of those in comments, scripts and styles. */
export function rawTags(html: string): RawTag[] {
  return allRawTags(html).filter(({ kind }) => kind !== 'closing');
}

/** All tags in a piece of HTML, in order; none of those in comments, scripts and styles. */
export function allRawTags(html: string): RawTag[] {
  const tags: RawTag[] = [];
  let doubled: string | undefined;
  let name = '';
  let start = 0;
  let attributes = new Map<string, RawAttribute>();
  let attribute = '';
  let value = '';
  let nameStart = 0;
  let nameEnd = 0;
  const finish = (kind: RawTag['kind'], end: number) => {
    tags.push({ name, kind, attributes, start, end: end + 1, ...(doubled !== undefined && { doubled }) });
  };
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname: (from, to) => {
        name = html.slice(from, to).toLowerCase();
        start = from - 1;
        attributes = new Map();
        doubled = undefined;
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
        if (attributes.has(attribute)) doubled = attribute;
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
