// Renders the metadata of an article: title, authors, description, and fields with blocks of markdown.

import type { Element, Root } from 'hast';
import type { InlineText, Piece, Place, RenderedMetadata } from '../types.js';
import { piecesOf } from './body.js';
import { HeaderTexts } from './headerTexts.js';
import { type Child, inlineWords } from './plainText.js';
import type { Rendering } from './rendering.js';

const INCLUDES = ['header-includes', 'include-before', 'include-after'] as const;

export interface Metadata {
  readonly title: InlineText;
  readonly authors: readonly InlineText[];
  readonly description: string | undefined;
  /** Absent if there is none. */
  readonly blocks: RenderedMetadata | undefined;
}

/** Renders the metadata. @param tree the text, whose first heading may repeat the title */
export function renderMetadata(rendering: Rendering, tree: Root): Metadata {
  const { source, pipeline, text, options, reportProblem } = rendering;
  const { meta, places } = source;
  const header = new HeaderTexts({ pipeline, text, isSafe: options.safe === true, reportProblem });
  const blocks = blocksOf(rendering, header);
  return {
    blocks,
    title: titleOf(rendering, header, tree),
    authors: meta.authors
      .map((author) => header.inline(author, places.author))
      .map(({ html, text, listed = html }) => ({ html: listed, text })),
    description: meta.description && header.plain(meta.description, places.description),
  };
}

/** Returns the pieces of all fields with blocks of markdown. */
export function piecesIn(metadata: RenderedMetadata | undefined): readonly Piece[] {
  if (!metadata) return [];
  return [...(metadata.abstract ?? []), ...INCLUDES.flatMap((name) => metadata[name]?.flat() ?? [])];
}

function blocksOf(rendering: Rendering, header: HeaderTexts): RenderedMetadata | undefined {
  const { meta, places } = rendering.source;
  const included = INCLUDES.filter((name) => meta[name]?.length);
  if (!meta.abstract && !meta.subtitle && included.length === 0) return undefined;
  const render = (markdown: string, place?: Place): Piece[] => {
    const { tree, isBroken } = header.blocks(markdown, place);
    rendering.trees.resolveIn(tree);
    return piecesOf(tree, isBroken, rendering);
  };
  return {
    ...(meta.abstract && { abstract: render(meta.abstract, places.abstract) }),
    ...Object.fromEntries(included.map((name) => [name, meta[name]?.map((markdown) => render(markdown, places[name]))])),
    ...(meta.subtitle && { subtitle: header.inline(meta.subtitle, places.subtitle) }),
  };
}

/** Renders the title. Reports a heading at the beginning of the text that repeats it. */
function titleOf({ source: { meta, places }, report }: Rendering, header: HeaderTexts, tree: Root): InlineText {
  const title = header.inline(meta.title ?? '', places.title);
  const first = tree.children.find((node) => !isInvisible(node));
  // If the title is missing, `title/missing` is reported at this heading.
  const repeats =
    places.title !== undefined && title.text !== '' && isHeading(first) && inlineWords(first.children) === title.text;
  if (repeats) report.repeatedTitle(first);
  return title;
}

function isHeading(node: Child | undefined): node is Element {
  return node?.type === 'element' && /^h[1-6]$/.test(node.tagName);
}

function isInvisible(node: Child): boolean {
  const { value = '' } = node as { readonly value?: string };
  return node.type === 'text' ? value.trim() === '' : (node.type as string) === 'raw' && /^<!--[\s\S]*-->$/.test(value.trim());
}
