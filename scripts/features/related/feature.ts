// Posts like a post.

import type { MadeFeature } from '../../engine/artifact.js';
import { Related } from './artifact.js';

export const related: MadeFeature = { name: 'related', artifact: (means) => new Related(means) };
