// Renders formulas as MathML at build time: browsers show it without a script, and screen readers read it. The TeX stays in the page
// as an annotation.

import type { Element, Nodes, Root } from 'hast';
import { load } from '../base/program.js';
import { walk } from '../markdown/walk.js';
import { Equations } from './equations.js';

type Temml = typeof import('temml').default;

/** Loaded with the first formula; most sites have none. */
let temml: Temml | undefined;

function loadTemml(): Temml {
  temml ??= load('temml') as Temml;
  return temml;
}

/** A rendered formula as raw HTML. Its references are filled in when all equations are numbered. */
interface RenderedFormula {
  readonly type: 'raw';
  value: string;
  readonly position?: Element['position'];
  readonly data: { readonly isFormula: true };
}

/** A problem of a formula. */
export interface FormulaProblem {
  readonly rule: 'markdown/formula' | 'link/equation';
  readonly reason: string;
  readonly expected?: readonly string[];
  readonly position: Element['position'];
}

/**
 * Replaces formulas with MathML, and numbers equations. An invalid formula stays as its TeX.
 * @param report called with each problem
 */
export function renderFormulas(tree: Root, report: (bad: FormulaProblem) => void): void {
  const equations = new Equations();
  const rendered: RenderedFormula[] = [];
  walk<Nodes>(tree, (node, index, parent) => {
    if (node.type !== 'element' || !node.data) return;
    const { formula } = node.data as { formula?: { readonly tex: string; readonly display: boolean } };
    if (!formula) return;
    try {
      const value = equations.number(mathmlOf(formula, equations));
      const raw: RenderedFormula = {
        type: 'raw',
        value,
        ...(node.position && { position: node.position }),
        data: { isFormula: true },
      };
      parent.children[index] = raw as never;
      rendered.push(raw);
    } catch (error) {
      const reason = /^\s*(.*?)(?: at (?:position|end)\b|$)/.exec(String((error as Error).message))?.[1] ?? '';
      report({ rule: 'markdown/formula', reason: `invalid formula: ${reason}`, position: node.position });
      node.children = [{ type: 'text', value: formula.tex }];
    }
  });
  for (const raw of rendered)
    raw.value = equations.refer(raw.value, (label, expected) => {
      const reason = `no equation has the label "${label}"`;
      report({ rule: 'link/equation', reason, expected, position: raw.position });
    });
}

/** Returns a formula as MathML, with the TeX that the writer wrote as its annotation. */
function mathmlOf({ tex, display }: { readonly tex: string; readonly display: boolean }, equations: Equations): string {
  const prepared = equations.prepare(tex, display);
  const lines = display ? inLines(prepared) : prepared;
  return renderTex(lines, prepared, display)
    .replace(' style="display:block math;"', '')
    .replace(/(<annotation encoding="application\/x-tex">)[\s\S]*?(?=<\/annotation>)/, (all, start: string) =>
      lines === tex ? all : start + tex.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
    );
}

/** Renders a formula; if it can't be rendered in several lines, falls back to one line. */
function renderTex(tex: string, otherwise: string, displayMode: boolean): string {
  const options = { displayMode, annotate: true, throwOnError: true };
  if (tex === otherwise) return loadTemml().renderToString(tex, options);
  try {
    return loadTemml().renderToString(tex, options);
  } catch {
    return loadTemml().renderToString(otherwise, options);
  }
}

/** Tokens that open and close groups, end lines and separate columns. Comments and other commands are matched to be skipped. */
const TOKEN = /%[^\n]*|\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\(?:[A-Za-z]+|[^A-Za-z])|[{}&]/g;

/** Commands of formulas that must stay in one line: they number rows, or define what later lines use. */
const NOT_BREAKABLE = /\\(?:tag|label|nonumber|notag|def|gdef|let|(?:new|renew|provide)command)\b/;

/**
 * Breaks a displayed formula at `\\` outside of environments, as KaTeX and MathJax do. TeX itself and Temml ignore such line
 * breaks.
 */
function inLines(tex: string): string {
  if (!tex.includes('\\\\') || NOT_BREAKABLE.test(tex)) return tex;
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
