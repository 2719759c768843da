// Notifying search engines and hubs of new pages; the command `announce` does it.

import type { Feature } from '../../assemble/feature.js';
import { ANNOUNCE } from './settings.js';

export const announce: Feature = { name: 'announce', settings: [ANNOUNCE] };
