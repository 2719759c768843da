// CSS of drawings. Escapes of letters are decoded first, so that `@\69mport` and `u\72l()` are what a browser takes them for; the
// result is parsed, what no list allows is taken out, and CSS is written anew from what is left.

import { createRequire } from 'node:module';
import { load } from '../base/program.js';
import { AT_RULES, isAllowedFunction, isAllowedProperty, isFontInside, isInside } from './allowed.js';

/** What is used of css-tree, which has no types of its own. */
interface CssTree {
  readonly parse: (css: string, options: { context: string; parseCustomProperty: true }) => CssNode;
  readonly generate: (node: CssNode) => string;
  readonly walk: (
    node: CssNode,
    visit: (this: { atrule: CssNode | null }, node: CssNode, item: Item, list: List) => void,
  ) => void;
  readonly find: (node: CssNode, test: (node: CssNode) => boolean) => CssNode | null;
}
interface CssNode {
  readonly type: string;
  readonly name: string;
  readonly property: string;
  readonly value: string;
}
type Item = object;
interface List {
  readonly remove: (item: Item) => void;
}

let tree: CssTree | undefined;

/** The parser that svgo comes with. */
function cssTree(): CssTree {
  tree ??= createRequire(load.resolve('svgo'))('css-tree') as CssTree;
  return tree;
}

export interface CleanCss {
  readonly css: string;
  /** Whether an address elsewhere was in it. */
  readonly hadAddress: boolean;
}

/** @param context a whole sheet, or the declarations of a `style` attribute */
export function cleanCss(text: string, context: 'stylesheet' | 'declarationList'): CleanCss {
  const { parse, generate, walk } = cssTree();
  const ast = parse(withoutEscapes(text), { context, parseCustomProperty: true });
  let hadAddress = false;
  walk(ast, function (node, item, list) {
    const isFont = this.atrule?.name.toLowerCase() === 'font-face';
    const keeps = (): boolean => {
      switch (node.type) {
        case 'Atrule':
          if (AT_RULES.has(node.name.toLowerCase())) return true;
          hadAddress ||= node.name.toLowerCase() === 'import';
          return false;
        case 'Declaration': {
          const problem = problemOf(node, isFont);
          hadAddress ||= problem === 'address';
          return problem === undefined && isAllowedProperty(node.property);
        }
        case 'Raw':
        case 'Comment':
        case 'CDO':
        case 'CDC':
          return false;
        default:
          return true;
      }
    };
    if (list && !keeps()) list.remove(item);
  });
  // No text of a drawing ends a CDATA section.
  return { css: generate(ast).replaceAll(']]>', ']] >'), hadAddress };
}

/** Why a declaration cannot stay: it names something outside of the drawing, or no list knows what it does. */
function problemOf(declaration: CssNode, isFont: boolean): 'address' | 'unknown' | undefined {
  let problem: 'address' | 'unknown' | undefined;
  cssTree().find(declaration, ({ type, name, value }) => {
    if (type === 'Url' && !isInside(value) && !(isFont && isFontInside(value))) problem = 'address';
    else if (type === 'Function' && !isAllowedFunction(name)) problem = 'address';
    else if (type === 'Raw') problem = hasOutsideAddress(value) ? 'address' : 'unknown';
    return problem !== undefined;
  });
  return problem;
}

/** CSS in which letters are not escaped: no name that means something is hidden. */
function withoutEscapes(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([g-z]))/gi, (_all, hex?: string, letter?: string) => {
    if (letter !== undefined) return letter;
    const code = Number.parseInt(hex as string, 16);
    const char = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    // What it is next to must not become a part of it.
    return /[a-z\u0080-\u{10ffff}]/iu.test(char) ? char : `\\${hex} `;
  });
}

/**
 * Whatever stands before a bracket, with what is in it at first: a name with a prefix (`-webkit-image-set`) or with letters that CSS
 * has for no function is a name too, which no list knows.
 */
const CALL = /(?<![\w\\\u0080-\u{10ffff}-])([\w\\\u0080-\u{10ffff}-]+)\s*\(\s*["']?\s*([^"')\s]{0,40})/giu;

/** Whether the value of an attribute names what is not in the drawing, or has a function that no list knows. */
export function hasOutsideAddress(value: string): boolean {
  if (!value.includes('(')) return false;
  for (const [, name = '', address = ''] of withoutEscapes(value).matchAll(CALL)) {
    if (!isAllowedFunction(name)) return true;
    if (name.toLowerCase() === 'url' && !isInside(address)) return true;
  }
  return false;
}
