// SVG: made smaller by svgo, and made harmless. A drawing is text that a browser runs: scripts, handlers, pages inside it and
// addresses elsewhere go, and so does what an editor left in it.

import type * as Svgo from 'svgo';
import { PIXELS } from '../columns.js';
import { load } from '../program.js';

export interface CleanSvg {
  readonly svg: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What was taken out because a picture must not have it: "a script", "an address elsewhere". */
  readonly removed: readonly string[];
}

/** An SVG without a size is shown as browsers show it (CSS 2.2, section 10.3.2). */
const NO_SIZE = { width: 300, height: 150 };

const NOT_ALLOWED: { readonly [element: string]: string } = {
  script: 'a script',
  foreignObject: 'a web page inside it',
  iframe: 'a web page inside it',
  object: 'a web page inside it',
  embed: 'a web page inside it',
  audio: 'sound',
  video: 'a film',
  handler: 'a script',
  listener: 'a script',
};

/** Addresses that stay inside the file: a part of it, or bytes of a picture. */
const INSIDE = /^(?:#|data:image\/(?:png|jpeg|gif|webp|avif);)/i;

/**
 * Cleans a drawing.
 * @throws if it is not well-formed, or its entities could grow without bound
 */
export function cleanSvg(text: string): CleanSvg {
  const { optimize } = load('svgo') as typeof Svgo;
  checkEntities(text);
  const removed = new Set<string>();
  let size = NO_SIZE;
  /** Rules of a style sheet. */
  const styles = (node: { value: string }, parent: Svgo.XastParent) => {
    if (parent.type !== 'element' || parent.name !== 'style') return;
    const harmless = withoutOutsideUrls(node.value);
    if (harmless !== node.value) removed.add('an address elsewhere');
    node.value = harmless;
  };
  const harmless: Svgo.CustomPlugin = {
    name: 'harmless',
    fn: () => ({
      element: {
        enter: (node, parent) => {
          const drop = NOT_ALLOWED[node.name.replace(/^.*:/, '')];
          if (drop !== undefined) {
            removed.add(drop);
            parent.children = parent.children.filter((child) => child !== node);
            return;
          }
          for (const [name, value] of Object.entries(node.attributes)) {
            if (/^on/i.test(name)) removed.add('a script');
            else if (/(?:^|:)href$|^src$/i.test(name)) {
              if (INSIDE.test(value.trim())) continue;
              // A link does nothing in a picture.
              if (node.name !== 'a') removed.add('an address elsewhere');
            } else if (hasOutsideUrl(value)) removed.add('an address elsewhere');
            else continue;
            delete node.attributes[name];
          }
          // Animations that set an address or a handler.
          if (/^(?:set|animate)/.test(node.name) && /(?:href$|^on)/i.test(node.attributes.attributeName ?? '')) {
            removed.add('a script');
            parent.children = parent.children.filter((child) => child !== node);
          }
          if (node.name === 'svg' && parent.type === 'root') size = sizeOf(node.attributes);
        },
      },
      text: { enter: styles },
      cdata: { enter: styles },
      instruction: {
        enter: (node, parent) => {
          if (node.name !== 'xml') parent.children = parent.children.filter((child) => child !== node);
        },
      },
    }),
  };
  const { data } = optimize(text, { multipass: true, plugins: [harmless, 'preset-default', 'removeScripts'] });
  if (!/^<svg[\s>]/.test(data.replace(/^<\?xml[^>]*>\s*/, ''))) throw new Error('it contains no <svg>');
  return { svg: data, ...size, removed: [...removed].sort() };
}

/**
 * A drawing that is published as it is, for what a link to it is meant to show: without what editors and authors left in it.
 * @throws if it is not well-formed
 */
export function withoutMetadata(text: string): string {
  const { optimize } = load('svgo') as typeof Svgo;
  checkEntities(text);
  return optimize(text, { plugins: ['removeMetadata', 'removeEditorsNSData', 'removeComments'] }).data;
}

/** Entities that stand for others grow to any size, and those with an address would have to be fetched. */
function checkEntities(text: string): void {
  for (const [, declaration = ''] of text.matchAll(/<!ENTITY\s+([^>]*)>/g)) {
    const value = /^[\w:.-]+\s+(?:"([^"]*)"|'([^']*)')\s*$/.exec(declaration);
    if (!value || /[&%]/.test(value[1] ?? value[2] ?? '')) throw new Error('its entities are not plain texts');
  }
}

const URLS = /url\(\s*(["']?)([^"')]*)\1\s*\)/gi;

function hasOutsideUrl(text: string): boolean {
  for (const [, , url = ''] of text.matchAll(URLS)) if (!INSIDE.test(url.trim())) return true;
  return false;
}

function withoutOutsideUrls(css: string): string {
  return css
    .replace(/@import[^;]*(?:;|$)/gi, '')
    .replace(URLS, (written, _quote, url: string) => (INSIDE.test(url.trim()) ? written : 'none'));
}

/** Width and height where they are given in pixels, else those of the viewBox. */
function sizeOf({ width, height, viewBox }: { readonly [name: string]: string | undefined }): { width: number; height: number } {
  const pixels = (value: string | undefined) => {
    const match = /^\s*(\d*\.?\d+)\s*(px|pt|pc|mm|cm|in|q)?\s*$/i.exec(value ?? '');
    return match ? Number(match[1]) * (PIXELS[match[2]?.toLowerCase() ?? 'px'] as number) : undefined;
  };
  const [, , boxWidth = 0, boxHeight = 0] = (viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  const [w, h] = [pixels(width), pixels(height)];
  const rounded = (each: number, other: number) => ({
    width: Math.max(1, Math.round(each)),
    height: Math.max(1, Math.round(other)),
  });
  if (w && h) return rounded(w, h);
  if (w && ratio) return rounded(w, w / ratio);
  if (h && ratio) return rounded(h * ratio, h);
  return ratio ? rounded(boxWidth, boxHeight) : NO_SIZE;
}
