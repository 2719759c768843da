// Keeps colours in style attributes readable in light and dark mode. Most were left in a text by word processors: #262626 looks
// black on their white page, and is invisible on a dark one. The hue is kept and the lightness is clamped. Browsers compute the
// result; those that cannot do so show the original colour.

/** OKLCH lightness: at most 0.62 in light mode; in dark mode, black becomes white. The contrast with the page is then at least 3.3 in light mode and 6 in dark mode. */
const [DAY, NIGHT] = ['min(l,.62)', 'max(l,.7,1.02 - .6*l)'];

/** Colours that depend on their surroundings. */
const UNKNOWN = /var\(|url\(|gradient|inherit|initial|unset|revert|currentcolor|transparent|none/i;

/** Translucent colours. */
const TRANSLUCENT = /rgba|hsla|\/|#(?:[\da-f]{4}|[\da-f]{8})\b/i;

/**
 * Returns the declarations of a style attribute, with a colour that is readable in both modes.
 * @param hasOwnBackground true if an element around the text has its own background
 */
export function readableStyle(style: string, hasOwnBackground: boolean): string {
  const colour = declared(style, 'color');
  const background = declared(style, 'background-color') ?? declared(style, 'background');
  if (background !== undefined) {
    if (colour !== undefined || UNKNOWN.test(background) || TRANSLUCENT.test(background)) return style;
    return `${style};color:oklch(from ${background} clamp(.2,(.65 - l)*1000,.95) 0 0)`;
  }
  return colour === undefined || hasOwnBackground ? style : `${style};${readableColour(colour)}`;
}

/** Returns a `color` declaration that is readable in both modes; empty for colours that only a browser can resolve. */
export function readableColour(colour: string): string {
  if (UNKNOWN.test(colour) || /[;{}<>]/.test(colour)) return '';
  return `color:light-dark(oklch(from ${colour} ${DAY} c h),oklch(from ${colour} ${NIGHT} c h))`;
}

/** True if the declarations of a style attribute set a background. */
export function hasBackground(style: string): boolean {
  const background = declared(style, 'background-color') ?? declared(style, 'background');
  return background !== undefined && !/transparent|none|inherit|initial|unset/i.test(background);
}

function declared(style: string, property: string): string | undefined {
  const found = [...style.matchAll(/(?:^|;)\s*([\w-]+)\s*:\s*([^;]*)/g)].findLast(([, name]) => name?.toLowerCase() === property);
  return found?.[2]?.replace(/\s*!\s*important\s*$/i, '').trim() || undefined;
}
