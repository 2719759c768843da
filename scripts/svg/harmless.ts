// Removes active content from SVGs. All SVGs pass through here, whether they are shown, linked, copied, used as icons or drawn by
// the program. An element or attribute is kept only if an allowlist has it. Names are resolved by namespace, and only SVG's own
// are kept.

import type * as Svgo from 'svgo';
import { allowed, isInside } from './allowed.js';
import { cleanCss, hasOutsideAddress } from './css.js';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** Descriptions of removed elements for the report. */
const DESCRIPTIONS: { readonly [element: string]: string } = {
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

/** Attributes whose values are texts or names, never CSS. */
const TEXT_ATTRIBUTES =
  /^(?:aria-.*|data-.*|id|class|role|lang|xml:.*|xlink:title|title|type|systemLanguage|font-family|unicode|glyph-name)$/;

/** Matches overlong numbers. No drawing needs them, and svgo's time is quadratic in their length. */
const OVERLONG_NUMBER = /\d{64}/;

export interface HarmlessOptions {
  /** Allowed elements; by default all of the allowlist. */
  readonly elements?: ReadonlySet<string>;
  /** True if `<a>` may link to an address; by default to none, because links don't work in pictures. */
  readonly isLink?: (address: string) => boolean;
  /** Called with a description of unsafe content that was removed: "a script", "an external address". */
  readonly removed?: (what: string) => void;
}

/** Namespaces by prefix; '' is the default namespace. */
type Scope = ReadonlyMap<string, string>;

const NO_PREFIXES: Scope = new Map([
  ['', SVG],
  ['xml', XML],
]);

/** Returns an svgo plugin that removes active content. */
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
            const { namespace, local } = resolveName(node.name, scope);
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

/** Splits an element's name into namespace and local name. The namespace is undefined if the prefix is not declared. */
function resolveName(name: string, scope: Scope): { namespace: string | undefined; local: string } {
  const colon = name.indexOf(':');
  return { namespace: scope.get(name.slice(0, Math.max(0, colon))), local: name.slice(colon + 1) };
}

/**
 * Returns the description of a removed element for the report; undefined for metadata and editor data, which are not reported.
 */
function nameOf(namespace: string | undefined, local: string): string | undefined {
  if (Object.hasOwn(DESCRIPTIONS, local)) return DESCRIPTIONS[local];
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
      else if (node.name !== 'a') removed('an external address');
    } else if (name === 'style') {
      const { css, hadAddress } = cleanCss(value, 'declarationList');
      if (hadAddress) removed('an external address');
      if (css) kept[name] = css;
    } else if (OVERLONG_NUMBER.test(value)) removed('an overlong number');
    else if (!TEXT_ATTRIBUTES.test(name) && hasOutsideAddress(value)) removed('an external address');
    else kept[name] = name === 'attributeName' ? value.trim() : value;
  }
  return kept;
}

const PREFIXES: ReadonlyMap<string | undefined, string> = new Map([
  [XLINK, 'xlink:'],
  [XML, 'xml:'],
]);

/** Returns the name under which an attribute is kept; undefined if it is removed. */
function attributeName(written: string, scope: Scope): string | undefined {
  const { namespace, local } = resolveName(written, scope);
  const prefix = written.includes(':') ? PREFIXES.get(namespace) : '';
  if (prefix === undefined || written === 'xmlns') return undefined;
  const name = prefix + local;
  return allowed().attributes.has(name) || /^(?:aria|data)-[\w.-]+$/.test(name) ? name : undefined;
}

function cleanSheet(node: Svgo.XastElement, removed: (what: string) => void): void {
  const text = node.children.map((child) => (child.type === 'text' || child.type === 'cdata' ? child.value : '')).join('');
  const { css, hadAddress } = cleanCss(text, 'stylesheet');
  if (hadAddress) removed('an external address');
  node.children = css ? [{ type: 'text', value: css }] : [];
}

/**
 * Refuses entities that contain other entities, which can expand to any size, and external ones, which would have to be fetched.
 * @throws if an SVG has one
 */
export function checkEntities(text: string): void {
  const begin = '<!ENTITY';
  for (let at = text.indexOf(begin); at >= 0; ) {
    const end = text.indexOf('>', at);
    const declaration = text.slice(at + begin.length, end);
    const value = end < 0 ? null : /^\s+[\w:.-]+\s+(?:"([^"]*)"|'([^']*)')\s*$/.exec(declaration);
    if (!value || /[&%]/.test(value[1] ?? value[2] ?? '')) throw new Error('its entities are not plain text');
    at = text.indexOf(begin, end);
  }
}
