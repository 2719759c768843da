// A picture is replaced while its variants are made.

import { expect, test } from 'vitest';
import { isUnsettled } from '../../scripts/base/errors.js';
import { openStore } from '../../scripts/cache/store.js';
import type { ImageSettings } from '../../scripts/config/imageSettings.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { makePictures } from '../../scripts/picture/makePictures.js';
import type { AnyTask, Run } from '../../scripts/work/task.js';

/** Results of tasks; encoded files have five bytes. */
const ANSWERS: { readonly [task: string]: unknown } = {
  probe: { kind: 'pixels', format: 'png', width: 20, height: 20, frames: 1, wide: false, plain: true },
  study: { hasAlpha: false, drawing: true, placeholder: '' },
};

test.each([
  ['before it is decoded', 0],
  ['while variants are made', 1],
])('%s: the build starts again and stores nothing made from the new bytes', async (_when, calm) => {
  const kept: string[] = [];
  const store = { ...openStore(undefined, 0), put: async (key: string) => void kept.push(key) };
  let looks = 0;
  const error = await makePictures(new Map([['images/a.png', { shown: 684 }]]), {
    settings: CONFIG_FIELDS.images.default as unknown as ImageSettings,
    store,
    run: (async ({ name }: AnyTask) => ANSWERS[name] ?? new Uint8Array(5)) as Run,
    fileOf: (path) => path,
    hashOfFile: () => 'hash',
    sizeOf: () => 50_000,
    isUnchanged: () => looks++ < calm,
    lastResult: () => undefined,
    progress: () => {},
  }).catch((thrown: unknown) => thrown);
  expect(isUnsettled(error)).toBe(true);
  // Variants made before the change may stay in the store; the picture's result may not.
  expect(kept).toHaveLength(calm);
});
