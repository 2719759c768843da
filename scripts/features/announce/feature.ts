// The setting of the command `announce`, which notifies search engines and hubs of new pages.

import type { Feature } from '../../assemble/feature.js';
import { ANNOUNCE } from './settings.js';

export const announce: Feature = { name: 'announce', settings: [ANNOUNCE] };
