// The archive by years, and the posts that were changed last.

import type { Feature } from '../../assemble/feature.js';
import { archive as years } from './archive.js';
import { updated } from './updated.js';

export const archive: Feature = { name: 'archive', kinds: [years, updated] };
