// Handlers for remark-rehype that turn the nodes of the Pandoc reader into hast.

import type { Element, ElementContent } from 'hast';
import type { Parents, Root } from 'mdast';
import { defaultHandlers, type Handler, type State } from 'mdast-util-to-hast';
import type { Node } from './nodes.js';

/** Makes a picture, or a player for a file that is not a picture. */
export const image: Handler = (state: State, node: Node) => {
  const element = media(node);
  if (!element) return defaultHandlers.image(state, node as never);
  state.patch(node as never, element);
  return element;
};

/**
 * Returns the properties of the `<section>` that Pandoc makes from a div, or undefined if it stays a `<div>`. A div is a section if it
 * begins with a heading, all other headings in it are deeper, and it has no id but the heading's. The section takes the
 * heading's id and attributes.
 */
function sectionOf({ children = [], data }: Node, parent: Parents | undefined): Element['properties'] | undefined {
  const [first, ...others] = children;
  const id = first?.data?.hProperties?.id;
  const own = data?.hProperties ?? {};
  if (first?.type !== 'heading' || typeof id !== 'string' || (own.id !== undefined && own.id !== id)) return undefined;
  if ((parent?.type as string) !== 'root' && (parent?.type as string) !== 'pandocdiv') return undefined;
  if (others.some((each) => each.type === 'heading' && Number(each.depth) <= Number(first.depth))) return undefined;
  const classes = classesOf(own).filter((name) => name !== 'section');
  if (classes.some((name) => name === 'column' || name === 'columns')) return undefined;
  const className = [...new Set([...classesOf(first.data?.hProperties ?? {}), ...classes])];
  const { className: _own, ...rest } = own;
  return { ...rest, ...first.data?.hProperties, ...(className.length > 0 && { className }) } as Element['properties'];
}

/** True if a section has exactly the properties of its heading, so that Pandoc writes no `<section>`. */
function repeatsHeading(section: Element['properties'], [heading]: readonly Node[]): boolean {
  const own = heading?.data?.hProperties ?? {};
  const names = Object.keys(section);
  return (
    names.length === Object.keys(own).length && names.every((name) => JSON.stringify(section[name]) === JSON.stringify(own[name]))
  );
}

function classesOf({ className }: { readonly [name: string]: unknown }): string[] {
  return Array.isArray(className) ? className.map(String) : [];
}

/** Parents that do not put each block on a line of its own. */
const INLINE_PARENTS = new Set<string>(['listItem', 'pandocdd', 'pandoctd', 'pandocth']);

/**
 * Moves the body of a tree out of its children, which are then notes alone; the handler of `root` puts it back. mdast-util-to-hast
 * looks for definitions in every node below `children`, and so doesn't visit the body for them.
 */
export function separateNotes(tree: Root): Root {
  const isNote = ({ type }: { readonly type: string }) => type === 'footnoteDefinition';
  return { ...tree, children: tree.children.filter(isNote), body: tree.children.filter((node) => !isNote(node)) } as Root;
}

/** Gives a list that only grows an `indexOf` in constant time: mdast-util-to-hast calls it for each note. */
function indexTexts(list: string[]): void {
  const places = new Map<string, number>();
  let indexed = 0;
  list.indexOf = (text) => {
    for (; indexed < list.length; indexed++)
      if (!places.has(list[indexed] as string)) places.set(list[indexed] as string, indexed);
    return places.get(text) ?? -1;
  };
}

const handlers: { readonly [type: string]: Handler } = {
  root: (state: State, node: Node) => {
    // Positions are shared, not copied: nothing changes them.
    state.patch = (from, to) => {
      if (from.position) to.position = from.position;
    };
    indexTexts(state.footnoteOrder);
    return defaultHandlers.root(
      state,
      ('body' in node ? { ...node, children: node.body, body: undefined } : node) as never,
    ) as never;
  },
  /** Like mdast-util-to-hast's handler, but without its structured clone of the properties. */
  heading: (state: State, node: Node) => {
    const properties = { ...node.data?.hProperties } as Element['properties'];
    const element: Element = { type: 'element', tagName: `h${node.depth}`, properties, children: state.all(node as never) };
    state.patch(node as never, element);
    return element;
  },
  /** Text without a paragraph of its own. A root keeps its parts together, so that no line breaks are put between them. */
  plain: (state: State, node: Node, parent: Parents | undefined) => {
    const children: ElementContent[] = state.all(node as never);
    const siblings = (parent?.children ?? []) as unknown as readonly Node[];
    const index = siblings.indexOf(node);
    const [before, after] = [siblings[index - 1], siblings[index + 1]];
    const together = parent !== undefined && INLINE_PARENTS.has(parent.type);
    if (before?.type === 'plain' || (together && before?.type === 'html')) children.unshift({ type: 'text', value: '\n' });
    if (together && after?.type === 'html') children.push({ type: 'text', value: '\n' });
    return { type: 'root', children } as never;
  },
  /** A div or a section, with its blocks on lines of their own. */
  pandocdiv: (state: State, node: Node, parent: Parents | undefined) => {
    const blocks = state.all(node as never);
    const section = sectionOf(node, parent);
    if (section) {
      const heading = blocks[0] as Element;
      delete heading.properties.id;
      if (repeatsHeading(section, node.children ?? [])) {
        heading.properties.id = section.id as string;
        return state.wrap(blocks, false) as never;
      }
    }
    const children = state.wrap(blocks, true);
    const div: Element = { type: 'element', tagName: 'div', properties: {}, children };
    state.patch(node as never, div);
    if (section) return { ...div, tagName: 'section', properties: section };
    const result = state.applyData(node as never, div) as Element;
    const classes = classesOf(result.properties);
    if (!classes.includes('section')) return result;
    const { className: _all, ...others } = result.properties;
    const className = classes.filter((name) => name !== 'section');
    return { ...result, tagName: 'section', properties: { ...others, ...(className.length > 0 && { className }) } };
  },
  /** A list item. Its children already say which of its texts are paragraphs. */
  listItem: (state: State, node: Node) => {
    const children: ElementContent[] = state.all(node as never);
    const { checked } = node as { checked?: boolean | null };
    if (typeof checked === 'boolean') {
      const box: ElementContent = {
        type: 'element',
        tagName: 'input',
        properties: { type: 'checkbox', checked, disabled: true },
        children: [],
      };
      const first = children[0];
      const into = first?.type === 'element' && first.tagName === 'p' ? first.children : children;
      into.unshift(box, { type: 'text', value: ' ' });
    }
    const item = { type: 'element' as const, tagName: 'li', properties: {}, children };
    state.patch(node as never, item);
    return state.applyData(node as never, item);
  },
  /** TeX in the form that MathJax reads, as Pandoc's `--mathjax` writes it. `data.formula` holds the TeX for later steps. */
  inlineMath: (state: State, node: Node) => {
    const [tex, display] = [node.value ?? '', node.display === true];
    const span: Element = {
      type: 'element',
      tagName: 'span',
      properties: { className: ['math', display ? 'display' : 'inline'] },
      children: [{ type: 'text', value: display ? `\\[${tex}\\]` : `\\(${tex}\\)` }],
      data: { formula: { tex, display } } as Element['data'] & object,
    };
    state.patch(node as never, span);
    return span;
  },
  /** Raw HTML. Raw text for another format is left out of a page. */
  pandocRaw: (_state: State, node: Node) =>
    /^html/.test(String(node.format)) ? ({ type: 'raw', value: node.value ?? '', position: node.position } as never) : undefined,
  image,
};

/** Options for remark-rehype after remarkPandoc: handlers for nodes that mdast does not have. */
export const pandocRehypeOptions = { allowDangerousHtml: true, clobberPrefix: '', handlers };

const { inlineMath, pandocdiv } = handlers as { readonly [type: string]: Handler };

/** Options for remark-rehype after the readers of `gfm` and `commonmark`, whose trees are mdast with the additions of extensions. */
export const commonmarkRehypeOptions = {
  allowDangerousHtml: true,
  clobberPrefix: '',
  handlers: { image, inlineMath, pandocdiv } as { readonly [type: string]: Handler },
};

const VIDEO = /\.(?:mp4|m4v|mov|ogv|webm|mkv|avi|mpe?g)$/i;
const AUDIO = /\.(?:mp3|m4a|oga|ogg|opus|wav|flac|aac)$/i;
const EMBEDDED = /\.(?:pdf|html?|swf)$/i;

/** Returns the `<video>`, `<audio>` or `<embed>` for a file that is not a picture, as Pandoc does; undefined for a picture. */
function media({ url, alt, title, data }: Node): Element | undefined {
  const src = String(url);
  const path = src.replace(/[?#].*$/, '');
  const kind = VIDEO.test(path) ? 'video' : AUDIO.test(path) ? 'audio' : EMBEDDED.test(path) ? 'embed' : undefined;
  if (!kind) return undefined;
  const attributes = { ...data?.hProperties, ...(title ? { title } : {}) } as Element['properties'];
  if (kind === 'embed') return { type: 'element', tagName: kind, properties: { src, ...attributes }, children: [] };
  const text: ElementContent = { type: 'text', value: String(alt || (kind === 'audio' ? 'Audio' : 'Video')) };
  const link: Element = { type: 'element', tagName: 'a', properties: { href: src }, children: [text] };
  return { type: 'element', tagName: kind, properties: { src, controls: true, ...attributes }, children: [link] };
}
