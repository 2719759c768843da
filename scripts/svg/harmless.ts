// The one cleaner of drawings: what is shown, linked, copied, an icon, or drawn here. A drawing is text that a browser runs, so an
// element or attribute stays only if a list allows it. Everything that stays is SVG's own: names are resolved by their namespaces,
// and no declaration of another namespace is left.

import type * as Svgo from 'svgo';
import { allowed, isInside } from './allowed.js';
import { cleanCss, hasOutsideAddress } from './css.js';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** What elements are called that a drawing loses, for the report. */
const CALLED: { readonly [element: string]: string } = {
  script: 'a script',
  handler: 'a script',
  listener: 'a script',
  foreignObject: 'a web page inside it',
  iframe: 'a web page inside it',
  object: 'a web page inside it',
  embed: 'a web page inside it',
  audio: 'sound',
  video: 'a video',
};

/** Attributes whose values are words for people or names, and never CSS. */
const WORDS =
  /^(?:aria-.*|data-.*|id|class|role|lang|xml:.*|xlink:title|title|type|systemLanguage|font-family|unicode|glyph-name)$/;

/** A number that no one needs, and that takes svgo time by the square of its length. */
const ENDLESS = /\d{64}/;

export interface HarmlessOptions {
  /** Elements that may stay; the default is all of SVG that draws. */
  readonly elements?: ReadonlySet<string>;
  /** Whether `<a>` may lead to an address; the default is nowhere: a link does nothing in a picture. */
  readonly isLink?: (address: string) => boolean;
  /** Gets what is taken out because a drawing must not have it: "a script", "an address elsewhere". */
  readonly removed?: (what: string) => void;
}

/** Prefixes and what they stand for; '' is for names without one. */
type Scope = ReadonlyMap<string, string>;

const NO_PREFIXES: Scope = new Map([
  ['', SVG],
  ['xml', XML],
]);

/** A plugin of svgo that takes out of a drawing all that could act. */
export function harmless({ elements, isLink = () => false, removed = () => {} }: HarmlessOptions = {}): Svgo.CustomPlugin {
  return {
    name: 'harmless',
    fn: () => {
      const scopes: Scope[] = [NO_PREFIXES];
      return {
        element: {
          enter: (node, parent) => {
            const scope = scopeOf(node, scopes.at(-1) as Scope);
            const drop = (what?: string) => {
              if (what !== undefined) removed(what);
              parent.children = parent.children.filter((child) => child !== node);
            };
            scopes.push(scope);
            const { namespace, local } = resolved(node.name, scope);
            if (namespace !== SVG || !(elements ?? allowed().elements).has(local)) return drop(nameOf(namespace, local));
            if (isAnimation(local) && !allowed().animated.has((node.attributes.attributeName ?? 'd').trim()))
              return drop('a script');
            node.name = local;
            node.attributes = attributesOf(node, scope, isLink, removed);
            if (parent.type === 'root') node.attributes = { xmlns: SVG, 'xmlns:xlink': XLINK, ...node.attributes };
            if (local === 'style') cleanSheet(node, removed);
          },
          exit: () => {
            scopes.pop();
          },
        },
        instruction: {
          enter: (node, parent) => {
            if (node.name !== 'xml') parent.children = parent.children.filter((child) => child !== node);
          },
        },
      };
    },
  };
}

const isAnimation = (name: string): boolean => /^(?:set|animate)/.test(name);

function scopeOf({ attributes }: Svgo.XastElement, outer: Scope): Scope {
  const declared = Object.entries(attributes).filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([name, value]) => [name.slice('xmlns:'.length), value.trim()] as const)]);
}

/** An element's name without its prefix, and its namespace; undefined if its prefix is not declared. */
function resolved(name: string, scope: Scope): { namespace: string | undefined; local: string } {
  const colon = name.indexOf(':');
  return { namespace: scope.get(name.slice(0, Math.max(0, colon))), local: name.slice(colon + 1) };
}

/** What a report calls an element that is taken out; undefined for what editors leave, which no one misses. */
function nameOf(namespace: string | undefined, local: string): string | undefined {
  if (Object.hasOwn(CALLED, local)) return CALLED[local];
  if (namespace === SVG && local === 'metadata') return undefined;
  return namespace !== undefined && allowed().editors.has(namespace) ? undefined : 'an element that SVG does not have';
}

function attributesOf(
  node: Svgo.XastElement,
  scope: Scope,
  isLink: (address: string) => boolean,
  removed: (what: string) => void,
): { [name: string]: string } {
  const kept: { [name: string]: string } = {};
  for (const [written, value] of Object.entries(node.attributes)) {
    const name = attributeName(written, scope);
    if (/^on/i.test(written)) removed('a script');
    if (name === undefined) continue;
    if (/(?:^|:)href$/.test(name)) {
      if (isInside(value) || (node.name === 'a' && isLink(value))) kept[name] = value;
      else if (node.name !== 'a') removed('an address elsewhere');
    } else if (name === 'style') {
      const { css, hadAddress } = cleanCss(value, 'declarationList');
      if (hadAddress) removed('an address elsewhere');
      if (css) kept[name] = css;
    } else if (ENDLESS.test(value)) removed('a number without end');
    else if (!WORDS.test(name) && hasOutsideAddress(value)) removed('an address elsewhere');
    else kept[name] = name === 'attributeName' ? value.trim() : value;
  }
  return kept;
}

const PREFIXES: ReadonlyMap<string | undefined, string> = new Map([
  [XLINK, 'xlink:'],
  [XML, 'xml:'],
]);

/** The name under which an attribute stays; undefined if it does not. */
function attributeName(written: string, scope: Scope): string | undefined {
  const { namespace, local } = resolved(written, scope);
  const prefix = written.includes(':') ? PREFIXES.get(namespace) : '';
  if (prefix === undefined || written === 'xmlns') return undefined;
  const name = prefix + local;
  return allowed().attributes.has(name) || /^(?:aria|data)-[\w.-]+$/.test(name) ? name : undefined;
}

function cleanSheet(node: Svgo.XastElement, removed: (what: string) => void): void {
  const text = node.children.map((child) => (child.type === 'text' || child.type === 'cdata' ? child.value : '')).join('');
  const { css, hadAddress } = cleanCss(text, 'stylesheet');
  if (hadAddress) removed('an address elsewhere');
  node.children = css ? [{ type: 'text', value: css }] : [];
}

/**
 * Refuses entities that stand for others, which grow to any size, and those with an address, which would have to be fetched.
 * @throws if a drawing has one
 */
export function checkEntities(text: string): void {
  const begin = '<!ENTITY';
  for (let at = text.indexOf(begin); at >= 0; ) {
    const end = text.indexOf('>', at);
    const declaration = text.slice(at + begin.length, end);
    const value = end < 0 ? null : /^\s+[\w:.-]+\s+(?:"([^"]*)"|'([^']*)')\s*$/.exec(declaration);
    if (!value || /[&%]/.test(value[1] ?? value[2] ?? '')) throw new Error('its entities are not plain texts');
    at = text.indexOf(begin, end);
  }
}
