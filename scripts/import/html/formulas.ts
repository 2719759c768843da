// Formulas in HTML: TeX between signs that MathJax and KaTeX read, and what they and similar programs made of it.

import type { Node } from '../../markdown/nodes.js';
import { attribute, elementsIn, type Html, hasClass, isElement, textIn } from './elements.js';

/** TeX in text. @see MathJax, "TeX and LaTeX input": default delimiters; WordPress.com, "LaTeX": `$latex …$` */
const TEX =
  /\$latex\s+([^$]+)\$|\$\$([^$]+)\$\$|\\\(([^\n]+?)\\\)|\\\[([\s\S]+?)\\\]|(?<![\\$\w])\$(?![\s$])([^$\n]+?)(?<![\s\\])\$(?![\w$])/g;

/** What makes TeX of a text between single dollar signs, which prices and variables have, too. */
const IS_TEX = /\\[a-z]{2,}|[_^]\{|(?<![A-Za-z])[A-Za-z)][_^][A-Za-z0-9](?![A-Za-z0-9])/i;

/** A part of a text: words, or a formula. */
type Part = string | { readonly tex: string; readonly isDisplay: boolean };

export function formulaParts(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const match of text.matchAll(TEX)) {
    const [all, latex, double, parenthesis, bracket, single] = match;
    const tex = (latex ?? double ?? parenthesis ?? bracket ?? single ?? '').trim();
    if (tex === '' || (single !== undefined && !IS_TEX.test(single))) continue;
    parts.push(text.slice(done, match.index), { tex, isDisplay: double !== undefined || bracket !== undefined });
    done = match.index + all.length;
  }
  parts.push(text.slice(done));
  return parts.filter((part) => part !== '');
}

/** Returns nodes for a text with formulas. */
export function withFormulas(text: string): Node[] {
  return formulaParts(text).map((part) =>
    typeof part === 'string' ? { type: 'text', value: part } : formula(part.tex, part.isDisplay),
  );
}

export function formula(tex: string, display: boolean): Node {
  return { type: 'inlineMath', value: tex.replace(/\s+/g, ' ').trim(), display };
}

/** Returns the TeX of an element that a program made of it; undefined for any other element. */
export function texOf(element: Html.Element): { readonly tex: string; readonly isDisplay: boolean } | undefined {
  const { tagName } = element;
  const type = tagName === 'script' ? attribute(element, 'type') : undefined;
  if (type?.startsWith('math/tex')) return { tex: textIn(element), isDisplay: type.includes('display') };
  if (tagName === 'img' && hasClass(element, /^(?:latex|tex|math|equation|ql-img-\S*)$/i)) {
    const tex = attribute(element, 'alt')
      ?.trim()
      .replace(/^\\[[(]|\\[\])]$|^\$+|\$+$/g, '');
    return tex ? { tex, isDisplay: hasClass(element, /display/) } : undefined;
  }
  if (!hasClass(element, /^katex(?:-display)?$/)) return undefined;
  const [annotation] = elementsIn(
    element,
    (each) => each.tagName === 'annotation' && /tex/i.test(attribute(each, 'encoding') ?? ''),
  );
  return annotation && { tex: textIn(annotation), isDisplay: hasClass(element, /^katex-display$/) };
}

/** True for what MathJax shows in the place of a formula whose TeX stands beside it. */
export function isRenderedTex(node: Html.Node): boolean {
  return isElement(node) && hasClass(node, /^MathJax(?:_\w+)?$/);
}
