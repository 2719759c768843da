// Moves end tags out of paragraphs. Markdown may put the start tag of an element into a block of its own, and its end tag into a
// paragraph: `</video>` after the fallback text, `</a>` after a figure. In HTML, the end tag can't close anything from inside the
// paragraph, and the element would contain everything that follows. So an end tag at the start or end of a paragraph is moved before
// or after it, if its start tag is open there.

import type { Nodes, Root } from 'hast';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';

interface Parent {
  readonly type: string;
  readonly tagName?: string;
  children: Nodes[];
}

/** Moves end tags out of paragraphs to the level of their start tags. */
export function joinTags(tree: Root): void {
  if (hasTags(tree as unknown as Parent)) joinIn(tree as unknown as Parent, []);
}

/** True if a tree holds raw HTML; most don't. */
function hasTags({ children }: Parent): boolean {
  return children.some(
    (child) => (child.type as string) === 'raw' || ('children' in child && hasTags(child as unknown as Parent)),
  );
}

/** Moves end tags in a list of nodes. @param open names of the open tags; updated */
function joinIn(parent: Parent, open: string[]): void {
  parent.children = parent.children.flatMap((child): Nodes[] => {
    for (const tag of tagsOf(child)) trackTag(tag, open);
    if (!('children' in child)) return [child];
    const inner = child as unknown as Parent;
    if (inner.tagName === 'p' && open.length > 0) return liftEndTags(inner, open);
    joinIn(inner, inner.type === 'root' ? open : []);
    return [child];
  });
}

/** Moves the end tags at both ends out of a paragraph. An empty paragraph is dropped. */
function liftEndTags(paragraph: Parent, open: string[]): Nodes[] {
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
  for (const tag of [...before, ...after].flatMap(tagsOf)) trackTag(tag, open);
  const rest = { ...paragraph, children: children.slice(from, to) } as unknown as Nodes;
  return [...before, ...(from < to ? [rest] : []), ...after];
}

function trackTag({ name, kind }: RawTag, open: string[]): void {
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
