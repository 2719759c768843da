// Icons made of `images/icon`, and the web manifest that names them.

import type { Feature } from '../../assemble/feature.js';
import { icons as files, manifest } from './icons.js';

export const icons: Feature = { name: 'icons', outputs: [files, manifest] };
