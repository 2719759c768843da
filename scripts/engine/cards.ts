// Social cards are drawn once, for posts that name no picture of their own, and kept.

import { cardOf } from '../assemble/cards.js';
import type { Outline } from '../assemble/outline.js';
import { hasCover } from '../assemble/rendered.js';
import type { KnownPictures } from '../assemble/site.js';
import { hashOf } from '../base/hash.js';
import { CARDS, cardKey, linesOf, shapesOfCard } from '../card/card.js';
import { drawShapes } from '../card/shapes.js';
import type { Source } from '../types.js';
import type { Batches } from '../work/batches.js';
import type { Articles } from './articles.js';
import type { MakeContext } from './context.js';
import type { KnownCards } from './lastBuild.js';

/** The cards of some posts; those whose words have not changed are known from the last build. */
export async function makeCards(
  { store, last }: MakeContext,
  { config, postsWithPages }: Outline,
  { articles, pictures }: { readonly articles: Articles; readonly pictures: KnownPictures },
  batches: Batches,
): Promise<KnownCards> {
  const site = hashOf(config.title, config.author, config.language, cardKey({ title: '', lang: '', foot: '', seal: '' }));
  const before = last?.site.cards;
  const known = new Map(before?.site === site ? before.cards.map(([path, words, key]) => [path, { words, key }]) : []);
  const cards: [path: string, words: string, key: string][] = [];
  const fresh: { source: Source; key: string }[] = [];
  for (const source of postsWithPages()) {
    const { path, meta, date } = source;
    if (meta.cover !== undefined && hasCover(articles.head(path), pictures)) continue;
    const words = hashOf(articles.get(path).hashes.link, date ?? '', ...meta.authors);
    const own = known.get(path);
    const key = own?.words === words ? own.key : cardKey(cardOf(config, source, articles.head(path).title.text));
    if (own?.key !== key) fresh.push({ source, key });
    cards.push([path, words, key]);
  }
  const kept = await store.getMany(fresh.map(({ key }) => key));
  const missing = fresh
    .filter((_card, at) => !kept[at])
    .map(({ source, key }) => ({ key, lines: linesOf(cardOf(config, source, articles.head(source.path).title.text)) }));
  if (missing.length > 0) {
    const shapes = await drawShapes([...new Map(missing.flatMap(({ lines }) => [...shapesOfCard(lines)])).values()]);
    await batches.run(CARDS, { shapes }, missing, {
      inputOf: ({ lines }) => lines,
      take: ({ key }, bytes) => store.put(key, bytes),
    });
  }
  return { site, cards };
}
