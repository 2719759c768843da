// Tables in HTML. One with spans, blocks in cells, or headings at the side stays HTML.

import type { Node } from '../../markdown/nodes.js';
import { alignmentOf, attribute, type Converter, elementsIn, type Html, isElement, named } from './elements.js';
import { rawHtmlOf } from './rawElements.js';
import { tidyInlines } from './tree.js';

export function table(element: Html.Element, converter: Converter, caption?: readonly Node[]): Node[] {
  const rows = elementsIn(element, named('tr')).map((row) =>
    row.childNodes.filter((each): each is Html.Element => isElement(each) && named('td', 'th')(each)),
  );
  const filled = rows.filter((row) => row.length > 0);
  if (filled.length === 0) return converter.blocks(element.childNodes.filter((each) => each.nodeName !== 'tbody'));
  const own = element.childNodes.find((each) => each.nodeName === 'caption') as Html.Element | undefined;
  const shown = caption ?? (own ? tidyInlines(converter.inlines(own.childNodes)) : []);
  const cells = filled.map((row) => row.map((cell) => cellContent(cell, converter)));
  const html = rawHtmlOf(element, converter);
  if (!isPlain(filled) || cells.some((row) => row.includes(undefined)))
    return [{ type: 'html', value: html }, ...captionBelow(caption)];
  const sides = sidesOf(filled);
  const nodes = filled.map(
    (row, at): Node => ({
      type: 'pandoctr',
      children: row.map((cell, column): Node => {
        const side = sides[column];
        const hProperties = side ? { style: `text-align: ${side};` } : {};
        const content = cells[at]?.[column] ?? [];
        const children = [{ type: 'plain', children: content }];
        return { type: `pandoc${isHead(filled, at) ? 'th' : 'td'}`, data: { hName: cell.tagName, hProperties }, children };
      }),
    }),
  );
  const head = isHead(filled, 0) ? [{ type: 'pandocthead', children: nodes.slice(0, 1) }] : [];
  const about = shown.length > 0 ? [{ type: 'pandoccaption', children: [{ type: 'plain', children: [...shown] }] }] : [];
  const body = nodes.slice(head.length);
  return [
    {
      type: 'pandoctable',
      html,
      children: [...about, ...head, ...(body.length > 0 ? [{ type: 'pandoctbody', children: body }] : [])],
    },
  ];
}

const captionBelow = (caption: readonly Node[] = []): Node[] =>
  caption.length > 0 ? [{ type: 'paragraph', children: [...caption] }] : [];

const isHead = (rows: readonly (readonly Html.Element[])[], at: number): boolean =>
  at === 0 && (rows[0] ?? []).every((cell) => cell.tagName === 'th' || isInHead(cell));

const isInHead = ({ parentNode: row }: Html.Element): boolean =>
  isElement(row ?? undefined) && (row as Html.Element).parentNode?.nodeName === 'thead';

/** True for a table of several columns without spans, with headings in the first row only. */
function isPlain(rows: readonly (readonly Html.Element[])[]): boolean {
  const columns = rows[0]?.length ?? 0;
  const isSpanned = (cell: Html.Element): boolean =>
    ['colspan', 'rowspan'].some((name) => !['1', undefined].includes(attribute(cell, name)?.trim()));
  const isSide = (row: readonly Html.Element[], at: number): boolean =>
    row.some((cell) => cell.tagName === 'th') && !isHead(rows, at);
  return (
    columns > 1 && rows.length > 1 && rows.every((row, at) => row.length === columns && !row.some(isSpanned) && !isSide(row, at))
  );
}

/** Returns the inline nodes of a cell; undefined for blocks that are not paragraphs. */
function cellContent(cell: Html.Element, converter: Converter): Node[] | undefined {
  const blocks = converter.blocks(cell.childNodes);
  if (blocks.some(({ type }) => type !== 'paragraph')) return undefined;
  return tidyInlines(blocks.flatMap(({ children = [] }, at) => (at > 0 ? [{ type: 'break' }, ...children] : children)));
}

/** Returns the alignment of each column, if its cells agree. */
function sidesOf(rows: readonly (readonly Html.Element[])[]): (string | undefined)[] {
  return (rows[0] ?? []).map((_cell, column) => {
    const sides = new Set(rows.slice(rows.length > 1 ? 1 : 0).map((row) => alignmentOf(row[column] as Html.Element)));
    return sides.size === 1 ? [...sides][0] : undefined;
  });
}
