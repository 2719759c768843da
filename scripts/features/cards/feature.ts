// Social cards: pictures for social networks, drawn for posts without a cover.

import type { EngineFeature } from '../../engine/artifact.js';
import { Cards } from './artifact.js';
import { CARD, CARDS } from './card.js';
import { cards as files } from './cards.js';
import { HAS_CARDS } from './settings.js';

export const cards: EngineFeature = {
  name: 'cards',
  settings: [HAS_CARDS],
  outputs: [files],
  artifact: (context) => new Cards(context),
  tasks: [CARD, CARDS],
};
