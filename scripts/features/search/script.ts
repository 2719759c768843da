// The script that searches the index in a browser, bundled from fullText/browser.ts.

import { clientScript } from '../../engine/clientScript.js';

export const searchScript = clientScript('scripts/features/search/fullText/browser');
