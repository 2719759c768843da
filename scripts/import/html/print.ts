// Prints a tree in Pandoc's dialect: a function for each type of block. Inline text is escaped as little as it can be; what no markdown
// says is raw HTML.

import type { Node } from '../../markdown/nodes.js';
import { markdownReader } from '../../markdown/reader.js';
import { FRAMES, type Frame, PRINTED_DIALECT } from './escape.js';
import { attributesOf, classesIn, longestRun, writtenInline } from './inlines.js';
import { formOf, plainNodes, SEPARATOR } from './tree.js';

/**
 * Returns a tree as markdown, with a line break at its end. A text may be read otherwise than alone, such as one in brackets that is also
 * a heading; then all punctuation is escaped.
 */
export function printMarkdown(tree: Node): string {
  const { children = [] } = tree;
  const notes = children.filter(({ type }) => type === 'footnoteDefinition');
  const isStrict = new Set(children.filter((block) => !isExact(block, notes)));
  const markdown = printBlocks(children, (block) => isStrict.has(block));
  if (markdown === '') return '';
  return `${readsAs(markdown, children) ? markdown : printBlocks(children, () => true)}\n`;
}

/** True if a block is printed well enough without all backslashes. */
function isExact(block: Node, notes: readonly Node[]): boolean {
  const blocks = notes.includes(block) ? notes : [block, ...notes];
  return readsAs(
    printBlocks(blocks, () => false),
    blocks,
  );
}

function readsAs(markdown: string, blocks: readonly Node[]): boolean {
  const tree = markdownReader(PRINTED_DIALECT).document(`\n${markdown}\n`) as unknown as Node;
  return formOf(tree.children ?? []) === formOf(blocks);
}

function printBlocks(blocks: readonly Node[], isStrict: boolean | ((block: Node) => boolean)): string {
  let text = '';
  for (const [at, block] of blocks.entries()) {
    const written = printBlock(block, typeof isStrict === 'boolean' ? isStrict : isStrict(block));
    if (written === '') continue;
    if (text !== '') text += isApart(blocks[at - 1] as Node, block) ? `\n\n${SEPARATOR}\n\n` : '\n\n';
    text += written;
  }
  return text;
}

/** True if two neighbours would be read as one: two lists, or a caption before something else. */
function isApart(before: Node, after: Node): boolean {
  if (before.type === 'list' && after.type === 'list') return Boolean(before.ordered) === Boolean(after.ordered);
  return before.type === 'pandocdl' && after.type === 'pandocdl';
}

/** @param isStrict true to escape all punctuation */
type Printer = (node: Node, isStrict: boolean) => string;

const PRINTERS: { readonly [type: string]: Printer } = {
  paragraph: ({ children }, isStrict) => inline(children, isStrict),
  plain: ({ children }, isStrict) => inline(children, isStrict),
  heading: printHeading,
  thematicBreak: () => '* * *',
  blockquote: ({ children = [] }, isStrict) => withPrefix(printBlocks(children, isStrict), '> '),
  code: printCode,
  html: ({ value = '' }, isStrict) => rawHtml(value, isStrict),
  pandocRaw: ({ value = '' }, isStrict) => rawHtml(value, isStrict),
  list: printList,
  pandocdl: printDefinitions,
  pandocdiv: (node, isStrict) => {
    const classes = classesIn(node.data?.hProperties?.className);
    const isSimple = classes.length === 1 && Object.keys(node.data?.hProperties ?? {}).length === 1;
    return fenced(isSimple ? (classes[0] as string) : attributesOf(node) || '{}', printBlocks(node.children ?? [], isStrict));
  },
  wrapped: ({ open, close, children = [] }, isStrict) => `${open}\n\n${printBlocks(children, isStrict)}\n\n${close}`,
  details: ({ isOpen, summary, children = [] }, isStrict) => {
    const shown = inline((summary as Node[] | undefined) ?? [], isStrict, FRAMES.summary);
    return `<details${isOpen ? ' open' : ''}>\n<summary>${shown}</summary>\n\n${printBlocks(children, isStrict)}\n\n</details>`;
  },
  pandocfigure: printFigure,
  pandoctable: printTable,
  footnoteDefinition: ({ identifier, children = [] }, isStrict) =>
    `[^${identifier}]: ${withPrefix(printBlocks(children, isStrict), '    ').trimStart()}`,
};

function printBlock(node: Node, isStrict: boolean): string {
  const print = PRINTERS[node.type];
  return print ? print(node, isStrict) : node.children ? printBlocks(node.children, isStrict) : '';
}

function inline(nodes: readonly Node[] = [], isStrict: boolean, frame: Frame = FRAMES.paragraph): string {
  return writtenInline(nodes, frame, isStrict).markdown;
}

function withPrefix(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? prefix.trimEnd() : prefix + line))
    .join('\n');
}

function fenced(about: string, content: string): string {
  // A line after raw HTML may belong to it.
  const gap = /^<|>$/m.test(content) ? '\n' : '';
  return `::: ${about}\n${gap}${content}\n${gap}:::`;
}

function printHeading(node: Node, isStrict: boolean): string {
  const text = inline(node.children, isStrict, FRAMES.heading);
  const heading = `${'#'.repeat(Number(node.depth))} ${text}`;
  const id = node.data?.hProperties?.id;
  const isOwn = id === undefined || idIn(heading) === id;
  return [heading, attributesOf(node, isOwn ? ['id'] : [])].filter(Boolean).join(' ');
}

/** Returns the id that the reader gives a heading. */
function idIn(heading: string): unknown {
  const tree = markdownReader(PRINTED_DIALECT).document(heading) as unknown as Node;
  return tree.children?.[0]?.data?.hProperties?.id;
}

function printCode({ value = '', lang, data }: Node): string {
  const fence = '`'.repeat(Math.max(3, longestRun(value, '`') + 1));
  const others = classesIn(data?.hProperties?.className).filter((each) => each !== `language-${lang}` && each !== lang);
  const { className: _classes, ...rest } = data?.hProperties ?? {};
  const name = typeof lang === 'string' && /^[\w+#-]+$/.test(lang) ? [lang] : [];
  const isSimple = others.length === 0 && Object.keys(rest).length === 0;
  const about = isSimple
    ? (name[0] ?? '')
    : attributesOf({ type: 'code', data: { hProperties: { className: [...name, ...others], ...rest } } });
  return `${fence}${about === '' ? '' : ` ${about}`}\n${value}\n${fence}`;
}

/** Prints raw HTML as it is if its text has no markup; otherwise in a fence that says so. */
function rawHtml(value: string, isStrict: boolean): string {
  const html = value.trim();
  if (html === '') return '';
  const tree = markdownReader(PRINTED_DIALECT).document(`${html}\n`) as unknown as Node;
  const isPlain = formOf(tree.children ?? []) === formOf([{ type: 'html', value: html }]);
  if (isPlain && !isStrict && !html.includes('\n\n')) return html;
  const fence = '`'.repeat(Math.max(3, longestRun(html, '`') + 1));
  return `${fence}{=html}\n${html}\n${fence}`;
}

function printList({ ordered, start, children = [] }: Node, isStrict: boolean): string {
  const isTight = children.every((item) => (item.children ?? []).every(({ type }) => type === 'plain' || type === 'list'));
  const items = children.map((item, at) => {
    const marker = ordered ? `${Number(start ?? 1) + at}. ` : '- ';
    const box = typeof item.checked === 'boolean' ? `[${item.checked ? 'x' : ' '}] ` : '';
    return printItem(item, marker, box, { isTight, isStrict });
  });
  return items.join(isTight ? '\n' : '\n\n');
}

function printItem(
  { children = [] }: Node,
  marker: string,
  box: string,
  { isTight, isStrict }: { readonly isTight: boolean; readonly isStrict: boolean },
): string {
  const [first, ...others] = children;
  const isText = first?.type === 'plain' || first?.type === 'paragraph';
  const head = isText
    ? box + inline(first.children, isStrict, box ? FRAMES.paragraph : FRAMES.item)
    : first
      ? printBlock(first, isStrict)
      : '';
  const rest = isTight ? others.map((each) => printBlock(each, isStrict)).join('\n') : printBlocks(others, isStrict);
  const isJoined = isTight || rest === '';
  const text = rest === '' ? head : `${head}${isJoined ? '\n' : '\n\n'}${rest}`;
  return (marker + withPrefix(text, ' '.repeat(marker.length)).slice(marker.length)).trimEnd();
}

function printDefinitions({ children = [] }: Node, isStrict: boolean): string {
  return children
    .map((child, at) => {
      if (child.type === 'pandocdt')
        return (at > 0 ? '\n' : '') + inline(child.children?.[0]?.children ?? child.children, isStrict, FRAMES.term);
      const isTight = (child.children ?? []).every(({ type }) => type === 'plain' || type === 'list');
      const text = withPrefix(printBlocks(child.children ?? [], isStrict), '    ').trimStart();
      return `${isTight ? '' : '\n'}:   ${text}`;
    })
    .join('\n');
}

/** Prints a picture with a caption. */
function printFigure({ children = [] }: Node, isStrict: boolean): string {
  const [image, caption] = children;
  const shown = caption?.children?.flatMap((block) => block.children ?? []) ?? [];
  const alt = String(image?.data?.hProperties?.alt ?? image?.alt ?? '');
  const { alt: _alt, ...others } = image?.data?.hProperties ?? {};
  const hProperties = { ...(alt !== '' && alt !== plainNodes(shown) && { alt }), ...others };
  const node = { ...image, type: 'image', caption: shown, data: { hProperties } };
  return inline([node as Node], isStrict, FIGURE);
}

const FIGURE: Frame = {
  wrap: (markdown) => markdown,
  find: (blocks) => {
    const image = blocks.length === 1 && blocks[0]?.type === 'pandocfigure' ? blocks[0].children?.[0] : undefined;
    return image && [image];
  },
};

/** Prints a table whose cells are single lines of text; any other as HTML. Signs of two cells may make up markup. */
function printTable(node: Node, isStrict: boolean): string {
  const markdown = pipeTable(node, isStrict);
  if (markdown !== undefined && readsAs(markdown, [node])) return markdown;
  const strict = pipeTable(node, true);
  if (strict !== undefined && readsAs(strict, [node])) return strict;
  return typeof node.html === 'string' ? rawHtml(node.html, isStrict) : (strict ?? '');
}

function pipeTable(node: Node, isStrict: boolean): string | undefined {
  const rows = tableRows(node);
  const cells = rows.map((row) => (row.children ?? []).map((cell) => writtenInline(inlinesOf(cell), FRAMES.cell, isStrict)));
  const [head = []] = cells;
  if (head.length === 0 || cells.some((row) => row.length !== head.length || !row.every(({ isExact }) => isExact)))
    return undefined;
  const hasHead = rows[0]?.children?.some(({ type }) => type === 'pandocth') === true;
  const line = (row: readonly string[]) => `|${row.map((each) => ` ${each} |`).join('')}`;
  const shown = [...(hasHead ? [] : [head.map(() => '')]), ...cells.map((row) => row.map(({ markdown }) => markdown))];
  const [first = '', ...others] = shown.map(line);
  const caption = node.children?.find(({ type }) => type === 'pandoccaption');
  const about = caption ? [`\n: ${inline(inlinesOf(caption), isStrict)}`] : [];
  return [first, line((rows[0]?.children ?? []).map(ruler)), ...others, ...about].join('\n');
}

export function tableRows(node: Node): Node[] {
  return (node.children ?? []).flatMap((child) =>
    child.type === 'pandoctr' ? [child] : child.type === 'pandoccaption' ? [] : tableRows(child),
  );
}

const inlinesOf = ({ children = [] }: Node): readonly Node[] => children.flatMap((block) => block.children ?? []);

function ruler({ data }: Node): string {
  const side = /text-align:\s*(left|center|right)/.exec(String(data?.hProperties?.style ?? ''))?.[1];
  return side === 'center' ? ':---:' : side === 'right' ? '---:' : side === 'left' ? ':---' : '---';
}
