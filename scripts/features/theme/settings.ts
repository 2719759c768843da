// The setting `theme` of site.yaml: which theme, and what a writer changes of it.

import { isMap, isNode, isScalar, type Node } from 'yaml';
import {
  checked,
  defaultsOf,
  type Field,
  type Fields,
  mapping,
  oneOf,
  type ReportValue,
  type Type,
} from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';
import { type ColourPair, colour, contrast, LEAST_CONTRAST, readable } from './colours.js';
import { type ColourName, paletteOf, type ThemeSettings } from './palette.js';
import { COLOURS, DEFAULT_THEME, DENSITIES, FONT_USES, STACKS, THEME_NAMES } from './themes.js';

const LIGHT_DARK = { light: { type: colour, meaning: 'in light mode' }, dark: { type: colour, meaning: 'in dark mode' } };

/** A colour for light mode, from which the one for dark mode follows, or one for each mode. */
const accent: Type<Partial<ColourPair>> = {
  name: 'colour, or `light` and `dark`',
  schema: { anyOf: [colour.schema, mapping(LIGHT_DARK).schema] },
  read: (node, report, placeOf) => {
    if (isMap(node)) {
      const { light, dark } = mapping(LIGHT_DARK).read(node, report, placeOf) ?? {};
      return { ...(light && { light }), ...(dark && { dark }) };
    }
    const light = colour.read(node, report, placeOf);
    return light === undefined ? undefined : { light };
  },
};

const PALETTE_FIELDS = Object.fromEntries(
  Object.entries(COLOURS).map(([name, meaning]) => [name, { type: colour, meaning }]),
) as { readonly [name in ColourName]: Field<string> };

const COLOUR_FIELDS = {
  light: { type: mapping(PALETTE_FIELDS), meaning: 'colours in light mode' },
  dark: { type: mapping(PALETTE_FIELDS), meaning: 'colours in dark mode' },
} satisfies Fields;

/** Names of fonts as CSS lists them. `sans`, `serif` and `mono` are stacks that every system has. */
const fonts = checked('fonts', (written) => {
  const names = written.split(',').map((name) =>
    name
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim(),
  );
  for (const name of names) {
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name))
      throw new Error(`expected names of fonts, separated by commas, such as \`LXGW WenKai, serif\`, got "${name || written}"`);
  }
  const stacks: readonly string[] = STACKS;
  const last = stacks.includes(names.at(-1) ?? '') ? [] : ['sans'];
  return [...names, ...last].map((name) => (stacks.includes(name) ? `var(--${name})` : JSON.stringify(name))).join(', ');
});

const FONT_FIELDS = {
  text: { type: fonts, meaning: FONT_USES.text },
  title: { type: fonts, meaning: FONT_USES.title },
  code: { type: fonts, meaning: FONT_USES.code },
} satisfies Fields;

/** A length in one unit, from `least` to `most`; a number without a unit counts. */
function length(unit: string, least: number, most: number): Type<number> {
  return checked(`${least} to ${most} ${unit}`, (written) => {
    const value = Number(written.replace(new RegExp(`\\s*${unit}$`), ''));
    if (written !== '' && value >= least && value <= most) return value;
    throw new Error(`expected a length from ${least}${unit} to ${most}${unit}`);
  });
}

/** Fields of `theme`. The table in docs/themes.md is made from this. */
export const THEME_FIELDS = {
  name: { type: oneOf(...THEME_NAMES), default: DEFAULT_THEME, meaning: 'the theme' },
  accent: {
    type: accent,
    meaning: 'the accent alone: one colour, from which the one for dark mode follows, or `{light: …, dark: …}`',
  },
  colors: {
    type: mapping(COLOUR_FIELDS),
    meaning: `colours by mode and name: \`{light: {paper: '#fff'}, dark: {paper: '#000'}}\``,
  },
  fonts: {
    type: mapping(FONT_FIELDS),
    meaning: 'fonts of `text`, `title` and `code`: names of fonts, or `sans`, `serif`, `mono`: `{title: sans}`',
  },
  width: { type: length('rem', 24, 70), meaning: 'width of the text: `38rem`; a Chinese character is 1 rem wide' },
  radius: { type: length('px', 0, 32), meaning: 'radius of corners: `3px`' },
  density: {
    type: oneOf(...(Object.keys(DENSITIES) as (keyof typeof DENSITIES)[])),
    meaning: 'space between lines and paragraphs',
  },
} satisfies Fields;

/** Colours of text, which must be readable on the paper and in boxes. */
const TEXT_COLOURS = ['ink', 'quiet', 'accent'] as const;
const BACKGROUNDS = ['paper', 'wash'] as const;

/** Reports colours of the writer that are hard to read, each with the nearest one that is not. */
function checkContrast(settings: ThemeSettings, nodeOf: (path: readonly string[]) => Node | undefined, report: ReportValue) {
  const palette = paletteOf(settings);
  for (const mode of ['light', 'dark'] as const) {
    const nodeFor = (name: ColourName) =>
      nodeOf(['colors', mode, name]) ?? (name === 'accent' ? (nodeOf(['accent', mode]) ?? nodeOf(['accent'])) : undefined);
    const backgrounds = BACKGROUNDS.map((name) => palette[name][mode]);
    for (const name of TEXT_COLOURS) {
      const at = [name, ...BACKGROUNDS].map(nodeFor).find((node) => node !== undefined);
      const text = palette[name][mode];
      const least = Math.min(...backgrounds.map((background) => contrast(text, background)));
      if (!at || least >= LEAST_CONTRAST) continue;
      const ratio = (Math.floor(least * 10) / 10).toFixed(1);
      const nearest = readable(text, backgrounds);
      report(`in ${mode} mode, ${name} (${text}) has a contrast of ${ratio}; text needs 4.5, as ${nearest} has`, at, 'warning');
    }
  }
}

const theme: Type<ThemeSettings> = {
  ...mapping(THEME_FIELDS),
  name: 'name, or mapping',
  schema: { anyOf: [{ enum: THEME_NAMES }, mapping(THEME_FIELDS).schema] },
  read: (node, report, placeOf) => {
    if (isScalar(node)) {
      const name = THEME_FIELDS.name.type.read(node, report, placeOf);
      return name && { ...defaultsOf(THEME_FIELDS), name };
    }
    const settings = mapping(THEME_FIELDS).read(node, report, placeOf);
    if (settings === undefined || !isMap(node)) return undefined;
    const nodeOf = (path: readonly string[]) => {
      const found = node.getIn(path, true);
      return isNode(found) ? found : undefined;
    };
    checkContrast(settings, nodeOf, report);
    return settings;
  },
};

export const THEME = setting('theme', {
  type: theme,
  default: defaultsOf(THEME_FIELDS),
  meaning: 'theme, colours, fonts and measures; see docs/themes.md',
  pages: 'all',
  after: 'navigation',
});
