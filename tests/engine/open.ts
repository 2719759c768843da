// Engines over small sites, for tests.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Artifact } from '../../scripts/engine/artifact.js';
import { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { EngineOptions } from '../../scripts/engine/parts.js';
import { lookingProfile, type Profile } from '../../scripts/engine/profile.js';
import type { ReadFor } from '../../scripts/engine/theme.js';
import { FEATURES } from '../../scripts/features/table.js';
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
    features: FEATURES,
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

/** What the theme of a site is read for, now. */
export function readForOf(engine: Engine): ReadFor {
  return engine.readFor(engine.state);
}

/** A page with the hash of what it is made from. */
export async function pageAt(engine: Engine, path: string): Promise<{ readonly version: string; readonly text: string }> {
  const plan = await engine.plan();
  const planned = plan?.at(path);
  if (!plan || !planned) throw new Error(`nothing is planned at ${path}`);
  const version = await engine.contents.version(plan, planned);
  return { version, text: Buffer.from(await engine.contents.page(plan, planned)).toString() };
}

/** The problems of a site, settled: their rules with their files. */
export async function rulesOf(engine: Engine): Promise<string[]> {
  return (await engine.problems(await engine.settle())).map(({ ruleId, file }) => `${ruleId} ${file}`);
}

/** What a feature makes of the site of an engine. */
export function madeBy<Of extends Artifact>(engine: Engine, feature: string): Of {
  return engine.made.get(feature) as Of;
}
