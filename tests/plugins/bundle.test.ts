// Bundles of plugins are reused while neither their settings nor their files change.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundlePlugins } from '../../scripts/plugins/bundle.js';
import { writeSite } from '../support.js';

const setting = (options?: unknown) => [{ name: './plugins/a.ts', options, place: { line: 1, column: 1 } }];

test('reuses bundles for the same settings and files only', () => {
  const root = writeSite({
    'plugins/a.ts': "import { word } from './b.js';\nexport default () => ({ variables: () => ({ word }) });\n",
    'plugins/b.ts': "export const word = 'one';\n",
  });
  const first = bundlePlugins(root, setting());
  expect(first.problems).toEqual([]);
  expect(bundlePlugins(root, setting(), first)).toBe(first);
  expect(bundlePlugins(root, setting({ x: 1 }), first).bundles[0]?.hash).not.toBe(first.bundles[0]?.hash);
  // A file that the plugin imports.
  writeFileSync(join(root, 'plugins/b.ts'), "export const word = 'another';\n");
  const second = bundlePlugins(root, setting(), first);
  expect(second.bundles[0]?.hash).not.toBe(first.bundles[0]?.hash);
  rmSync(join(root, 'plugins/b.ts'));
  const third = bundlePlugins(root, setting(), second);
  expect(third.problems[0]?.reason).toContain('b.js');
  // A failed bundle is always tried again, because a missing package may be installed at any time.
  writeFileSync(join(root, 'plugins/b.ts'), "export const word = 'one';\n");
  expect(bundlePlugins(root, setting(), third).problems).toEqual([]);
  expect(bundlePlugins(root, [], second).bundles).toEqual([]);
});
