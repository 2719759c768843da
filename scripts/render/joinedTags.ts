// Elements of raw HTML whose start tag is a block and whose end tag has come into a paragraph: `</video>` after the text for old
// browsers, `</a>` after a figure. In HTML the paragraph keeps the end tag from closing anything, and the element holds all that
// follows. So an end tag that begins or ends a paragraph is put before or after it, if its start tag is open there.

import type { Nodes, Root } from 'hast';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';

interface Parent {
  readonly type: string;
  readonly tagName?: string;
  children: Nodes[];
}

/** Puts end tags out of paragraphs, to where their start tags are. */
export function joinTags(tree: Root): void {
  if (hasTags(tree as unknown as Parent)) join(tree as unknown as Parent, []);
}

/** Whether there is raw HTML in a tree: in most there is none. */
function hasTags({ children }: Parent): boolean {
  return children.some(
    (child) => (child.type as string) === 'raw' || ('children' in child && hasTags(child as unknown as Parent)),
  );
}

/** @param open names of the tags that are open around a list of nodes; those that it opens and closes are noted */
function join(parent: Parent, open: string[]): void {
  parent.children = parent.children.flatMap((child): Nodes[] => {
    for (const tag of tagsOf(child)) note(tag, open);
    if (!('children' in child)) return [child];
    const inner = child as unknown as Parent;
    if (inner.tagName === 'p' && open.length > 0) return freed(inner, open);
    join(inner, inner.type === 'root' ? open : []);
    return [child];
  });
}

/** A paragraph with the end tags at its ends put out of it; nothing of it is left where there is nothing else. */
function freed(paragraph: Parent, open: string[]): Nodes[] {
  const { children } = paragraph;
  const opened = new Set(children.flatMap(tagsOf).flatMap(({ name, kind }) => (kind === 'closing' ? [] : [name])));
  const isFree = (node: Nodes | undefined) => {
    const [tag, ...more] = node ? tagsOf(node) : [];
    return tag?.kind === 'closing' && more.length === 0 && tag.name !== 'p' && open.includes(tag.name) && !opened.has(tag.name);
  };
  let from = 0;
  while (from < children.length && (isFree(children[from]) || isBlank(children[from]))) from++;
  let to = children.length;
  while (to > from && (isFree(children[to - 1]) || isBlank(children[to - 1]))) to--;
  const [before, after] = [children.slice(0, from).filter(isFree), children.slice(to).filter(isFree)];
  if (before.length + after.length === 0) return [paragraph as unknown as Nodes];
  for (const tag of [...before, ...after].flatMap(tagsOf)) note(tag, open);
  const rest = { ...paragraph, children: children.slice(from, to) } as unknown as Nodes;
  return [...before, ...(from < to ? [rest] : []), ...after];
}

function note({ name, kind }: RawTag, open: string[]): void {
  if (kind === 'opening') open.push(name);
  const at = kind === 'closing' ? open.lastIndexOf(name) : -1;
  if (at >= 0) open.splice(at);
}

function tagsOf(node: Nodes): RawTag[] {
  return (node.type as string) === 'raw' ? allRawTags((node as unknown as { value: string }).value) : [];
}

function isBlank(node: Nodes | undefined): boolean {
  return node?.type === 'text' && node.value.trim() === '';
}
