// Decides if two pages are the same document. Mere variants of HTML are ignored: white space between blocks, the markup around notes and
// figures, wrappers of code, column widths, classes of table rows. Anything that a writer wrote or a reader notices counts: text,
// elements, order, ids, classes, addresses, tightness of lists, alignment.

import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

type Parsed = DefaultTreeAdapterTypes.ChildNode;

interface Node {
  tag: string;
  attributes: { [name: string]: string };
  children: (Node | string)[];
}

const BLOCKS = new Set(
  `address article aside blockquote caption codeblock dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
  h6 header hr li main nav note notes ol p pre root section summary table tbody td tfoot th thead tr ul video audio embed
  iframe`.split(/\s+/),
);
const BOOLEAN = new Set(['hidden', 'controls', 'open', 'reversed', 'itemscope', 'loop', 'muted', 'autoplay']);
/** Presentational attributes. */
const DROPPED = new Set(['role', 'aria-hidden', 'aria-label', 'aria-describedby', 'disabled', 'data-footnotes']);

/** Returns a document as text for comparison, one line per block. */
export function normalised(html: string): string {
  const children = parseFragment(html.trimEnd()).childNodes.flatMap((child) => convert(child, false));
  const root: Node = { tag: 'root', attributes: {}, children };
  tidy(root);
  return root.children.map((child) => shown(child, 0)).join('');
}

function convert(node: Parsed, verbatim: boolean): (Node | string)[] {
  if (node.nodeName === '#text') return [(node as DefaultTreeAdapterTypes.TextNode).value];
  if (!('tagName' in node)) return [];
  const { tagName } = node;
  // A boolean attribute may have its own name as its value (HTML, section 2.3.2).
  const attributes = Object.fromEntries(
    node.attrs.map(({ name, value }) => [name, BOOLEAN.has(name) && value === name ? '' : value]),
  );
  const classes = (attributes.class ?? '').split(/\s+/).filter(Boolean);
  const inside = () => node.childNodes.flatMap((child) => convert(child, verbatim));
  if (tagName === 'section' && (classes.includes('footnotes') || 'data-footnotes' in attributes)) return [notes(node)];
  if ('data-footnote-backref' in attributes || classes.includes('footnote-back')) return [];
  if ('data-footnote-ref' in attributes || classes.includes('footnote-ref'))
    return [{ tag: 'ref', attributes: {}, children: [textOf(node)] }];
  if (
    tagName === 'sup' &&
    node.childNodes.some((child) => 'attrs' in child && child.attrs.some(({ name }) => name === 'data-footnote-ref'))
  )
    return inside();
  if (tagName === 'pre') return [code(node, attributes, classes)];
  if (tagName === 'colgroup' || (tagName === 'tbody' && !node.childNodes.some((child) => child.nodeName === 'tr'))) return [];
  if (tagName === 'label' && node.parentNode && /^(?:li|p)$/.test(node.parentNode.nodeName)) return inside();
  if (tagName === 'input') return [{ tag: 'input', attributes: 'checked' in attributes ? { checked: '' } : {}, children: [] }];
  for (const name of Object.keys(attributes)) if (DROPPED.has(name)) delete attributes[name];
  if (tagName === 'table') delete attributes.style;
  if (tagName === 'tr') delete attributes.class;
  if (attributes.style !== undefined)
    attributes.style = attributes.style
      .replace(/\s*([:;])\s*/g, '$1')
      .replace(/(\d)\.0%/g, '$1%')
      .replace(/;$/, '');
  if (attributes.alt === '') delete attributes.alt;
  for (const name of ['href', 'src']) if (attributes[name] !== undefined) attributes[name] = decoded(attributes[name]);
  return [{ tag: tagName, attributes, children: inside() }];
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function textOf(node: Parsed): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** Unifies `<pre class="lang x"><code>` and `<pre><code class="language-lang x">`. */
function code(node: DefaultTreeAdapterTypes.Element, own: { [name: string]: string }, classes: readonly string[]): Node {
  const inner = node.childNodes.find((child): child is DefaultTreeAdapterTypes.Element => child.nodeName === 'code');
  const attributes = { ...own, ...Object.fromEntries((inner?.attrs ?? []).map(({ name, value }) => [name, value])) };
  const all = [...classes, ...(attributes.class ?? '').split(/\s+/)]
    .map((name) => name.replace(/^language-/, ''))
    .filter(Boolean);
  delete attributes.class;
  const kinds = [...new Set(all)].join(' ');
  const text = textOf(node).replace(/\n$/, '');
  return { tag: 'codeblock', attributes: { ...attributes, ...(kinds && { class: kinds }) }, children: [JSON.stringify(text)] };
}

function notes(section: DefaultTreeAdapterTypes.Element): Node {
  const list = section.childNodes.find((child): child is DefaultTreeAdapterTypes.Element => child.nodeName === 'ol');
  const items = (list?.childNodes ?? []).filter((child): child is DefaultTreeAdapterTypes.Element => child.nodeName === 'li');
  const children = items.map(
    (item): Node => ({ tag: 'note', attributes: {}, children: item.childNodes.flatMap((child) => convert(child, false)) }),
  );
  return { tag: 'notes', attributes: {}, children };
}

const isBlock = (node: Node | string | undefined): boolean => typeof node === 'object' && BLOCKS.has(node.tag);

/** Joins texts, folds white space, and drops it at the edges of blocks. */
function tidy(node: Node): void {
  if (node.tag === 'codeblock') return;
  for (const child of node.children) if (typeof child === 'object') tidy(child);
  const joined: (Node | string)[] = [];
  for (const child of node.children) {
    const last = joined.at(-1);
    if (typeof child === 'string' && typeof last === 'string') joined[joined.length - 1] = last + child;
    else joined.push(child);
  }
  const edges = BLOCKS.has(node.tag);
  node.children = joined
    .map((child, index) => {
      if (typeof child !== 'string') return child;
      const folded = child.replace(/[ \t\r\n]+/g, ' ');
      const [before, after] = [joined[index - 1], joined[index + 1]];
      const cutStart =
        before === undefined
          ? edges
          : isBlock(before) || (typeof before === 'object' && (before.tag === 'br' || before.tag === 'input'));
      const cutEnd = after === undefined ? edges : isBlock(after);
      return folded.replace(cutStart ? /^ +/ : /^$/, '').replace(cutEnd ? / +$/ : /^$/, '');
    })
    .filter((child) => child !== '');
}

function shown(node: Node | string, depth: number): string {
  const indent = '  '.repeat(depth);
  if (typeof node === 'string') return `${indent}${JSON.stringify(node)}\n`;
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${name === 'class' ? value.split(/\s+/).sort().join(' ') : value}"`)
    .sort()
    .join('');
  return `${indent}${node.tag}${attributes}\n${node.children.map((child) => shown(child, depth + 1)).join('')}`;
}
