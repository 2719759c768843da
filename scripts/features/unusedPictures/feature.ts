// `check` tells of pictures that nothing shows or links to.

import type { MadeFeature } from '../../engine/artifact.js';
import { unusedPictures as rule } from './rule.js';

export const unusedPictures: MadeFeature = { name: 'unusedPictures', check: [rule] };
