import { availableParallelism } from 'node:os';
import { delimiter } from 'node:path';
import { defineConfig } from 'vitest/config';
import { hasTools, toolPath } from './scripts/tools/toolFolders.js';

const shared = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  globalSetup: 'tests/globalSetup.ts',
  setupFiles: 'tests/setup.ts',
  // Modules are loaded once for all files of the program and of the browser: half of the time of `npm test` is saved.
  isolate: false,
};

// Tests, and programs that they start, find packages that a site may add as if they were installed beside ours.
process.env.NODE_PATH = [toolPath('tests/optional'), process.env.NODE_PATH ?? ''].filter(Boolean).join(delimiter);

/** Tests in a folder with packages of its own. Without these, one test says that they are missing. */
function withTools(name: string, folder: 'tests/browser' | 'tests/package') {
  const include = hasTools(folder) ? [`${folder}/**/*.test.ts`] : ['tests/absent.ts'];
  return { test: { ...shared, name, include, provide: { folder }, isolate: folder === 'tests/package' } };
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'program',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/package/**', '**/node_modules/**'],
        },
      },
      // What a reader's browser and the validators make of the pages: `npm run test:browser`.
      withTools('browser', 'tests/browser'),
      // What npm gets, installed: `npm run test:package`, with the registry.
      withTools('package', 'tests/package'),
    ],
    // One more than cores: tests often wait, for programs that they start or for a disk.
    maxWorkers: availableParallelism() + 1,
  },
});
