// The files of social cards, as outputs of a site.

import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { contentFile } from '../../base/inputFolders.js';
import { CARDS_FOLDER } from './addresses.js';
import type { CardOf, MadeCard } from './artifact.js';
import { CARDS, type CardLine, drawCard, linesOf, shapesOfCards } from './card.js';
import { drawShapes } from './shapes.js';

export const cards = output<MadeCard, Site>({
  name: 'card',
  holdsNoText: true,
  hashed: ({ outline, facts }) =>
    outline.postsWithPages().some(({ path }) => facts.sharedImage(path)) ? [{ start: CARDS_FOLDER, rest: '*' }] : [],
  *addresses({ outline, facts }) {
    const cardOf = (facts.made.cards ?? (() => undefined)) as CardOf;
    for (const { path } of outline.postsWithPages()) {
      const card = cardOf(path);
      if (card) yield { url: card.image.url, data: card, from: contentFile(path) };
    }
  },
  parts: { words: { meaning: 'the words on it', hash: (_site, { key }) => key } },
  content: (_site, { input }) => drawCard(input()),
  many: async (_site, all) => {
    // Lay out each card once: finding the line breaks of a title takes as long as compressing a card.
    const lines = new Map(all.map((card) => [card, linesOf(card.input())]));
    const shapes = await drawShapes([...shapesOfCards(lines.values()).values()]);
    const colours = all[0]?.input().colours;
    return { task: CARDS, shared: { shapes, colours }, inputOf: (card) => lines.get(card) as readonly CardLine[] };
  },
});
