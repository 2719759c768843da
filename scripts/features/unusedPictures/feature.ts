// A rule for `check`: pictures that no page uses.

import type { MadeFeature } from '../../engine/artifact.js';
import { unusedPictures as rule } from './rule.js';

export const unusedPictures: MadeFeature = { name: 'unusedPictures', check: [rule] };
