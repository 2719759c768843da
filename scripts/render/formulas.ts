// Formulas become MathML while the site is built: a browser shows it without a script, and a screen reader reads it. The TeX
// stays in the page as its annotation.

import type { Element, Nodes, Root } from 'hast';
import { walk } from '../markdown/walk.js';
import { load } from '../program.js';
import { Equations } from './equations.js';

type Temml = typeof import('temml').default;

/** Loaded by the first formula; most sites have none. */
let temml: Temml | undefined;

function texReader(): Temml {
  temml ??= load('temml') as Temml;
  return temml;
}

/** A formula that is set: raw HTML, whose references are filled in when all equations have their numbers. */
interface SetFormula {
  readonly type: 'raw';
  value: string;
  readonly position?: Element['position'];
  readonly data: { readonly isFormula: true };
}

/** What is wrong with a formula. */
export interface BadFormula {
  readonly rule: 'markdown/formula' | 'link/equation';
  readonly reason: string;
  readonly expected?: readonly string[];
  readonly position: Element['position'];
}

/**
 * Puts MathML in place of formulas, and numbers equations; a formula that cannot be read stays as its TeX.
 * @param complain is told what is wrong with one
 */
export function formulas(tree: Root, complain: (bad: BadFormula) => void): void {
  const equations = new Equations();
  const made: SetFormula[] = [];
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || !node.data) return;
    const { formula } = node.data as { formula?: { readonly tex: string; readonly display: boolean } };
    if (!formula) return;
    try {
      const value = equations.number(mathmlOf(formula, equations));
      const raw: SetFormula = {
        type: 'raw',
        value,
        ...(node.position && { position: node.position }),
        data: { isFormula: true },
      };
      parent.children[index] = raw as never;
      made.push(raw);
    } catch (error) {
      const reason = /^\s*(.*?)(?: at (?:position|end)\b|$)/.exec(String((error as Error).message))?.[1] ?? '';
      complain({ rule: 'markdown/formula', reason: `invalid formula: ${reason}`, position: node.position });
      node.children = [{ type: 'text', value: formula.tex }];
    }
  });
  for (const raw of made)
    raw.value = equations.refer(raw.value, (label, expected) => {
      const reason = `no equation has the label "${label}"`;
      complain({ rule: 'link/equation', reason, expected, position: raw.position });
    });
}

/** The MathML of a formula, with its TeX as it was written. */
function mathmlOf({ tex, display }: { readonly tex: string; readonly display: boolean }, equations: Equations): string {
  const prepared = equations.prepare(tex, display);
  return texReader()
    .renderToString(prepared, { displayMode: display, annotate: true, throwOnError: true })
    .replace(' style="display:block math;"', '')
    .replace(/(<annotation encoding="application\/x-tex">)[\s\S]*?(?=<\/annotation>)/, (all, start: string) =>
      prepared === tex ? all : start + tex.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
    );
}
