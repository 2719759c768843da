// Links and images, inline or by reference (shortcut_reference_links, implicit_header_references, link_attributes), and
// bracketed_spans.

import { readAttributes } from '../attributes.js';
import { type Attributes, element, NO_ATTRIBUTES, type Node, properties, textOf } from '../nodes.js';
import { type InlineConstruct, isWordAt, type LinkDefinition, type Reader } from './construct.js';
import { decodeEntities } from './entities.js';

export const bracketedSpan: InlineConstruct = {
  extensions: ['bracketed_spans'],
  starts: '[',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    const close = text[at + 1] === '^' && reader.has('footnotes') ? undefined : reader.bracketAt(at);
    const found = close !== undefined && text[close + 1] === '{' ? readAttributes(text, close + 1) : undefined;
    if (close === undefined || !found) return false;
    const children = reader.range(at + 1, close);
    reader.at = found.end;
    return reader.add(spanOf(children, found.attributes), at);
  },
};

const OWN_ELEMENTS: { readonly [name: string]: string } = { ul: 'u', underline: 'u', mark: 'mark' };

const SMALL_CAPS = /^\s*font-variant\s*:\s*small-caps\s*(?:;\s*)?$/i;

/** Returns a span, or the element that its class stands for. */
export function spanOf(children: Node[], attributes: Attributes): Node {
  const { id, classes } = attributes;
  const pairs = attributes.pairs.filter(([key, value]) => key !== 'style' || !SMALL_CAPS.test(value));
  if (pairs.length < attributes.pairs.length) {
    const small = element('span', children, { classes: ['smallcaps'], pairs: [] });
    const isPlain = !id && classes.length === 0 && pairs.length === 0;
    return isPlain ? small : element('span', [small], { ...attributes, pairs });
  }
  if (classes[0] === 'mark') return element('mark', children, { ...attributes, classes: classes.slice(1) });
  const [only] = classes;
  const tag = classes.length === 1 && only !== undefined && !id && pairs.length === 0 ? OWN_ELEMENTS[only] : undefined;
  return tag ? element(tag, children) : element('span', children, attributes);
}

export const link: InlineConstruct = {
  starts: '[',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    if (reader.inLink || (text[at + 1] === '^' && reader.has('footnotes'))) return false;
    const close = reader.bracketAt(at);
    if (close === undefined) return false;
    const found = target(reader, at, close);
    if (!found) return asText(reader, at, close);
    const children = reader.range(at + 1, close, { inLink: true });
    reader.at = found.end;
    const { url, title, attributes } = found;
    return reader.add(
      { type: 'link', url, ...(title && { title }), children, data: { hProperties: properties(attributes) } },
      at,
    );
  },
};

export const image: InlineConstruct = {
  starts: '!',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    const close = text[at + 1] === '[' ? reader.bracketAt(at + 1) : undefined;
    const found = close === undefined ? undefined : target(reader, at + 1, close);
    if (close === undefined || !found) return false;
    const caption = reader.range(at + 2, close, { inLink: false });
    reader.at = found.end;
    const { url, title, attributes } = found;
    return reader.add(
      {
        type: 'image',
        url,
        alt: textOf(caption),
        ...(title && { title }),
        caption,
        data: { hProperties: properties(withSize(attributes)) },
      },
      at,
    );
  },
};

/** Keeps sizes in pixels as attributes, and turns other sizes into a style. */
function withSize(attributes: Attributes): Attributes {
  if (!attributes.pairs.some(([key]) => key === 'width' || key === 'height')) return attributes;
  const style: string[] = [];
  const pairs: [string, string][] = [];
  for (const [key, value] of attributes.pairs) {
    if (key !== 'width' && key !== 'height') pairs.push([key, value]);
    else if (/[a-z%]$/i.test(value) && !/px$/.test(value)) style.push(`${key}:${value}`);
    else pairs.push([key, value.replace(/px$/, '')]);
  }
  if (style.length === 0) return { ...attributes, pairs };
  const ownStyle = pairs.find(([key]) => key === 'style')?.[1].replace(/;$/, '');
  const others = pairs.filter(([key]) => key !== 'style');
  return { ...attributes, pairs: [...others, ['style', [...(ownStyle ? [ownStyle] : []), ...style].join(';')]] };
}

interface Target extends LinkDefinition {
  readonly end: number;
}

/** Finds the target of a bracket: `(url "title")` or `[label]` after it, or its own text as a label. */
function target(reader: Reader, open: number, close: number): Target | undefined {
  const { text } = reader;
  const after = close + 1;
  if (text[after] === '(') {
    const found = destination(reader, after);
    if (found) {
      const parsed = attributesAt(reader, found.end);
      return { ...found, attributes: parsed?.attributes ?? NO_ATTRIBUTES, end: parsed?.end ?? found.end };
    }
  }
  const gap = reader.has('spaced_reference_links') ? skipSpace(text, after) : after;
  const second = labelAt(reader, gap);
  const own = second === undefined || second === gap + 1;
  if (second === undefined && !reader.has('shortcut_reference_links')) return undefined;
  const label = own ? text.slice(open + 1, close) : text.slice(gap + 1, second);
  if (label.length > MAX_LABEL_LENGTH || !label.trim()) return undefined;
  const definition = reader.context.definition(normaliseLabel(label));
  if (!definition) {
    if (!own)
      reader.context.warn({
        rule: 'undefined-reference',
        reason: `"${label}" is not defined, so this is not a link`,
        remedy: `add a line "[${label}]: address"`,
        position: reader.place(open, (second ?? close) + 1),
      });
    return undefined;
  }
  const end = second === undefined ? after : second + 1;
  const parsed = attributesAt(reader, end);
  return {
    ...definition,
    attributes: parsed ? merged(definition.attributes, parsed.attributes) : definition.attributes,
    end: parsed?.end ?? end,
  };
}

const MAX_LABEL_LENGTH = 1000;

/** Returns the index of the `]` of the label at an index. A note reference or a citation is not a label. */
function labelAt(reader: Reader, open: number): number | undefined {
  const { text } = reader;
  if (text[open] !== '[' || (text[open + 1] === '^' && reader.has('footnotes'))) return undefined;
  return text[open + 1] === '@' && reader.has('citations') ? undefined : reader.bracketAt(open);
}

/** Emits a bracket without a target as text. The text in it is read on its own. */
function asText(reader: Reader, open: number, close: number): true {
  const second = labelAt(reader, close + 1);
  reader.emit('[');
  reader.append(reader.range(open + 1, close, { trim: false }));
  reader.at = close;
  reader.emit(']');
  if (second === undefined) return true;
  reader.append(reader.range(close + 1, second + 1));
  reader.at = second + 1;
  return true;
}

function attributesAt(reader: Reader, at: number) {
  return reader.text[at] === '{' && reader.has('link_attributes') ? readAttributes(reader.text, at) : undefined;
}

/** Merges the attributes of a definition with those of the link that uses it. */
function merged(first: Attributes, second: Attributes): Attributes {
  const id = second.id ?? first.id;
  return {
    ...(id !== undefined && { id }),
    classes: [...first.classes, ...second.classes],
    pairs: [...first.pairs, ...second.pairs],
  };
}

/**
 * Parses a title in quotes, or in parentheses in definitions. A quote right before a letter or digit opens a nested quotation.
 * @returns the title without its quotes, and the index after it
 */
export function titleAt(text: string, at: number): { title: string; end: number } | undefined {
  const open = text[at];
  if ((open !== '"' && open !== "'" && open !== '(') || /\s/.test(text[at + 1] ?? ' ')) return undefined;
  let depth = 1;
  for (let index = at + 1; index < text.length; index++) {
    const char = text[index];
    if (char === '\\') index++;
    else if (char === '\n' && /^\n\s*(?:\n|$)/.test(text.slice(index, index + 80))) return undefined;
    else if (open === '(' && char === '(') depth++;
    else if (char === (open === '(' ? ')' : open)) {
      depth += open !== '(' && isWordAt(text, index + 1) ? 1 : -1;
      if (depth === 0) return { title: unescaped(text.slice(at + 1, index).replace(/\s+/g, ' ')), end: index + 1 };
    }
  }
  return undefined;
}

/** Parses `(url "title")` from its parenthesis on. A url may hold balanced parentheses, and spaces if no quote follows. */
export function destination(
  reader: Pick<Reader, 'text' | 'spend'>,
  open: number,
): { url: string; title?: string; end: number } | undefined {
  const { text } = reader;
  if (!reader.spend(0)) return undefined;
  const from = skipSpace(text, open + 1);
  let url: string | undefined;
  let end = from;
  const angle = text[from] === '<' ? endOfAngle(text, from) : -1;
  if (angle >= 0) {
    url = text.slice(from + 1, angle);
    end = angle + 1;
  } else {
    let depth = 0;
    for (; end < text.length; end++) {
      const char = text[end] as string;
      if (char === '\\') end++;
      else if (char === '(') depth++;
      else if (char === ')' && depth-- === 0) break;
      else if ((char === ' ' || char === '\n') && depth === 0) {
        const next = skipSpace(text, end);
        if (text[next] === '"' || text[next] === "'" || text[next] === ')') break;
        // Skips the other spaces, which lead to the same character.
        end = next - 1;
      }
    }
    if (!reader.spend(end - from) || end >= text.length) return undefined;
    url = text.slice(from, end);
  }
  const afterUrl = skipSpace(text, end);
  const title = afterUrl > end && text[afterUrl] !== '(' ? titleAt(text, afterUrl) : undefined;
  if (title) {
    const close = skipSpace(text, title.end);
    return text[close] === ')' ? { url: cleanUrl(url), title: title.title, end: close + 1 } : undefined;
  }
  const close = skipSpace(text, end);
  return text[close] === ')' ? { url: cleanUrl(url), end: close + 1 } : undefined;
}

/** Returns the index of the `>` that closes an address on the same line, or -1. */
function endOfAngle(text: string, from: number): number {
  for (let at = from + 1; at < text.length && text[at] !== '\n' && text[at] !== '<'; at++) if (text[at] === '>') return at;
  return -1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n') at++;
  return at;
}

/** Normalises a label for comparison: lower case, white space folded. */
export function normaliseLabel(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Removes the escapes of a url, and encodes its white space. */
export function cleanUrl(url: string): string {
  return unescaped(url.trim()).replace(/\s+/g, '%20');
}

/** Removes backslash escapes, and decodes character references. */
export function unescaped(text: string): string {
  return decodeEntities(text.includes('\\') ? text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1') : text);
}
