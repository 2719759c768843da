// Colours that texts bring along, from editors above all: #262626 is black on white there, and next to nothing on a dark page. The hue
// stays, and the lightness keeps a distance from the paper by day and by night. Browsers compute it; those that cannot show the
// colour as it was written.

/** Lightness (of OKLCH) on paper, where it is 0.62 at most, and in the dark, where black becomes white: contrasts of 3.3 and 6. */
const [DAY, NIGHT] = ['min(l,.62)', 'max(l,.7,1.02 - .6*l)'];

/** Colours that depend on what is around them. */
const UNKNOWN = /var\(|url\(|gradient|inherit|initial|unset|revert|currentcolor|transparent|none/i;

/** Colours that let another one through. */
const TRANSLUCENT = /rgba|hsla|\/|#(?:[\da-f]{4}|[\da-f]{8})\b/i;

/**
 * The rule of a style attribute, with a colour that can be read in both modes.
 * @param hasOwnBackground whether the text lies on a background that is written around it
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

/** A declaration of a text's colour that can be read in both modes; none for a colour that only a browser knows. */
export function readableColor(color: string): string {
  if (UNKNOWN.test(color) || /[;{}<>]/.test(color)) return '';
  return `color:light-dark(oklch(from ${color} ${DAY} c h),oklch(from ${color} ${NIGHT} c h))`;
}

/** Whether a rule gives its element a background of its own. */
export function hasBackground(rule: string): boolean {
  const background = declared(rule, 'background-color') ?? declared(rule, 'background');
  return background !== undefined && !/transparent|none|inherit|initial|unset/i.test(background);
}

function declared(rule: string, property: string): string | undefined {
  const found = [...rule.matchAll(/(?:^|;)\s*([\w-]+)\s*:\s*([^;]*)/g)].findLast(([, name]) => name?.toLowerCase() === property);
  return found?.[2]?.replace(/\s*!\s*important\s*$/i, '').trim() || undefined;
}
