// Notes: short dated texts in one file or folder, which `notes` in site.yaml names. The page of the latest notes, the pages of all
// years, a feed, and a block of the home page.

import type { Feature } from '../../assemble/feature.js';
import { feed } from './feed.js';
import { onHome } from './home.js';
import { hasNotes, stream } from './stream.js';

export const notes: Feature = {
  name: 'notes',
  words: ['notes'],
  kinds: [stream],
  linked: [feed],
  sheets: { notes: ({ outline }) => outline.editions().some(hasNotes) },
  adds: { home: onHome },
};
