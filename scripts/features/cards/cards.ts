// Social cards, drawn for posts that name no picture of their own.

import { CARDS_FOLDER, cardUrl } from '../../assemble/addresses.js';
import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';

export const cards = output<string, Site>({
  name: 'card',
  holdsNoText: true,
  hashed: ({ outline, facts }) =>
    outline.postsWithPages().some(({ path }) => facts.sharedImage(path)) ? [{ start: CARDS_FOLDER, rest: '*' }] : [],
  *addresses({ outline, facts }) {
    const keyOf = (facts.made.cards ?? (() => undefined)) as (path: string) => string | undefined;
    for (const { path } of outline.postsWithPages()) {
      const key = keyOf(path);
      if (key) yield { url: cardUrl(path, key), data: key, from: `content/${path}` };
    }
  },
  parts: { words: { meaning: 'the words on it', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});
