// Blocks of HTML as nodes: a converter for each element. One without a converter is what it contains.

import { decode } from '../../base/siteLookup.js';
import type { Node } from '../../markdown/nodes.js';
import { isKnownEmbed, originOf } from '../../render/embeds.js';
import { escapedHtml } from '../text/markup.js';
import { codeBlock, codeNode, highlighted, isNoCode } from './code.js';
import {
  alignmentOf,
  attribute,
  type Converter,
  elementsIn,
  type Html,
  hasClass,
  isBlank,
  isBlock,
  isElement,
  isText,
} from './elements.js';
import { figure, gallery, isGallery } from './figures.js';
import { isHiddenElement, MORE } from './inlineElements.js';
import { definitionList, list } from './lists.js';
import { aloneImage } from './pictures.js';
import { rawHtmlOf } from './rawElements.js';
import { table } from './tables.js';
import { isMark, plainNodes, tidyInlines } from './tree.js';

type BlockConverter = (element: Html.Element, converter: Converter) => Node[];

const raw: BlockConverter = (element, converter) => [{ type: 'html', value: rawHtmlOf(element, converter) }];

/** Ids that can stand in braces. @see Pandoc manual, "Extension: header_attributes" */
const IDENTIFIER = /^\p{L}[\p{L}\p{M}\p{N}_:.-]*$/u;

const heading: BlockConverter = (element, { inlines }) => {
  const children = tidyInlines(inlines(element.childNodes)).map((node) =>
    node.type === 'break' ? { type: 'text', value: ' ' } : node,
  );
  if (children.length === 0) return [];
  const id = decode(attribute(element, 'id') ?? '');
  const hProperties = { ...(id !== undefined && IDENTIFIER.test(id) && { id }) };
  return [{ type: 'heading', depth: Number(element.tagName.slice(1)), children: tidyInlines(children), data: { hProperties } }];
};

const CONVERTERS: { readonly [names: string]: BlockConverter } = {
  'h1 h2 h3 h4 h5 h6': heading,
  p: aligned((element, converter) => paragraphs(converter.inlines(element.childNodes))),
  hr: () => [{ type: 'thematicBreak' }],
  blockquote: (element, converter) => [{ type: 'blockquote', children: converter.blocks(element.childNodes) }],
  pre: (element, converter) => (isNoCode(element) ? raw(element, converter) : [codeBlock(element)]),
  'ul ol menu': list,
  dl: definitionList,
  table: (element, converter) => table(element, converter),
  figure: (element, converter) => figure(element, converter),
  details: (element, converter) => details(element, converter),
  'iframe video audio object embed form svg canvas fieldset': raw,
  script: embedded,
  'style template noscript link meta title': () => [],
  'div center section': aligned(division),
};

const BY_NAME = new Map(
  Object.entries(CONVERTERS).flatMap(([names, convert]) => names.split(' ').map((name) => [name, convert] as const)),
);

/** Returns the blocks of HTML. Inline nodes between blocks are paragraphs. */
export function blockNodes(nodes: readonly Html.ChildNode[], converter: Converter): Node[] {
  const blocks: Node[] = [];
  let run: Html.ChildNode[] = [];
  const endRun = (): void => {
    if (!run.every((each) => isBlank(each) && each.nodeName !== '#comment')) blocks.push(...paragraphs(converter.inlines(run)));
    run = [];
  };
  for (const node of nodes) {
    if (!isElement(node) || !isBlock(node)) {
      if (isElement(node) || isText(node) || node.nodeName === '#comment') run.push(node);
      continue;
    }
    endRun();
    blocks.push(...blockNode(node, converter));
  }
  endRun();
  return blocks.filter(({ type, children }) => children === undefined || children.length > 0 || type === 'details');
}

function blockNode(element: Html.Element, converter: Converter): Node[] {
  if (isHiddenElement(element)) return converter.blocks(element.childNodes);
  const code = highlighted(element);
  if (code) return [code];
  const convert = BY_NAME.get(element.tagName);
  if (convert) return convert(element, converter);
  // An inline element around blocks: each of them has it.
  const [mark] = converter.inlines([
    { ...element, childNodes: [{ nodeName: '#text', value: 'x', parentNode: null }] } as Html.Element,
  ]);
  const blocks = converter.blocks(element.childNodes);
  return mark && isMark(mark) ? blocks.map((block) => within(block, mark)) : blocks;
}

/** Returns a block whose inline nodes are in a mark. */
function within(block: Node, mark: Node): Node {
  const { type, children } = block;
  if (type === 'paragraph' || type === 'heading' || type === 'plain')
    return { ...block, children: tidyInlines([{ ...mark, children: children ?? [] }]) };
  return children && !/^(?:pandoctable|code|pandocfigure)$/.test(type)
    ? { ...block, children: children.map((child) => within(child, mark)) }
    : block;
}

/** Returns the paragraphs of inline nodes. Two line breaks divide paragraphs, and marks around them. */
export function paragraphs(nodes: readonly Node[]): Node[] {
  return partsOf(tidyInlines(nodes)).flatMap((part): Node[] => {
    const [first] = part;
    if (first === MORE) return [MORE];
    const children = tidyInlines(part);
    const [only, ...others] = children;
    if (!only || !children.some(isSeen)) return [];
    if (only.type === 'image' && others.length === 0) return [{ type: 'paragraph', children: [aloneImage(only)] }];
    if (only.type === 'html' && others.length === 0) return [only];
    if (only.type === 'inlineCode' && others.length === 0 && only.value?.includes('\n')) return [codeNode(only.value, undefined)];
    return [{ type: 'paragraph', children: children.map(inLine) }];
  });
}

/** Code in a sentence is one line. */
const inLine = (node: Node): Node =>
  node.type === 'inlineCode' ? { ...node, value: node.value?.replace(/\s+/g, ' ') ?? '' } : node;

/** Divides inline nodes at double line breaks and at the end of the excerpt. */
function partsOf(nodes: readonly Node[]): Node[][] {
  const parts: Node[][] = [[]];
  for (const [at, node] of nodes.entries()) {
    const [before, after] = [nodes[at - 1]?.type, nodes[at + 1]?.type];
    if (node === MORE) parts.push([node], []);
    else if (node.type === 'break' && (before === 'break' || after === 'break')) parts.push([]);
    else if (isMark(node)) {
      const [first = [], ...others] = partsOf(node.children ?? []).map((children) =>
        children[0] === MORE ? children : [{ ...node, children }],
      );
      parts.at(-1)?.push(...first);
      for (const other of others) parts.push(...(other[0] === MORE ? [other, []] : [other]));
    } else parts.at(-1)?.push(node);
  }
  return parts;
}

/** False for white space, of any width. */
const isSeen = (node: Node): boolean =>
  node.type !== 'break' && (node.type !== 'text' || /[^\s\u200B\u00A0\u3000\uFEFF]/.test(node.value ?? ''));

/** Keeps the alignment of a block with words. */
function aligned(convert: BlockConverter): BlockConverter {
  return (element, converter) => {
    const children = convert(element, converter);
    const side = alignmentOf(element);
    if (side === undefined || children.length === 0 || plainNodes(children).trim() === '') return children;
    if (children.some(({ type, data }) => type === 'pandocdiv' && data?.hProperties?.style !== undefined)) return children;
    return [{ type: 'pandocdiv', children, data: { hName: 'div', hProperties: { style: `text-align: ${side}` } } }];
  };
}

/** Names of boxes in other tools, by the kinds of notes here. */
const BOXES: readonly (readonly [kind: string, classes: RegExp])[] = [
  ['note', /^(?:kg-callout-card|callout|note|info|alert-info|notice|alert|su-note|wp-block-coblocks-alert)$/],
  ['tip', /^(?:tip|success|alert-success)$/],
  ['warning', /^(?:warning|alert-warning)$/],
  ['caution', /^(?:danger|error|alert-danger|caution)$/],
];

function division(element: Html.Element, converter: Converter): Node[] {
  if (isGallery(element)) return gallery(element, converter);
  if (hasClass(element, /^(?:kg-bookmark-card|wp-caption)$/)) return figure(element, converter);
  if (hasClass(element, /^kg-toggle-card$/)) return toggle(element, converter);
  const children = converter.blocks(element.childNodes);
  const kind = BOXES.toReversed().find(([, classes]) => hasClass(element, classes))?.[0];
  if (kind === undefined || children.length === 0) return children;
  return [{ type: 'pandocdiv', children, data: { hName: 'div', hProperties: { className: [kind] } } }];
}

function details(element: Html.Element, converter: Converter): Node[] {
  const summary = element.childNodes.find((child) => child.nodeName === 'summary') as Html.Element | undefined;
  const others = element.childNodes.filter((child) => child !== summary);
  return [unfolding(summary ? summary.childNodes : [], others, { isOpen: attribute(element, 'open') !== undefined, converter })];
}

/** Ghost's toggle. @see Ghost, "Toggle card" */
function toggle(element: Html.Element, converter: Converter): Node[] {
  const [head] = elementsIn(element, (each) => hasClass(each, /^kg-toggle-heading-text$/));
  const [content] = elementsIn(element, (each) => hasClass(each, /^kg-toggle-content$/));
  return [unfolding(head?.childNodes ?? [], content?.childNodes ?? [], { isOpen: false, converter })];
}

function unfolding(
  summary: readonly Html.ChildNode[],
  content: readonly Html.ChildNode[],
  { isOpen, converter }: { readonly isOpen: boolean; readonly converter: Converter },
): Node {
  return { type: 'details', isOpen, summary: tidyInlines(converter.inlines(summary)), children: converter.blocks(content) };
}

/** Scripts that show what another site has are kept; all others belonged to the old theme. */
function embedded(element: Html.Element): Node[] {
  const src = attribute(element, 'src')?.trim();
  const origin = src === undefined ? undefined : originOf(src.replace(/^\/\//, 'https://'));
  if (!src || origin === undefined || !isKnownEmbed(origin)) return [];
  return [
    { type: 'html', value: `<script src="${escapedHtml(src.replace(/^\/\//, 'https://')).replaceAll('"', '&quot;')}"></script>` },
  ];
}
