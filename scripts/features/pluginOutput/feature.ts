// Pages, files and `check` rules from plugins.

import type { EngineFeature } from '../../engine/artifact.js';
import { pluginFiles } from './files.js';
import { plugin } from './pages.js';
import { pluginRules } from './rules.js';

export const pluginOutput: EngineFeature = { name: 'pluginOutput', kinds: [plugin], linked: [pluginFiles], check: [pluginRules] };
