// The script that searches in a browser.

import { clientScript } from '../../engine/clientScript.js';

export const searchScript = clientScript('scripts/features/search/fullText/browser');
