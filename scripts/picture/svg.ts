// Removes active content (scripts/svg/), metadata and editor data from SVGs. Nothing else is optimised: selectors, animations and
// readers who zoom in depend on elements, groups, ids and numbers.

import type * as Svgo from 'svgo';
import { PIXELS } from '../base/columns.js';
import { load } from '../base/program.js';
import { checkEntities, harmless } from '../svg/harmless.js';

/** A cleaned SVG. */
export interface CleanSvg {
  readonly svg: string;
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Descriptions of removed unsafe content: "a script", "an external address". */
  readonly removed: readonly string[];
}

/** Size of an SVG without a size, as in browsers (CSS 2.2, section 10.3.2). */
const NO_SIZE = { width: 300, height: 150 };

/** SVGO plugins that remove invisible parts, on which no selector or animation depends. */
const UNSEEN: Svgo.PluginConfig[] = [
  'removeMetadata',
  'removeEditorsNSData',
  { name: 'removeComments', params: { preservePatterns: false } },
];
/** The same, and parts that a cleaned SVG no longer needs. */
const UNSEEN_OR_UNUSED: Svgo.PluginConfig[] = [...UNSEEN, 'removeDoctype', 'removeXMLProcInst', 'removeUnusedNS'];

/**
 * Cleans an SVG that pages show.
 * @throws if it is not well-formed, or its entities could expand without bound
 */
export function cleanSvg(text: string): CleanSvg {
  const { optimize } = load('svgo') as typeof Svgo;
  checkEntities(text);
  const removed = new Set<string>();
  let size = NO_SIZE;
  const measure: Svgo.CustomPlugin = {
    name: 'measure',
    fn: () => ({
      element: {
        enter: (node, parent) => {
          if (node.name === 'svg' && parent.type === 'root') size = sizeOf(node.attributes);
        },
      },
    }),
  };
  const cleaner = harmless({ removed: (what) => removed.add(what) });
  const { data } = optimize(text, { plugins: [cleaner, measure, ...UNSEEN_OR_UNUSED] });
  if (!/^<svg[\s>]/.test(data)) throw new Error('it contains no <svg>');
  return { svg: data, ...size, removed: [...removed].sort() };
}

/**
 * Removes metadata and editor data from an SVG that is published as a copy, and active content unless it is trusted.
 * @param isTrusted true if it may contain scripts; with `safe: true` none may
 * @throws if it is not well-formed
 */
export function withoutMetadata(text: string, isTrusted: boolean): string {
  const { optimize } = load('svgo') as typeof Svgo;
  checkEntities(text);
  return optimize(text, { plugins: isTrusted ? UNSEEN : [harmless(), ...UNSEEN_OR_UNUSED] }).data;
}

/** Returns the size of an SVG from its width and height if they are absolute, else from its viewBox. */
function sizeOf({ width, height, viewBox }: { readonly [name: string]: string | undefined }): { width: number; height: number } {
  const pixels = (value: string | undefined) => {
    const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|q)?\s*$/i.exec(value ?? '');
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
