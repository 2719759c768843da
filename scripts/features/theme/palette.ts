// The colours, fonts and measures of a site: those of its theme, with what the writer changed.

import { type ColourPair, darkOf } from './colours.js';
import { COLOURS, type ColourName, DENSITIES, type FontUse, type Palette, THEMES, type Theme, type ThemeName } from './themes.js';

export type { ColourName, Palette } from './themes.js';

const COLOUR_NAMES = Object.keys(COLOURS) as ColourName[];

type Colours = { readonly [name in ColourName]?: string | undefined };

/** The setting `theme`: a theme, and what the writer changes of it. */
export interface ThemeSettings {
  readonly name: ThemeName;
  readonly accent?: Partial<ColourPair> | undefined;
  readonly colors?: { readonly light?: Colours | undefined; readonly dark?: Colours | undefined } | undefined;
  readonly fonts?: { readonly [use in FontUse]?: string | undefined } | undefined;
  readonly width?: number | undefined;
  readonly radius?: number | undefined;
  readonly density?: keyof typeof DENSITIES | undefined;
}

/** The parts of a theme that custom properties express. */
export interface Tokens extends Pick<Theme, 'fonts' | 'width' | 'radius'> {
  readonly colours: Palette;
  /** Factor of spacing. */
  readonly density: number;
}

/** Returns the colours of a site. */
export function paletteOf({ name, accent = {}, colors }: ThemeSettings): Palette {
  const own = (colour: ColourName): ColourPair => {
    const base = THEMES[name].colours[colour];
    const light = colors?.light?.[colour];
    const dark = colors?.dark?.[colour];
    return { light: light ?? base.light, dark: dark ?? base.dark };
  };
  const palette = Object.fromEntries(COLOUR_NAMES.map((colour) => [colour, own(colour)])) as unknown as Palette;
  const { light = palette.accent.light } = accent;
  const dark = accent.dark ?? (accent.light ? darkOf(light, [palette.paper.dark, palette.wash.dark]) : palette.accent.dark);
  return {
    ...palette,
    accent: { light: colors?.light?.accent ?? light, dark: colors?.dark?.accent ?? dark },
  };
}

/** Returns the tokens of a site. */
export function tokensOf(settings: ThemeSettings): Tokens {
  const theme: Theme = THEMES[settings.name];
  const { fonts, width = theme.width, radius = theme.radius, density = theme.density } = settings;
  const font = (use: FontUse) => fonts?.[use] ?? theme.fonts[use];
  return {
    colours: paletteOf(settings),
    fonts: { text: font('text'), title: font('title'), code: font('code') },
    width,
    radius,
    density: DENSITIES[density],
  };
}

/** Returns the CSS rules that set tokens other than those of `templates/style.css`; empty if there are none. */
export function cssOf(tokens: Tokens, standard: Tokens): string {
  const colours = COLOUR_NAMES.map((name) => [name, colourCss(tokens.colours[name]), colourCss(standard.colours[name])] as const);
  const root = declarations([
    ...colours,
    ['column', `${tokens.width}rem`, `${standard.width}rem`],
    ['radius', `${tokens.radius}px`, `${standard.radius}px`],
    ['density', String(tokens.density), String(standard.density)],
  ]);
  const fonts = (['text', 'title', 'code'] as const).map(
    (use) => [`${use}-font`, tokens.fonts[use], standard.fonts[use]] as const,
  );
  const rules = [rule(':root', root), rule(':root, [lang]', declarations(fonts))].filter(Boolean);
  // Without the condition, the colours would win over those for paper.
  return rules.length === 0 ? '' : `@layer theme {\n@media screen {\n${rules.join('\n')}\n}\n}\n`;
}

function colourCss({ light, dark }: ColourPair): string {
  return `light-dark(${light}, ${dark})`;
}

function declarations(all: readonly (readonly [name: string, value: string, standard: string])[]): string[] {
  return all.filter(([, value, standard]) => value !== standard).map(([name, value]) => `--${name}: ${value};`);
}

function rule(selector: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${selector} {\n${lines.join('\n')}\n}`;
}
