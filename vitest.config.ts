import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000, globalSetup: 'tests/globalSetup.ts', setupFiles: 'tests/setup.ts' };

export default defineConfig({
  test: {
    projects: [
      {
        // Modules are loaded once for all files: half of the time is saved.
        test: {
          ...shared,
          name: 'program',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/package/**'],
          isolate: false,
        },
      },
      // What a reader's browser and the Nu HTML checker make of the pages: `npm run test:browser`.
      { test: { ...shared, name: 'browser', include: ['tests/browser/**/*.test.ts'] } },
      // What npm gets, installed: `npm run test:package`, with the registry.
      { test: { ...shared, name: 'package', include: ['tests/package/**/*.test.ts'] } },
    ],
    maxWorkers: '100%',
  },
});
