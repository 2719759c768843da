// Stands for the tests of a folder whose packages are not installed (vitest.config.ts).

import { inject, test } from 'vitest';
import { needsTools } from '../scripts/tools/toolFolders.js';

declare module 'vitest' {
  export interface ProvidedContext {
    folder: 'tests/browser' | 'tests/package';
  }
}

const folder = inject('folder');
test.skipIf(!needsTools(folder, folder))(`${folder} has its packages`, () => {});
