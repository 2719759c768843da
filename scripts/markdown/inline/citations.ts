// citations, as Pandoc prints them without a bibliography: the text as it was written. Also references to example_lists.

import { readAttributes } from '../attributes.js';
import { isWide } from '../eastAsianWidth.js';
import { type Attributes, element } from '../nodes.js';
import { type InlineConstruct, isAfterWord, type Reader } from './construct.js';

const KEY = /@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&+?<>~/-](?=[\p{L}\p{N}_])|[:/](?=\/))*))/uy;

/** `[see @a, p. 3; -@b]`. */
export const citation: InlineConstruct = {
  extensions: ['citations'],
  starts: '[',
  read: (reader) => {
    const { text, at } = reader;
    const close = reader.bracketAt(at);
    if (close === undefined || text[close + 1] === '(' || text[close + 1] === '[') return false;
    // With attributes after it, the bracket is a span.
    if (text[close + 1] === '{' && reader.has('bracketed_spans') && readAttributes(text, close + 1)) return false;
    const keys = citedIn(text.slice(at + 1, close), reader.has('cjk'));
    if (!keys) return false;
    reader.at = close + 1;
    return addCitation(reader, at, keys);
  },
};

/**
 * Returns the keys of the works cited by the text of a bracket.
 * @returns undefined if it is not a citation: each part between `;` must have a key
 */
export function citedIn(content: string, cjk: boolean): string[] | undefined {
  if (!content.includes('@')) return undefined;
  const keys: string[] = [];
  for (const part of content.split(';')) {
    const key = part.search(/(?:^|[\s(-])@(?=[\p{L}\p{N}_{])/u);
    if (key < 0) return undefined;
    KEY.lastIndex = part.indexOf('@', key);
    const name = keyOf(KEY.exec(part));
    if (name === undefined || (cjk && isWide(name))) return undefined;
    keys.push(name);
  }
  return keys;
}

/** `@key` in the text, with a locator in brackets after it. The label of an example becomes its number. */
export const inTextCitation: InlineConstruct = {
  extensions: ['citations', 'example_lists'],
  starts: '@-',
  read: (reader) => {
    const { text, at } = reader;
    // `-@key` suppresses the author's name.
    const sign = text[at] === '-' ? at + 1 : at;
    if (text[sign] !== '@' || isAfterWord(text, at)) return false;
    KEY.lastIndex = sign;
    const match = KEY.exec(text);
    const key = keyOf(match);
    if (!match || key === undefined) return false;
    const number = sign === at && reader.has('example_lists') ? reader.context.example(key) : undefined;
    if (number !== undefined) return reader.emit(String(number), match[0].length);
    if (!reader.has('citations') || (reader.has('cjk') && (isWide(key) || !/[\p{L}\p{N}]/u.test(key)))) return false;
    reader.at = sign + match[0].length;
    reader.keyEnd = reader.at;
    const keys = [key];
    let written = `@${key}`;
    // A locator in brackets may follow.
    const bracket = /^ ?\[/.exec(text.slice(reader.at, reader.at + 2));
    const open = reader.at + (bracket?.[0].length ?? 0) - 1;
    const close = bracket ? reader.bracketAt(open) : undefined;
    if (close !== undefined && text[close + 1] !== '(' && text[close + 1] !== '[') {
      keys.push(...keysIn(text.slice(open + 1, close)));
      written += ` ${text.slice(open, close + 1)}`;
      reader.at = close + 1;
    }
    return addCitation(reader, at, keys, written);
  },
};

/** Returns the keys of further works cited in a locator. */
function keysIn(locator: string): string[] {
  return [...locator.matchAll(/(?:^|[\s;-])(?=@)/g)].flatMap(({ 0: before, index }) => {
    KEY.lastIndex = index + before.length;
    const key = keyOf(KEY.exec(locator));
    return key === undefined ? [] : [key];
  });
}

function keyOf(match: RegExpExecArray | null): string | undefined {
  return match?.[1] ?? match?.[2];
}

function addCitation(reader: Reader, start: number, keys: readonly string[], value = reader.text.slice(start, reader.at)): true {
  const child = { type: 'text', value, position: reader.place(start, reader.at) };
  const attributes: Attributes = { classes: ['citation'], pairs: [['data-cites', keys.join(' ')]] };
  return reader.add(element('span', [child], attributes), start);
}
