// The tree between HTML and markdown: nodes of the reader of Pandoc's dialect. Before they are printed they are tidied, and two trees
// are compared in a normal form, in which what no reader of a page sees makes no difference.

import type { Node } from '../../markdown/nodes.js';

/** What stands between two constructs that would otherwise be read as one. @see Pandoc manual, "Ending a list" */
export const SEPARATOR = '<!-- -->';

/** Nodes around inline text. */
const MARKS = new Set([
  ...['emphasis', 'strong', 'delete', 'link'],
  ...['pandocsup', 'pandocsub', 'pandocmark', 'pandocu', 'pandocspan'],
]);

export const isMark = ({ type }: Node): boolean => MARKS.has(type);

const isBreak = ({ type, value = '' }: Node): boolean => type === 'break' || (type === 'html' && /^<br\s*\/?>$/i.test(value));

/** Removes empty nodes and marks in the same marks, and moves white space out of marks and away from line breaks and ends. */
export function tidyInlines(children: readonly Node[]): Node[] {
  const flat = joined(children.flatMap((child) => tidyInline(child, new Set())));
  return withoutOuterSpace(flat);
}

function tidyInline(node: Node, inside: ReadonlySet<string>): Node[] {
  if (node.type === 'text') {
    const value = (node.value ?? '').replace(/[ \t\n\r\f]+/g, ' ');
    return value === '' ? [] : [{ ...node, value }];
  }
  if (!isMark(node)) return [node];
  const isRepeated = inside.has(node.type) && node.type !== 'pandocspan';
  const children = joined((node.children ?? []).flatMap((child) => tidyInline(child, new Set([...inside, node.type]))));
  if (isRepeated) return children;
  const [lead, inner, tail] = withOuterSpace(children);
  return inner.length === 0 ? [...lead, ...tail] : [...lead, { ...node, children: withoutSpaceAtBreaks(inner) }, ...tail];
}

/** Joins neighbouring texts, and neighbouring marks of one kind. */
function joined(nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (last?.type === 'text' && node.type === 'text')
      result[result.length - 1] = { ...last, value: `${last.value}${node.value}`.replace(/ {2,}/g, ' ') };
    else if (last && ['emphasis', 'strong', 'delete'].includes(node.type) && last.type === node.type)
      result[result.length - 1] = { ...last, children: joined([...(last.children ?? []), ...(node.children ?? [])]) };
    else result.push(node);
  }
  return result;
}

const SPACE: Node = { type: 'text', value: ' ' };

/** Divides the children of a mark: white space and line breaks before them, the children, and what follows them. */
function withOuterSpace(children: readonly Node[]): [lead: Node[], inner: Node[], tail: Node[]] {
  let inner = [...children];
  const [lead, tail]: [Node[], Node[]] = [[], []];
  for (let first = inner[0]; first; first = inner[0]) {
    if (isBreak(first)) lead.push(first);
    else if (first.type === 'text' && first.value?.startsWith(' ')) lead.push(SPACE);
    else break;
    inner = [
      ...(isBreak(first) || first.value === ' ' ? [] : [{ ...first, value: first.value?.slice(1) as string }]),
      ...inner.slice(1),
    ];
  }
  for (let last = inner.at(-1); last; last = inner.at(-1)) {
    if (isBreak(last)) tail.unshift(last);
    else if (last.type === 'text' && last.value?.endsWith(' ')) tail.unshift(SPACE);
    else break;
    inner = [
      ...inner.slice(0, -1),
      ...(isBreak(last) || last.value === ' ' ? [] : [{ ...last, value: last.value?.slice(0, -1) as string }]),
    ];
  }
  return [lead, inner, tail];
}

/** Removes white space and line breaks at both ends, and white space around line breaks. */
function withoutOuterSpace(nodes: readonly Node[]): Node[] {
  const [, inner] = withOuterSpace(nodes);
  return withoutSpaceAtBreaks(inner);
}

function withoutSpaceAtBreaks(inner: readonly Node[]): Node[] {
  return inner.flatMap((node, at) => {
    if (node.type !== 'text') return [node];
    let value = node.value ?? '';
    const [before, after] = [inner[at - 1], inner[at + 1]];
    if (before && isBreak(before)) value = value.replace(/^ +/, '');
    if (after && isBreak(after)) value = value.replace(/ +$/, '');
    return value === '' ? [] : [{ ...node, value }];
  });
}

/** Returns the words of nodes. */
export function plainNodes(nodes: readonly Node[]): string {
  return nodes.map(({ value, children = [] }) => value ?? plainNodes(children)).join('');
}

/** Returns a node in its normal form, as JSON. */
export const formOf = (nodes: readonly Node[]): string => JSON.stringify(normal(nodes));

type Form = { readonly [field: string]: unknown };

const FIELDS = ['depth', 'ordered', 'start', 'checked', 'url', 'title', 'lang', 'display', 'format'] as const;

function normal(nodes: readonly Node[]): Form[] {
  const result: Form[] = [];
  for (const node of nodes.flatMap(simpler)) {
    const last = result.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { type: 'text', value: `${last.value}${node.value}` };
    else if (node.type === 'html' && last?.type === 'html')
      result[result.length - 1] = { type: 'html', value: `${last.value}${(node.value ?? '').replace(/\s+/g, '')}` };
    else result.push(formOfNode(node));
  }
  return result;
}

/** Elements of marks, which may be written as such. */
export const ELEMENTS: { readonly [type: string]: string } = {
  ...{ emphasis: 'em', strong: 'strong', delete: 's' },
  ...{ pandocsup: 'sup', pandocsub: 'sub', pandocmark: 'mark', pandocu: 'u' },
};

/** Returns what a node comes down to: separators are nothing, a bare address is its text, a mark is an element. */
function simpler(node: Node): Node[] {
  if (node.type === 'html' && node.value === SEPARATOR) return [];
  if (isBreak(node)) return [{ type: 'break' }];
  if (node.type === 'pandocRaw' && /^html/.test(String(node.format))) return [{ type: 'html', value: node.value ?? '' }];
  const [only, ...others] = node.children ?? [];
  if (node.type === 'link' && only?.type === 'text' && others.length === 0 && !node.title && isBare(node, only)) return [only];
  if (node.type === 'wrapped') return [html(node.open), ...(node.children ?? []).flatMap(simpler), html(node.close)];
  if (node.type === 'details') {
    const summary: Node = { type: 'plain', children: node.summary as Node[] };
    const open = html(`<details${node.isOpen ? ' open' : ''}><summary>`);
    return [open, summary, html('</summary>'), ...(node.children ?? []).flatMap(simpler), html('</details>')];
  }
  const name = ELEMENTS[node.type];
  if (name !== undefined && Object.keys(node.data?.hProperties ?? {}).length === 0)
    return [
      { type: 'html', value: `<${name}>` },
      ...(node.children ?? []).flatMap(simpler),
      { type: 'html', value: `</${name}>` },
    ];
  return [node];
}

const html = (value: unknown): Node => ({ type: 'html', value: String(value) });

const isBare = ({ url }: Node, { value }: Node): boolean => url === value || url === `mailto:${value}`;

function formOfNode(node: Node): Form {
  const { type, value, children, data } = node;
  const form: { [field: string]: unknown } = { type };
  for (const field of FIELDS)
    if (node[field] !== undefined && node[field] !== null && node[field] !== false) form[field] = node[field];
  if (type === 'footnoteReference' || type === 'footnoteDefinition') form.identifier = node.identifier;
  if (value !== undefined)
    form.value = type === 'html' ? value.replace(/\s+/g, '') : type === 'code' ? value.replace(/^[ \t]+$/gm, '') : value;
  if (type === 'image') {
    form.alt = data?.hProperties?.alt ?? node.alt ?? '';
    form.caption = normal((node.caption as Node[] | undefined) ?? []);
  }
  const properties = Object.entries(data?.hProperties ?? {}).filter(([name]) => !hasOwnField(type, name));
  if (properties.length > 0) form.properties = Object.fromEntries(properties.map(([name, each]) => [name, String(each)]).sort());
  if (children) form.children = normal(children);
  return form;
}

/** True for properties that repeat a field of a node, or that the reader adds by itself. */
function hasOwnField(type: string, name: string): boolean {
  if (type === 'heading') return name === 'id';
  if (type === 'list') return name === 'type' || name === 'className';
  if (type === 'code') return name === 'className';
  if (type === 'image') return name === 'alt';
  return type === 'link' && name === 'className';
}
