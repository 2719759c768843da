// Cleans the CSS of SVGs. Escaped letters are decoded first, so that `@\69mport` and `u\72l()` are recognised as browsers would;
// then the CSS is parsed, everything that is not on an allowlist is removed, and the rest is serialised again.

import { createRequire } from 'node:module';
import { load } from '../base/program.js';
import { AT_RULES, isAllowedFunction, isAllowedProperty, isFontInside, isInside } from './allowed.js';

/** The parts of css-tree that are used here; it has no types of its own. */
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

/** Loads css-tree, which is a dependency of svgo. */
function cssTree(): CssTree {
  tree ??= createRequire(load.resolve('svgo'))('css-tree') as CssTree;
  return tree;
}

/** Cleaned CSS. */
export interface CleanCss {
  readonly css: string;
  /** True if an address outside of the drawing was removed. */
  readonly hadAddress: boolean;
}

/** Cleans CSS. @param context a whole stylesheet, or the declarations of a `style` attribute */
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
  // `]]>` would end a CDATA section.
  return { css: generate(ast).replaceAll(']]>', ']] >'), hadAddress };
}

/**
 * Returns why a declaration must be removed: it has an address outside of the drawing, or a function or syntax that is not
 * allowed.
 */
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

/** Decodes escaped letters, so that no name is hidden from the checks. */
function withoutEscapes(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([g-z]))/gi, (_all, hex?: string, letter?: string) => {
    if (letter !== undefined) return letter;
    const code = Number.parseInt(hex as string, 16);
    const char = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    // The space ends the escape, so that the next character does not become part of it.
    return /[a-z\u0080-\u{10ffff}]/iu.test(char) ? char : `\\${hex} `;
  });
}

/**
 * Matches anything like a function call: the name, and the beginning of its argument. Names with a prefix (`-webkit-image-set`)
 * or with unusual letters match too, and are then found on no allowlist.
 */
const CALL = /(?<![\w\\\u0080-\u{10ffff}-])([\w\\\u0080-\u{10ffff}-]+)\s*\(\s*["']?\s*([^"')\s]{0,40})/giu;

/** True if the value of an attribute has an address outside of the drawing, or a function that is not allowed. */
export function hasOutsideAddress(value: string): boolean {
  if (!value.includes('(')) return false;
  for (const [, name = '', address = ''] of withoutEscapes(value).matchAll(CALL)) {
    if (!isAllowedFunction(name)) return true;
    if (name.toLowerCase() === 'url' && !isInside(address)) return true;
  }
  return false;
}
