// Engines over small sites, for tests.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { EngineOptions } from '../../scripts/engine/parts.js';
import { lookingProfile, type Profile } from '../../scripts/engine/profile.js';
import { Batches } from '../../scripts/work/batches.js';
import { writeFiles } from '../support.js';

const batches = new Batches(0);
afterAll(() => batches.close());

/** A day after those of all posts. */
export const TODAY = '2026-11-26';

/** An engine over the site in a folder. */
export function openEngine(root: string, profile: Partial<Profile> = {}, more: Partial<EngineOptions> = {}): Engine {
  return new Engine({
    root,
    inputs: new Inputs(root, undefined),
    profile: { ...lookingProfile(true), today: () => TODAY, ...profile },
    last: undefined,
    store: undefined,
    batches,
    built: join(root, 'dist'),
    ...more,
  });
}

/** Changes files, undefined removing one, and has the engine take note of it. */
export function edit(engine: Engine, files: { readonly [path: string]: string | Uint8Array | undefined }): void {
  const { root } = engine.options;
  for (const [path, data] of Object.entries(files)) {
    if (data === undefined) rmSync(join(root, path));
    else writeFiles(root, { [path]: data });
  }
  engine.update(Object.keys(files));
}
