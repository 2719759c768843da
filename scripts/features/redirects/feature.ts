// Redirects: a page at each old address that leads to the new one.

import type { Feature } from '../../assemble/feature.js';
import { redirect } from './pages.js';

export const redirects: Feature = { name: 'redirects', words: ['movedTo'], kinds: [redirect] };
