// The extension `obsidian`: what notes of Obsidian have beyond `gfm`. Here are the changes to a finished tree: callouts with titles and folds,
// ids of blocks, headings in wikilinks, sizes of pictures. Other extensions that it switches on are in `extensions.ts`.

import { alertNode } from '../block/alerts.js';
import { headingId } from '../headingId.js';
import { element, type Node } from '../nodes.js';

type Parent = Node & { children: Node[] };

/** Kinds of callouts, by the five kinds of alerts. @see Obsidian, "Callouts", Supported types */
const KINDS: readonly (readonly [kind: string, names: RegExp])[] = [
  ['TIP', /^(?:tip|hint|success|check|done)$/],
  ['IMPORTANT', /^(?:important|example)$/],
  ['WARNING', /^(?:warning|attention|question|help|faq)$/],
  ['CAUTION', /^(?:caution|danger|error|bug|failure|fail|missing)$/],
];

const CALLOUT = /^\[!([^\]\n|]+)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*/;

/** Makes a callout of a quote that begins with `[!name]`. One with `+` or `-` can be folded. Unknown names are notes. */
export function callout(node: Node, index: number, parent: Parent): void {
  const [first, ...others] = node.children ?? [];
  const [text] = first?.children ?? [];
  const match = text?.type === 'text' ? CALLOUT.exec(text.value ?? '') : null;
  if (node.type !== 'blockquote' || first?.type !== 'paragraph' || !text || !match) return;
  const [marker, name = '', fold] = match;
  const rest = [{ ...text, value: (text.value ?? '').slice(marker.length) }, ...(first.children ?? []).slice(1)];
  const [heading, body] = atFirstBreak(rest);
  const kind = KINDS.find(([, names]) => names.test(name.toLowerCase()))?.[0] ?? 'NOTE';
  const shown = heading.length > 0 ? heading : [{ type: 'text', value: `${name.charAt(0).toUpperCase()}${name.slice(1)}` }];
  const blocks = body.length > 0 ? [{ ...first, children: body }, ...others] : others;
  const made = fold ? folded(kind, shown, blocks, fold === '+') : alertNode(kind, { type: 'paragraph', children: shown }, blocks);
  const { id } = node.data?.hProperties ?? {};
  if (id !== undefined) made.data = { ...made.data, hProperties: { ...made.data?.hProperties, id } };
  parent.children[index] = { ...made, ...(node.position && { position: node.position }) };
}

function folded(kind: string, title: Node[], body: Node[], isOpen: boolean): Node {
  const made = element('details', [element('summary', title), ...body], { classes: [kind.toLowerCase()], pairs: [] });
  return isOpen ? { ...made, data: { ...made.data, hProperties: { ...made.data?.hProperties, open: true } } } : made;
}

/** Divides inline nodes at the first line break, which is left out. */
function atFirstBreak(nodes: readonly Node[]): [before: Node[], after: Node[]] {
  for (const [at, node] of nodes.entries()) {
    if (node.type === 'break') return [withText(nodes.slice(0, at)), withText(nodes.slice(at + 1))];
    const line = node.type === 'text' ? (node.value ?? '').indexOf('\n') : -1;
    if (line < 0) continue;
    const value = node.value ?? '';
    return [
      withText([...nodes.slice(0, at), { ...node, value: value.slice(0, line).trimEnd() }]),
      withText([{ ...node, value: value.slice(line + 1) }, ...nodes.slice(at + 1)]),
    ];
  }
  return [withText(nodes), []];
}

const withText = (nodes: readonly Node[]): Node[] => nodes.filter(({ type, value }) => type !== 'text' || value !== '');

/** The id of a block at its end, or below it. @see Obsidian, "Internal links", Link to a block in a note */
const BLOCK_ID = /(?:^|[ \t\n])\^([A-Za-z0-9-]+)[ \t]*$/;

/** Returns the id in HTML of a block: `block-37066d` for `^37066d`. */
const idOf = (name: string): string => headingId(`block-${name}`, new Set());

/** Gives blocks their ids. That of a paragraph in a list is its item's; a paragraph that is only an id belongs to the block before it. */
export function blockId(node: Node, index: number, parent: Parent): void {
  if (node.type !== 'paragraph' && node.type !== 'heading') return;
  const last = node.children?.at(-1);
  const match = last?.type === 'text' ? BLOCK_ID.exec(last.value ?? '') : null;
  if (!last || !match) return;
  const id = idOf(match[1] as string);
  last.value = (last.value ?? '').slice(0, match.index);
  const isAlone = node.children?.length === 1 && last.value.trim() === '';
  if (last.value === '') node.children?.pop();
  while (node.children?.at(-1)?.type === 'break') node.children.pop();
  const before = isAlone ? parent.children[index - 1] : undefined;
  const holder = before ?? (parent.type === 'listItem' && index === 0 ? parent : node);
  holder.data = { ...holder.data, hProperties: { ...holder.data?.hProperties, id } };
  if (isAlone) parent.children.splice(index, 1);
}

/** Writes the heading or block of a wikilink as an id, and shows `page > heading` for it. */
export function wikilinkPlace(node: Node): void {
  if ((node.type !== 'link' && node.type !== 'image') || !isWikilink(node)) return;
  const url = String(node.url ?? '').replace(/\\$/, '');
  const [path = '', ...headings] = url.split('#');
  const heading = headings.at(-1)?.trim();
  const shown = [path, ...headings].filter(Boolean).join(' > ');
  node.url = heading ? `${path}#${heading.startsWith('^') ? idOf(heading.slice(1)) : headingId(heading, new Set())}` : path;
  const [only] = node.children ?? [];
  if (only?.value === url) only.value = shown;
  if (node.type === 'image' && node.alt === url) node.alt = shown;
}

const isWikilink = ({ data }: Node): boolean => {
  const names = data?.hProperties?.className ?? data?.hProperties?.class;
  return (Array.isArray(names) ? names : String(names ?? '').split(' ')).includes('wikilink');
};

/** Reads the size after the last `|` of a picture's text: `![a dog|300](dog.png)`, `![[dog.png|a dog|300x200]]`. */
export function pictureSize(node: Node): void {
  if (node.type !== 'image') return;
  const [, alt = '', width, height] = /^(?:(.*)\|)?[ \t]*(\d+)(?:x(\d+))?[ \t]*$/s.exec(String(node.alt ?? '')) ?? [];
  // Of wikilinks with a size alone, a later step makes the text.
  if (width === undefined || (isWikilink(node) && alt === '')) return;
  node.alt = alt;
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, width, ...(height !== undefined && { height }) } };
}
