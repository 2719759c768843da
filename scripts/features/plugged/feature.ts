// Pages, files and `check` rules from plugins.

import type { MadeFeature } from '../../engine/artifact.js';
import { pluginFiles } from './files.js';
import { plugin } from './pages.js';
import { pluginRules } from './rules.js';

export const plugged: MadeFeature = { name: 'plugged', kinds: [plugin], linked: [pluginFiles], check: [pluginRules] };
