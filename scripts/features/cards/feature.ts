// Social cards, drawn for posts that name no picture of their own.

import type { Feature } from '../../assemble/feature.js';
import { cards as files } from './cards.js';

export const cards: Feature = { name: 'cards', outputs: [files] };
