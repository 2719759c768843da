// Galleries: a fenced div `::: gallery` shows its pictures in rows of the same height. Each becomes a figure and a link to a large
// version of itself.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { ZOOM_CLASS } from '../base/columns.js';
import { walk } from '../markdown/walk.js';

const GALLERY_CLASS = 'gallery';

/** Sets the pictures of galleries apart from their paragraphs. Everything else in a gallery stays as it is. */
export function setGalleries(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (node.type === 'element' && hasClass(node, GALLERY_CLASS)) node.children = node.children.flatMap(figuresIn);
  });
}

/** Returns the figures of a child of a gallery; the child itself if it has words of its own. */
function figuresIn(child: ElementContent): ElementContent[] {
  if (child.type !== 'element') return [child];
  if (child.tagName === 'img') return [figure([child])];
  if (child.tagName === 'figure') {
    for (const each of child.children) if (isPicture(each)) zoom(each);
    return [child];
  }
  const pictures = child.children.filter((each) => !isBlank(each));
  if (child.tagName !== 'p' || pictures.length === 0 || !pictures.every(isPicture)) return [child];
  return pictures.map((each) => figure([each]));
}

function figure(children: readonly ElementContent[]): Element {
  for (const child of children) if (isPicture(child)) zoom(child);
  return { type: 'element', tagName: 'figure', properties: {}, children: [...children] };
}

function zoom({ properties }: Element): void {
  const { className } = properties;
  properties.className = [...(Array.isArray(className) ? className : []), ZOOM_CLASS];
}

function hasClass({ properties: { className } }: Element, name: string): boolean {
  return Array.isArray(className) && className.includes(name);
}

const isPicture = (node: ElementContent): node is Element => node.type === 'element' && node.tagName === 'img';

const isBlank = (node: ElementContent): boolean =>
  (node.type === 'text' && node.value.trim() === '') || (node.type === 'element' && node.tagName === 'br');
