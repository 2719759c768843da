// SVG: made harmless (`scripts/svg/`), without what an editor left in it. Nothing else changes: elements, groups, ids and numbers are
// what selectors, animations and readers who zoom in depend on, and no list says which of them a drawing can spare.

import type * as Svgo from 'svgo';
import { PIXELS } from '../base/columns.js';
import { load } from '../base/program.js';
import { checkEntities, harmless } from '../svg/harmless.js';

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

/** Parts of a file that no one sees, whatever selects or animates the rest. */
const UNSEEN: Svgo.PluginConfig[] = [
  'removeMetadata',
  'removeEditorsNSData',
  { name: 'removeComments', params: { preservePatterns: false } },
];
/** The same for a drawing that is cleaned: it needs nothing before its first element. */
const UNSEEN_OR_UNUSED: Svgo.PluginConfig[] = [...UNSEEN, 'removeDoctype', 'removeXMLProcInst', 'removeUnusedNS'];

/**
 * Cleans a drawing.
 * @throws if it is not well-formed, or its entities could grow without bound
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
 * A drawing that is published as it is, for what a link to it is meant to show: without what editors and authors left in it.
 * @param isTrusted whether it may act as its writer means it to; with `safe: true` no drawing may
 * @throws if it is not well-formed
 */
export function withoutMetadata(text: string, isTrusted: boolean): string {
  const { optimize } = load('svgo') as typeof Svgo;
  checkEntities(text);
  return optimize(text, { plugins: isTrusted ? UNSEEN : [harmless(), ...UNSEEN_OR_UNUSED] }).data;
}

/** Width and height where they are given in pixels, else those of the viewBox. */
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
