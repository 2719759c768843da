// A picture that is replaced while its variants are made.

import { expect, test } from 'vitest';
import { openStore } from '../../scripts/cache/store.js';
import { isUnsettled } from '../../scripts/errors.js';
import { makePictures } from '../../scripts/picture/pictures.js';

test.each([
  ['before it is decoded', 0],
  ['while variants are made', 1],
])('%s: nothing of it is kept, and the build begins again', async (_when, calm) => {
  const kept: string[] = [];
  const store = { ...openStore(undefined, 0), put: async (key: string) => void kept.push(key) };
  let looks = 0;
  const error = await makePictures(['images/a.png'], {
    widths: [10],
    store,
    work: {
      probe: async () => ({ format: 'png', width: 20, height: 20, animated: false, alpha: false }),
      encode: async () => new Uint8Array(5),
    },
    fileOf: (path) => path,
    hashOfFile: () => 'hash',
    sizeOf: () => 5,
    isStill: () => looks++ < calm,
    known: () => undefined,
    progress: () => {},
  }).catch((thrown: unknown) => thrown);
  expect(isUnsettled(error)).toBe(true);
  expect(kept).toEqual([]);
});
