// Social cards, drawn for posts that name no picture of their own.

import { cardUrl } from '../../assemble/addresses.js';
import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';

export const cards = output<string, Site>({
  name: 'card',
  holdsNoText: true,
  *addresses({ outline, facts }) {
    for (const { path } of outline.postsWithPages()) {
      const key = facts.cardOf(path);
      if (key) yield { url: cardUrl(path, key), data: key, from: `content/${path}` };
    }
  },
  parts: { words: { meaning: 'the words on it', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});
