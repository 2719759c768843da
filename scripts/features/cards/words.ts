// Social cards: which posts have one, and what is on it.

import { markdownFileName } from '../../base/siteLookup.js';
import { knownPart } from '../../base/text/civilDate.js';
import { firstCharacter } from '../../base/text/cut.js';
import type { Config } from '../../config/config.js';
import type { Source } from '../../types.js';
import type { CardInput } from './card.js';

/** What is on a post's card. */
export function cardOf(
  { title: site, author, language }: Pick<Config, 'title' | 'author' | 'language'>,
  { meta, date, path }: Source,
  title: string,
): CardInput {
  const authors = meta.authors.length > 0 ? meta.authors.join('、') : author;
  return {
    title: title || markdownFileName(path),
    lang: meta.lang ?? language,
    foot: [authors, site, date ? knownPart(date) : ''].filter(Boolean).join(' · '),
    seal: firstCharacter(site),
  };
}
