// Draws diagrams at build time: a code block in Graphviz's language (`dot`) becomes an inline SVG in the page's own colours and font.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import type * as Svgo from 'svgo';
import { load } from '../base/program.js';
import { walk } from '../markdown/walk.js';
import { draw } from '../svg/graphviz.js';
import { harmless } from '../svg/harmless.js';
import type { Place } from '../types.js';

/** A code block to be drawn, with its place. */
export interface Diagram {
  readonly text: string;
  readonly alt: string;
  readonly position: Element['position'];
  readonly replace: (by: ElementContent) => void;
}

/** Finds the diagrams in a tree. */
export function diagramsIn(tree: Root): Diagram[] {
  const found: Diagram[] = [];
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || node.tagName !== 'pre') return;
    const [code] = node.children;
    if (code?.type !== 'element' || !isDiagram(node, code)) return;
    const alt = [node, code].map(({ properties }) => properties.dataAlt ?? properties.alt).find((each) => each !== undefined);
    found.push({
      text: hastToString(code),
      alt: String(alt ?? ''),
      position: node.position ?? code.position,
      replace: (by) => {
        (parent.children as ElementContent[])[index] = by;
      },
    });
  });
  return found;
}

/** A problem of a diagram. */
export interface DiagramProblem {
  readonly reason: string;
  readonly place: Place | undefined;
  /** True if it took too long. It may succeed on another machine. */
  readonly isTimeout: boolean;
}

/** Replaces diagrams by drawings. A diagram that can't be drawn stays as its text. */
export async function drawDiagrams(diagrams: readonly Diagram[], report: (bad: DiagramProblem) => void): Promise<void> {
  for (const { text, alt, position, replace } of diagrams) {
    const drawn = await draw(text);
    const value = 'svg' in drawn ? figure(drawn.svg, alt) : undefined;
    if (value !== undefined) {
      replace({ type: 'raw', value } as never);
      continue;
    }
    const { reason, isLate = false } = 'reason' in drawn ? drawn : { reason: 'Graphviz made no drawing of it' };
    report({ reason: `this diagram cannot be drawn: ${reason}`, place: placeOf(position, reason), isTimeout: isLate });
  }
}

function isDiagram(...elements: readonly Element[]): boolean {
  return elements.some(({ properties: { className } }) =>
    (Array.isArray(className) ? className : []).some((name) => /^(?:language-)?(?:dot|graphviz)$/.test(String(name))),
  );
}

/** Pixels per point, Graphviz's unit. */
const POINT = 4 / 3;

/** Elements in Graphviz's drawings. HTML's parser knows none of them, so none can end the drawing in a page. */
const ELEMENTS = new Set(
  'svg g title a path polygon polyline ellipse circle rect text tspan defs linearGradient radialGradient stop'.split(' '),
);

/** True for an address that a link in a diagram may have: a page of this site or another, or mail. */
const isLink = (address: string): boolean => /^\s*(?:https?:\/\/|mailto:|[^:]*$)/i.test(address);

/** Graphviz doesn't escape font names. The next attribute tells where one ends. */
const FONT = / font-family=".*"(?= font-(?:weight|stretch|style|size)=")/g;

/**
 * Returns the drawing as inline SVG: without the parts of a stand-alone file, and in the colours of the page unless it has its own.
 * @returns undefined if it is not well-formed
 */
function figure(svg: string, alt: string): string | undefined {
  const { optimize } = load('svgo') as typeof Svgo;
  let clean: string;
  try {
    const plugins = [
      harmless({ elements: ELEMENTS, isLink }),
      ...(['removeDoctype', 'removeXMLProcInst', 'removeComments'] as const),
    ];
    clean = optimize(svg.replace(FONT, ''), { plugins }).data;
  } catch {
    return undefined;
  }
  if (!clean.startsWith('<svg')) return undefined;
  const drawing = clean
    .replace(/<title>[\s\S]*?<\/title>\n?/g, '')
    .replace(/ (?:id|xmlns(?::xlink)?|xml:space|font-family)="[^"]*"/g, '')
    .replace(/ (fill|stroke)="black"/g, ' $1="currentColor"')
    .replace(/<text(?![^>]* fill=)/g, '<text fill="currentColor"')
    .replace(/^<svg width="([\d.]+)pt" height="([\d.]+)pt"/, (_all, width, height) => {
      // Without an alternative text, screen readers read the words in the diagram.
      const label = alt ? ` role="img" aria-label="${alt.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"` : '';
      return `<svg${label} width="${Math.ceil(width * POINT)}" height="${Math.ceil(height * POINT)}"`;
    })
    .trim();
  return `<figure class="diagram" tabindex="0">${drawing}</figure>`;
}

function placeOf(position: Element['position'], message: string): Place | undefined {
  if (!position) return undefined;
  const { line, column } = position.start;
  const row = Number(/\bline (\d+)/.exec(message)?.[1] ?? 0);
  // Line 1 of the code is the line after the fence.
  return row > 0 ? { line: line + row, column: 1 } : { line, column };
}
