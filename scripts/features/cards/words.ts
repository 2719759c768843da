// The words and colours of a post's social card.

import { markdownFileName } from '../../base/siteLookup.js';
import { knownPart } from '../../base/text/civilDate.js';
import { firstCharacter } from '../../base/text/cut.js';
import type { Config } from '../../config/config.js';
import type { OwnValues } from '../../fields/ownField.js';
import type { Source } from '../../types.js';
import { paletteOf } from '../theme/palette.js';
import { THEME } from '../theme/settings.js';
import type { CardColours, CardInput } from './card.js';

/** Returns the words and colours of a post's card. @param title the post's title as plain text; the file name if empty */
export function cardOf(
  config: Pick<Config, 'title' | 'author' | 'language' | 'own'>,
  { meta, date, path }: Source,
  title: string,
): CardInput {
  const { title: site, author, language } = config;
  const authors = meta.authors.length > 0 ? meta.authors.join('、') : author;
  return {
    title: title || markdownFileName(path),
    lang: meta.lang ?? language,
    foot: [authors, site, date ? knownPart(date) : ''].filter(Boolean).join(' · '),
    seal: firstCharacter(site),
    colours: cardColours(config),
  };
}

/** Returns the colours of the cards of a site. */
export function cardColours(config: OwnValues): CardColours {
  const { paper, ink, rule, accent } = paletteOf(THEME.valueIn(config));
  return { paper: paper.light, ink: ink.light, rule: rule.light, accent: accent.light };
}
