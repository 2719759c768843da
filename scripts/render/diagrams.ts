// Diagrams: code in the language of Graphviz (`dot`) becomes a drawing in the page when the site is built, in the page's own
// colours and type.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import { walk } from '../markdown/walk.js';
import { load } from '../program.js';
import type { Place } from '../types.js';

type Viz = Awaited<ReturnType<typeof import('@viz-js/viz').instance>>;

let viz: Viz | undefined;

/** A fence or a class that may mean a diagram. */
const MAYBE = /^[ \t>]*(?:`{3,}|~{3,}).*\b(?:dot|graphviz)\b/m;

/** Loads what draws, if one of some texts may have a diagram. Comes before `diagrams`, which cannot wait. */
export async function prepareDiagrams(texts: readonly string[]): Promise<void> {
  if (viz || !texts.some((text) => MAYBE.test(text))) return;
  const { instance } = load('@viz-js/viz') as typeof import('@viz-js/viz');
  viz = await instance();
}

/**
 * Puts drawings in place of diagrams; one that cannot be read stays as its text.
 * @param complain is told what is wrong, and where
 */
export function diagrams(tree: Root, complain: (reason: string, place: Place | undefined) => void): void {
  if (!viz) return;
  const draw = viz;
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || node.tagName !== 'pre') return;
    const [code] = node.children;
    if (code?.type !== 'element' || !isDiagram(node, code)) return;
    const { output, errors } = draw.render(hastToString(code), OPTIONS);
    if (output === undefined) {
      const [{ message } = { message: 'it cannot be read' }] = errors;
      complain(`this diagram cannot be drawn: ${message}`, placeOf(node.position ?? code.position, message));
      return;
    }
    const alt = [node, code].map(({ properties }) => properties.dataAlt ?? properties.alt).find((each) => each !== undefined);
    (parent.children as ElementContent[])[index] = { type: 'raw', value: figure(output, String(alt ?? '')) } as never;
  });
}

function isDiagram(...elements: readonly Element[]): boolean {
  return elements.some(({ properties: { className } }) =>
    (Array.isArray(className) ? className : []).some((name) => /^(?:language-)?(?:dot|graphviz)$/.test(String(name))),
  );
}

/** The page's type is about as wide as Arial; what the diagram says itself counts more. */
const OPTIONS = {
  format: 'svg',
  graphAttributes: { bgcolor: 'transparent', fontname: 'Arial' },
  nodeAttributes: { fontname: 'Arial', margin: '0.16,0.06' },
  edgeAttributes: { fontname: 'Arial' },
} as const;

/** Pixels to the point, which Graphviz measures in. */
const POINT = 4 / 3;

/** The drawing without what belongs to a file, and in the colours of the page where it has none of its own. */
function figure(svg: string, alt: string): string {
  const drawing = svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/<title>[\s\S]*?<\/title>\n?/g, '')
    .replace(/ xlink:href="(?!(?:https?:\/\/|mailto:|[^:&"]*")[^"]*)[^"]*"/gi, '')
    .replace(/ (?:id|xmlns(?::xlink)?|xml:space|font-family)="[^"]*"/g, '')
    .replace(/ (fill|stroke)="black"/g, ' $1="currentColor"')
    .replace(/<text(?![^>]* fill=)/g, '<text fill="currentColor"')
    .replace(/^<svg width="([\d.]+)pt" height="([\d.]+)pt"/, (_all, width, height) => {
      const label = alt ? ` aria-label="${alt.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"` : '';
      return `<svg role="img"${label} width="${Math.ceil(width * POINT)}" height="${Math.ceil(height * POINT)}"`;
    })
    .trim();
  return `<figure class="diagram" tabindex="0">${drawing}</figure>`;
}

function placeOf(position: Element['position'], message: string): Place | undefined {
  if (!position) return undefined;
  const { line, column } = position.start;
  const row = Number(/\bline (\d+)/.exec(message)?.[1] ?? 0);
  // The first line is that of the fence.
  return row > 0 ? { line: line + row, column: 1 } : { line, column };
}
