// The feature that publishes `_headers`.

import type { Feature } from '../../assemble/feature.js';
import { headers as file } from './headers.js';

export const headers: Feature = { name: 'headers', outputs: [file] };
