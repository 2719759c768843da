// Colours in texts, mostly left by editors. #262626 is black on white there, and invisible on a dark page. The hue is kept and
// the lightness is clamped to contrast with the page in light and dark mode. Browsers compute it; those that cannot show the
// original colour.

/** OKLCH lightness: at most 0.62 in light mode; in dark mode, black becomes white. The contrasts are 3.3 and 6. */
const [DAY, NIGHT] = ['min(l,.62)', 'max(l,.7,1.02 - .6*l)'];

/** Colours that depend on their surroundings. */
const UNKNOWN = /var\(|url\(|gradient|inherit|initial|unset|revert|currentcolor|transparent|none/i;

/** Translucent colours. */
const TRANSLUCENT = /rgba|hsla|\/|#(?:[\da-f]{4}|[\da-f]{8})\b/i;

/**
 * Returns the rule of a style attribute with a colour that is readable in both modes.
 * @param hasOwnBackground true if an element around the text has its own background
 */
export function readableRule(rule: string, hasOwnBackground: boolean): string {
  const color = declared(rule, 'color');
  const background = declared(rule, 'background-color') ?? declared(rule, 'background');
  if (background !== undefined) {
    if (color !== undefined || UNKNOWN.test(background) || TRANSLUCENT.test(background)) return rule;
    return `${rule};color:oklch(from ${background} clamp(.2,(.65 - l)*1000,.95) 0 0)`;
  }
  return color === undefined || hasOwnBackground ? rule : `${rule};${readableColor(color)}`;
}

/** Returns a `color` declaration that is readable in both modes; empty for colours that only a browser can resolve. */
export function readableColor(color: string): string {
  if (UNKNOWN.test(color) || /[;{}<>]/.test(color)) return '';
  return `color:light-dark(oklch(from ${color} ${DAY} c h),oklch(from ${color} ${NIGHT} c h))`;
}

/** True if a rule gives its element a background. */
export function hasBackground(rule: string): boolean {
  const background = declared(rule, 'background-color') ?? declared(rule, 'background');
  return background !== undefined && !/transparent|none|inherit|initial|unset/i.test(background);
}

function declared(rule: string, property: string): string | undefined {
  const found = [...rule.matchAll(/(?:^|;)\s*([\w-]+)\s*:\s*([^;]*)/g)].findLast(([, name]) => name?.toLowerCase() === property);
  return found?.[2]?.replace(/\s*!\s*important\s*$/i, '').trim() || undefined;
}
