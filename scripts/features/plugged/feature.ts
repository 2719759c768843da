// Pages and files of plugins.

import type { Feature } from '../../assemble/feature.js';
import { pluginFiles } from './files.js';
import { plugin } from './pages.js';

export const plugged: Feature = { name: 'plugged', kinds: [plugin], linked: [pluginFiles] };
