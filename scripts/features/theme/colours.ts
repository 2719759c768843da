// Colours of a theme: reads them as CSS writes them, measures their contrast, and derives the colours that a writer left out.

import { clampChroma, converter, formatHex, parse, wcagContrast } from 'culori';
import { checked } from '../../fields/fields.js';

/** A colour as `#rrggbb`. */
export type Hex = string;

/** A colour in light and in dark mode. */
export interface ColourPair {
  readonly light: Hex;
  readonly dark: Hex;
}

/** The least contrast of text (WCAG 2.2, success criterion 1.4.3). */
export const LEAST_CONTRAST = 4.5;

const oklch = converter('oklch');

/** A colour in any notation of CSS: a name, `#a8321f`, `rgb(…)`, `oklch(…)`. Read as `#rrggbb`; transparency is an error. */
export const colour = checked<Hex>('colour', (written) => {
  const found = parse(written);
  if (!found) throw new Error(`expected a colour such as \`#a8321f\`, \`teal\`, \`oklch(0.5 0.15 30)\`, got "${written}"`);
  if ((found.alpha ?? 1) < 1) throw new Error(`expected a colour without transparency, got "${written}"`);
  return formatHex(clampChroma(found, 'oklch')) ?? '';
});

/** Returns the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Hex, other: Hex): number {
  return wcagContrast(one, other);
}

/**
 * Returns the colour of the same hue that is nearest in lightness and has enough contrast with some backgrounds; the colour itself
 * if it has enough. Black or white if no colour has.
 */
export function readable(wanted: Hex, backgrounds: readonly Hex[], least = LEAST_CONTRAST): Hex {
  const isReadable = (each: Hex) => backgrounds.every((background) => contrast(each, background) >= least);
  if (isReadable(wanted)) return wanted;
  const from = oklch(wanted);
  const lightness = from?.l ?? 0;
  for (let step = 0.005; step <= 1; step += 0.005) {
    for (const l of [lightness - step, lightness + step]) {
      if (l < 0 || l > 1 || !from) continue;
      const moved = formatHex(clampChroma({ ...from, l }, 'oklch'));
      if (isReadable(moved)) return moved;
    }
  }
  return isReadable('#000000') ? '#000000' : '#ffffff';
}

/** Returns the colour for dark mode that belongs to one for light mode: the same hue, light enough for a dark page. */
export function darkOf(light: Hex, backgrounds: readonly Hex[]): Hex {
  const { l = 0, c = 0, h } = oklch(light) ?? {};
  const lighter = { mode: 'oklch' as const, l: Math.max(l, 0.74), c: Math.min(c, 0.16), ...(h !== undefined && { h }) };
  return readable(formatHex(clampChroma(lighter, 'oklch')), backgrounds);
}
