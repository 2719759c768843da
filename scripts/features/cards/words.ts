// The words on a post's social card.

import { markdownFileName } from '../../base/siteLookup.js';
import { knownPart } from '../../base/text/civilDate.js';
import { firstCharacter } from '../../base/text/cut.js';
import type { Config } from '../../config/config.js';
import type { Source } from '../../types.js';
import type { CardInput } from './card.js';

/** Returns the words on a post's card. @param title the post's title as plain text; the file name if empty */
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
