// A rule for `check`: pictures that no page uses.

import type { EngineFeature } from '../../engine/artifact.js';
import { unusedPictures as rule } from './rule.js';

export const unusedPictures: EngineFeature = { name: 'unusedPictures', check: [rule] };
