// Formulas become MathML while the site is built: a browser shows it without a script, and a screen reader reads it. The TeX
// stays in the page as its annotation.

import type { Element, Nodes, Root } from 'hast';
import { load } from '../base/program.js';
import { walk } from '../markdown/walk.js';
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
  const lines = display ? inLines(prepared) : prepared;
  return written(lines, prepared, display)
    .replace(' style="display:block math;"', '')
    .replace(/(<annotation encoding="application\/x-tex">)[\s\S]*?(?=<\/annotation>)/, (all, start: string) =>
      lines === tex ? all : start + tex.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
    );
}

/** Sets a formula; where it cannot be set in lines, as it is. */
function written(tex: string, otherwise: string, displayMode: boolean): string {
  const options = { displayMode, annotate: true, throwOnError: true };
  if (tex === otherwise) return texReader().renderToString(tex, options);
  try {
    return texReader().renderToString(tex, options);
  } catch {
    return texReader().renderToString(otherwise, options);
  }
}

/** What opens and closes in TeX, what ends a line, what divides columns; comments and other commands are passed over. */
const TOKEN = /%[^\n]*|\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\(?:[A-Za-z]+|[^A-Za-z])|[{}&]/g;

/** Formulas with these are not set in lines: they number rows, or define what the lines after them need. */
const NO_LINES = /\\(?:tag|label|nonumber|notag|def|gdef|let|(?:new|renew|provide)command)\b/;

/**
 * Lines of a displayed formula that are divided by `\\` outside of environments, as KaTeX and MathJax set them; TeX itself, and our
 * reader of formulas, set them in one line.
 */
function inLines(tex: string): string {
  if (!tex.includes('\\\\') || NO_LINES.test(tex)) return tex;
  let depth = 0;
  let last: number | undefined;
  for (const { 0: token, index } of tex.matchAll(TOKEN)) {
    if (token === '{' || token === '\\begin' || token === '\\left') depth++;
    else if (token === '}' || token === '\\end' || token === '\\right') depth--;
    else if (depth === 0 && token === '&') return tex;
    else if (depth === 0 && token === '\\\\') last = index;
  }
  if (last === undefined) return tex;
  const lines = tex.slice(last + 2).trim() === '' ? tex.slice(0, last) : tex;
  return `\\begin{gathered}${lines}\n\\end{gathered}`;
}
