// The theme: which colours, fonts and rules the stylesheet has.

import type { Feature } from '../../assemble/feature.js';
import { cssOf, paletteOf, tokensOf } from './palette.js';
import { THEME } from './settings.js';
import { DEFAULT_THEME, THEME_NAMES, THEMES } from './themes.js';

const STANDARD = tokensOf({ name: DEFAULT_THEME });

export const theme: Feature = {
  name: 'theme',
  settings: [THEME],
  starter: {
    setting: 'theme',
    question: 'Theme',
    choices: Object.fromEntries(
      THEME_NAMES.map((name) => [
        name,
        { about: THEMES[name].about, ...(name !== DEFAULT_THEME && { value: () => ({ name }) }) },
      ]),
    ),
  },
  styles: (config) => {
    const settings = THEME.valueIn(config);
    return {
      sheet: `themes/${settings.name}.css`,
      css: cssOf(tokensOf(settings), STANDARD),
      ...(THEMES[settings.name].covers && { covers: 'large' }),
    };
  },
  common: {
    docs: {
      papercolour: {
        meaning: 'background of pages, for `<meta name="theme-color">`',
        fields: { light: { meaning: 'in light mode' }, dark: { meaning: 'in dark mode' } },
      },
    },
    values: ({ config }) => {
      const { light, dark } = paletteOf(THEME.valueIn(config)).paper;
      return { papercolour: { light, dark } };
    },
  },
};
