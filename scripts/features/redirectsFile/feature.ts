// The feature that publishes `_redirects`.

import type { Feature } from '../../assemble/feature.js';
import { file } from './redirectsFile.js';

export const redirectsFile: Feature = { name: 'redirectsFile', outputs: [file] };
