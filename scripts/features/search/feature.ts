// The search: its page, and the index that it searches.

import type { Feature } from '../../assemble/feature.js';
import { searchIndex } from './index.js';
import { search as page } from './page.js';

export const search: Feature = { name: 'search', kinds: [page], outputs: [searchIndex] };
