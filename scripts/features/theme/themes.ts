// The themes: their colours, fonts and measures. Rules that these cannot express are in `templates/themes/NAME.css`. All themes
// share the templates and `templates/style.css`, whose own values are those of *press*.

import type { ColourPair } from './colours.js';

/** The colours by name, with what they are for. */
export const COLOURS = {
  paper: 'background of pages',
  wash: 'background of code and boxes',
  rule: 'lines',
  ink: 'text',
  quiet: 'dates, captions and other quiet text',
  accent: 'underlines of links, the seal, the focus, marks',
} as const;

export type ColourName = keyof typeof COLOURS;

export type Palette = { readonly [name in ColourName]: ColourPair };

/** The uses of fonts. */
export const FONT_USES = { text: 'texts', title: 'titles', code: 'code' } as const;

export type FontUse = keyof typeof FONT_USES;

/** Stacks of fonts that every system has, as custom properties of `templates/style.css`. */
export const STACKS = ['sans', 'serif', 'mono'] as const;

/** Spacing as a multiple of that of *press*. */
export const DENSITIES = { compact: 0.75, normal: 1, airy: 1.25 } as const;

export interface Theme {
  /** Describes it, for the docs and for `init`. */
  readonly about: string;
  readonly colours: Palette;
  /** Values of `font-family`. */
  readonly fonts: { readonly [use in FontUse]: string };
  /** Width of the column in rem. */
  readonly width: number;
  /** Radius of corners in pixels. */
  readonly radius: number;
  readonly density: keyof typeof DENSITIES;
  /** True if lists show covers unless site.yaml says otherwise. */
  readonly covers: boolean;
}

const PRESS: Theme = {
  about: 'warm paper, titles in Song type, one seal-red accent',
  colours: {
    paper: { light: '#fbfaf7', dark: '#16171a' },
    wash: { light: '#f3f0e9', dark: '#1e1f24' },
    rule: { light: '#e4dfd5', dark: '#2e2f34' },
    ink: { light: '#23211e', dark: '#d8d5ce' },
    quiet: { light: '#6b665e', dark: '#9b968c' },
    accent: { light: '#a8321f', dark: '#f08a72' },
  },
  fonts: { text: 'var(--sans)', title: 'var(--serif)', code: 'var(--mono)' },
  width: 38,
  radius: 3,
  density: 'normal',
  covers: false,
};

/** The themes by name; the first is the default. */
export const THEMES = {
  press: PRESS,
  plain: {
    about: 'sans serif and dense, for technical blogs',
    colours: {
      paper: { light: '#ffffff', dark: '#0f1216' },
      wash: { light: '#f4f6f8', dark: '#181d24' },
      rule: { light: '#dde2e8', dark: '#2a313b' },
      ink: { light: '#1b2128', dark: '#d6dde6' },
      quiet: { light: '#5a6673', dark: '#93a0ae' },
      accent: { light: '#0b62c4', dark: '#6cb0ff' },
    },
    fonts: { text: 'var(--sans)', title: 'var(--sans)', code: 'var(--mono)' },
    width: 42,
    radius: 6,
    density: 'compact',
    covers: false,
  },
  journal: {
    about: 'covers and photographs first, wide and airy',
    colours: {
      paper: { light: '#fcfcfb', dark: '#121413' },
      wash: { light: '#f1f3f1', dark: '#1b1e1c' },
      rule: { light: '#e1e5e1', dark: '#2b302d' },
      ink: { light: '#1c211e', dark: '#dfe3df' },
      quiet: { light: '#5f6962', dark: '#98a39b' },
      accent: { light: '#1d6b4f', dark: '#7cc9a6' },
    },
    fonts: { text: 'var(--sans)', title: 'var(--serif)', code: 'var(--mono)' },
    width: 40,
    radius: 10,
    density: 'airy',
    covers: true,
  },
  academic: {
    about: 'serif text on white like a printed paper, with numbered sections, for essays and notes with formulas',
    colours: {
      paper: { light: '#fffffd', dark: '#14161b' },
      wash: { light: '#f5f5f1', dark: '#1d2027' },
      rule: { light: '#d9d9d2', dark: '#32363f' },
      ink: { light: '#17181c', dark: '#dcdcd6' },
      quiet: { light: '#5d5f66', dark: '#9da0a8' },
      accent: { light: '#7a1f2b', dark: '#e79aa3' },
    },
    fonts: { text: 'var(--serif)', title: 'var(--serif)', code: 'var(--mono)' },
    width: 39,
    radius: 0,
    density: 'normal',
    covers: false,
  },
} as const satisfies { readonly [name: string]: Theme };

export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export const DEFAULT_THEME: ThemeName = 'press';
