// Mermaid's diagrams, drawn when the site is built: no script and no browser. Needs beautiful-mermaid.

import { renderMermaidSVG } from 'beautiful-mermaid';
import type { Code, Html, Root } from 'mdast';
import type { Plugin } from 'titleblock';

/** Colours of the page, so that diagrams follow the day and the night. */
const COLOURS = { bg: 'var(--paper)', fg: 'var(--ink)', accent: 'var(--accent)', font: 'inherit', transparent: true };

const mermaid: Plugin = () => ({ remark: [() => drawIn] });
export default mermaid;

interface Parent {
  children?: (Code | Html | Parent)[];
}

function drawIn(tree: Root): void {
  const visit = (node: Parent): void => {
    node.children = node.children?.map((child) => {
      if (isMermaid(child)) return { type: 'html', value: drawn(child), position: child.position } as Html;
      visit(child as Parent);
      return child;
    });
  };
  visit(tree as Parent);
}

/** ```mermaid, or Pandoc's ``` {.mermaid}. */
function isMermaid(node: object): node is Code {
  const { type, lang, data } = node as Code & { data?: { hProperties?: { className?: string[] } } };
  return type === 'code' && (lang === 'mermaid' || data?.hProperties?.className?.includes('mermaid') === true);
}

function drawn({ value, position }: Code): string {
  try {
    // Nothing is loaded from elsewhere.
    const svg = renderMermaidSVG(value, COLOURS).replace(/@import url\([^)]*\);/g, '');
    return `<figure class="diagram">${svg}</figure>`;
  } catch (error) {
    throw Object.assign(error as Error, { place: position });
  }
}
