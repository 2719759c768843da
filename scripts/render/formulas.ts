// Formulas become MathML while the site is built: a browser shows it without a script, and a screen reader reads it. The TeX
// stays in the page as its annotation.

import type { Element, Nodes, Root } from 'hast';
import { walk } from '../markdown/walk.js';
import { load } from '../program.js';

type Temml = typeof import('temml').default;

/** Loaded by the first formula; most sites have none. */
let temml: Temml | undefined;

function texReader(): Temml {
  temml ??= load('temml') as Temml;
  return temml;
}

/**
 * Puts MathML in place of formulas; one that cannot be read stays as its TeX.
 * @param complain is told what is wrong with it
 */
export function formulas(tree: Root, complain: (reason: string, position: Element['position']) => void): void {
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || !node.data) return;
    const { formula } = node.data as { formula?: { readonly tex: string; readonly display: boolean } };
    if (!formula) return;
    try {
      const { tex, display } = formula;
      const value = texReader().renderToString(tex, { displayMode: display, annotate: true, throwOnError: true });
      parent.children[index] = {
        type: 'raw',
        value: value.replace(' style="display:block math;"', ''),
        data: { isFormula: true },
      } as never;
    } catch (error) {
      const reason = /^\s*(.*?)(?: at (?:position|end)\b|$)/.exec(String((error as Error).message))?.[1] ?? '';
      complain(`invalid formula: ${reason}`, node.position);
      node.children = [{ type: 'text', value: formula.tex }];
    }
  });
}
