// Social cards, drawn for posts that name no picture of their own.

import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { contentFile } from '../../base/inputFolders.js';
import { CARDS_FOLDER } from './addresses.js';
import type { CardOf } from './artifact.js';

export const cards = output<string, Site>({
  name: 'card',
  holdsNoText: true,
  hashed: ({ outline, facts }) =>
    outline.postsWithPages().some(({ path }) => facts.sharedImage(path)) ? [{ start: CARDS_FOLDER, rest: '*' }] : [],
  *addresses({ outline, facts }) {
    const cardOf = (facts.made.cards ?? (() => undefined)) as CardOf;
    for (const { path } of outline.postsWithPages()) {
      const card = cardOf(path);
      if (card) yield { url: card.image.url, data: card.key, from: contentFile(path) };
    }
  },
  parts: { words: { meaning: 'the words on it', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});
