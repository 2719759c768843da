// `check` tells of pictures that nothing shows or links to.

import type { EngineFeature } from '../../engine/artifact.js';
import { unusedPictures as rule } from './rule.js';

export const unusedPictures: EngineFeature = { name: 'unusedPictures', check: [rule] };
