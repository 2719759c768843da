// Social cards, drawn for posts that name no picture of their own.

import type { EngineFeature } from '../../engine/artifact.js';
import { Cards } from './artifact.js';
import { CARD, CARDS } from './card.js';
import { cards as files } from './cards.js';
import { HAS_CARDS } from './settings.js';

export const cards: EngineFeature = {
  name: 'cards',
  settings: [HAS_CARDS],
  outputs: [files],
  artifact: (means) => new Cards(means),
  tasks: [CARD, CARDS],
};
