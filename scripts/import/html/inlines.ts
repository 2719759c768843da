// Prints inline nodes: a function for each type.

import type { Node } from '../../markdown/nodes.js';
import { escapedHtml } from '../text/markup.js';
import { allEscaped, escaped, FRAMES, type Frame, fewestEscapes, type Style, type Written } from './escape.js';
import { ELEMENTS, plainNodes, SEPARATOR } from './tree.js';

/**
 * Writes inline nodes for a place.
 * @param isStrict true to escape all punctuation
 * @returns one line, or several with line breaks between them
 */
export function writtenInline(nodes: readonly Node[], frame: Frame, isStrict: boolean): Written {
  const isInLine = frame === FRAMES.heading || frame === FRAMES.cell || frame === FRAMES.term || frame === FRAMES.summary;
  const print = (style: Style): string => printInlines(nodes, isInLine ? { ...style, isInLine } : style);
  return isStrict ? allEscaped(nodes, frame, print, notesIn(nodes)) : fewestEscapes(nodes, frame, print, notesIn(nodes));
}

/** How nodes are written. Line breaks of a table or heading do not divide lines. */
interface InlineStyle extends Style {
  readonly isInLine?: boolean;
}

function printInlines(nodes: readonly Node[], style: InlineStyle): string {
  return nodes
    .map((node, at) => {
      const written = printInline(node, style);
      return style.isApart && at > 0 && isApartFrom(nodes[at - 1] as Node, node) ? SEPARATOR + written : written;
    })
    .join('');
}

/** True if two neighbours may be read as one construct. */
function isApartFrom(before: Node, after: Node): boolean {
  if (before.type === 'break' || after.type === 'break') return false;
  const touches = ({ type, value = '' }: Node, end: RegExp): boolean => type !== 'text' || end.test(value);
  return (before.type !== 'text' || after.type !== 'text') && touches(before, /\S$/) && touches(after, /^\S/);
}

type Printer = (node: Node, style: InlineStyle) => string;

const around =
  (open: string, close = open): Printer =>
  ({ children = [] }, style) =>
    open + printInlines(children, style) + close;

/** Scripts of other than a few letters and digits are elements: spaces and Chinese are no scripts in Pandoc's form. */
const script =
  (sign: string): Printer =>
  (node, style) => {
    const { children = [] } = node;
    return (/^[\p{Script=Latin}\p{Script=Greek}\p{N}+-]+$/u.test(plainNodes(children)) ? around(sign) : asElement)(node, style);
  };

const asElement: Printer = (node, style) => around(`<${ELEMENTS[node.type]}>`, `</${ELEMENTS[node.type]}>`)(node, style);

const PRINTERS: { readonly [type: string]: Printer } = {
  text: ({ value = '' }, style) => escaped(value, style),
  emphasis: (node, style) => {
    const { children = [] } = node;
    // Two signs side by side would be those of strong emphasis.
    const touches = [children[0], children.at(-1)].some((child) => child?.type === 'strong');
    return around(touches ? '_' : '*')(node, style);
  },
  strong: around('**'),
  delete: around('~~'),
  pandocsup: script('^'),
  pandocsub: script('~'),
  pandocmark: around('[', ']{.mark}'),
  pandocu: around('[', ']{.underline}'),
  pandocspan: (node, style) => around('[', `]${attributesOf(node) || '{}'}`)(node, style),
  link: (node, style) => {
    const { children = [], url, data } = node;
    const address = String(url ?? '');
    const isPlain = !node.title && Object.keys(data?.hProperties ?? {}).every((name) => name === 'className');
    if (isPlain && children.length === 1 && children[0]?.type === 'text' && isAutolink(address, children[0].value ?? ''))
      return `<${children[0].value}>`;
    return `[${printInlines(children, style)}](${targetOf(node)})${attributesOf(node)}`;
  },
  image: (node, style) => {
    const caption = (node.caption as Node[] | undefined) ?? [];
    return `![${printInlines(caption, style)}](${targetOf(node)})${attributesOf(node)}`;
  },
  inlineCode: (node) => {
    const value = (node.value ?? '').replace(/\n/g, ' ');
    if (/^\s|\s$|^$/.test(value)) return `<code>${escapedHtml(value).replace(/[*_`\\$[\]~^@]/g, entity)}</code>`;
    const ticks = '`'.repeat(longestRun(value, '`') === 1 ? 2 : Math.max(1, longestRun(value, '`') + 1));
    const pad = /^`|`$/.test(value) ? ' ' : '';
    return `${ticks}${pad}${value}${pad}${ticks}${attributesOf(node)}`;
  },
  inlineMath: ({ value = '', display }) => (display ? `$$${value}$$` : `$${value.trim()}$`),
  break: (_node, { isInLine }) => (isInLine ? '<br>' : '\\\n'),
  footnoteReference: ({ identifier }) => `[^${identifier}]`,
  html: ({ value = '' }) => value,
};

function printInline(node: Node, style: InlineStyle): string {
  if (style.isElement && ELEMENTS[node.type] !== undefined) return asElement(node, style);
  return (PRINTERS[node.type] ?? around(''))(node, style);
}

const entity = (char: string): string => `&#${char.charCodeAt(0)};`;

export function longestRun(text: string, char: string): number {
  let [longest, run] = [0, 0];
  for (const each of text) {
    run = each === char ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** @see Pandoc manual, "Automatic links" */
function isAutolink(address: string, text: string): boolean {
  return address === text && /^(?:https?|ftp):\/\/[^\s<>\\^`{|}"]+$/.test(text) && !/[*_~]/.test(text);
}

/** What stands in the parentheses of a link or picture. */
function targetOf({ url, title }: Node): string {
  const address = String(url ?? '').trim();
  const written = /[\s()<>\\[\]`$|]/.test(address) ? `<${address.replace(/[\s<>\\`$|]/g, percent)}>` : address;
  const shown = typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : '';
  return shown === ''
    ? written
    : `${written} "${shown.replace(/["\\&*_`$<[\]|]/g, (sign) => (sign === '&' ? '&amp;' : `\\${sign}`))}"`;
}

const percent = (char: string): string => encodeURIComponent(char);

/** Writes the attributes of a node in braces; nothing for none. @see Pandoc manual, "Heading identifiers" */
export function attributesOf({ data }: Node, alsoWithout: readonly string[] = []): string {
  const parts = Object.entries(data?.hProperties ?? {}).flatMap(([name, value]): string[] => {
    if (alsoWithout.includes(name) || value === undefined || value === null) return [];
    if (name === 'id') return [`#${value}`];
    if (name === 'className') return classesIn(value).map((each) => `.${each}`);
    const key = name.replace(/^data-/, '');
    const text = String(value);
    return [`${key}=${/^[\w%.-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`}`];
  });
  return parts.length === 0 ? '' : `{${parts.join(' ')}}`;
}

export function classesIn(value: unknown): string[] {
  return (Array.isArray(value) ? value.map(String) : String(value ?? '').split(/\s+/)).filter(
    (name) => name !== '' && name !== 'uri',
  );
}

/** Returns definitions of the notes that nodes refer to, so that the reader knows them. */
function notesIn(nodes: readonly Node[]): string {
  return nodes
    .map(({ type, identifier, children = [] }) => (type === 'footnoteReference' ? `\n[^${identifier}]: x\n` : notesIn(children)))
    .join('');
}
