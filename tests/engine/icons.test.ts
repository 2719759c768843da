// Icons: made once from the site's picture; failures are reported.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isUnsettled } from '../../scripts/base/errors.js';
import { openStore, type Store } from '../../scripts/cache/store.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import { Icons } from '../../scripts/features/icons/artifact.js';
import { ICON_SIZES } from '../../scripts/features/icons/manifest.js';
import { Batches } from '../../scripts/work/batches.js';
import type { Run } from '../../scripts/work/task.js';
import { picture, temporaryFolder, writeFiles } from '../support.js';

const ICON = 'images/icon.png';
const MEGAPIXELS = 100;

/** Icons of a picture, and the tasks that were run. */
function iconsOf(bytes: Uint8Array | undefined, store: Store | undefined) {
  const root = temporaryFolder();
  if (bytes) writeFiles(root, { [ICON]: bytes });
  const inputs = new Inputs(root, undefined);
  const { one } = new Batches(0);
  const done: string[] = [];
  const run: Run = (task, input, shared) => {
    done.push(task.name);
    return one(task, input, shared);
  };
  const icons = new Icons({ inputs, run, store });
  return { root, inputs, icons, done, of: (files = [ICON], megapixels = MEGAPIXELS) => icons.iconsFor(files, megapixels) };
}

test('makes no icons without a picture', async () => {
  const { of, done, icons } = iconsOf(undefined, undefined);
  expect([await of(['images/a.png']), await of([]), done, icons.problems()]).toEqual([[], [], [], []]);
});

test('stores icons in all sizes, and makes them once', async () => {
  const store = openStore(undefined, 0);
  const { of, done, icons } = iconsOf(await picture(300, 300), store);
  const made = await of();
  expect(made.map(({ size }) => size)).toEqual([...ICON_SIZES]);
  for (const { size, key } of made) {
    const { width, height } = await sharp(await store.get(key)).metadata();
    expect([width, height]).toEqual([size, size]);
  }
  expect(icons.rows().icons?.map(({ key }) => key)).toEqual(made.map(({ key }) => key));
  const { length } = done;
  expect(await of()).toBe(made);
  expect(done).toHaveLength(length);
  const again = iconsOf(await picture(300, 300), store);
  expect(await again.of()).toEqual(made);
  expect(again.done).toEqual([]);
});

test('makes icons on request if there is no store', async () => {
  const { of, icons, done, root, inputs } = iconsOf(await picture(300, 300), undefined);
  const made = await of();
  expect([done.length, made.length]).toEqual([1, ICON_SIZES.length]);
  const [{ key, size } = { key: '', size: 0 }] = made;
  expect((await sharp((await icons.kept(key)) as Uint8Array).metadata()).width).toBe(size);
  writeFileSync(join(root, ICON), await picture(310, 300));
  inputs.update([ICON]);
  expect((await of()).map((each) => each.key)).not.toContain(key);
});

test('reports an unreadable picture as long as it exists', async () => {
  for (const store of [undefined, openStore(undefined, 0)]) {
    const { of, icons, root, inputs } = iconsOf(Buffer.from('no picture'), store);
    expect(await of()).toEqual([]);
    expect(icons.problems()).toMatchObject([{ file: ICON, ruleId: 'picture/unreadable' }]);
    expect(icons.problems()[0]?.reason).toContain(`cannot make icons from ${ICON}: `);
    expect([await of(), icons.rows()]).toEqual([[], { icons: [] }]);
    writeFileSync(join(root, ICON), await picture(300, 300));
    inputs.update([ICON]);
    expect((await of()).length).toBe(ICON_SIZES.length);
    expect(icons.problems()).toEqual([]);
    // Without the file there are no icons.
    expect([await of([]), icons.rows()]).toEqual([[], { icons: [] }]);
  }
});

test('makes no icons from a picture that is larger than site.yaml allows', async () => {
  const { of, icons } = iconsOf(await picture(300, 300), undefined);
  expect(await of([ICON], 0.01)).toEqual([]);
  expect(icons.problems()).toHaveLength(1);
  expect(await of([ICON], MEGAPIXELS)).toHaveLength(ICON_SIZES.length);
});

test('starts a build again if the picture changes while icons are made', async () => {
  const root = temporaryFolder();
  writeFiles(root, { [ICON]: await picture(300, 300) });
  const inputs = new Inputs(root, undefined);
  const other = await picture(320, 300);
  const { one } = new Batches(0);
  const run: Run = (task, input, shared) => {
    writeFileSync(join(root, ICON), other);
    return one(task, input, shared);
  };
  const error = await new Icons({ inputs, run, store: openStore(undefined, 0) })
    .iconsFor([ICON], MEGAPIXELS)
    .catch((each: unknown) => each);
  expect(isUnsettled(error)).toBe(true);
  expect((error as Error).message).toBe(`${ICON} changed while it was read`);
});
