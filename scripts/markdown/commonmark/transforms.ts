// Changes that extensions make to a tree from remark-parse: callouts, marked text, superscripts and subscripts, hard line breaks, and
// formulas in code blocks, as on GitHub.

import { ALERT_MARKER, alertNode, alertTitle } from '../block/alerts.js';
import type { Extensions } from '../extensions.js';
import { element, hull, type Node, textOf } from '../nodes.js';
import { walk } from '../walk.js';
import { MARKER, PAIRED_MARKERS } from './extensions.js';
import { readFences } from './fenceInfo.js';
import { blockId, callout, pictureSize, wikilinkPlace } from './obsidian.js';
import { withoutMask } from './obsidianComments.js';

type Parent = Node & { children: Node[] };
type Step = (node: Node, index: number, parent: Parent) => void;

/** Applies the extensions that are on to a tree, and parses its fences. */
export function transform(tree: Node, extensions: Extensions): void {
  const has = (name: string) => extensions.has(name);
  const steps: Step[] = [];
  if (has('obsidian')) withoutMask(tree);
  if (PAIRED_MARKERS.some(({ extension }) => has(extension))) steps.push(pairMarkers);
  if (has('obsidian')) steps.push(wikilinkPlace, pictureSize);
  const blockSteps = [...(has('obsidian') ? [blockId, callout] : []), ...(has('alerts') ? [alert] : [])];
  if (blockSteps.length > 0) innermostFirst(tree, blockSteps);
  if (has('hard_line_breaks')) steps.push(breakLines);
  if (has('tex_math_gfm') || has('tex_math_dollars')) steps.push(mathInCode);
  if ([...extensions].some((name) => name.startsWith('tex_math_'))) steps.push(pipesInCells);
  if (steps.length > 0) {
    walk<Node>({ type: 'root', children: [tree] }, (node, index, parent) => {
      for (const step of steps) step(parent.children[index] ?? node, index, parent);
    });
  }
  readFences(tree);
}

/** Applies steps to the blocks of a tree, the last and innermost first: what a step makes of a block is what the blocks around it hold. */
function innermostFirst(tree: Node, steps: readonly Step[]): void {
  const blocks: [index: number, parent: Parent][] = [];
  walk<Node>({ type: 'root', children: [tree] }, (node, index, parent) => {
    if (/^(?:blockquote|paragraph|heading)$/.test(node.type)) blocks.push([index, parent as Parent]);
  });
  for (const [index, parent] of blocks.reverse())
    for (const step of steps) {
      const node = parent.children[index];
      if (node) step(node, index, parent);
    }
}

/** Unescapes `\|` in formulas in table cells. CommonMark's own reader does the same for code. */
const pipesInCells: Step = (node) => {
  if (node.type !== 'tableCell') return;
  walk<Node>(node as Parent, (inner) => {
    if (inner.type === 'inlineMath')
      inner.value = (inner.value ?? '').replace(/\\([\\|])/g, (all, sign: string) => (sign === '|' ? sign : all));
  });
};

/** Makes elements from paired markers. Markers without a partner become text. */
const pairMarkers: Step = ({ children }) => {
  if (!children?.some(({ type }) => type === MARKER)) return;
  const paired: Node[] = [];
  for (let at = 0; at < children.length; at++) {
    const node = children[at] as Node;
    const end = node.type === MARKER ? partnerOf(children, at) : undefined;
    if (end !== undefined) {
      paired.push(...pairedElement(children, at, end));
      at = end;
    } else if (node.type === MARKER || node.type === 'text') addText(paired, node);
    else paired.push(node);
  }
  children.splice(0, children.length, ...paired);
};

/** Returns the index of the marker that closes the one at an index. */
function partnerOf(children: readonly Node[], at: number): number | undefined {
  const { value } = children[at] as Node;
  const end = children.findIndex((node, index) => index > at && node.type === MARKER && node.value === value);
  const text = end < 0 ? '' : textOf(children.slice(at + 1, end));
  if (text === '' || /^\s|\s$/.test(text)) return undefined;
  return value === '==' || !/\s/.test(text) ? end : undefined;
}

function pairedElement(children: readonly Node[], start: number, end: number): Node[] {
  const { tag = 'mark' } = PAIRED_MARKERS.find(({ marker }) => marker === children[start]?.value) ?? {};
  const inside: Parent = { type: 'paragraph', children: children.slice(start + 1, end) };
  pairMarkers(inside, 0, inside);
  return [{ ...element(tag, inside.children), ...hull([children[start] as Node, children[end] as Node]) }];
}

/** Adds a text to a list of nodes, or to its last node if that is a text too. */
function addText(nodes: Node[], { value, position }: Node): void {
  const last = nodes.at(-1);
  if (last?.type !== 'text') nodes.push({ type: 'text', value: value ?? '', ...(position && { position }) });
  else
    nodes[nodes.length - 1] = {
      ...last,
      value: `${last.value}${value}`,
      ...hull([last, { type: 'text', ...(position && { position }) }]),
    };
}

/** Makes a callout of a quote whose first line is `[!NOTE]`. */
const alert: Step = (node, index, parent) => {
  const [first, ...others] = node.children ?? [];
  const [text, ...rest] = first?.children ?? [];
  if (node.type !== 'blockquote' || first?.type !== 'paragraph' || text?.type !== 'text') return;
  const [line = '', ...lines] = (text.value ?? '').split('\n');
  const kind = ALERT_MARKER.exec(line.toUpperCase())?.[1];
  if (!kind || (lines.length === 0 && rest.length > 0 && rest[0]?.type !== 'break')) return;
  const body = [
    ...(lines.length > 0 ? [{ ...text, value: lines.join('\n') }] : []),
    ...(lines.length > 0 ? rest : rest.slice(1)),
  ];
  const title: Node = { type: 'paragraph', children: [{ type: 'text', value: alertTitle(kind) }] };
  const blocks = body.length > 0 ? [{ ...first, children: body }, ...others] : others;
  parent.children[index] = { ...alertNode(kind, title, blocks), ...(node.position && { position: node.position }) };
};

/** Makes every line break a hard one. */
const breakLines: Step = (node, index, parent) => {
  if (node.type !== 'text' || !node.value?.includes('\n')) return;
  const lines = node.value.split('\n');
  const nodes = lines.flatMap((value, at): Node[] => {
    const text: Node[] = value ? [{ type: 'text', value, ...(node.position && { position: node.position }) }] : [];
    return at === 0 ? text : [{ type: 'break' }, ...text];
  });
  parent.children.splice(index, 1, ...nodes);
};

/** Makes a formula of a code block in the language `math`. */
const mathInCode: Step = (node, index, parent) => {
  if (node.type !== 'code' || node.lang !== 'math') return;
  const place = node.position && { position: node.position };
  const formula: Node = { type: 'inlineMath', value: node.value ?? '', display: true, ...place };
  parent.children[index] = { type: 'paragraph', children: [formula], ...place };
};
